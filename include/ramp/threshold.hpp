// Threshold: a number, or another one where it is not above the threshold.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = x and f'(x) = 1 for x > threshold, f(x) = value and f'(x) = 0 for x <= threshold. Both are finite, else
/// std::invalid_argument; there is no default. Exact. A value above the threshold does not tell where it is from: then
/// derivative_from_value and backward_from_value throw std::invalid_argument.
template <number T = float>
class Threshold : public Activation<Threshold<T>, T> {
    T threshold_, value_;

public:
    static constexpr const char* name = "Threshold";
    static constexpr bool dispatched = true;

    RAMP_INLINE constexpr Threshold(T threshold, T value)
        : threshold_(check::finite(name, "threshold", threshold)), value_(check::finite(name, "value", value)) {}
    RAMP_INLINE constexpr T threshold() const { return threshold_; }
    using Activation<Threshold, T>::value;
    RAMP_INLINE constexpr T value() const { return value_; }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        return {choose(x <= V(threshold_), V(value_), x), one_above(x, V(threshold_))};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        check::at_most(name, "for a derivative from the value, value", value_, "threshold", threshold_);
        return one_above(y, V(threshold_));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {0, 1}; }
};

inline constexpr Function<Threshold> threshold;

}  // namespace ramp
