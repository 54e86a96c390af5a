// Hardtanh: a number, limited to a range.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = min(max(low, x), high); f'(x) = 1 for low < x < high, else 0 (Collobert, "Large Scale Machine Learning",
/// 2004; also known as clip and clamp). low <= high, both finite, else std::invalid_argument. Exact.
template <number T = float>
class Hardtanh : public Activation<Hardtanh<T>, T> {
    T low_, high_;

public:
    static constexpr const char* name = "Hardtanh";
    static constexpr bool dispatched = true;

    RAMP_INLINE constexpr Hardtanh() : Hardtanh(T(-1), T(1)) {}
    RAMP_INLINE constexpr Hardtanh(T low, T high)
        : low_(check::finite(name, "low", low)), high_(check::finite(name, "high", high)) {
        check::at_most(name, "low", low, "high", high);
    }
    RAMP_INLINE constexpr T low() const { return low_; }
    RAMP_INLINE constexpr T high() const { return high_; }

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        return {at_most(at_least(x, V(low_)), V(high_)), formula_from_value(x)};
    }
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return slope_between(y, V(low_), V(high_), V(1));
    }
    RAMP_INLINE constexpr TwoDerivatives<T> two_derivatives() const { return {0, 1}; }
};

inline constexpr Function<Hardtanh> hardtanh;

}  // namespace ramp
