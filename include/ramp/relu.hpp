// ReLU, the rectified linear unit: max(0, x).
#pragma once

#include <concepts>

#include <ramp/core/activation.hpp>

namespace ramp {

/// f(x) = max(0, x), f'(x) = 1 for x > 0 and 0 for x <= 0 (Nair and Hinton, "Rectified Linear Units Improve
/// Restricted Boltzmann Machines", 2010). Exact. f(-0) = -0; NaN stays NaN.
template <std::floating_point T = float>
class ReLU : public Activation<ReLU<T>, T> {
    using Base = Activation<ReLU, T>;

public:
    static constexpr const char* name = "ReLU";
    static constexpr bool dispatched = true;
    using Base::value, Base::derivative, Base::derivative_from_value;

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V value(V x) const {
        return at_least(x, V(0));
    }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V derivative(V x) const {
        return rectified_derivative(x, V(0));
    }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V derivative_from_value(V y) const {
        return derivative(y);
    }
};

/// ReLU of a number or a batch.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V relu(V v) {
    return ReLU<element_t<V>>{}.value(v);
}

template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V relu_derivative(V v) {
    return ReLU<element_t<V>>{}.derivative(v);
}

/// y = relu(x) for arrays of one size and one element type.
template <class Arch = default_arch, array_of_numbers X, output_array Y>
constexpr void relu(X&& x, Y&& y) {
    ReLU<array_element_t<X, Y>>{}.template value<Arch>(x, y);
}

template <class Arch = default_arch, array_of_numbers X, output_array D>
constexpr void relu_derivative(X&& x, D&& d) {
    ReLU<array_element_t<X, D>>{}.template derivative<Arch>(x, d);
}

template <class Arch = default_arch, array_of_numbers X, array_of_numbers DY, output_array DX>
constexpr void relu_backward(X&& x, DY&& dy, DX&& dx) {
    ReLU<array_element_t<X, DY, DX>>{}.template backward<Arch>(x, dy, dx);
}

}  // namespace ramp
