// What a caller may pass: arrays' sizes and overlaps, parameters' ranges. The one place that throws.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ranges>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <ramp/core/lanes.hpp>

namespace ramp {

/// A contiguous sized range of float or double: vector, array, C array, span.
template <class R>
concept array_of_numbers = std::ranges::contiguous_range<R> && std::ranges::sized_range<R> &&
    std::floating_point<std::ranges::range_value_t<R>> && lanes<std::ranges::range_value_t<R>>;

/// One that can be written to, and is not a temporary that takes what is written with it.
template <class R>
concept output_array = array_of_numbers<R> && std::ranges::borrowed_range<R> &&
    std::ranges::output_range<R, std::ranges::range_value_t<R>>;

/// The element type that all of these arrays share.
template <array_of_numbers First, array_of_numbers... Rest>
struct CommonElement {
    using type = std::remove_cvref_t<std::ranges::range_reference_t<First>>;
    static_assert((std::same_as<type, std::remove_cvref_t<std::ranges::range_reference_t<Rest>>> && ...),
                  "ramp: the arrays of one call must all hold float or all hold double");
};

template <class... Arrays>
using array_element_t = typename CommonElement<Arrays...>::type;

namespace check {

/// Throws std::invalid_argument with the formatted message; without exceptions, prints it to stderr and aborts.
/// Arch puts the architecture into the symbol's name.
template <class Arch = default_arch, class... Values>
[[noreturn, gnu::cold, gnu::noinline]] void fail(const char* format, Values... values) {
    char message[256];
    std::snprintf(message, sizeof message, format, values...);
#if defined(__cpp_exceptions)
    throw std::invalid_argument(message);
#else
    std::fprintf(stderr, "%s\n", message);
    std::abort();
#endif
}

/// Neither infinite nor NaN, told by the bits because -ffast-math assumes it of every number.
template <std::floating_point T>
[[nodiscard, gnu::always_inline]] inline constexpr bool is_finite(T v) noexcept {
    if constexpr (sizeof(T) == 4)
        return (__builtin_bit_cast(std::uint32_t, v) & 0x7f800000u) != 0x7f800000u;
    else
        return (__builtin_bit_cast(std::uint64_t, v) & 0x7ff0000000000000u) != 0x7ff0000000000000u;
}

template <std::floating_point T>
[[nodiscard, gnu::always_inline]] inline constexpr T finite(const char* activation, const char* parameter, T value) {
    if (!is_finite(value)) fail("ramp::%s: %s must be finite, but is %g", activation, parameter, double(value));
    return value;
}

template <std::floating_point T>
[[nodiscard, gnu::always_inline]] inline constexpr T finite_and_not_negative(const char* activation,
                                                                             const char* parameter, T value) {
    if (!is_finite(value) || value < 0)
        fail("ramp::%s: %s must be finite and at least 0, but is %g", activation, parameter, double(value));
    return value;
}

/// One array argument of a call, and its name in the documentation; Element is const for an input. Arch is there for
/// the names of all symbols that handle it: what two builds compile differently must not share one (law 12).
template <class Element, class Arch = default_arch>
struct Array {
    const char* name;
    Element* data;
    std::size_t size;

