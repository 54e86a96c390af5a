// factor e^x and factor (e^x - 1) for x <= 0: the numerical kernel under ELU.
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
// and 1/5 for t's, which double cannot afford: there, what t's rounding loses is added back to q. tests/exhaustive.cpp
// measures the sum.
#pragma once

#include <ramp/core/lanes.hpp>

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
    static constexpr int mantissa_bits = 23, bias = 127;
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
    static constexpr int mantissa_bits = 52, bias = 1023;
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
    [[nodiscard, gnu::always_inline]] constexpr V value() const noexcept {
        const V s = power_ * V(mantissa_);
        if constexpr (has_fused_multiply_add)
            return multiply_add(s, fraction_, s);
        else
            return opaque(fraction_ + V(1)) * opaque(s);
    }

    /// factor (e^x - 1); -factor for x = -infinity, factor x next to 0.
    [[nodiscard, gnu::always_inline]] constexpr V minus_one() const noexcept {
        const V s = power_ * V(mantissa_);
        return multiply_add(s, fraction_, opaque(s - V(factor_)));
    }

private:
    template <std::floating_point>
    friend class Exponential;

    V power_;     // 2^(n + exponent)
    V fraction_;  // e^t - 1
    T factor_, mantissa_;
};

/// factor e^x and factor (e^x - 1) for x <= 0, with a finite factor >= 0. For x > 0 the results are of no use; for x =
/// NaN they are NaN. Within 1 ulp for factor 1, within 2 for another; results below the smallest normal number may be
/// 0, and those up to 1.42 times it as well for factors beyond 2^127.5 (double: 2^1023.5) and with -ffast-math.
template <std::floating_point T>
class Exponential {
    using Constants = ExponentialConstants<T>;

public:
    [[gnu::always_inline]] constexpr explicit Exponential(T factor = T(1)) noexcept : factor_(factor) {
        const int exponent = split();
        magic_ = Constants::rounding + T(exponent + Constants::bias);
        lowest_ = T(-(exponent + Constants::bias)) * (Constants::ln2_high + Constants::ln2_low);
    }

    [[nodiscard, gnu::always_inline]] constexpr T factor() const noexcept { return factor_; }

    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr Exponentials<V> operator()(V x) const noexcept {
        Exponentials<V> result{};
        if constexpr (std::floating_point<V>)
            if (std::is_constant_evaluated() && x > 0) return result;  // a constant expression may not overflow
        x = at_least(x, V(lowest_));
        const V rounded = opaque(multiply_add(x, V(Constants::log2_e), V(magic_)));
        const V n = rounded - V(magic_);
        const V t_high = multiply_add(n, V(-Constants::ln2_high), x);
        const V t = opaque(multiply_add(n, V(-Constants::ln2_low), t_high));
        result.power_ = shift_bits_left<Constants::mantissa_bits>(rounded);
        if constexpr (Constants::compensated) {
            const V t_error = multiply_add(n, V(-Constants::ln2_low), opaque(t_high - t));
            result.fraction_ = opaque(t + multiply_add(t * t, polynomial(t), t_error));
        } else {
            result.fraction_ = opaque(multiply_add(opaque(t * t), polynomial(t), t));
        }
        result.factor_ = factor_;
        result.mantissa_ = mantissa_;
        return result;
    }

private:
    /// Sets mantissa_ and returns the exponent of factor = mantissa_ 2^exponent. For an ordinary factor mantissa_ is
    /// within [sqrt(1/2), sqrt(2)), as e^t is: every normal result then has a normal power.
    [[gnu::always_inline]] constexpr int split() noexcept {
        if (!(factor_ >= Constants::ordinary_from)) {
            mantissa_ = factor_ * (1 / Constants::ordinary_from);
            return Constants::lowest_exponent;
        }
        using Bits = bits_t<T>;
        const auto bits = __builtin_bit_cast(Bits, factor_);
        int exponent = int(bits >> Constants::mantissa_bits) - Constants::bias;
        const auto mantissa_of = [&](int e) __attribute__((always_inline)) {
            return __builtin_bit_cast(T, bits - (static_cast<Bits>(e) << Constants::mantissa_bits));
        };
        if (mantissa_of(exponent) >= T(1.4142135623730951) && exponent < Constants::bias) ++exponent;
        mantissa_ = mantissa_of(exponent);
        return exponent;
    }

    template <int k = 0, lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] static constexpr V polynomial(V t) noexcept {
        constexpr int last = int(sizeof(Constants::coefficients) / sizeof(T)) - 1;
        constexpr T coefficient = Constants::coefficients[k];
        if constexpr (k == last)
            return V(coefficient);
        else
            return multiply_add(t, polynomial<k + 1>(t), V(coefficient));
    }

    T factor_, magic_ = 0, lowest_ = 0, mantissa_ = 0;
};

}  // namespace ramp
