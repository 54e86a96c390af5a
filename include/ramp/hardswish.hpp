// Hardswish: x times Hardsigmoid of x.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/two_parts.hpp>

namespace ramp {

/// f(x) = x (x + 3)/6 for -3 < x < 3, -0 below and x above; f'(x) = x/3 + 1/2 for -3 < x < 3, 0 below and at -3, 1
/// above and at 3 (Howard et al., "Searching for MobileNetV3", 2019). f is within 1 ulp, f' within 1.5, next to its
/// root too.
template <number T = float>
class Hardswish : public Activation<Hardswish<T>, T> {
    static constexpr T sixth = T(1) / T(6);
    static constexpr T scale = sizeof(T) == sizeof(float) ? T(0x1p30) : T(0x1p60);  // no part of a product is subnormal

public:
    static constexpr const char* name = "Hardswish";
    static constexpr bool dispatched = true;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const V bounded = at_most(at_least(x, V(-3)), V(3));
        // (x + 3)/6: 6 high and all that is subtracted from it are exact.
        const auto sum = sum_in_two_parts(V(3), bounded);
        const V high = upper_half((sum.high + sum.low) * V(sixth));
        const V low = opaque(opaque(multiply_add(V(-6), high, sum.high) + sum.low) * V(sixth));
        // x/3 + 1/2 = (x + 3/2)/3, whose sum is exact next to the root.
        const auto next_to_root = bounded < V(T(-0.75));
        const V shifted = bounded + choose(next_to_root, V(T(1.5)), V(0));
        const V slope = multiply_add(shifted, V(2 * sixth), choose(next_to_root, V(0), V(T(0.5))));
        const V scaled = product(bounded * V(scale), {high, low});
        return {choose(x > V(3), x, opaque(scaled * V(1 / scale))),
                choose(x <= V(-3), V(0), choose(x >= V(3), V(1), slope))};
    }
};

inline constexpr Function<Hardswish> hardswish;

}  // namespace ramp
