// x Phi(-|x|) and its derivative, where Phi is the normal distribution's function: the numerical kernel under GELU.
//
// Scheme: Phi(-a) = e^(-a^2/2) ratio, where ratio is half the scaled complementary error function of a / sqrt(2). With
// s = 1 / (a + 2) and t = 1 - 4 s = (a - 2) / (a + 2), ratio = s series(t). The exponential's argument, s, t, and the
// series' first two terms have two parts, so that ratio - a phi(0), which has a root, is exact to some 2^-28 of ratio
// (double: 2^-56).
//
// Error budget, in ulp of Phi(-a): 0.27 from the ratio (double: 0.38), most of it far out, 0.06 from e^(-a^2/2), and
// 1/2 from the last rounding.
#pragma once

#include <ramp/core/grade.hpp>
#include <ramp/core/math/exponential.hpp>

namespace ramp {

/// (a + 2) Phi(-a) e^(a^2/2) in powers of t, for a up to `farthest`: where a Phi(-a) is long below the smallest normal
/// number. The first two in two parts.
// Remez with relative weight: 2^-28.2, 2^-56.2 once rounded. sollya, with a = 2*(1+x)/(1-x) and f =
// (a+2)*exp(a^2/2)*erfc(a/sqrt(2))/2:
//   remez(1, 11, [-1;12.5/16.5], 1/f), remez(1, 28, [-1;37/41], 1/f)
template <number T>
struct NormalTailSeries;
template <>
struct NormalTailSeries<float> {
    static constexpr float farthest = 14.5f;
    static constexpr TwoParts<float> first{0x1.5845dcp-1f, 0x1.5a9b7cp-26f}, second{-0x1.535bb2p-2f, 0x1.0177acp-27f};
    static constexpr float coefficients[] = {0x1.d7d0ecp-6f,   0x1.2ccdecp-5f,  -0x1.ec8dc2p-12f, -0x1.b94ec8p-8f,
                                             -0x1.ff96bep-10f, 0x1.aee9b8p-11f, 0x1.b6839ep-11f,  0x1.1a76a8p-13f,
                                             -0x1.387028p-13f, -0x1.15313ep-14f};
};
template <>
struct NormalTailSeries<double> {
    static constexpr double farthest = 39;
    static constexpr TwoParts<double> first{0x1.5845dcad2a54ep-1, 0x1.a8722b59f958bp-55},
        second{-0x1.535bafa73c585p-2, 0x1.4e9976b8e0fccp-57};
    static constexpr double coefficients[] = {
        0x1.d7d0e2393eda5p-6,   0x1.2ccbfbf0c6809p-5,   -0x1.ec6870bca47e5p-12, -0x1.b8b937f7fc012p-8,
        -0x1.ff79b9d6ad06p-10,  0x1.9ba0c655cccf2p-11,  0x1.b1b0c2f77f027p-11,  0x1.b217dc15e5c3bp-13,
        -0x1.e53fe279db3b2p-14, -0x1.0d97e93d4f996p-13, -0x1.825de1aafbc13p-15, 0x1.44e409d8d6d71p-17,
        0x1.6c743b37d7b8p-16,   0x1.a5bfc2108c567p-17,  0x1.0838704dc96c4p-19,  -0x1.7ed621e1dff5ap-19,
        -0x1.7c96a4c33e608p-19, -0x1.6b34295ec182p-20,  -0x1.7d2ba96b8ea1cp-22, 0x1.36f754b8a9ebap-22,
        0x1.7d4c9e3af60bep-21,  0x1.df729f5ed03cap-22,  -0x1.1eea77a21db57p-23, -0x1.11da16f58278ap-22,
        -0x1.862654b9b9366p-25, 0x1.76d2e67f4f86fp-25,  0x1.0d6db02fe4359p-26};
};

/// For 0 <= a <= farthest: e^(-a^2/2) = scale power (1 + fraction), and s = 1 / (a + 2).
template <lanes V>
struct NormalTailParts {
    using T = element_t<V>;
    static constexpr T farthest = NormalTailSeries<T>::farthest;
    static constexpr int exponent = sizeof(T) == sizeof(float) ? 32 : 128;
    static constexpr T scale = power_of_two<T>(-exponent);

protected:
    RAMP_INLINE constexpr explicit NormalTailParts(V a) noexcept
        : a_(a), whole_(opaque(a + V(2))), low_of_whole_(a - opaque(whole_ - V(2))), s_({whole_, low_of_whole_}) {
        const auto square = exact_product(a, a);
        const V high = square.high * V(T(-0.5)), low = square.low * V(T(-0.5));
        constexpr T magic = ExponentialConstants<T>::rounding + T(exponent_bias<T> + exponent);
        const auto exponentials = Exponential<T>().template reduced<true>(high, V(magic));
        power_ = exponentials.power();
        fraction_ = exponentials.fraction();
        fraction_.low = fraction_.low + multiply_add(fraction_.high, low, low);
    }

    V a_, whole_, low_of_whole_, power_;
    Reciprocal<V> s_;
    TwoParts<V> fraction_;
};

/// Phi(-a) = e^(-a^2/2) ratio.
template <lanes V, Grade = Grade::accurate>
class NormalTail : public NormalTailParts<V> {
    using typename NormalTailParts<V>::T;
    using Series = NormalTailSeries<T>;
    using NormalTailParts<V>::a_, NormalTailParts<V>::whole_, NormalTailParts<V>::low_of_whole_;
    using NormalTailParts<V>::power_, NormalTailParts<V>::s_, NormalTailParts<V>::fraction_;

public:
    using NormalTailParts<V>::scale;

