// t = tanh(ln(1 + e^x)) and the slope of x t: the numerical kernel under Mish.
//
// Scheme: with r = 1 / (1 + m e^|x|), m = 2 on the left of 0 and 1 on the right, and v = r^2 / (1 + r^2),
//   t = 2 r (1 - v) and (x t)' = t (1 - |x| (1 - u)) on the left, t = 1 - 2 v and (x t)' = 1 - 2 v (1 - 2 x (1 - u)) on
// the right, where 1 - u = (1 - r) (1 - m v). r, v and u have two parts.
//
// Error budget: 0.29 ulp of t on the left, from the polynomial of e^x; on the right 0.55 ulp of 1 - t, where r is
// squared, which is little of t there; 1/2 ulp from the last rounding.
#pragma once

#include <ramp/core/math/logistic.hpp>

namespace ramp {

template <lanes V, Grade = Grade::accurate>
struct TanhOfSoftplus {
    using T = element_t<V>;
    static constexpr T scale = Logistic<V>::scale;
    static constexpr T farthest =
        sizeof(T) == sizeof(float) ? T(100) : T(740);  // x t is not a normal number at -farthest

    /// For |x| = a <= farthest.
    RAMP_INLINE constexpr explicit TanhOfSoftplus(V a, mask_t<V> left) noexcept {
        const V m = choose(left, V(2), V(1));
        const Logistic<V> logistic(TwoParts<V>{a, V(0)}, m);
        const auto r = logistic.parts(), square = r * r;
        const auto v = square * Reciprocal<V>(sum({V(1), V(0)}, square)).parts();
        const V first = logistic.reciprocal.first, rest = logistic.reciprocal.rest, all_v = v.high + v.low;
        share_ = in_halves<V>(
            {choose(left, first + first, v.high * V(2 / scale)),
             choose(left, (first + first) * (multiply_add(-all_v, rest, rest) - all_v), v.low * V(2 / scale))});
        const auto most = exact_sum(r.high, m * v.high);
        const auto u = exact_sum(most.high, most.low + (r.low + m * multiply_add(-v.high, r.high, v.low)));
        factor_ = one_less(choose(left, a, a + a), u);
    }

    /// x t on the left, x (1 - t) on the right
    [[nodiscard]] RAMP_INLINE constexpr V times(V x) const noexcept {
        return opaque(product(x * V(1 / scale), share_)) * V(scale * scale);
    }
    /// the derivative of that
    [[nodiscard]] RAMP_INLINE constexpr V slope() const noexcept { return opaque(product(factor_, share_)) * V(scale); }

private:
    TwoParts<V> share_, factor_;  // scale share is t on the left, 1 - t on the right
};

/// The same in the grade `fast`: with g = e^x on the left of 0, 2 e^-x on the right, and h = g^2/2, the two shares are
/// (g + h) / (1 + g + h) and h / (1 + g + h).
template <lanes V>
struct TanhOfSoftplus<V, Grade::fast> {
    using T = element_t<V>;
    static constexpr T scale = TanhOfSoftplus<V>::scale, farthest = TanhOfSoftplus<V>::farthest;

    RAMP_INLINE constexpr explicit TanhOfSoftplus(V a, mask_t<V> left) noexcept : a_(a), left_(left) {}

    [[nodiscard]] RAMP_INLINE constexpr V times(V x) const noexcept {
        const auto exponentials = Exponential<T>().template reduced<false>(a_ * V(-1), V(magic));
        const V power = exponentials.power() * choose(left_, V(1), V(2)), fraction = exponentials.fraction().high;
        const V g = opaque(multiply_add(power, fraction, power)) * V(scale), half = g * V(T(0.5));
        const V weight = opaque(x * choose(left_, half + V(1), half));
        const V scaled = quotient(weight, multiply_add(g, half, g) + V(1)) * power;
        return opaque(multiply_add(scaled, fraction, scaled)) * V(scale);
    }
    /// With a = |x|, z = e^-a and D = 1 + g + h, on the right 2 z^2 (D - 2 a (1 + z)) / D^2; on the left z w / D^2 for
    /// w = 1 - a + z^2 + z^3/4 + z (3/2 - a), whose root is taken out: with d = -a - root and m = e^d - 1,
    /// w = (1 + e) d + m (e (3/2 - a) + e^2 (m + 2) + e^3 (m^2 + 3 m + 3)/4). Without a fused multiply-add this is 6.4
    /// ulp off, so the accurate steps run.
    [[nodiscard]] RAMP_INLINE constexpr V slope() const noexcept {
        if constexpr (!has_fused_multiply_add) return TanhOfSoftplus<V>(a_, left_).slope();
        const V x = a_ * V(-1), high = opaque(x - V(T(root)));
        const V low = opaque(opaque(x - high) - V(T(root))) - V(T(root - static_cast<long double>(T(root))));
        const auto exponentials = Exponential<T>().template reduced<false>(high, V(magic));
        const V power = exponentials.power() * V(scale), scaled = exponentials.power() * V(T(e));
        const V q = exponentials.fraction().high, fraction = opaque(q + multiply_add(q, low, low));
        const V m = opaque(multiply_add(power, fraction, opaque(power - V(1))));
        const V z = opaque(multiply_add(scaled, fraction, scaled) * V(scale)), twice = z + z;
        const V rest = multiply_add(m, multiply_add(m, V(T(e * e * e / 4)), V(T((1 + 0.75L * e) * e * e))),
                                    multiply_add(x, V(T(e)), V(T((1.5L + (2 + 0.75L * e) * e) * e))));
        const V g = choose(left_, z, twice), all = opaque(multiply_add(g, g * V(T(0.5)), g));
        const V of_left = multiply_add(m, rest, multiply_add(high, V(T(1 + e)), low * V(T(1 + e))));
        const V of_right = twice * multiply_add(x + x, z + V(1), all + V(1));
        const V divisor = opaque(multiply_add(all, all + V(2), V(1)));
        const V ratio = opaque(quotient(opaque(choose(left_, of_left, of_right)), divisor) * scaled);
        return opaque(multiply_add(ratio, fraction, ratio)) * V(scale);
    }

private:
    static constexpr T magic = ExponentialConstants<T>::rounding + T(exponent_bias<T> + Logistic<V>::exponent);
    static constexpr long double root = -1.192431214515495212137588340420739406L;
    static constexpr long double e = 0.3034825352815289288214367435396430584L;  // e^root

    V a_;
    mask_t<V> left_;
};

}  // namespace ramp
