// Numbers of two parts, high + low with |low| far below |high|: for results that one rounding error more would spoil.
#pragma once

#include <ramp/core/lanes.hpp>

namespace ramp {

/// v without the lower half of its mantissa. The product of two such numbers is exact, and so is v - upper_half(v): no
/// fused multiply-add is needed for what is left of a product or a quotient.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V upper_half(V v) noexcept {
    using T = element_t<V>;
    using Bits = bits_t<T>;
    constexpr Bits mask = static_cast<Bits>(~Bits(0) << (sizeof(T) == sizeof(float) ? 12 : 27));
    if constexpr (std::floating_point<V>)
        return __builtin_bit_cast(V, __builtin_bit_cast(Bits, v) & mask);
    else
        return v & V(__builtin_bit_cast(T, mask));
}

/// high + low. What arithmetic rounds here is some 2^-20 of a last place.
template <lanes V>
struct TwoParts {
    V high, low;
    [[nodiscard]] RAMP_INLINE constexpr V value() const noexcept { return high + opaque(low); }
};

/// The parts of a number of one part or two.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V high_part(V v) noexcept {
    return v;
}
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V high_part(TwoParts<V> v) noexcept {
    return v.high;
}
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V low_part(V) noexcept {
    return V(0);
}
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V low_part(TwoParts<V> v) noexcept {
    return v.low;
}

/// A constant in two parts.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> two_parts(long double constant) noexcept {
    using T = element_t<V>;
    return {V(T(constant)), V(T(constant - static_cast<long double>(T(constant))))};
}

/// larger + smaller, exactly, for |larger| >= |smaller|.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> exact_sum(V larger, V smaller) noexcept {
    const V sum = opaque(larger + smaller);
    return {sum, opaque(opaque(larger - sum) + smaller)};
}

/// a + b, exactly, whichever is larger (Knuth).
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> exact_sum_of(V a, V b) noexcept {
    const V sum = opaque(a + b), of_b = opaque(sum - a);
    return {sum, opaque(opaque(a - opaque(sum - of_b)) + opaque(b - of_b))};
}

/// The same number, whose first part is an upper half: what products need where no multiply-add is fused.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> in_halves(TwoParts<V> v) noexcept {
    if constexpr (has_fused_multiply_add) return v;
    const V high = upper_half(v.high);
    return {high, opaque(v.high - high) + v.low};
}

/// The rest of a b, of which `rounded` is the first part.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V rest_of_product(V a, V b, V rounded) noexcept {
    if constexpr (has_fused_multiply_add) return multiply_add(a, b, -rounded);
    const V a_high = upper_half(a), b_high = upper_half(b), a_low = opaque(a - a_high), b_low = opaque(b - b_high);
    const V most = opaque(opaque(a_high * b_high) - rounded);
    return opaque(opaque(most + a_high * b_low) + a_low * b_high) + a_low * b_low;
}

/// larger + smaller, whose first part is an upper half, for |larger| >= |smaller|.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> sum_in_two_parts(V larger, V smaller) noexcept {
    const V high = upper_half(larger + smaller);
    return {high, opaque(larger - high) + smaller};
}

/// v / divisor, where the divisor's high part is an upper half, and `reciprocal` is about 1 / divisor: a quotient of
/// few bits, and what is left of v. No part of either may be subnormal.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> quotient_in_two_parts(V v, TwoParts<V> divisor, V reciprocal) noexcept {
    const V high = upper_half(v * reciprocal);
    const V excess = multiply_add(divisor.low, high, multiply_add(divisor.high, high, -v));
    return {high, opaque(excess * -reciprocal)};
}

/// a b
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> exact_product(V a, V b) noexcept {
    const V product = opaque(a * b);
    return {product, rest_of_product(a, b, product)};
}
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> operator*(TwoParts<V> a, TwoParts<V> b) noexcept {
    const auto product = exact_product(a.high, b.high);
    return {product.high, multiply_add(a.high, b.low, multiply_add(a.low, b.high, product.low))};
}
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> operator*(V a, TwoParts<V> b) noexcept {
    const auto product = exact_product(a, b.high);
    return {product.high, multiply_add(a, b.low, product.low)};
}

/// larger + smaller, for |larger| >= |smaller|.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr TwoParts<V> sum(TwoParts<V> larger, TwoParts<V> smaller) noexcept {
    const auto high = exact_sum(larger.high, smaller.high);
    return {high.high, high.low + (larger.low + smaller.low)};
}

/// 1 / divisor = first (1 + rest). Without a fused multiply-add, first is an upper half. `about` is one part of it.
template <lanes V>
struct Reciprocal {
    V about, first, rest;

    RAMP_INLINE constexpr explicit Reciprocal(TwoParts<V> divisor) noexcept : about(quotient(V(1), divisor.high)) {
        if constexpr (has_fused_multiply_add) {
            first = about;
            rest = multiply_add(-about, divisor.low, multiply_add(-about, divisor.high, V(1)));
        } else {
            first = upper_half(about);
            const V high = upper_half(divisor.high), low = opaque(divisor.high - high) + divisor.low;
            const V left = opaque(V(1) - first * high) - first * low;
            rest = opaque(left * left) + left;
        }
    }
    [[nodiscard]] RAMP_INLINE constexpr TwoParts<V> parts() const noexcept {
        if constexpr (has_fused_multiply_add) return {first, first * rest};
        return exact_sum(first, first * rest);
    }
};

/// v factor + rest, rounded once, where factor is an upper half and rest is small.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V rounded_product(V v, V factor, V rest) noexcept {
    if constexpr (has_fused_multiply_add) return multiply_add(v, factor, rest);
    const V high = upper_half(v);
    return opaque(high * factor) - opaque(opaque(high - v) * factor - rest);
}

/// v (high + low), rounded once, where high is an upper half; a zero keeps its sign.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V product(TwoParts<V> v, TwoParts<V> factor) noexcept {
    return rounded_product(v.high, factor.high, multiply_add(v.low, factor.high, opaque(v.high * factor.low)));
}
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V product(V v, TwoParts<V> factor) noexcept {
    return rounded_product(v, factor.high, opaque(v * factor.low));
}

}  // namespace ramp
