// Squareplus: a smooth ReLU, made of a square root.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/hyperbola.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = (x + sqrt(x^2 + b))/2, f'(x) = (1 + x / sqrt(x^2 + b))/2 (Barron, "Squareplus: A Softplus-Like Algebraic
/// Rectifier", 2021). b is finite and at least 0, else std::invalid_argument; b = 0 is ReLU. f is within 1 ulp, f'
/// within 1.5, for x far to the left too.
template <number T = float>
class Squareplus : public Activation<Squareplus<T>, T> {
    Hyperbola<T> hyperbola_;

public:
    static constexpr const char* name = "Squareplus";
    static constexpr bool dispatched = true;

    RAMP_INLINE constexpr Squareplus() : Squareplus(T(4)) {}
    RAMP_INLINE constexpr explicit Squareplus(T b) : hyperbola_(check::finite_and_not_negative(name, "b", b)) {}
    RAMP_INLINE constexpr T b() const { return hyperbola_.b(); }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        if (b() == 0) return {choose(x <= V(0), V(0), x), one_above(x, V(0))};
        const auto points = hyperbola_(x);
        return {choose(x < V(0), points.left, points.right),
                choose(x > V(0), V(1) - points.derivative_left, points.derivative_left)};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return b() == 0 ? one_above(y, V(0)) : hyperbola_.derivative_from_value(y);
    }
};

inline constexpr Function<Squareplus> squareplus;

}  // namespace ramp
