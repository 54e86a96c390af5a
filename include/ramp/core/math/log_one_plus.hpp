// ln(1 + e^(beta x))/beta and its derivative, the numerical kernel under softplus and LogSigmoid; and ln(1 + v) of a
// double, for softmax.
//
// Scheme: with e = e^-|beta x|, ln(1 + e) = 2 atanh w for w = e / (2 + e) = 1 / (1 + 2 e^|beta x|), which Logistic
// gives in two parts, and w <= 1/3: 2 w + w^3 series(w^2).
//
// Error budget, in ulp of ln(1 + e): 0.45 from w, for an x of one part (double: 0.35), 0.08 from the series' term,
// where it is largest, and 1/2 from the last rounding; 0.95 in all on the left of 0, and 0.73 on the right, where x is
// added.
#pragma once

#include <limits>

#include <ramp/core/math/logistic.hpp>

namespace ramp {

/// (2 atanh w - 2 w) / w^3 in powers of w^2, for w <= 1/3.
template <number T>
struct AtanhSeries;
// sollya, with f = (log((1+w)/(1-w))-2*w)/w^3: remez(f*w^2, [|0,2,4,6|], [1b-10;1/3], w^2), where w^2 is what f weighs.
template <>
struct AtanhSeries<float> {
    static constexpr float coefficients[] = {0x1.5555p-1f, 0x1.99d27cp-2f, 0x1.1eb612p-2f, 0x1.1ef87p-2f};
};
// Taylor's, whose next term is below 2^-56.
template <>
struct AtanhSeries<double> {
    static constexpr double coefficients[] = {2. / 3,  2. / 5,  2. / 7,  2. / 9,  2. / 11, 2. / 13, 2. / 15, 2. / 17,
                                              2. / 19, 2. / 21, 2. / 23, 2. / 25, 2. / 27, 2. / 29, 2. / 31, 2. / 33};
};

/// For beta > 0; v is |beta x|, of one part or two.
template <Grade grade, lanes V, class Argument>
[[nodiscard]] RAMP_INLINE constexpr ValueAndDerivative<V> log_one_plus_exponential(V x, Argument v,
                                                                                   element_t<V> beta = 1) noexcept {
    const Logistic<V, grade> half(v, V(2)), logistic(v);
    const TwoParts<V> z = half.parts_over_scale();
    const V w = z.value() * V(half.scale), square = opaque(w * w), high = z.high + z.high;
    V rest = opaque(z.value() * opaque(square * polynomial<AtanhSeries<element_t<V>>::coefficients>(square)));
    if constexpr (grade == Grade::accurate) rest = multiply_add(z.low, V(2), rest);
    using T = element_t<V>;
    constexpr T vanishing =
        logistic.farthest - (mantissa_bits<T> + 1) * ExponentialConstants<T>::ln2_high;  // from here on parts are lost
    // max(beta x, 0) + ln(1 + e)
    const auto right = x > V(0);
    const V small = high * V(half.scale);
    const V magnitude = high_part(v);
    const auto sum = exact_sum(at_least(magnitude, small), at_most(magnitude, small));
    const V low = opaque(multiply_add(rest, V(half.scale), low_part(v)) + sum.low);
    // where ln(1 + e) may be subnormal, but not its beta-th part; high / beta may overflow before that
    const auto far_left = !right && magnitude > V(T(half.exponent));
    const V first = choose(far_left, high, choose(right, sum.high, small)),
            second = choose(far_left, rest, choose(right, low, opaque(rest * V(half.scale))));
    const V total = opaque(first + second);
    if constexpr (std::floating_point<V>)
        if (__builtin_is_constant_evaluated() && right && magnitude > 64)
            return {x, V(1) - logistic.small()};  // total / beta may overflow
    V value = total;
    if (beta != 1) {
        value = opaque(quotient(total, V(beta)));
        if constexpr (grade == Grade::accurate) {  // with what the roundings of the sum and of the quotient lose
            constexpr T largest = std::numeric_limits<T>::max(),
                        far = sizeof(T) == sizeof(float) ? T(0x1p64) : T(0x1p512);
            const T up = beta < 1 / far ? far : T(1);  // so that no half of beta is subnormal
            const V of_product = rest_of_product(value * V(1 / up), V(beta * up), first);
            const V lost = quotient(opaque(second - of_product), V(beta));
            value = choose(value <= V(largest), opaque(value + lost), value);
        }
    }
    value = value * choose(far_left, V(half.scale), V(1));
    if (beta < 1) value = choose(magnitude > V(vanishing), V(0), value);
    const V c = logistic.small();
    return {choose(right && magnitude > V(64), x, value), choose(right, V(1) - c, c)};
}

/// ln(1 + v) for v >= 0, or NaN. With 2^e <= 1 + v < 2^(e + 1), it is e ln 2 + 2 atanh w for w = m / (m + 2), where
/// 1 + m = (1 + v) / 2^e.
[[nodiscard]] RAMP_INLINE constexpr double log_one_plus(double v) noexcept {
    const int e = exponent_of(1 + v);
    const double power = power_of_two<double>(-e), m = multiply_add(v, power, opaque(power - 1)), w = m / (m + 2);
    const double square = opaque(w * w), series = polynomial<AtanhSeries<double>::coefficients>(square);
    using Constants = ExponentialConstants<double>;
    return multiply_add(double(e), Constants::ln2_high + Constants::ln2_low, multiply_add(w * square, series, 2 * w));
}

}  // namespace ramp
