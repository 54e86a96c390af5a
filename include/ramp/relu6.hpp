// ReLU6: ReLU that stops at 6.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = min(max(0, x), 6); f'(x) = 1 for 0 < x < 6, else 0 (Krizhevsky, "Convolutional Deep Belief Networks on
/// CIFAR-10", 2010). Exact. f(-0) = -0; NaN stays NaN.
template <number T = float>
class ReLU6 : public Activation<ReLU6<T>, T> {
public:
    static constexpr const char* name = "ReLU6";
    static constexpr bool dispatched = true;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        return {at_most(at_least(x, V(0)), V(6)), slope_between(x, V(0), V(6), V(1))};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return slope_between(y, V(0), V(6), V(1));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {0, 1}; }
};

inline constexpr Function<ReLU6> relu6;

}  // namespace ramp
