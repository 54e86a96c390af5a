// CELU, the continuously differentiable exponential linear unit.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/stretched_exponential.hpp>

namespace ramp {

/// f(x) = x for x >= 0, alpha (e^(x/alpha) - 1) for x < 0; f'(x) = 1 for x > 0, e^(x/alpha) for x <= 0 (Barron,
/// "Continuously Differentiable Exponential Linear Units", 2017). alpha is finite and > 0, else std::invalid_argument.
/// f and f' are within 1.5 ulp for every alpha; results below the smallest normal number may be 0.
template <number T = float>
class CELU : public Activation<CELU<T>, T> {
    StretchedExponential<T> exponential_;

public:
    static constexpr const char* name = "CELU";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    RAMP_INLINE constexpr CELU() : CELU(T(1)) {}
    RAMP_INLINE constexpr explicit CELU(T alpha) : exponential_(check::finite_and_positive(name, "alpha", alpha)) {}
    RAMP_INLINE constexpr T alpha() const { return exponential_.alpha(); }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const auto exponentials = exponential_(x);
        return {exponentials.minus_one, choose(x > V(0), V(1), exponentials.value)};
    }
    /// 1 + y / alpha for y <= 0: as exact as ELU's.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return choose(y > V(0), V(1), quotient(y + V(alpha()), V(alpha())));
    }
};

inline constexpr Function<CELU> celu;

}  // namespace ramp
