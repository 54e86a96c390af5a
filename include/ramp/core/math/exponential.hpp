// e^x and e^x - 1; and factor e^x and factor (e^x - 1) for x <= 0, the numerical kernel under ELU.
//
// Scheme: n = round(x / ln 2), t = x - n ln 2 (ln 2 in two parts, n times the first is exact), so |t| <= ln 2 / 2 and
// e^x = 2^n (1 + q) with q = e^t - 1 from a polynomial without constant term: near 0, where e^x - 1 cancels, q is
// all there is. With s = factor 2^n, the two results are s q + s and s q + (s - factor): one more addition gives the
// other one too.
//
// The power of two: adding a number of magnitude 1.5 * 2^(mantissa bits) rounds to n and leaves n in the lowest bits,
// which one shift makes an exponent. The factor's own exponent goes into that number, so that the power is normal
// wherever factor e^x is, though e^x may be none; what that takes is the same for a whole array.
//
// Error budget of e^x - 1, where it is worst (n = -1, t next to ln 2 / 2): 1/2 ulp for the last rounding, 1/4 for q's,
// and 1/5 for t's, which double cannot afford: there, what t's rounding loses is added back to q.
// tests/laws/exhaustive.cpp measures the sum.
//
// Lost: ln 2 in one part is enough for e^x - 1 where a multiply-add is fused (1.1 times as fast, and 1.15 to 1.2 times
// with a factor of 1 that is known: Zen 5), but off by 4 ulp in e^x; a formula that gives both would reduce x twice.
#pragma once

#include <ramp/core/math/polynomial.hpp>
#include <ramp/core/math/powers_of_two.hpp>
#include <ramp/core/math/two_parts.hpp>

namespace ramp {

template <class T>
struct ExponentialConstants;

// Coefficients: sollya, with i = [-log(2)/2*1.02; log(2)/2*1.002] and w = exp(-2*x),
//   remez(w*(1 - x/expm1(x)), [|2,3,4,5,6|], i, w/expm1(x))
// each rounded to single; a search over the last bits of the upper three then took the worst ulp from 0.995 to 0.988.
// The weight spends the error where nothing cancels: fpminimax's equal error on both sides is 1.03 ulp at x = -0.287
// where there is no fused multiply-add, and 1.03 in e^x where there is.
template <>
struct ExponentialConstants<float> {
    static constexpr float rounding = 0x1.8p23f;
    static constexpr int lowest_exponent = -100;
    static constexpr float ordinary_from = 0x1p-100f;
    static constexpr bool compensated = false;
    static constexpr float log2_e = 0x1.715476p0f, ln2_high = 0x1.62e4p-1f, ln2_low = 0x1.7f7d1cp-20f;
    static constexpr float coefficients[] = {0x1.fffff8p-2f, 0x1.5554cp-3f, 0x1.555ed8p-5f, 0x1.121c4cp-7f,
                                             0x1.645fb6p-10f};
};

// fpminimax(expm1(x), [|2,3,4,5,6,7,8,9,10,11,12|], [|double...|], i, relative, x)     relative error 2^-61.5
template <>
struct ExponentialConstants<double> {
    static constexpr double rounding = 0x1.8p52;
    static constexpr int lowest_exponent = -900;
    static constexpr double ordinary_from = 0x1p-900;
    static constexpr bool compensated = true;
    static constexpr double log2_e = 0x1.71547652b82fep0, ln2_high = 0x1.62e42fefa2p-1, ln2_low = 0x1.9ef35793c7673p-41;
    static constexpr double coefficients[] = {0x1p-1,
                                              0x1.5555555555559p-3,
                                              0x1.555555555554dp-5,
                                              0x1.111111110f63bp-7,
                                              0x1.6c16c16c1ab0bp-10,
                                              0x1.a01a01b0156fep-13,
                                              0x1.a01a018e12025p-16,
                                              0x1.71ddf7d24a598p-19,
                                              0x1.27e51313ba3d4p-22,
                                              0x1.af5faec66a9ffp-26,
                                              0x1.1f1ab2e34c065p-29};
};

/// factor e^x and factor (e^x - 1), as Exponential gives them for one V.
template <lanes V>
class Exponentials {
    using T = element_t<V>;

public:
    /// factor e^x. Without a fused multiply-add, s q + s would lose the product of a small s.
    [[nodiscard]] RAMP_INLINE constexpr V value() const noexcept {
        const V s = power_ * V(mantissa_);
        if constexpr (has_fused_multiply_add)
            return multiply_add(s, fraction_, s);
        else
            return opaque(fraction_ + V(1)) * opaque(s);
    }

