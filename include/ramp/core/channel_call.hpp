// The way of an array call with a parameter for each channel: the arrays' check, its task, and the kernel that runs it.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include <ramp/core/run.hpp>

namespace ramp {

/// The arrays are x, the parameters, what else the call reads, what it writes, and, where it sums them up, the
/// parameters' gradients. Function has their names for messages, `name`, `parameters` and `gradients`, and says
/// whether the parameters must be `finite`.
template <class Function>
class ChannelCall {
protected:
    template <class Call, class E, class F, class X, class... Arrays>
    RAMP_INLINE static constexpr void run(const F& f, std::size_t inner, X& x, Arrays&... others) {
        run_checked<Call, E>(f, inner, check::elements_of(x, others...), std::make_index_sequence<Call::inputs>(),
                             std::make_index_sequence<Call::outputs>());
    }

private:
    template <class Call, class E, class F, class T, std::size_t N, std::size_t... k, std::size_t... j>
    RAMP_INLINE static constexpr void run_checked(const F& f, std::size_t inner,
                                                  const std::array<check::Elements<T>, N>& arrays,
                                                  std::index_sequence<k...>, std::index_sequence<j...>) {
        using Run = Task<Call, F, PerChannel<T>, T>;
        constexpr std::size_t others = Call::inputs + 1;
        check_arrays<Call>(inner, arrays);
        run_task<E>(
            Run{{arrays[k == 0 ? 0 : k + 1].data...},
                {const_cast<T*>(arrays[others + j].data)...},
                arrays[0].size,
                f,
                {arrays[1].data, {arrays[1].size, inner}, Run::folds ? const_cast<T*>(arrays[N - 1].data) : nullptr}});
    }

    template <class Call, std::size_t N>
    static constexpr auto names = [] {
        std::array<const char*, N + 1> names = {Call::names[0], "x", Function::parameters};
        for (std::size_t k = 3; k <= N; ++k)
            names[k] = k <= std::size(Call::names) ? Call::names[k - 1] : Function::gradients;
        return names;
    }();

    /// The array whose size array k has: x, or the parameters for themselves and their gradients.
    RAMP_INLINE static constexpr std::size_t like(std::size_t k) {
        return k == parameters_at || k == gradients_at ? parameters_at : 0;
    }
    static constexpr std::size_t parameters_at = 1, gradients_at = 4;

    template <std::size_t inputs, std::size_t k, class T, std::size_t N, std::size_t... j>
    RAMP_INLINE static bool is_right(const std::array<check::Elements<T>, N>& arrays, std::index_sequence<j...>) {
        return arrays[k].size == arrays[like(k)].size &&
               (check::may_stand_beside<inputs, k, j>(arrays, arrays[k].size, arrays[j].size) && ...);
    }
    /// Nothing is wrong: without a loop, as check::right_and_not_empty().
    template <std::size_t inputs, class T, std::size_t N, std::size_t... k>
    RAMP_INLINE static bool are_right(std::size_t inner, const std::array<check::Elements<T>, N>& arrays,
                                      std::index_sequence<k...> all) {
        const std::size_t x = arrays[0].size, parameters = arrays[parameters_at].size;
        const bool is_one_row = inner == 1 && x == parameters && x != 0;  // divisions take longer than a short row
        return (is_one_row ||
                (std::ptrdiff_t(inner) > 0 && parameters != 0 && x % inner == 0 && x / inner % parameters == 0)) &&
               (is_right<inputs, k>(arrays, all) && ...) &&
               (!Function::finite || all_finite(arrays[parameters_at].data, parameters));
    }

    /// Every one of these numbers is finite: 0 times one that is not is NaN, whose exponent has all bits set. The 0 is
    /// opaque: -ffast-math would take every product with it for 0.
    template <class T>
    RAMP_INLINE static bool all_finite(const T* numbers, std::size_t size) {
        using Number = number_of_t<T>;
        using V = xsimd::batch<Number>;
        constexpr std::size_t lanes = lane_count<V>;
        const V zero = opaque(V(0));
        V products = zero;
        std::size_t i = 0;
        for (; i + lanes <= size; i += lanes) products = products | zero * memory::load<V>(numbers + i);
        if (i < size) products = products | zero * memory::load_first<V>(numbers + i, size - i);
        Number of_lanes[lanes];
        memory::store(products, of_lanes);
        bits_t<Number> bits = 0;
        for (const Number product : of_lanes) bits |= __builtin_bit_cast(bits_t<Number>, product);
        return is_finite(__builtin_bit_cast(Number, bits));
    }

    template <class Call, class T, std::size_t N>
    RAMP_INLINE static constexpr void check_arrays(std::size_t inner, const std::array<check::Elements<T>, N>& arrays) {
        if (__builtin_is_constant_evaluated() ||
            !are_right<Call::inputs + 1>(inner, arrays, std::make_index_sequence<N>()))
            inspect<Call>(inner, arrays);
    }

    /// Throws for what is wrong. By value: a reference would keep the arrays in memory in every call.
    template <class Call, class T, std::size_t N>
    RAMP_COLD static constexpr void inspect(std::size_t inner, std::array<check::Elements<T>, N> arrays) {
        const char* const name = Function::name;
        const char* const* const called = names<Call, N>.data();
        const auto [x, parameters] = std::pair(arrays[0], arrays[parameters_at]);
        if (parameters.size == 0) check::fail("ramp::%s::%s: %s has 0 elements", name, called[0], Function::parameters);
        if (std::ptrdiff_t(inner) <= 0)
            check::fail("ramp::%s::%s: inner must be at least 1, but is %td", name, called[0], std::ptrdiff_t(inner));
        for (std::size_t k = 2; k < N; ++k) check::same_size(name, called, arrays, k, like(k));
        if (x.size % inner != 0 || x.size / inner % parameters.size != 0)
            check::fail("ramp::%s::%s: x has %zu elements, which is not a multiple of %zu channels x %zu", name,
                        called[0], x.size, parameters.size, inner);
        check::same_or_apart(name, called, Call::inputs + 1, arrays);
        for (std::size_t channel = 0; channel < parameters.size && Function::finite; ++channel)
            if (!is_finite(to_number(parameters.data[channel])))
                check::fail("ramp::%s::%s: %s[%zu] must be finite, but is %g", name, called[0], Function::parameters,
                            channel, static_cast<double>(to_number(parameters.data[channel])));
    }
};

}  // namespace ramp
