// PReLU and ChannelPReLU: ReLU whose slope left of zero is learned, one for all or one for each channel.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>

#include <ramp/core/activation.hpp>

namespace ramp {

/// The derivative of rectified_linear for the slope: min(x, 0); NaN stays NaN.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V rectified_slope_derivative(V x) noexcept {
    return at_most(x, V(0));
}

/// dy f'(x), and the addend of the gradient for the slope.
template <class F>
struct BackwardWithSlopeOf {
    using activation = F;
    F f;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V x, V dy) const {
        return loops::Folded{loops::outputs(dy * f.derivative(x)), dy * f.slope_derivative(x)};
    }
};

/// f(x) = x for x >= 0, slope x for x < 0; f'(x) = 1 for x > 0, slope for x <= 0; df/dslope = min(x, 0) (He, Zhang,
/// Ren and Sun, "Delving Deep into Rectifiers", 2015). The slope is finite, else std::invalid_argument. It may be
/// negative, so f(x) does not tell x's sign and there is no derivative_from_value. Correctly rounded; slope 0 is ReLU.
template <std::floating_point T = float>
class PReLU : public Activation<PReLU<T>, T> {
    using Base = Activation<PReLU, T>;

public:
    static constexpr const char* name = "PReLU";
    static constexpr bool dispatched = true;
    static constexpr T default_slope = T(0.25);
    using Base::value, Base::derivative, Base::derivative_from_value;

    [[gnu::always_inline]] constexpr PReLU() : PReLU(default_slope) {}
    [[gnu::always_inline]] constexpr explicit PReLU(T slope) : slope_(check::finite(name, "slope", slope)) {}

    [[nodiscard, gnu::always_inline]] constexpr T slope() const { return slope_; }
    [[gnu::always_inline]] constexpr void set_slope(T slope) { slope_ = check::finite(name, "slope", slope); }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V value(V x) const {
        return rectified_linear(x, V(slope_));
    }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V derivative(V x) const {
        return rectified_derivative(x, V(slope_));
    }

    /// Not there: only its constraint, which no V satisfies, so that the compiler says why.
    template <lanes_of<T> V>
    requires value_tells_the_branch<V, T> V derivative_from_value(V y)
    const;

    /// df/dslope = min(x, 0)
    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V slope_derivative(V x) const {
        return rectified_slope_derivative(x);
    }

    /// dx = dy f'(x); returns the sum of dy min(x, 0), the gradient for the slope, from the same pass. The sum is added
    /// up in double from short blocks, in an order that only the size and the instruction set decide.
    template <class Arch = default_arch>
    constexpr T backward(std::span<const T> x, std::span<const T> dy, std::span<T> dx) const {
        return Base::template fold<Arch>(
            "backward", std::array{check::Array<const T, Arch>{"x", x}, check::Array<const T, Arch>{"dy", dy}},
            std::array{check::Array<T, Arch>{"dx", dx}}, BackwardWithSlopeOf<PReLU>{*this});
    }

private:
    T slope_;
};

// As the function objects of Activation, with the slope of the element's channel as the last lane.

template <class F>
struct ChannelValueOf {
    using activation = F;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V x, V slope) const {
        return loops::outputs(rectified_linear(x, slope));
    }
};

template <class F>
struct ChannelDerivativeOf {
    using activation = F;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V x, V slope) const {
        return loops::outputs(rectified_derivative(x, slope));
    }
};

template <class F>
struct ChannelBackwardOf {
    using activation = F;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V x, V dy, V slope) const {
        return loops::Folded{loops::outputs(dy * rectified_derivative(x, slope)), dy * rectified_slope_derivative(x)};
    }
};

/// PReLU with a slope for each channel: element i belongs to channel (i / inner) % slopes.size(), so inner = 1 is
/// channels-last and inner = height * width is NCHW. The slopes are looked at where they are, not copied, so that a
/// step of training takes effect in place: they must outlive it. They are finite and at least one, inner is at least 1,
/// and the arrays' size is a multiple of channels * inner, else std::invalid_argument. Every element is what PReLU
/// gives with its slope.
template <std::floating_point T = float>
class ChannelPReLU {
    template <class Arch>
    using Input = check::Array<const T, Arch>;
    template <class Arch>
    using Output = check::Array<T, Arch>;

public:
    static constexpr const char* name = "ChannelPReLU";
    static constexpr bool dispatched = true;
    using value_type = T;

    [[gnu::always_inline]] constexpr explicit ChannelPReLU(std::span<const T> slopes, std::size_t inner = 1)
        : slopes_(slopes.data()), channels_{slopes.size(), inner} {
        if (slopes.empty()) check::fail("ramp::%s: there are no slopes", name);
        if (inner == 0) check::fail("ramp::%s: inner must be at least 1, but is 0", name);
        for (std::size_t channel = 0; channel < slopes.size(); ++channel)
            static_cast<void>(check::finite(name, "slope", slopes_[channel]));
    }