    /// factor (e^x - 1); -factor for x = -infinity, factor x next to 0.
    [[nodiscard]] RAMP_INLINE constexpr V minus_one() const noexcept {
        const V s = power_ * V(mantissa_);
        return multiply_add(s, fraction_, opaque(s - V(factor_)));
    }

    /// e^x - v for factor 1: with what the roundings of e^t - 1 and of s - v lose. (With what their sum loses it would
    /// be within 1.2 instead of 1.25 ulp.)
    [[nodiscard]] RAMP_INLINE constexpr V minus(V v) const noexcept {
        const V left = opaque(power_ - v), lost = opaque(opaque(argument_ - fraction_) + rest_);
        return opaque(multiply_add(power_, fraction_, left)) +
               multiply_add(power_, lost, opaque(opaque(power_ - left) - v));
    }

    /// For factor 1: e^x = power() (1 + fraction()).
    [[nodiscard]] RAMP_INLINE constexpr V power() const noexcept { return power_; }
    [[nodiscard]] RAMP_INLINE constexpr TwoParts<V> fraction() const noexcept {
        return {fraction_, opaque(argument_ - fraction_) + rest_};
    }

private:
    template <std::floating_point>
    friend class Exponential;

    V power_;            // 2^(n + exponent)
    V fraction_;         // e^t - 1
    V argument_, rest_;  // t and e^t - 1 - t
    T factor_, mantissa_;
};

/// factor e^x and factor (e^x - 1) for x <= 0, with a finite factor >= 0. For x > 0 the results are of no use
/// (exponential() and expm1() take every x); for x = NaN they are NaN. Within 1 ulp for factor 1, within 2 for another;
/// results below the smallest normal number may be 0, and those up to 1.42 times it as well for factors beyond 2^127.5
/// (double: 2^1023.5) and with -ffast-math.
template <std::floating_point T>
class Exponential {
    using Constants = ExponentialConstants<T>;

public:
    RAMP_INLINE constexpr explicit Exponential(T factor = T(1)) noexcept : factor_(factor) {
        const int exponent = split();
        magic_ = Constants::rounding + T(exponent + exponent_bias<T>);
        lowest_ = T(-(exponent + exponent_bias<T>)) * (Constants::ln2_high + Constants::ln2_low);
    }

    [[nodiscard]] RAMP_INLINE constexpr T factor() const noexcept { return factor_; }

    template <lanes_of<T> V>
    [[nodiscard]] RAMP_INLINE constexpr Exponentials<V> operator()(V x) const noexcept {
        if constexpr (std::floating_point<V>)
            if (__builtin_is_constant_evaluated() && x > 0) return {};  // a constant expression may not overflow
        return reduced(at_least(x, V(lowest_)), V(magic_));
    }

