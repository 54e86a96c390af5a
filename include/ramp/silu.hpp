// SiLU, the sigmoid-weighted linear unit.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/logistic.hpp>

namespace ramp {

/// f(x) = x / (1 + e^-x), f'(x) = (1 + e^-x + x e^-x) / (1 + e^-x)^2 (Hendrycks and Gimpel, "Gaussian Error Linear
/// Units", 2016; Elfwing, Uchibe and Doya, "Sigmoid-Weighted Linear Units", 2017). f is within 1.25 ulp, f' too, or
/// 1.5 without a fused multiply-add, near its root of max(|f'(x)|, 1/64). f(-infinity) = -0; results below the smallest
/// normal number may be 0.
template <number T = float>
class SiLU : public Activation<SiLU<T>, T> {
public:
    static constexpr const char* name = "SiLU";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const V magnitude = bounded_magnitude(x);
        return times_logistic<grade>(x, x < V(0), magnitude, magnitude);
    }
};

inline constexpr Function<SiLU> silu;

}  // namespace ramp
