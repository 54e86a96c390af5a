// c = 1 / (1 + m e^x) for x >= 0: the numerical kernel under the sigmoid, tanh, softplus, SiLU and their derivatives.
//
// Scheme: e^x = 2^n (1 + q), and 1 + m e^x = (1 + m 2^n) + m 2^n q in two parts, since m 2^n q is exact for a power of
// two m. Its reciprocal is z (1 + r): z by a division, r by what z leaves of 1. All is scaled by a power of two that
// keeps the sum far from overflow and c's parts normal, wherever c is. The grade `fast` has one part of each.
//
// Error budget, in ulp of c: 0.2 from the polynomial of e^x (double: 0.16); 0.3 from the roundings of its argument and
// of q, which are carried where x is given in two parts; 1/2 from the last rounding.
//
// Lost: with one part of each, as in the grade `fast`, the sigmoid is 2 ulp off, and its derivative 2.4.
#pragma once

#include <limits>

#include <ramp/core/grade.hpp>
#include <ramp/core/math/exponential.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// What both grades scale by, and from which x on c is 0.
template <number T>
struct LogisticScale {
    static constexpr int exponent = sizeof(T) == sizeof(float) ? 32 : 64;
    static constexpr T scale = power_of_two<T>(-exponent);
    static constexpr T farthest = T(exponent_bias<T> + exponent - 1) * ExponentialConstants<T>::ln2_high;
    static constexpr T nearly_0 = sizeof(T) == sizeof(float) ? T(0x1p-13) : T(0x1p-28);  // tanh x is x next to it

protected:
    /// scale e^x
    template <bool compensated, lanes V>
    RAMP_INLINE static constexpr auto exponentials(V x) noexcept {
        constexpr T magic = ExponentialConstants<T>::rounding + T(exponent_bias<T> - exponent);
        return Exponential<T>().template reduced<compensated>(at_most(x, V(farthest)), V(magic));
    }
};

/// 1 - w (1 - u), for a w of one part or two
template <class Weight, lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> one_less(Weight w, TwoParts<V> u) noexcept {
    const auto part = w * u, most = exact_sum_of(opaque(V(1) - high_part(w)), part.high);
    return {most.high, most.low + (part.low - low_part(w))};
}

/// c = scale reciprocal, which is at most 1/2.
template <lanes V, Grade = Grade::accurate>
struct Logistic : LogisticScale<element_t<V>> {
    using T = element_t<V>;
    using LogisticScale<T>::scale;

    TwoParts<V> sum;           // scale (1 + m e^x)
    Reciprocal<V> reciprocal;  // of sum

    /// For an x of two parts; or of one, without what the exponential's roundings lose: a fifth of an ulp of float.
    template <class Argument>
    RAMP_INLINE constexpr explicit Logistic(Argument x, V m = V(1)) noexcept
        : sum(one_plus_exponential(x, m)), reciprocal(sum) {}

