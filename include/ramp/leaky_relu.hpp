// LeakyReLU: ReLU with a small fixed slope left of zero.
#pragma once

#include <concepts>

#include <ramp/core/activation.hpp>

namespace ramp {

/// f(x) = x for x >= 0, slope x for x < 0; f'(x) = 1 for x > 0, slope for x <= 0 (Maas, Hannun and Ng, "Rectifier
/// Nonlinearities Improve Neural Network Acoustic Models", 2013). The slope is finite and >= 0, else
/// std::invalid_argument. The product is correctly rounded; slope 0 is ReLU, f(-infinity) = 0 included.
template <std::floating_point T = float>
class LeakyReLU : public Activation<LeakyReLU<T>, T> {
    using Base = Activation<LeakyReLU, T>;

public:
    static constexpr const char* name = "LeakyReLU";
    static constexpr bool dispatched = true;
    static constexpr T default_slope = T(0.01);
    static constexpr T steep_slope = T(0.2);
    using Base::value, Base::derivative, Base::derivative_from_value;

    [[gnu::always_inline]] constexpr LeakyReLU() : LeakyReLU(default_slope) {}
    [[gnu::always_inline]] constexpr explicit LeakyReLU(T slope)
        : slope_(check::finite_and_not_negative(name, "slope", slope)) {}

    [[nodiscard, gnu::always_inline]] constexpr T slope() const { return slope_; }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V value(V x) const {
        return rectified_linear(x, V(slope_));
    }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V derivative(V x) const {
        return rectified_derivative(x, V(slope_));
    }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V derivative_from_value(V y) const {
        return derivative(y);
    }

private:
    T slope_;
};

/// LeakyReLU of a number or a batch.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V leaky_relu(V v, double slope = LeakyReLU<double>::default_slope) {
    return LeakyReLU(element_t<V>(slope)).value(v);
}

template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V leaky_relu_derivative(
    V v, double slope = LeakyReLU<double>::default_slope) {
    return LeakyReLU(element_t<V>(slope)).derivative(v);
}

/// y = leaky_relu(x) for arrays of one size and one element type.
template <class Arch = default_arch, array_of_numbers X, output_array Y>
constexpr void leaky_relu(X&& x, Y&& y, double slope = LeakyReLU<double>::default_slope) {
    LeakyReLU(array_element_t<X, Y>(slope)).template value<Arch>(x, y);
}

template <class Arch = default_arch, array_of_numbers X, output_array D>
constexpr void leaky_relu_derivative(X&& x, D&& d, double slope = LeakyReLU<double>::default_slope) {
    LeakyReLU(array_element_t<X, D>(slope)).template derivative<Arch>(x, d);
}

template <class Arch = default_arch, array_of_numbers X, array_of_numbers DY, output_array DX>
constexpr void leaky_relu_backward(X&& x, DY&& dy, DX&& dx, double slope = LeakyReLU<double>::default_slope) {
    LeakyReLU(array_element_t<X, DY, DX>(slope)).template backward<Arch>(x, dy, dx);
}

}  // namespace ramp
