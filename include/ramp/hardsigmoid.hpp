// Hardsigmoid: the sigmoid function, made of three straight lines.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = x/6 + 1/2 for -3 < x < 3, 0 below and 1 above; f'(x) = 1/6 for -3 < x < 3, else 0 (Courbariaux, Bengio and
/// David, "BinaryConnect", 2015, with PyTorch's slope). f is within 1 ulp and in [0, 1], f' correctly rounded.
template <number T = float>
class Hardsigmoid : public Activation<Hardsigmoid<T>, T> {
    static constexpr T sixth = T(1) / T(6);
    static constexpr T rounding =
        sizeof(T) == sizeof(float) ? T(0x1.8p23) : T(0x1.8p52);  // the sum's last bit is worth 1

public:
    static constexpr const char* name = "Hardsigmoid";
    static constexpr bool dispatched = true;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        // x/6 + 1/2 = (x - 3 i)/6 + (i + 1)/2. With i = -1, 0, 1, the integer next to x/3, x - 3 i is exact, and where
        // the value is small, so is the second term.
        const V bounded = at_most(at_least(x, V(-3)), V(3));
        const V i = opaque(multiply_add(bounded, V(2 * sixth), V(rounding))) - V(rounding);
        const V rest = multiply_add(V(-3), i, bounded);
        return {multiply_add(rest, V(sixth), multiply_add(i, V(T(0.5)), V(T(0.5)))),
                slope_between(x, V(-3), V(3), V(sixth))};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return slope_between(y, V(0), V(1), V(sixth));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {0, sixth}; }
};

inline constexpr Function<Hardsigmoid> hardsigmoid;

}  // namespace ramp