    /// For an x of one part, with all that the exponential's roundings lose.
    [[nodiscard]] RAMP_INLINE static constexpr Logistic exactly(V x) noexcept { return Logistic(TwoParts<V>{x, V(0)}); }
    /// c / scale
    [[nodiscard]] RAMP_INLINE constexpr TwoParts<V> parts_over_scale() const noexcept {
        return {reciprocal.first, opaque(reciprocal.first * reciprocal.rest)};
    }
    /// c, where it is far from subnormal
    [[nodiscard]] RAMP_INLINE constexpr TwoParts<V> parts() const noexcept {
        const auto scaled = reciprocal.parts();
        return {scaled.high * V(scale), scaled.low * V(scale)};
    }
    /// c
    [[nodiscard]] RAMP_INLINE constexpr V small() const noexcept {
        return opaque(multiply_add(reciprocal.first, reciprocal.rest, reciprocal.first) * V(scale));
    }
    /// 1 - c
    [[nodiscard]] RAMP_INLINE constexpr TwoParts<V> large() const noexcept {
        const auto c = parts(), difference = exact_sum(V(1), -c.high);
        return {difference.high, difference.low - c.low};
    }
    /// factor c (1 - c), the derivative
    [[nodiscard]] RAMP_INLINE constexpr V density(T factor = 1) const noexcept {
        return opaque(times(large()) * V(factor * scale));
    }
    /// c (1 - w (1 - c)), for a w of one part or two
    template <class Weight>
    [[nodiscard]] RAMP_INLINE constexpr V slope(Weight w) const noexcept {
        return times(one_less(w, parts())) * V(scale);
    }
    /// (e^x - 1) / (e^x + 1) = tanh(x/2), for m = 1; less exact for a small x.
    [[nodiscard]] RAMP_INLINE constexpr TwoParts<V> complement() const noexcept {
        const auto numerator = exact_sum(sum.high, V(-2 * scale));
        const V high = numerator.high, low = numerator.low + sum.low, ratio = opaque((high + low) * reciprocal.about);
        if constexpr (has_fused_multiply_add) {
            const V left = multiply_add(-ratio, sum.high, high) + multiply_add(-ratio, sum.low, low);
            return {ratio, opaque(left * reciprocal.about)};
        }
        const V ratio_high = upper_half(ratio), sum_high = upper_half(sum.high);
        const V sum_low = opaque(sum.high - sum_high) + sum.low;
        const V left = opaque(opaque(high - ratio_high * sum_high) - ratio_high * sum_low) + low;
        return {ratio_high, opaque(left * reciprocal.about)};
    }
    [[nodiscard]] RAMP_INLINE constexpr V tanh_of_half() const noexcept { return complement().value(); }
    /// v c, but for the scale.
    [[nodiscard]] RAMP_INLINE constexpr V times(V v) const noexcept { return times(TwoParts<V>{v, V(0)}); }
    [[nodiscard]] RAMP_INLINE constexpr V times(TwoParts<V> v) const noexcept {
        const V first = reciprocal.first, rest = reciprocal.rest;
        if constexpr (has_fused_multiply_add)
            return multiply_add(v.high, first, opaque(first * opaque(multiply_add(v.high, rest, v.low))));
        // first rest by itself may be subnormal, and flushed.
        const V low = opaque(first * opaque(v.value() * rest + v.low)), high = upper_half(v.high);
        return opaque(opaque(high * first) + opaque(opaque(opaque(v.high - high) * first) + low));
    }

private:
    RAMP_INLINE static constexpr TwoParts<V> one_plus_exponential(TwoParts<V> x, V m) noexcept {
        const auto parts = Logistic::template exponentials<true>(x.high);
        const V power = parts.power() * m;
        const auto fraction = parts.fraction();
        auto result = one_plus(power, fraction.high);
        result.low = multiply_add(power, fraction.low + multiply_add(fraction.high, x.low, x.low), result.low);
        return result;
    }
    RAMP_INLINE static constexpr TwoParts<V> one_plus_exponential(V x, V m) noexcept {
        const auto parts = Logistic::template exponentials<ExponentialConstants<T>::compensated>(x);
        return one_plus(parts.power() * m, parts.fraction().high);
    }
    /// scale + power (1 + fraction)
    RAMP_INLINE static constexpr TwoParts<V> one_plus(V power, V fraction) noexcept {
        const auto whole = exact_sum(power, V(scale));
        const V high = opaque(multiply_add(power, fraction, whole.high));
        return {high, multiply_add(power, fraction, opaque(whole.high - high)) + whole.low};
    }
};

/// The same in one part.
template <lanes V>
struct Logistic<V, Grade::fast> : LogisticScale<element_t<V>> {
    using LogisticScale<element_t<V>>::scale;

    V power, fraction;  // scale m e^x = power (1 + fraction)
    V reciprocal;       // c / scale

