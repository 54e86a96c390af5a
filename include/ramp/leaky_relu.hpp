// LeakyReLU: ReLU with a small slope left of zero.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = x for x >= 0, slope x for x < 0; f'(x) = 1 for x > 0, slope for x <= 0 (Maas, Hannun and Ng, "Rectifier
/// Nonlinearities Improve Neural Network Acoustic Models", 2013). The slope is finite and at least 0, else
/// std::invalid_argument; slope 0 is ReLU. Correctly rounded.
template <number T = float>
class LeakyReLU : public Activation<LeakyReLU<T>, T> {
    T slope_;

public:
    static constexpr const char* name = "LeakyReLU";
    static constexpr bool dispatched = true;
    static constexpr T steep_slope = T(0.2);

    RAMP_INLINE constexpr LeakyReLU() : LeakyReLU(T(0.01)) {}
    RAMP_INLINE constexpr explicit LeakyReLU(T slope) : slope_(check::finite_and_not_negative(name, "slope", slope)) {}
    RAMP_INLINE constexpr T slope() const { return slope_; }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        return {rectified_linear(x, V(slope_)), rectified_derivative(x, V(slope_))};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return rectified_derivative(y, V(slope_));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {slope_, 1}; }
};

inline constexpr Function<LeakyReLU> leaky_relu;

}  // namespace ramp
