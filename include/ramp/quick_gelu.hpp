// QuickGELU: GELU by a sigmoid.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/logistic.hpp>

namespace ramp {

/// f(x) = x / (1 + e^(-1.702 x)), f'(x) = (1 + e^(-1.702 x) + 1.702 x e^(-1.702 x)) / (1 + e^(-1.702 x))^2 (Hendrycks
/// and Gimpel, "Gaussian Error Linear Units", 2016). f is within 1 ulp, f' within 1.25, near its root of max(|f'(x)|,
/// 1/64); results below the smallest normal number may be 0.
template <number T = float>
class QuickGELU : public Activation<QuickGELU<T>, T> {
    static constexpr T beta = T(1.702L), beta_low = T(1.702L - static_cast<long double>(beta));

public:
    static constexpr const char* name = "QuickGELU";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        auto v = scaled_magnitude(x, beta);
        v.low = multiply_add(v.high, V(beta_low / beta), v.low);
        return times_logistic<grade>(x, x < V(0), v, v);
    }
};

inline constexpr Function<QuickGELU> quick_gelu;

}  // namespace ramp