    RAMP_INLINE constexpr explicit NormalTail(V a) noexcept : NormalTailParts<V>(a) {
        // t's first part, and what it leaves of (a + 2 - 4) / (a + 2)
        const V t_high = opaque(multiply_add(s_.about, V(-4), V(1)));
        const auto part = exact_product(t_high, whole_);
        const V left = multiply_add(V(1) - t_high, low_of_whole_, opaque(opaque(whole_ - V(4)) - part.high) - part.low);
        const TwoParts<V> t{t_high, opaque(left * s_.about)};
        const V upper = opaque(t_high * long_polynomial<Series::coefficients>(t_high));
        auto from_second = exact_sum(V(Series::second.high), upper);
        from_second.low = from_second.low + V(Series::second.low);
        const auto series = sum(broadcast(Series::first), t * from_second);
        ratio_ = exact_product(s_.first, series.high);
        ratio_.low = multiply_add(s_.first, multiply_add(s_.rest, series.high, series.low), ratio_.low);
    }

    /// x Phi(-a)
    [[nodiscard]] RAMP_INLINE constexpr V times(V x) const noexcept {
        const auto below = in_halves(sum(ratio_, ratio_ * fraction_));
        return opaque(product(x * V(1 / scale), below) * power_) * V(scale * scale);
    }
    /// Phi(-a) - a phi(a)
    [[nodiscard]] RAMP_INLINE constexpr V slope() const noexcept {
        const auto density = two_parts<V>(phi_0) * TwoParts<V>{a_, V(0)};
        auto rest = exact_sum_of(ratio_.high, -density.high);
        rest.low = rest.low + (ratio_.low - density.low);
        return opaque(sum(rest, rest * fraction_).value() * power_) * V(scale);
    }

private:
    static constexpr long double phi_0 = 0.3989422804014326779399460599343819L;

    TwoParts<V> ratio_;

    RAMP_INLINE static constexpr TwoParts<V> broadcast(TwoParts<T> constant) noexcept {
        return {V(constant.high), V(constant.low)};
    }
};

// With f as above, K = (exp(a^2/2)*erfc(a/sqrt(2))/2 - a/sqrt(2*pi))/(root - a) and i = [-1;12.5/16.5]:
//   fpminimax(f, 10, [|SG...|], i, relative), fpminimax(K, 9, [|SG...|], i, relative)
// leave 2^-24.8 and 2^-23.9. The slope's third and fourth were then moved so that it is 1/2 at 0.
struct FastNormalTailSeries {
    static constexpr float coefficients[] = {0x1.5845dcp-1f,   -0x1.535bb8p-2f, 0x1.d7d604p-6f,  0x1.2cd2c4p-5f,
                                             -0x1.fbeb1ap-12f, -0x1.ba77a4p-8f, -0x1.eed5dp-10f, 0x1.cf8dd6p-11f,
                                             0x1.7a00b2p-11f,  0x1.01942ep-15f, -0x1.3b3fb8p-14f};
    static constexpr TwoParts<float> root{0x1.80ead2p-1f, -0x1.a03fd4p-27f};
    static constexpr float slope[] = {0x1.025444p-1f,  -0x1.1958cep-3f,  0x1.e60ac4p-6f,  0x1.51fc04p-8f,
                                      -0x1.33524ep-9f, -0x1.0f6752p-10f, 0x1.d4855ep-14f, 0x1.a932b6p-13f,
                                      0x1.f704c8p-16f, -0x1.e4221ap-17f};
};

/// The same for float in the grade `fast`: t, the ratio and e^(-a^2/2) have one part, and the slope is no difference
/// but e^(-a^2/2) (root - a) series(t).
template <lanes_of<float> V>
class NormalTail<V, Grade::fast> : public NormalTailParts<V> {
    using Series = FastNormalTailSeries;
    using NormalTailParts<V>::a_, NormalTailParts<V>::power_, NormalTailParts<V>::s_, NormalTailParts<V>::fraction_;

public:
    using NormalTailParts<V>::scale;

    RAMP_INLINE constexpr explicit NormalTail(V a) noexcept : NormalTailParts<V>(a) {
        t_ = multiply_add(multiply_add(s_.first, s_.rest, s_.first), V(-4), V(1));
    }
    [[nodiscard]] RAMP_INLINE constexpr V times(V x) const noexcept {
        const V low = multiply_add(fraction_.high, s_.rest, s_.rest) + fraction_.low;
        return by_exponential(opaque(x * s_.first) * polynomial<Series::coefficients>(t_), low);
    }
    [[nodiscard]] RAMP_INLINE constexpr V slope() const noexcept {
        const V before_root = opaque(V(Series::root.high) - a_) + V(Series::root.low);
        return by_exponential(before_root * polynomial<Series::slope>(t_), fraction_.low);
    }

private:
    V t_;

    /// v e^(-a^2/2), with this lower part of its fraction
    [[nodiscard]] RAMP_INLINE constexpr V by_exponential(V v, V low) const noexcept {
        const V scaled = v * power_, fraction = opaque(fraction_.high + low);
        return opaque(multiply_add(scaled, fraction, scaled)) * V(scale);
    }
};

}  // namespace ramp
