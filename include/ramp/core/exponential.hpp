// e^x and e^x - 1 for x <= 0: the numerical kernel under ELU.
//
// Scheme: n = round(x / ln 2), t = x - n ln 2 (ln 2 in two parts, n times the first is exact), so |t| <= ln 2 / 2 and
// e^x = 2^n (1 + q) with q = e^t - 1 from a polynomial without constant term: near 0, where e^x - 1 cancels, q is
// all there is. Adding a number of magnitude 1.5 * 2^(mantissa bits) rounds to n and leaves n in the lowest bits, which
// one shift turns into a power of two. That power is 2^(n + bias), not 2^n: alpha e^x can then be a normal number
// where e^x is none.
//
// Error budget of e^x - 1, where it is worst (n = -1, t next to ln 2 / 2): 1/2 ulp for the last rounding, 1/4 for q's.
// t's own rounding would be another 1/3: what it loses is added back to q. tests/core/exponential.cpp measures the sum.
#pragma once

#include <ramp/core/lanes.hpp>

namespace ramp {

template <class T>
struct ExponentialConstants;

// Coefficients: sollya, with i = [-log(2)/2*1.002; log(2)/2*1.002],
//   fpminimax(expm1(x), [|2,3,4,5,6|], [|single...|], i, relative, x)     relative error 2^-26.0
template <>
struct ExponentialConstants<float> {
    static constexpr int mantissa_bits = 23;
    static constexpr float bias = 126, rounding = 0x1.8p23f;
    static constexpr float two_to_minus_bias = 0x1p-126f;
    static constexpr float lowest = -175.5f;  // rounds to n = -(bias + 127), for which the shifted power is 0
    static constexpr float log2_e = 0x1.715476p0f, ln2_high = 0x1.62e4p-1f, ln2_low = 0x1.7f7d1cp-20f;
    static constexpr float coefficients[] = {0x1p-1f, 0x1.5554aep-3f, 0x1.555566p-5f, 0x1.122912p-7f, 0x1.6cb78ep-10f};
};

//   fpminimax(expm1(x), [|2,3,4,5,6,7,8,9,10,11,12|], [|double...|], i, relative, x)     relative error 2^-61.5
template <>
struct ExponentialConstants<double> {
    static constexpr int mantissa_bits = 52;
    static constexpr double bias = 1022, rounding = 0x1.8p52;
    static constexpr double two_to_minus_bias = 0x1p-1022;
    static constexpr double lowest = -1417.5;  // as above: n = -(bias + 1023)
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

/// e^x for x <= 0, in two factors: 2^bias e^x = scale (1 + fraction). For x > 0 the result is of no use.
template <lanes V>
class Exponential {
    using T = element_t<V>;
    using Constants = ExponentialConstants<T>;

public:
    [[gnu::always_inline]] constexpr explicit Exponential(V x) noexcept : scale_(0), fraction_(0) {
        if constexpr (std::floating_point<V>)
            if (std::is_constant_evaluated() && x > 0) return;  // a constant expression may not overflow
        constexpr T magic = Constants::rounding + Constants::bias + T((1 << (sizeof(T) == 4 ? 7 : 10)) - 1);
        x = choose(x < V(Constants::lowest), V(Constants::lowest), x);
        const V rounded = opaque(multiply_add(x, V(Constants::log2_e), V(magic)));
        const V n = rounded - V(magic);
        const V t_high = multiply_add(n, V(-Constants::ln2_high), x);
        const V t = opaque(multiply_add(n, V(-Constants::ln2_low), t_high));
        const V t_error = multiply_add(n, V(-Constants::ln2_low), opaque(t_high - t));
        scale_ = shift_bits_left<Constants::mantissa_bits>(rounded);
        fraction_ = opaque(t + multiply_add(t * t, polynomial(t), t_error));
    }

    /// e^x - 1; NaN for NaN, -1 for -infinity, x for x next to 0.
    [[nodiscard, gnu::always_inline]] constexpr V minus_one() const noexcept {
        const V power = opaque(scale_ * V(Constants::two_to_minus_bias));
        return multiply_add(power, fraction_, opaque(power - V(1)));
    }

    /// factor e^x for factor >= 0, with no intermediate over- or underflow.
    [[nodiscard, gnu::always_inline]] constexpr V times(T factor) const noexcept {
        const T unbias = Constants::two_to_minus_bias;
        const V first(factor >= 1 ? factor * unbias : factor), second(factor >= 1 ? T(1) : unbias);
        return opaque(opaque((fraction_ + V(1)) * scale_) * first) * second;
    }

private:
    template <int k = 0>
    [[nodiscard, gnu::always_inline]] static constexpr V polynomial(V t) noexcept {
        constexpr int last = int(sizeof(Constants::coefficients) / sizeof(T)) - 1;
        constexpr T coefficient = Constants::coefficients[k];
        if constexpr (k == last)
            return V(coefficient);
        else
            return multiply_add(t, polynomial<k + 1>(t), V(coefficient));
    }

    V scale_;
    V fraction_;
};

}  // namespace ramp
