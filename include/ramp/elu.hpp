// ELU, the exponential linear unit.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/exponential.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = x for x >= 0, alpha (e^x - 1) for x < 0; f'(x) = 1 for x > 0, alpha e^x for x <= 0 (Clevert, Unterthiner and
/// Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units", 2015). alpha is finite and >= 0,
/// else std::invalid_argument; alpha 0 is ReLU. f and f' are within 1 ulp for alpha = 1, 1.75 for another, 2 without a
/// fused multiply-add.
template <number T = float>
class ELU : public Activation<ELU<T>, T> {
    Exponential<T> exponential_;  // with the factor alpha

public:
    static constexpr const char* name = "ELU";
    static constexpr bool dispatched = true;

    RAMP_INLINE constexpr ELU() : ELU(T(1)) {}
    RAMP_INLINE constexpr explicit ELU(T alpha) : exponential_(check::finite_and_not_negative(name, "alpha", alpha)) {}
    RAMP_INLINE constexpr T alpha() const { return exponential_.factor(); }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const auto exponentials = exponential_(x);
        return {rectified(x, exponentials.minus_one()), choose(x > V(0), V(1), exponentials.value())};
    }
    /// y + alpha for y <= 0. Far to the left y rounds to -alpha, and this to 0: fine for training, not for tables.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return choose(y > V(0), V(1), y + V(alpha()));
    }
};

inline constexpr Function<ELU> elu;

}  // namespace ramp
