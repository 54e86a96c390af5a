// channel_prelu: PReLU with a slope for each channel.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include <ramp/prelu.hpp>

namespace ramp {

/// PReLU where element i has the slope of its channel, (i / inner) % slopes.size(): inner = 1 is channels-last, inner =
/// height * width is NCHW. There is at least one slope, all are finite, inner is at least 1, and the arrays' size is a
/// multiple of slopes.size() * inner, else std::invalid_argument. backward() overwrites dslopes[c] with the sum of dy
/// min(x, 0) over channel c: added up in double from short blocks, in an order that the shape and the instruction set
/// decide. Every element has the bits that PReLU gives with its slope.
template <class E = Execution<>>
class ChannelPReLUFunction {
    static constexpr const char* name = "channel_prelu";

public:
    /// y = f(x)
    template <array_of_numbers X, array_of_numbers S, output_array Y, element_count N = std::size_t>
    requires same_elements<X, S, Y> RAMP_INLINE constexpr void operator()(X&& x, S&& slopes, Y&& y,
                                                                          N inner = N(1)) const {
        run<calls::Value>(std::size_t(inner), x, slopes, y);
    }
    template <array_of_numbers X, array_of_numbers S, output_array Y, element_count N = std::size_t>
    requires same_elements<X, S, Y> RAMP_INLINE constexpr void value(X&& x, S&& slopes, Y&& y, N inner = N(1)) const {
        run<calls::Value>(std::size_t(inner), x, slopes, y);
    }

    /// d = f'(x)
    template <array_of_numbers X, array_of_numbers S, output_array D, element_count N = std::size_t>
    requires same_elements<X, S, D> RAMP_INLINE constexpr void derivative(X&& x, S&& slopes, D&& d,
                                                                          N inner = N(1)) const {
        run<calls::Derivative>(std::size_t(inner), x, slopes, d);
    }

    /// y = f(x) and d = f'(x), in one pass over x
    template <array_of_numbers X, array_of_numbers S, output_array Y, output_array D, element_count N = std::size_t>
    requires same_elements<X, S, Y, D> RAMP_INLINE constexpr void value_and_derivative(X&& x, S&& slopes, Y&& y, D&& d,
                                                                                       N inner = N(1)) const {
        run<calls::ValueAndDerivative>(std::size_t(inner), x, slopes, y, d);
    }

    /// dx = dy f'(x), and the slopes' gradients
    template <array_of_numbers X, array_of_numbers S, array_of_numbers DY, output_array DX, output_array DS,
              element_count N = std::size_t>
    requires same_elements<X, S, DY, DX, DS> RAMP_INLINE constexpr void backward(X&& x, S&& slopes, DY&& dy, DX&& dx,
                                                                                 DS&& dslopes, N inner = N(1)) const {
        run<calls::Backward>(std::size_t(inner), x, slopes, dy, dx, dslopes);
    }

    /// The same calls on another execution: channel_prelu[on<xsimd::sse2>].
    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const {
        return ChannelPReLUFunction<Execution<Arch, B>>();
    }
    RAMP_INLINE constexpr const auto& operator[](FastGrade) const { return *this; }

private:
    template <class Call, class X, class... Arrays>
    RAMP_INLINE static constexpr void run(std::size_t inner, X& x, Arrays&... others) {
        using Elements = check::Elements<element_of_t<X>>;
        run_checked<Call>(inner,
                          std::array{Elements{std::ranges::data(x), std::size_t(std::ranges::size(x))},
                                     Elements{std::ranges::data(others), std::size_t(std::ranges::size(others))}...},
                          std::make_index_sequence<Call::inputs>(), std::make_index_sequence<Call::outputs>());
    }

    /// The arrays: x, the slopes, what else the call reads, what it writes, and the slopes' gradients.
    template <class Call, class T, std::size_t N, std::size_t... k, std::size_t... j>
    RAMP_INLINE static constexpr void run_checked(std::size_t inner, const std::array<check::Elements<T>, N>& arrays,
                                                  std::index_sequence<k...>, std::index_sequence<j...>) {
        using Run = Task<Call, PReLU<T>, PerChannel<T>>;
        constexpr std::size_t others = Call::inputs + 1;
        check_arrays<Call>(inner, arrays);
        launch<E>(
            Run{{arrays[k == 0 ? 0 : k + 1].data...},
                {const_cast<T*>(arrays[others + j].data)...},
                arrays[0].size,
                PReLU<T>(),
                {arrays[1].data, {arrays[1].size, inner}, Run::folds ? const_cast<T*>(arrays[N - 1].data) : nullptr}});
    }

    template <class Call, std::size_t N>
    static constexpr auto names = [] {
        std::array<const char*, N + 1> names = {Call::names[0], "x", "slopes"};
        for (std::size_t k = 3; k <= N; ++k) names[k] = k <= std::size(Call::names) ? Call::names[k - 1] : "dslopes";
        return names;
    }();

    /// The array whose size array k has: x, or the slopes for themselves and their gradients.
    RAMP_INLINE static constexpr std::size_t like(std::size_t k) {
        return k == slopes_at || k == gradients_at ? slopes_at : 0;
    }
    static constexpr std::size_t slopes_at = 1, gradients_at = 4;

    template <std::size_t inputs, std::size_t k, class T, std::size_t N, std::size_t... j>
    RAMP_INLINE static bool is_right(const std::array<check::Elements<T>, N>& arrays, std::index_sequence<j...>) {
        return arrays[k].size == arrays[like(k)].size &&
               (check::may_stand_beside<inputs, k, j>(arrays, arrays[k].size, arrays[j].size) && ...);
    }
    /// Nothing is wrong: without a loop, as check::right_and_not_empty().
    template <std::size_t inputs, class T, std::size_t N, std::size_t... k>
    RAMP_INLINE static bool are_right(std::size_t inner, const std::array<check::Elements<T>, N>& arrays,
                                      std::index_sequence<k...> all) {
        const std::size_t x = arrays[0].size, slopes = arrays[slopes_at].size;
        const bool is_one_row = inner == 1 && x == slopes && x != 0;  // divisions take longer than a short row
        return (is_one_row || (inner != 0 && slopes != 0 && x % inner == 0 && x / inner % slopes == 0)) &&
               (is_right<inputs, k>(arrays, all) && ...) &&
               loops::all_finite<xsimd::batch<T>>(arrays[slopes_at].data, slopes);
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
        const char* const* const called = names<Call, N>.data();
        const auto [x, slopes] = std::pair(arrays[0], arrays[1]);
        if (slopes.size == 0) check::fail("ramp::%s::%s: there are no slopes", name, called[0]);
        if (inner == 0) check::fail("ramp::%s::%s: inner must be at least 1, but is 0", name, called[0]);
        for (std::size_t k = 2; k < N; ++k) check::same_size(name, called, arrays, k, like(k));
        if (x.size % inner != 0 || x.size / inner % slopes.size != 0)
            check::fail("ramp::%s::%s: x has %zu elements, which is not a multiple of %zu channels x %zu", name,
                        called[0], x.size, slopes.size, inner);
        check::same_or_apart(name, called, Call::inputs + 1, arrays);
        for (std::size_t channel = 0; channel < slopes.size; ++channel)
            if (!check::is_finite(slopes.data[channel]))
                check::fail("ramp::%s::%s: slopes[%zu] must be finite, but is %g", name, called[0], channel,
                            static_cast<double>(slopes.data[channel]));
    }
};

inline constexpr ChannelPReLUFunction<> channel_prelu;

}  // namespace ramp
