// Softplus: a smooth ReLU.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/log_one_plus.hpp>

namespace ramp {

/// f(x) = ln(1 + e^(beta x))/beta, f'(x) = 1 / (1 + e^(-beta x)) (Dugas et al., "Incorporating Second-Order Functional
/// Knowledge for Better Option Pricing", 2000). beta is finite and > 0, else std::invalid_argument. f and f'
/// are within 1 ulp, in the tails too; results below the smallest normal number may be 0, and f too where e^(beta x) <
/// 2^-133 (double: 2^-1032).
template <number T = float>
class Softplus : public Activation<Softplus<T>, T> {
    T beta_;

public:
    static constexpr const char* name = "Softplus";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    RAMP_INLINE constexpr Softplus() : Softplus(T(1)) {}
    RAMP_INLINE constexpr explicit Softplus(T beta) : beta_(check::finite_and_positive(name, "beta", beta)) {}
    RAMP_INLINE constexpr T beta() const { return beta_; }

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        if (beta_ == 1) return log_one_plus_exponential<grade>(x, bounded_magnitude(x));
        return log_one_plus_exponential<grade>(x, scaled_magnitude(x, beta_), beta_);
    }
    /// 1 - e^(-beta y), exact to the end.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return expm1(at_least(y, V(0)) * V(-beta_)) * V(-1);
    }
};

inline constexpr Function<Softplus> softplus;

}  // namespace ramp