    [[gnu::always_inline]] constexpr Array(const char* array_name, std::span<Element> elements)
        : name(array_name), data(elements.data()), size(elements.size()) {}
};

/// Do two arrays share an element, without being the same array?
template <class T>
[[nodiscard, gnu::always_inline]] inline constexpr bool overlap_in_part(const T* a, std::size_t a_size, const T* b,
                                                                        std::size_t b_size) {
    if (a == b) return a_size != b_size && a_size != 0 && b_size != 0;
    if (std::is_constant_evaluated()) {  // where pointers into different arrays may only be compared for equality
        for (std::size_t i = 0; i < a_size; ++i)
            if (a + i == b) return b_size != 0;
        for (std::size_t i = 0; i < b_size; ++i)
            if (b + i == a) return a_size != 0;
        return false;
    }
    const auto first = reinterpret_cast<std::uintptr_t>(a), second = reinterpret_cast<std::uintptr_t>(b);
    return first < second ? second - first < a_size * sizeof(T) && b_size != 0
                          : first - second < b_size * sizeof(T) && a_size != 0;
}

/// All arrays are of inputs[0]'s size.
template <class T, class Arch, std::size_t I, std::size_t O>
[[gnu::always_inline]] inline constexpr void same_size(const char* activation, const char* function,
                                                       const std::array<Array<const T, Arch>, I>& inputs,
                                                       const std::array<Array<T, Arch>, O>& outputs) {
    const auto check = [&](const auto& other) __attribute__((always_inline)) {
        if (other.size != inputs[0].size)
            fail<Arch>("ramp::%s::%s: %s has %zu elements, but %s has %zu", activation, function, inputs[0].name,
                       inputs[0].size, other.name, other.size);
    };
    for (const auto& input : inputs) check(input);
    for (const auto& output : outputs) check(output);
}

/// Every output is exactly an input or apart from it, and apart from the other outputs.
template <class T, class Arch, std::size_t I, std::size_t O>
[[gnu::always_inline]] inline constexpr void same_or_apart(const char* activation, const char* function,
                                                           const std::array<Array<const T, Arch>, I>& inputs,
                                                           const std::array<Array<T, Arch>, O>& outputs) {
    const auto check = [&](const Array<T, Arch>& output, const auto& other) __attribute__((always_inline)) {
        if (overlap_in_part<T>(output.data, output.size, other.data, other.size))
            fail<Arch>("ramp::%s::%s: %s, of %zu elements, and %s, of %zu, overlap in part", activation, function,
                       other.name, other.size, output.name, output.size);
    };
    for (std::size_t k = 0; k < O; ++k) {
        for (const auto& input : inputs) check(outputs[k], input);
        for (std::size_t j = 0; j < k; ++j) {
            check(outputs[k], outputs[j]);
            if (outputs[k].size != 0 && outputs[j].size != 0 && outputs[k].data == outputs[j].data)
                fail<Arch>("ramp::%s::%s: %s and %s are one array", activation, function, outputs[j].name,
                           outputs[k].name);
        }
    }
}

/// Throws for what is wrong with the arrays of one call: not all of one size, an output not exactly an input nor apart
/// from it, outputs not apart.
template <class T, class Arch, std::size_t I, std::size_t O>
[[gnu::cold, gnu::noinline]] constexpr void inspect(const char* activation, const char* function,
                                                    const std::array<Array<const T, Arch>, I>& inputs,
                                                    const std::array<Array<T, Arch>, O>& outputs) {
    same_size(activation, function, inputs, outputs);
    same_or_apart(activation, function, inputs, outputs);
}

/// The arrays are right and not empty. One comparison of unsigned distances a pair, and no loop, which g++ 12 would not
/// unroll at -O2.
template <class T, class Arch, std::size_t I, std::size_t O>
[[nodiscard, gnu::always_inline]] inline bool right_and_not_empty(
    const std::array<Array<const T, Arch>, I>& inputs, const std::array<Array<T, Arch>, O>& outputs) noexcept {
    const std::size_t size = inputs[0].size, last_byte = size * sizeof(T) - 1;
    const auto distance = [](const T* a, const T* b) __attribute__((always_inline)) {
        return reinterpret_cast<std::uintptr_t>(a) - reinterpret_cast<std::uintptr_t>(b);
    };
    const auto same_or_apart = [&](const T* a, const T* b) __attribute__((always_inline)) {
        return distance(a, b) - 1 >= last_byte && distance(b, a) - 1 >= last_byte;
    };
    const auto apart = [&](const T* a, const T* b) __attribute__((always_inline)) {
        return distance(a, b) > last_byte && distance(b, a) > last_byte;
    };
    return [&]<std::size_t... k, std::size_t... j>(std::index_sequence<k...>, std::index_sequence<j...>)
        __attribute__((always_inline)) {
        const auto is_right = [&](const Array<T, Arch>& output, std::size_t index) __attribute__((always_inline)) {
            return output.size == size && (same_or_apart(output.data, inputs[k].data) && ...) &&
                   ((j >= index || apart(output.data, outputs[j].data)) && ...);
        };
        return size != 0 && ((inputs[k].size == size) && ...) && (is_right(outputs[j], j) && ...);
    }
    (std::make_index_sequence<I>{}, std::make_index_sequence<O>{});
}

/// Throws for what inspect() finds; true if there is something in the arrays. Their copies for inspect() are made only
/// when it is called: a reference to these would keep the names in memory in every call.
template <class T, class Arch, std::size_t I, std::size_t O>
[[nodiscard, gnu::always_inline]] inline constexpr bool arrays(const char* activation, const char* function,
                                                               const std::array<Array<const T, Arch>, I>& inputs,
                                                               const std::array<Array<T, Arch>, O>& outputs) {
    if (!std::is_constant_evaluated() && right_and_not_empty(inputs, outputs)) return true;
    [&]<std::size_t... k, std::size_t... j>(std::index_sequence<k...>, std::index_sequence<j...>)
        __attribute__((always_inline)) {
        inspect(activation, function, std::array{inputs[k]...}, std::array{outputs[j]...});
    }
    (std::make_index_sequence<I>{}, std::make_index_sequence<O>{});
    return std::is_constant_evaluated() && inputs[0].size != 0;
}

}  // namespace check
}  // namespace ramp
