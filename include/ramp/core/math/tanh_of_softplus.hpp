// t = tanh(ln(1 + e^x)) and the slope of x t: the numerical kernel under Mish.
//
// Scheme: with r = 1 / (1 + m e^|x|), m = 2 on the left of 0 and 1 on the right, and v = r^2 / (1 + r^2),
//   t = 2 r (1 - v) and (x t)' = t (1 - |x| (1 - u)) on the left, t = 1 - 2 v and (x t)' = 1 - 2 v (1 - 2 x (1 - u)) on
// the right, where 1 - u = (1 - r) (1 - m v). r, v and u have two parts.
#pragma once

#include <ramp/core/math/logistic.hpp>

namespace ramp {

template <lanes V>
struct TanhOfSoftplus {
    using T = element_t<V>;
    static constexpr T scale = Logistic<V>::scale;
    static constexpr T farthest =
        sizeof(T) == sizeof(float) ? T(100) : T(740);  // x t is not a normal number at -farthest

    TwoParts<V> share,
        factor;  // scale share: t on the left, 1 - t on the right; times factor: the derivative of x times that

    /// For |x| = a <= farthest.
    RAMP_INLINE constexpr explicit TanhOfSoftplus(V a, mask_t<V> left) noexcept {
        const V m = choose(left, V(2), V(1));
        const Logistic<V> logistic(TwoParts<V>{a, V(0)}, m);
        const auto r = logistic.parts(), square = r * r;
        const auto v = square * Reciprocal<V>(sum({V(1), V(0)}, square)).parts();
        const V first = logistic.reciprocal.first, rest = logistic.reciprocal.rest, all_v = v.high + v.low;
        share = {choose(left, first + first, v.high * V(2 / scale)),
                 choose(left, (first + first) * (multiply_add(-all_v, rest, rest) - all_v), v.low * V(2 / scale))};
        const auto most = exact_sum(r.high, m * v.high);
        const auto u = exact_sum(most.high, most.low + (r.low + m * multiply_add(-v.high, r.high, v.low)));
        factor = one_less(choose(left, a, a + a), u);
    }
};

}  // namespace ramp
