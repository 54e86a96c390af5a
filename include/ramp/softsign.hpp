// Softsign: x / (1 + |x|).
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/two_parts.hpp>

namespace ramp {

/// f(x) = x / (1 + |x|), f'(x) = 1 / (1 + |x|)^2 (Elliott, "A Better Activation Function for Artificial Neural
/// Networks", 1993). f is within 1 ulp and in [-1, 1], f' within 1.5 ulp. f(-0) = -0; f(+-infinity) = +-1.
template <number T = float>
class Softsign : public Activation<Softsign<T>, T> {
    static constexpr T scale = sizeof(T) == sizeof(float) ? T(0x1p32) : T(0x1p256);  // no part is subnormal
    static constexpr T far = sizeof(T) == sizeof(float) ? T(0x1p80) : T(0x1p600);    // f(far) is 1, f'(far) is 0

public:
    static constexpr const char* name = "Softsign";
    static constexpr bool dispatched = true;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const V bounded = at_most(at_least(x, V(-far)), V(far)), magnitude = absolute(bounded);
        const auto sum = sum_in_two_parts(at_least(magnitude, V(1)), at_most(magnitude, V(1)));
        const V reciprocal = quotient(V(1), sum.high + sum.low);
        const auto value = quotient_in_two_parts(bounded * V(scale), sum, reciprocal);
        const auto [high, low] = quotient_in_two_parts(V(scale), sum, reciprocal);
        const V square = multiply_add(low, high + high + low, high * high);
        return {opaque((value.high + value.low) * V(1 / scale)), opaque(square * V(1 / (scale * scale)))};
    }
    /// (1 - |y|)^2. Far from 0, y rounds to +-1 and this to 0: fine for training, not for tables.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        const V magnitude = absolute(y), rest = opaque(V(1) - magnitude), low = opaque(V(1) - rest) - magnitude;
        return multiply_add(rest, rest, opaque((rest + rest) * low));
    }
};

inline constexpr Function<Softsign> softsign;

}  // namespace ramp
