// PReLU: ReLU whose slope left of zero is learned.
#pragma once

#include <array>
#include <concepts>
#include <span>
#include <utility>

#include <ramp/core/activation.hpp>

namespace ramp {

/// f(x) = x for x >= 0, slope x for x < 0; f'(x) = 1 for x > 0, slope for x <= 0; df/dslope = min(x, 0) (He, Zhang,
/// Ren and Sun, "Delving Deep into Rectifiers", 2015). The slope is finite, else std::invalid_argument. It may be
/// negative, so f(x) does not tell x's sign and there is no derivative_from_value. Correctly rounded; slope 0 is ReLU.
template <std::floating_point T = float>
class PReLU : public Activation<PReLU<T>, T> {
    using Base = Activation<PReLU, T>;

public:
    static constexpr const char* name = "PReLU";
    using Base::value, Base::derivative;

    [[gnu::always_inline]] constexpr explicit PReLU(T slope = T(0.25)) : slope_(check::finite(name, "slope", slope)) {}

    [[nodiscard, gnu::always_inline]] constexpr T slope() const { return slope_; }
    [[gnu::always_inline]] constexpr void set_slope(T slope) { slope_ = check::finite(name, "slope", slope); }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V value(V x) const {
        return choose(x < V(0), absorbing_product(V(slope_), x), x);
    }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V derivative(V x) const {
        return choose(x > V(0), V(1), choose(x <= V(0), V(slope_), x));
    }

    /// df/dslope = min(x, 0)
    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V slope_derivative(V x) const {
        return choose(x > V(0), V(0), x);
    }

    /// dx = dy f'(x); returns the sum of dy min(x, 0), the gradient for the slope, from the same pass. The sum is added
    /// up in double from short blocks, in an order that only the size and the instruction set decide.
    template <class Arch = default_arch>
    constexpr T backward(std::span<const T> x, std::span<const T> dy, std::span<T> dx) const {
        return Base::template fold<Arch>(
            "backward", std::array{check::Array<const T, Arch>{"x", x}, check::Array<const T, Arch>{"dy", dy}},
            std::array{check::Array<T, Arch>{"dx", dx}}, [f = *this](auto v, auto dv) {
                return std::pair{std::array{dv * f.derivative(v)}, dv * f.slope_derivative(v)};
            });
    }

private:
    T slope_;
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
template <class Arch = default_arch, array_of_numbers X, array_of_numbers Y>
constexpr void prelu(X&& x, Y&& y, double slope) {
    PReLU(array_element_t<X, Y>(slope)).template value<Arch>(x, y);
}

template <class Arch = default_arch, array_of_numbers X, array_of_numbers D>
constexpr void prelu_derivative(X&& x, D&& d, double slope) {
    PReLU(array_element_t<X, D>(slope)).template derivative<Arch>(x, d);
}

/// Returns the gradient for the slope.
template <class Arch = default_arch, array_of_numbers X, array_of_numbers DY, array_of_numbers DX>
constexpr auto prelu_backward(X&& x, DY&& dy, DX&& dx, double slope) {
    return PReLU(array_element_t<X, DY, DX>(slope)).template backward<Arch>(x, dy, dx);
}

}  // namespace ramp
