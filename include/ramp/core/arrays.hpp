// What a caller may pass: arrays' sizes and overlaps, parameters' ranges. The one place that throws.
#pragma once

#include <array>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include <ramp/core/array_types.hpp>

namespace ramp {

namespace check {

/// Throws std::invalid_argument with the formatted message; without exceptions, prints it to stderr and aborts.
template <class B = Build>
#if defined(__MINGW32__)  // whose own printf knows %zu, which g++ does not expect of "printf" there
[[noreturn, gnu::format(gnu_printf, 1, 2)]]
#else
[[noreturn, gnu::format(printf, 1, 2)]]
#endif
RAMP_COLD void
fail(const char* format, ...) {
    char message[512];
    std::va_list values;
    va_start(values, format);
    std::vsnprintf(message, sizeof message, format, values);
    va_end(values);
#if defined(__cpp_exceptions)
    throw std::invalid_argument(message);
#else
    std::fprintf(stderr, "%s\n", message);
    std::abort();
#endif
}

/// A parameter that must be finite; `right` and `wanted` say what else.
template <number T>
[[nodiscard]] RAMP_INLINE constexpr T parameter(const char* activation, const char* name, T value, bool right = true,
                                                const char* wanted = "finite") {
    if (!is_finite(value) || !right)
        fail("ramp::%s: %s must be %s, but is %g", activation, name, wanted, static_cast<double>(value));
    return value;
}

template <number T>
[[nodiscard]] RAMP_INLINE constexpr T finite(const char* activation, const char* name, T value) {
    return parameter(activation, name, value);
}

template <number T>
[[nodiscard]] RAMP_INLINE constexpr T finite_and_not_negative(const char* activation, const char* name, T value) {
    return parameter(activation, name, value, value >= 0, "finite and at least 0");
}

template <number T>
[[nodiscard]] RAMP_INLINE constexpr T finite_and_positive(const char* activation, const char* name, T value) {
    return parameter(activation, name, value, value > 0, "finite and greater than 0");
}

/// Throws if the first of two parameters is greater than the second.
template <number T>
RAMP_INLINE constexpr void at_most(const char* activation, const char* name, T value, const char* bound_name, T bound) {
    if (value > bound)
        fail("ramp::%s: %s must be at most %s, but they are %g and %g", activation, name, bound_name,
             static_cast<double>(value), static_cast<double>(bound));
}

/// Where one array of a call begins, an input or an output, and how many elements it has. B is there for the names of
/// the functions that handle it and are not inlined, the standard library's too (law 12).
template <class T, class B = Build>
struct Elements {
    const T* data;
    std::size_t size;
};

/// Those of these arrays, of one element type.
template <class X, class... Rest>
[[nodiscard]] RAMP_INLINE constexpr auto elements_of(X& x, Rest&... rest) {
    using All = Elements<element_of_t<X>>;
    return std::array{All{array_traits_t<X>::data(x), array_traits_t<X>::size(x)},
                      All{array_traits_t<Rest>::data(rest), array_traits_t<Rest>::size(rest)}...};
}

/// Do two arrays share an element, without being the same array?
template <class T>
[[nodiscard]] RAMP_INLINE constexpr bool overlap_in_part(Elements<T> a, Elements<T> b) noexcept {
    if (a.size == 0 || b.size == 0) return false;
    if (a.data == b.data) return a.size != b.size;
    if (__builtin_is_constant_evaluated()) {  // where pointers into different arrays may only be compared for equality
        for (std::size_t i = 0; i < a.size; ++i)
            if (a.data + i == b.data) return true;
        for (std::size_t i = 0; i < b.size; ++i)
            if (b.data + i == a.data) return true;
        return false;
    }
    const auto first = reinterpret_cast<std::uintptr_t>(a.data), second = reinterpret_cast<std::uintptr_t>(b.data);
    return first < second ? second - first < a.size * sizeof(T) : first - second < b.size * sizeof(T);
}

/// Do arrays of two types share no byte? In a constant expression they cannot.
template <class T, class Other>
[[nodiscard]] RAMP_INLINE constexpr bool are_apart(Elements<T> a, Elements<Other> b) noexcept {
    if (__builtin_is_constant_evaluated()) return true;
    const auto first = reinterpret_cast<std::uintptr_t>(a.data), second = reinterpret_cast<std::uintptr_t>(b.data);
    return first - second >= b.size * sizeof(Other) && second - first >= a.size * sizeof(T);
}

/// Array k has the size of array `like`. names: the function's, then the arrays'.
template <class T, std::size_t N>
RAMP_COLD constexpr void same_size(const char* activation, const char* const* names,
                                   const std::array<Elements<T>, N>& arrays, std::size_t k, std::size_t like = 0) {
    if (arrays[k].size != arrays[like].size)
        fail("ramp::%s::%s: %s has %zu elements, but %s has %zu", activation, names[0], names[1 + like],
             arrays[like].size, names[1 + k], arrays[k].size);
}

/// Every output, which come after the inputs, is exactly an input or apart from it, and apart from the other outputs.
template <class T, std::size_t N>
RAMP_COLD constexpr void same_or_apart(const char* activation, const char* const* names, std::size_t inputs,
                                       const std::array<Elements<T>, N>& arrays) {
    for (std::size_t k = inputs; k < N; ++k)
        for (std::size_t j = 0; j < k; ++j) {
            if (overlap_in_part(arrays[k], arrays[j]))
                fail("ramp::%s::%s: %s, of %zu elements, and %s, of %zu, overlap in part", activation, names[0],
                     names[1 + j], arrays[j].size, names[1 + k], arrays[k].size);
            if (j >= inputs && arrays[j].size != 0 && arrays[k].data == arrays[j].data)
                fail("ramp::%s::%s: %s and %s are one array", activation, names[0], names[1 + j], names[1 + k]);
        }
}

/// Throws for what is wrong with the arrays of one call, which are all of one size. By value: a reference would keep
/// them in memory in every call.
template <class T, std::size_t N>
RAMP_COLD constexpr void inspect(const char* activation, const char* const* names, std::size_t inputs,
                                 std::array<Elements<T>, N> arrays) {
    for (std::size_t k = 1; k < N; ++k) same_size(activation, names, arrays, k);
    same_or_apart(activation, names, inputs, arrays);
}

/// Output k and array j, of so many elements each and neither empty, share no element, or j is an input and the same
/// array. One comparison of unsigned distances each way.
template <std::size_t inputs, std::size_t k, std::size_t j, class T, std::size_t N>
[[nodiscard]] RAMP_INLINE bool may_stand_beside(const std::array<Elements<T>, N>& arrays, std::size_t size_of_k,
                                                std::size_t size_of_j) noexcept {
    if constexpr (k < inputs || j >= k) return true;
    const auto a = reinterpret_cast<std::uintptr_t>(arrays[k].data),
               b = reinterpret_cast<std::uintptr_t>(arrays[j].data);
    const std::size_t last_of_k = size_of_k * sizeof(T) - 1, last_of_j = size_of_j * sizeof(T) - 1;
    if constexpr (j < inputs)
        return a - b - 1 >= last_of_j && b - a - 1 >= last_of_k && (size_of_k == size_of_j || a != b);
    else
        return a - b > last_of_j && b - a > last_of_k;
}

template <std::size_t inputs, std::size_t k, class T, std::size_t N, std::size_t... j>
[[nodiscard]] RAMP_INLINE bool is_right(const std::array<Elements<T>, N>& arrays, std::size_t size,
                                        std::index_sequence<j...>) noexcept {
    return arrays[k].size == size && (may_stand_beside<inputs, k, j>(arrays, size, size) && ...);
}

/// The arrays are right and not empty: without a loop, which g++ 12 would not unroll at -O2.
template <std::size_t inputs, class T, std::size_t N, std::size_t... k>
[[nodiscard]] RAMP_INLINE bool right_and_not_empty(const std::array<Elements<T>, N>& arrays,
                                                   std::index_sequence<k...> all) noexcept {
    const std::size_t size = arrays[0].size;
    return size != 0 && (is_right<inputs, k>(arrays, size, all) && ...);
}

/// Throws for what inspect() finds; true if there is something in the arrays.
template <std::size_t inputs, class T, std::size_t N>
[[nodiscard]] RAMP_INLINE constexpr bool arrays(const char* activation, const char* const* names,
                                                const std::array<Elements<T>, N>& arrays) {
    if (!__builtin_is_constant_evaluated() && right_and_not_empty<inputs>(arrays, std::make_index_sequence<N>()))
        return true;
    inspect(activation, names, inputs, arrays);
    return __builtin_is_constant_evaluated() && arrays[0].size != 0;
}

/// Throws for what is wrong with the columns or the arrays; true if there is something in the arrays.
template <class Call, std::size_t inputs, class C, class T, std::size_t N>
[[nodiscard]] RAMP_INLINE constexpr bool rows(C columns, const std::array<Elements<T>, N>& arrays) {
    if (columns < C(1))
        fail("ramp::%s::%s: columns must be at least 1, but is %lld", Call::function, Call::names[0],
             static_cast<long long>(columns));
    if (arrays[0].size % static_cast<std::size_t>(columns) != 0)
        fail("ramp::%s::%s: %s has %zu elements, which is not a multiple of %zu columns", Call::function,
             Call::names[0], Call::names[1], arrays[0].size, static_cast<std::size_t>(columns));
    return check::arrays<inputs>(Call::function, Call::names, arrays);
}

}  // namespace check
}  // namespace ramp
