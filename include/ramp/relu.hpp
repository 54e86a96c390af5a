// ReLU, the rectified linear unit: max(0, x).
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = max(0, x), f'(x) = 1 for x > 0 and 0 for x <= 0 (Nair and Hinton, "Rectified Linear Units Improve
/// Restricted Boltzmann Machines", 2010). Exact. f(-0) = -0; NaN stays NaN.
template <number T = float>
class ReLU : public Activation<ReLU<T>, T> {
public:
    static constexpr const char* name = "ReLU";
    static constexpr bool dispatched = true;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        return {at_least(x, V(0)), one_above(x, V(0))};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return one_above(y, V(0));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {0, 1}; }
};

inline constexpr Function<ReLU> relu;

}  // namespace ramp
