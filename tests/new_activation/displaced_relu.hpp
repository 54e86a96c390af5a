// DisplacedReLU: ReLU, moved down and to the left.
#pragma once

#include <concepts>

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = max(x, -delta), f'(x) = 1 for x > -delta and 0 for x <= -delta (Macedo et al., "Enhancing Batch Normalized
/// Convolutional Networks using Displaced Rectifier Linear Units", 2019). delta is finite and > 0, else
/// std::invalid_argument. Exact.
template <number T = float>
class DisplacedReLU : public Activation<DisplacedReLU<T>, T> {
public:
    static constexpr const char* name = "DisplacedReLU";
    static constexpr bool dispatched = true;

    RAMP_INLINE constexpr DisplacedReLU() : DisplacedReLU(T(0.05)) {}
    RAMP_INLINE constexpr explicit DisplacedReLU(T delta) : delta_(check::finite_and_positive(name, "delta", delta)) {}
    RAMP_INLINE constexpr T delta() const { return delta_; }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        return {at_least(x, V(-delta_)), one_above(x, V(-delta_))};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return one_above(y, V(-delta_));
    }

private:
    T delta_;
};

inline constexpr Function<DisplacedReLU> displaced_relu;

}  // namespace ramp
