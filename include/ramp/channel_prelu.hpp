// channel_prelu: PReLU with a slope for each channel.
#pragma once

#include <cstddef>

#include <ramp/core/channel_call.hpp>
#include <ramp/prelu.hpp>

namespace ramp {

/// PReLU where element i has the slope of its channel, (i / inner) % slopes.size(): inner = 1 is channels-last, inner =
/// height * width is NCHW. There is at least one slope, all are finite, inner is at least 1, and the arrays' size is a
/// multiple of slopes.size() * inner, else std::invalid_argument. backward() overwrites dslopes[c] with the sum of dy
/// min(x, 0) over channel c: added up in double from short blocks, in an order that the shape and the instruction set
/// decide. Every element has the bits that PReLU gives with its slope.
template <class E = Execution<>>
class ChannelPReLUFunction : ChannelCall<ChannelPReLUFunction<E>> {
public:
    static constexpr const char *name = "channel_prelu", *parameters = "slopes", *gradients = "dslopes";
    static constexpr bool finite = true;

    /// y = f(x)
    template <array_of_numbers X, array_of_numbers S, output_array Y, element_count N = std::size_t>
    requires same_elements<X, S, Y> RAMP_INLINE constexpr void operator()(X&& x, S&& slopes, Y&& y,
                                                                          N inner = N(1)) const {
        run<calls::Value>(inner, x, slopes, y);
    }
    template <array_of_numbers X, array_of_numbers S, output_array Y, element_count N = std::size_t>
    requires same_elements<X, S, Y> RAMP_INLINE constexpr void value(X&& x, S&& slopes, Y&& y, N inner = N(1)) const {
        run<calls::Value>(inner, x, slopes, y);
    }

    /// d = f'(x)
    template <array_of_numbers X, array_of_numbers S, output_array D, element_count N = std::size_t>
    requires same_elements<X, S, D> RAMP_INLINE constexpr void derivative(X&& x, S&& slopes, D&& d,
                                                                          N inner = N(1)) const {
        run<calls::Derivative>(inner, x, slopes, d);
    }

    /// y = f(x) and d = f'(x), in one pass over x
    template <array_of_numbers X, array_of_numbers S, output_array Y, output_array D, element_count N = std::size_t>
    requires same_elements<X, S, Y, D> RAMP_INLINE constexpr void value_and_derivative(X&& x, S&& slopes, Y&& y, D&& d,
                                                                                       N inner = N(1)) const {
        run<calls::ValueAndDerivative>(inner, x, slopes, y, d);
    }

    /// dx = dy f'(x), and the slopes' gradients
    template <array_of_numbers X, array_of_numbers S, array_of_numbers DY, output_array DX, output_array DS,
              element_count N = std::size_t>
    requires same_elements<X, S, DY, DX, DS> RAMP_INLINE constexpr void backward(X&& x, S&& slopes, DY&& dy, DX&& dx,
                                                                                 DS&& dslopes, N inner = N(1)) const {
        run<calls::Backward>(inner, x, slopes, dy, dx, dslopes);
    }

    // clang-format off
    template <class... A> requires mistaken_arrays<A...> void operator()(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void value(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void derivative(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void value_and_derivative(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void backward(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    // clang-format on

    /// The same calls on another execution: channel_prelu[on<xsimd::sse2>].
    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const {
        return ChannelPReLUFunction<combined_t<E, Execution<Arch, B>>>();
    }
    RAMP_INLINE constexpr const auto& operator[](FastGrade) const { return *this; }

private:
    template <class Call, class N, class X, class... Arrays>
    RAMP_INLINE constexpr void run(N inner, X& x, Arrays&... others) const {
        using F = PReLU<number_in_t<X>>;
        ChannelCall<ChannelPReLUFunction>::template run<Call, E>(F(), std::size_t(inner), x, others...);
    }
};

inline constexpr ChannelPReLUFunction<> channel_prelu;

}  // namespace ramp
