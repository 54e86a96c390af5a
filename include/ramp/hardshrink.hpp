// Hardshrink: a number, or 0 where it is small.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = x and f'(x) = 1 for |x| > lambda, f(x) = 0 and f'(x) = 0 for |x| <= lambda (Donoho and Johnstone, "Ideal
/// Spatial Adaptation by Wavelet Shrinkage", 1994). lambda is finite and at least 0, else std::invalid_argument. Exact.
template <number T = float>
class Hardshrink : public Activation<Hardshrink<T>, T> {
    T lambda_;

public:
    static constexpr const char* name = "Hardshrink";
    static constexpr bool dispatched = true;

    RAMP_INLINE constexpr Hardshrink() : Hardshrink(T(0.5)) {}
    RAMP_INLINE constexpr explicit Hardshrink(T lambda)
        : lambda_(check::finite_and_not_negative(name, "lambda", lambda)) {}
    RAMP_INLINE constexpr T lambda() const { return lambda_; }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const V magnitude = absolute(x);
        return {choose(magnitude <= V(lambda_), V(0), x), one_above(magnitude, V(lambda_))};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return one_above(absolute(y), V(0));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {0, 1}; }
};

inline constexpr Function<Hardshrink> hardshrink;

}  // namespace ramp
