// biased: an activation of x and the bias of its channel.
#pragma once

#include <cstddef>

#include <ramp/core/activation.hpp>
#include <ramp/core/channel_call.hpp>

namespace ramp {

/// f(x + bias), where element i has the bias of its channel, (i / inner) % bias.size(): inner = 1 is channels-last,
/// inner = height * width is NCHW. f is an activation, or its function object, without a learned parameter. There is at
/// least one bias, inner is at least 1, and the arrays' size is a multiple of bias.size() * inner, else
/// std::invalid_argument. backward() writes dx = dy f'(x + bias) and overwrites dbias[c] with the sum of dx over
/// channel c, added up as channel_prelu's slopes. The sum x + bias is rounded; every element has the bits that f gives
/// for it. Where f'(bias) is infinite, as SquaredReLU's may be, dbias may be NaN, because zeros fill up the last batch.
template <class E = void>
class BiasedFunction : ChannelCall<BiasedFunction<E>> {
public:
    static constexpr const char *name = "biased", *parameters = "bias", *gradients = "dbias";
    static constexpr bool finite = false;

    /// y = f(x + bias)
    template <class F, array_of_numbers X, array_of_numbers B, output_array Y, element_count N = std::size_t>
    requires same_elements<X, B, Y> && without_learned_parameter<F, X> RAMP_INLINE constexpr void operator()(
        const F& f, X&& x, B&& bias, Y&& y, N inner = N(1)) const {
        run<calls::BiasedValue>(f, inner, x, bias, y);
    }
    template <class F, array_of_numbers X, array_of_numbers B, output_array Y, element_count N = std::size_t>
    requires same_elements<X, B, Y> && without_learned_parameter<F, X> RAMP_INLINE constexpr void value(
        const F& f, X&& x, B&& bias, Y&& y, N inner = N(1)) const {
        run<calls::BiasedValue>(f, inner, x, bias, y);
    }

    /// dx = dy f'(x + bias), and the bias's gradients
    template <class F, array_of_numbers X, array_of_numbers B, array_of_numbers DY, output_array DX, output_array DB,
              element_count N = std::size_t>
    requires same_elements<X, B, DY, DX, DB> && without_learned_parameter<F, X> RAMP_INLINE constexpr void backward(
        const F& f, X&& x, B&& bias, DY&& dy, DX&& dx, DB&& dbias, N inner = N(1)) const {
        run<calls::BiasedBackward>(f, inner, x, bias, dy, dx, dbias);
    }

    // clang-format off
    template <class... A> requires mistaken_arrays<A...> void operator()(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void value(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void backward(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    // clang-format on

    /// The same calls on another execution, instead of f's: biased[on<xsimd::sse2>].
    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const {
        return BiasedFunction<combined_t<E, Execution<Arch, B>>>();
    }

private:
    template <class Call, class F, class N, class X, class... Arrays>
    RAMP_INLINE static constexpr void run(const F& f, N inner, X& x, Arrays&... others) {
        ChannelCall<BiasedFunction>::template run<Call, execution_of<E, F>>(f.template at<number_in_t<X>>(),
                                                                            std::size_t(inner), x, others...);
    }
};

inline constexpr BiasedFunction<> biased;

}  // namespace ramp