    /// The same for an x within bounds and another number `magic`, which rounds to n and makes the power of it.
    template <bool compensated = Constants::compensated, lanes_of<T> V>
    [[nodiscard]] RAMP_INLINE constexpr Exponentials<V> reduced(V x, V magic) const noexcept {
        Exponentials<V> result{};
        const V rounded = opaque(multiply_add(x, V(Constants::log2_e), magic));
        const V n = rounded - magic;
        const V t_high = multiply_add(n, V(-Constants::ln2_high), x);
        const V t = opaque(multiply_add(n, V(-Constants::ln2_low), t_high));
        result.power_ = shift_bits_left<mantissa_bits<T>>(rounded);
        if constexpr (compensated) {
            const V t_error = multiply_add(n, V(-Constants::ln2_low), opaque(t_high - t));
            result.rest_ = multiply_add(t * t, polynomial<Constants::coefficients>(t), t_error);
            result.fraction_ = opaque(t + result.rest_);
        } else {
            const V square = opaque(t * t), series = polynomial<Constants::coefficients>(t);
            result.rest_ = opaque(square * series);
            result.fraction_ = opaque(multiply_add(square, series, t));
        }
        result.argument_ = t;
        result.factor_ = factor_;
        result.mantissa_ = mantissa_;
        return result;
    }

private:
    /// Sets mantissa_ and returns the exponent of factor = mantissa_ 2^exponent. For an ordinary factor mantissa_ is
    /// within [sqrt(1/2), sqrt(2)), as e^t is: every normal result then has a normal power.
    RAMP_INLINE constexpr int split() noexcept {
        if (!(factor_ >= Constants::ordinary_from)) {
            mantissa_ = factor_ * (1 / Constants::ordinary_from);
            return Constants::lowest_exponent;
        }
        using Bits = bits_t<T>;
        const auto bits = __builtin_bit_cast(Bits, factor_);
        int exponent = int(bits >> mantissa_bits<T>) - exponent_bias<T>;
        mantissa_ = without_exponent(bits, exponent);
        if (mantissa_ >= T(1.4142135623730951) && exponent < exponent_bias<T>)
            mantissa_ = without_exponent(bits, ++exponent);
        return exponent;
    }

    /// The number with these bits, divided by 2^exponent.
    [[nodiscard]] RAMP_INLINE static constexpr T without_exponent(bits_t<T> bits, int exponent) noexcept {
        return __builtin_bit_cast(T, bits - (static_cast<bits_t<T>>(exponent) << mantissa_bits<T>));
    }

    T factor_, magic_ = 0, lowest_ = 0, mantissa_ = 0;
};

/// \cond
/// e^x - subtracted, for subtracted = 0 or 1. Above 1 half of it is computed, as 2^128 is not a float.
template <int subtracted, lanes V>
[[nodiscard]] RAMP_INLINE constexpr V exponential_minus(V x) noexcept {
    using T = element_t<V>;
    using Constants = ExponentialConstants<T>;
    constexpr T ln2 = Constants::ln2_high + Constants::ln2_low, bias = exponent_bias<T>;
    if constexpr (std::floating_point<V>)
        if (__builtin_is_constant_evaluated() && x >= (bias + 1) * ln2)
            return positive_infinity<V>;  // and may not overflow
    const auto large = x > V(1);
    const V magic = choose(large, V(Constants::rounding + (bias - 1)), V(Constants::rounding + bias));
    const V bounded = at_most(at_least(x, V(-bias * ln2)), V((bias + 1) * ln2 + T(0.25)));
    const auto exponentials = Exponential<T>().reduced(bounded, magic);
    const V result = subtracted == 0 ? exponentials.value() : exponentials.minus(choose(large, V(T(0.5)), V(1)));
    return opaque(result * choose(large, V(2), V(1)));
}
/// \endcond

/// e^x for every x: 0 for -infinity, infinity where it overflows, NaN for NaN. Within 1 ulp; a result below the
/// smallest normal number may be 0.
struct ExponentialFunction {
    template <lanes V>
    [[nodiscard]] RAMP_INLINE constexpr V operator()(V x) const noexcept {
        return exponential_minus<0>(x);
    }
};
inline constexpr ExponentialFunction exponential;

/// e^x - 1 for every x: -1 for -infinity, infinity where it overflows, NaN for NaN; zeros keep their sign. Within 1 ulp
/// for x <= 0, 1.25 above.
struct Expm1Function {
    template <lanes V>
    [[nodiscard]] RAMP_INLINE constexpr V operator()(V x) const noexcept {
        return choose(x == V(0), x, exponential_minus<1>(x));
    }
};
inline constexpr Expm1Function expm1;

}  // namespace ramp
