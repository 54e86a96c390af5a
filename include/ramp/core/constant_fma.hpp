// a b + c rounded once, for constant expressions, where clang++ has no builtin.
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include <ramp/core/inline.hpp>

namespace ramp::constant {

/// A sum of two numbers and its rounding error: a + b = sum + error exactly (Knuth's two-sum).
template <std::floating_point T>
struct ExactSum {
    T sum, error;
    RAMP_INLINE constexpr ExactSum(T a, T b) noexcept : sum(a + b), error() {
        const T b_rounded = sum - a;
        error = (a - (sum - b_rounded)) + (b - b_rounded);
    }
};

/// A product of two numbers and its rounding error (Dekker, with Veltkamp's split); no over- or underflow.
template <std::floating_point T>
struct ExactProduct {
    T product, error;
    RAMP_INLINE constexpr ExactProduct(T a, T b) noexcept : product(a * b), error() {
        constexpr T splitter = sizeof(T) == 4 ? T(4097) : T(134217729);
        const T a_high = splitter * a - (splitter * a - a), b_high = splitter * b - (splitter * b - b);
        const T a_low = a - a_high, b_low = b - b_high;
        error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    }
};

/// sum with its last bit set where the error says that there is more: rounding it once more to fewer bits is then
/// right.
RAMP_INLINE constexpr double rounded_to_odd(double sum, double error) noexcept {
    const auto bits = __builtin_bit_cast(std::uint64_t, sum);
    if (error == 0 || (bits & 1) != 0) return sum;
    return __builtin_bit_cast(double, (error > 0) == (sum > 0) ? bits + 1 : bits - 1);
}

/// Boldo and Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd" (2008).
RAMP_INLINE constexpr double fused_in_range(double a, double b, double c) noexcept {
    const ExactProduct<double> ab(a, b);
    const ExactSum<double> low(c, ab.error);
    const ExactSum<double> high(ab.product, low.sum);
    const ExactSum<double> rest(low.error, high.error);
    return high.sum + rounded_to_odd(rest.sum, rest.error);
}

RAMP_INLINE constexpr bool is_within(double v, double bound) noexcept {
    return v < bound && v > -bound;
}

/// Next to over- or underflow, the numbers are moved away from it; a subnormal result may be rounded twice.
RAMP_INLINE constexpr double fused(double a, double b, double c) noexcept {
    if (a == 0 || b == 0) return a * b + c;  // -0 from zeros, which the sums below lose
    if (is_within(b, a < 0 ? -a : a)) {      // a is the smaller one
        const double other = a;
        a = b, b = other;
    }
    if (!is_within(b, 0x1p900)) a *= 0x1p200, b *= 0x1p-200;
    if (!is_within(a, 0x1p900) || !is_within(c, 0x1p900))
        return fused_in_range(a * 0x1p-100, b, c * 0x1p-100) * 0x1p100;
    if (is_within(a, 0x1p-800) && is_within(c, 0x1p-800)) return fused_in_range(a * 0x1p200, b, c * 0x1p200) * 0x1p-200;
    return fused_in_range(a, b, c);
}

/// A float's product is exact in double, and rounding the sum to odd there keeps the last rounding the only one.
RAMP_INLINE constexpr float fused(float a, float b, float c) noexcept {
    const ExactSum<double> sum(double(a) * double(b), double(c));
    return float(rounded_to_odd(sum.sum, sum.error));
}

}  // namespace ramp::constant