    [[nodiscard, gnu::always_inline]] constexpr std::span<const T> slopes() const { return {slopes_, channels_.count}; }
    [[nodiscard, gnu::always_inline]] constexpr std::size_t inner() const { return channels_.inner; }

    /// y = f(x)
    template <class Arch = default_arch>
    constexpr void operator()(std::span<const T> x, std::span<T> y) const {
        value<Arch>(x, y);
    }

    /// y = f(x)
    template <class Arch = default_arch>
    constexpr void value(std::span<const T> x, std::span<T> y) const {
        map<Arch>("value", std::array{Input<Arch>{"x", x}}, Output<Arch>{"y", y}, ChannelValueOf<ChannelPReLU>{});
    }

    /// d = f'(x)
    template <class Arch = default_arch>
    constexpr void derivative(std::span<const T> x, std::span<T> d) const {
        map<Arch>("derivative", std::array{Input<Arch>{"x", x}}, Output<Arch>{"d", d},
                  ChannelDerivativeOf<ChannelPReLU>{});
    }

    /// dx = dy f'(x), and dslopes[c] = the sum of dy min(x, 0) over channel c, from the same pass. The sums are added
    /// up in double from short blocks, in an order that only the shape and the instruction set decide. Takes up to 100
    /// KB of the stack.
    template <class Arch = default_arch>
    constexpr void backward(std::span<const T> x, std::span<const T> dy, std::span<T> dx, std::span<T> dslopes) const {
        const Input<Arch> x_array{"x", x}, dy_array{"dy", dy}, slopes_array{"slopes", slopes()};
        const Output<Arch> dx_array{"dx", dx}, dslopes_array{"dslopes", dslopes};
        shape<Arch>("backward", std::array{x_array, dy_array}, dx_array);
        check::same_size(name, "backward", std::array{slopes_array}, std::array{dslopes_array});
        check::same_or_apart(name, "backward", std::array{x_array, dy_array, slopes_array},
                             std::array{dx_array, dslopes_array});
        loops::run<Arch>(loops::FoldChannels{std::array{x_array.data, dy_array.data}, std::array{dx_array.data},
                                             x_array.size, slopes_, channels_, dslopes_array.data,
                                             ChannelBackwardOf<ChannelPReLU>{}});
    }

private:
    template <class Arch, std::size_t I>
    [[gnu::always_inline]] constexpr void shape(const char* function, const std::array<Input<Arch>, I>& inputs,
                                                const Output<Arch>& output) const {
        check::same_size(name, function, inputs, std::array{output});
        if (inputs[0].size % channels_.inner != 0 || inputs[0].size / channels_.inner % channels_.count != 0)
            check::fail<Arch>("ramp::%s::%s: %s has %zu elements, no multiple of %zu channels x %zu", name, function,
                              inputs[0].name, inputs[0].size, channels_.count, channels_.inner);
    }

    /// Checks the arrays, then output[i] = f(inputs[0][i], slope of i's channel).
    template <class Arch, class F>
    [[gnu::always_inline]] constexpr void map(const char* function, const std::array<Input<Arch>, 1>& inputs,
                                              const Output<Arch>& output, const F& f) const {
        shape<Arch>(function, inputs, output);
        check::same_or_apart(name, function, std::array{inputs[0], Input<Arch>{"slopes", slopes()}},
                             std::array{output});
        loops::run<Arch>(loops::MapChannels{std::array{inputs[0].data}, std::array{output.data}, output.size, slopes_,
                                            channels_, f});
    }

    const T* slopes_;
    loops::Channels channels_;
};

/// PReLU of a number or a batch.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V prelu(V v, double slope) {
    return PReLU(element_t<V>(slope)).value(v);
}

template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V prelu_derivative(V v, double slope) {
    return PReLU(element_t<V>(slope)).derivative(v);
}

/// y = prelu(x) for arrays of one size and one element type.
template <class Arch = default_arch, array_of_numbers X, output_array Y>
constexpr void prelu(X&& x, Y&& y, double slope) {
    PReLU(array_element_t<X, Y>(slope)).template value<Arch>(x, y);
}

template <class Arch = default_arch, array_of_numbers X, output_array D>
constexpr void prelu_derivative(X&& x, D&& d, double slope) {
    PReLU(array_element_t<X, D>(slope)).template derivative<Arch>(x, d);
}

/// Returns the gradient for the slope.
template <class Arch = default_arch, array_of_numbers X, array_of_numbers DY, output_array DX>
constexpr auto prelu_backward(X&& x, DY&& dy, DX&& dx, double slope) {
    return PReLU(array_element_t<X, DY, DX>(slope)).template backward<Arch>(x, dy, dx);
}

}  // namespace ramp
