// ELU, the exponential linear unit.
#pragma once

#include <concepts>

#include <ramp/core/activation.hpp>
#include <ramp/core/exponential.hpp>

namespace ramp {

/// f(x) = x for x >= 0, alpha (e^x - 1) for x < 0; f'(x) = 1 for x > 0, alpha e^x for x <= 0 (Clevert, Unterthiner and
/// Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units", 2015). alpha is finite and
/// >= 0, else std::invalid_argument; alpha 0 is ReLU. f and f' are within 1 ulp for alpha = 1, within 2 for another,
/// where f' is a normal number; number, batch and array give the same bits.
template <std::floating_point T = float>
class ELU : public Activation<ELU<T>, T> {
    using Base = Activation<ELU, T>;

public:
    static constexpr const char* name = "ELU";
    static constexpr bool dispatched = true;
    using Base::value, Base::derivative, Base::value_and_derivative, Base::derivative_from_value;

    [[gnu::always_inline]] constexpr ELU() : ELU(T(1)) {}
    [[gnu::always_inline]] constexpr explicit ELU(T alpha)
        : exponential_(check::finite_and_not_negative(name, "alpha", alpha)) {}

    [[nodiscard, gnu::always_inline]] constexpr T alpha() const { return exponential_.factor(); }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V value(V x) const {
        return value_and_derivative(x).value;
    }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V derivative(V x) const {
        return value_and_derivative(x).derivative;
    }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr ValueAndDerivative<V> value_and_derivative(V x) const {
        const auto exponentials = exponential_(x);
        return {rectified(x, exponentials.minus_one()), choose(x > V(0), V(1), exponentials.value())};
    }

    /// y + alpha for y <= 0. Far to the left y rounds to -alpha and this to 0 where f'(x) is still about 1e-9 alpha
    /// (float, x = -20): fine for training, not for tables.
    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V derivative_from_value(V y) const {
        return choose(y > V(0), V(1), y + V(alpha()));
    }

private:
    Exponential<T> exponential_;  // with the factor alpha
};

/// ELU of a number or a batch.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V elu(V v, double alpha = 1) {
    return ELU(element_t<V>(alpha)).value(v);
}

template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V elu_derivative(V v, double alpha = 1) {
    return ELU(element_t<V>(alpha)).derivative(v);
}

/// y = elu(x) for arrays of one size and one element type.
template <class Arch = default_arch, array_of_numbers X, output_array Y>
constexpr void elu(X&& x, Y&& y, double alpha = 1) {
    ELU(array_element_t<X, Y>(alpha)).template value<Arch>(x, y);
}

template <class Arch = default_arch, array_of_numbers X, output_array D>
constexpr void elu_derivative(X&& x, D&& d, double alpha = 1) {
    ELU(array_element_t<X, D>(alpha)).template derivative<Arch>(x, d);
}

template <class Arch = default_arch, array_of_numbers X, array_of_numbers DY, output_array DX>
constexpr void elu_backward(X&& x, DY&& dy, DX&& dx, double alpha = 1) {
    ELU(array_element_t<X, DY, DX>(alpha)).template backward<Arch>(x, dy, dx);
}

}  // namespace ramp
