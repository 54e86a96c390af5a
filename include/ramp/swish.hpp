// Swish: SiLU with a factor in its sigmoid.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/logistic.hpp>

namespace ramp {

/// f(x) = x / (1 + e^(-beta x)), f'(x) = (1 + e^(-beta x) + beta x e^(-beta x)) / (1 + e^(-beta x))^2 (Ramachandran,
/// Zoph and Le, "Searching for Activation Functions", 2017). beta is finite, else std::invalid_argument. For
/// beta = 1 this is SiLU, within 1 ulp but slower. f is within 1 ulp, f' within 1.25, next to its root of
/// max(|f'(x)|, 1/64); results below the smallest normal number may be 0, and on the side where f goes to 0 it may be 0
/// where e^-|beta x| < 2^-157 (double: 2^-1085).
template <number T = float>
class Swish : public Activation<Swish<T>, T> {
    T beta_;

public:
    static constexpr const char* name = "Swish";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    RAMP_INLINE constexpr Swish() : Swish(T(1)) {}
    RAMP_INLINE constexpr explicit Swish(T beta) : beta_(check::finite(name, "beta", beta)) {}
    RAMP_INLINE constexpr T beta() const { return beta_; }

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        if (beta_ == 0) return {opaque(x * V(T(0.5))), unless_nan(V(T(0.5)), x)};  // beta times infinity is NaN
        const auto v = scaled_magnitude(x, beta_);
        return times_logistic<grade, true>(x, beta_ < 0 ? x > V(0) : x < V(0), v, v);
    }
};

inline constexpr Function<Swish> swish;

}  // namespace ramp