    template <class Argument>
    RAMP_INLINE constexpr explicit Logistic(Argument x, V m = V(1)) noexcept {
        const auto parts = Logistic::template exponentials<false>(high_part(x));
        power = parts.power() * m;
        fraction = parts.fraction().high;
        if constexpr (!std::same_as<Argument, V>) fraction = opaque(fraction + multiply_add(fraction, x.low, x.low));
        reciprocal = quotient(V(1), opaque(multiply_add(power, fraction, V(scale)) + power));
    }
    [[nodiscard]] RAMP_INLINE static constexpr Logistic exactly(V x) noexcept { return Logistic(x); }
    [[nodiscard]] RAMP_INLINE constexpr TwoParts<V> parts_over_scale() const noexcept { return {reciprocal, V(0)}; }
    [[nodiscard]] RAMP_INLINE constexpr V tanh_of_half() const noexcept {
        return opaque(multiply_add(power, fraction, opaque(power - V(scale))) * reciprocal);
    }
    [[nodiscard]] RAMP_INLINE constexpr V small() const noexcept { return opaque(reciprocal * V(scale)); }
    [[nodiscard]] RAMP_INLINE constexpr V times(V v) const noexcept { return opaque(v * reciprocal); }
    [[nodiscard]] RAMP_INLINE constexpr V density(element_t<V> factor = 1) const noexcept {
        return opaque(opaque(reciprocal * opaque(V(1) - small())) * V(factor * scale));
    }
    /// c^2 (1 + (1 - w) e^x), whose error next to a root is that of e^x alone. The bound on the power keeps its product
    /// with 1 - w from overflow where the result is long 0.
    template <class Weight>
    [[nodiscard]] RAMP_INLINE constexpr V slope(Weight w) const noexcept {
        const V less = opaque(V(1) - high_part(w)) - low_part(w);
        const V bounded = at_most(power, V(power_of_two<element_t<V>>(exponent_bias<element_t<V>> - 12))) * less;
        const V numerator = multiply_add(bounded, fraction, opaque(bounded + V(scale)));
        return opaque(opaque(numerator * reciprocal) * reciprocal) * V(scale);
    }
};

/// |x|, bounded where e^-|x| is long 0.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V bounded_magnitude(V x) noexcept {
    return at_most(absolute(x), V(2 * Logistic<V>::farthest));
}

/// |beta x| for beta other than 0, bounded where e^-|beta x| is long 0; a little less exact for a beta of two parts.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> scaled_magnitude(V x, element_t<V> beta) noexcept {
    using T = element_t<V>;
    constexpr T farthest = 2 * Logistic<V>::farthest, large = power_of_two<T>(exponent_bias<T> / 2);
    T slope = absolute(beta);
    if (slope == 1) return {bounded_magnitude(x), V(0)};
    V magnitude = absolute(x);
    if (slope > 1) magnitude = at_most(magnitude, V(farthest / slope));
    if (slope < 1 / large) magnitude = magnitude * V(1 / large), slope *= large;  // its lower half may be subnormal
    const V high = opaque(magnitude * V(slope));
    if constexpr (std::floating_point<V>)
        if (__builtin_is_constant_evaluated() && high > farthest) return {farthest, 0};  // infinity has no rest
    return {at_most(high, V(farthest)), choose(high > V(farthest), V(0), rest_of_product(magnitude, V(slope), high))};
}

/// x s(v), where s is the logistic function, and its derivative s(v) + w s(v) s(-v), where w = x v'. v and w are given
/// by |v| and |w|, of one part or two, and negative if `left`: there s(v) = c, and the derivative is
/// c (1 - |w| + |w| c). `any_x`: x may be large where v is not.
template <Grade grade, bool any_x = false, lanes V, class Argument>
[[nodiscard]] RAMP_INLINE constexpr ValueAndDerivative<V> times_logistic(V x, mask_t<V> left, Argument v,
                                                                         Argument w) noexcept {
    constexpr auto largest = std::numeric_limits<element_t<V>>::max();
    const Logistic<V, grade> logistic(v);
    const auto gone = high_part(v) > V(logistic.farthest);
    const V finite = at_most(at_least(x, V(-largest)), V(largest));
    V factor(1), scale(logistic.scale);
    constexpr auto far = power_of_two<element_t<V>>(exponent_bias<element_t<V>> / 2);
    if constexpr (any_x) {
        const auto large = absolute(finite) > V(far);
        factor = choose(large, scale, factor), scale = choose(large, V(1), scale);
    }
    if constexpr (any_x || !has_fused_multiply_add) {  // what is left of a small x may be subnormal
        const auto small = absolute(finite) < V(1 / far);
        factor = choose(small, V(1 / logistic.scale), factor), scale = choose(small, scale * scale, scale);
    }
    const V product = logistic.times(opaque(finite * factor)) * scale;
    return weighted(x, left, gone, product, logistic.slope(w));
}

}  // namespace ramp
