// Softshrink: a number, moved towards 0.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = x - lambda for x > lambda, x + lambda for x < -lambda, else 0; f'(x) = 1 for |x| > lambda, else 0 (Donoho and
/// Johnstone, "Ideal Spatial Adaptation by Wavelet Shrinkage", 1994). lambda is finite and at least 0, else
/// std::invalid_argument. Correctly rounded.
template <number T = float>
class Softshrink : public Activation<Softshrink<T>, T> {
    T lambda_;

public:
    static constexpr const char* name = "Softshrink";
    static constexpr bool dispatched = true;

    RAMP_INLINE constexpr Softshrink() : Softshrink(T(0.5)) {}
    RAMP_INLINE constexpr explicit Softshrink(T lambda)
        : lambda_(check::finite_and_not_negative(name, "lambda", lambda)) {}
    RAMP_INLINE constexpr T lambda() const { return lambda_; }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        return {x - at_most(at_least(x, V(-lambda_)), V(lambda_)), one_above(absolute(x), V(lambda_))};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return one_above(absolute(y), V(0));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {0, 1}; }
};

inline constexpr Function<Softshrink> softshrink;

}  // namespace ramp
