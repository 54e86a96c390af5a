// PReLU: ReLU whose slope left of zero is learned.
#pragma once

#include <concepts>

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = x for x >= 0, slope x for x < 0; f'(x) = 1 for x > 0, slope for x <= 0; df/dslope = min(x, 0) (He, Zhang, Ren
/// and Sun, "Delving Deep into Rectifiers", 2015). The slope is finite, else std::invalid_argument, and may be
/// negative. backward() returns the slope's gradient, the sum of dy min(x, 0). Correctly rounded; slope 0 is ReLU.
template <number T = float>
class PReLU : public Activation<PReLU<T>, T> {
    T slope_;

public:
    static constexpr const char* name = "PReLU";
    static constexpr bool dispatched = true;

    RAMP_INLINE constexpr PReLU() : PReLU(T(0.25)) {}
    RAMP_INLINE constexpr explicit PReLU(T slope) : slope_(check::finite(name, "slope", slope)) {}
    RAMP_INLINE constexpr T slope() const { return slope_; }
    RAMP_INLINE constexpr void set_slope(T slope) { slope_ = check::finite(name, "slope", slope); }
    /// With the slope of the element's channel, where it has one.
    template <lanes_of<T> V>
    RAMP_INLINE static constexpr ValueAndDerivative<V> formula(V x, V slope) {
        return {rectified_linear(x, slope), rectified_derivative(x, slope)};
    }
    RAMP_INLINE constexpr auto formula(lanes_of<T> auto x) const { return formula(x, decltype(x)(slope_)); }
    RAMP_INLINE constexpr auto parameter_derivative(lanes_of<T> auto x, std::same_as<decltype(x)> auto...) const {
        return at_most(x, decltype(x)(0));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {slope_, 1}; }
};

inline constexpr Function<PReLU> prelu;

}  // namespace ramp
