// Numbers' exponents, by their bits.
#pragma once

#include <ramp/core/lanes.hpp>

namespace ramp {

template <number T>
inline constexpr int mantissa_bits = sizeof(T) == sizeof(float) ? 23 : 52;
template <number T>
inline constexpr int exponent_bias = sizeof(T) == sizeof(float) ? 127 : 1023;

/// The whole number e with 2^e <= v < 2^(e + 1), for v > 0.
template <number T>
[[nodiscard]] RAMP_INLINE constexpr int exponent_of(T v) noexcept {
    const auto bits = __builtin_bit_cast(bits_t<T>, v);
    const int biased_exponent = int(bits >> mantissa_bits<T>), leading_zeros = __builtin_clzll(bits);
    return biased_exponent > 0 ? biased_exponent - exponent_bias<T>
                               : 64 - leading_zeros - exponent_bias<T> - mantissa_bits<T>;
}

/// 2^e, which is a normal number.
template <number T>
[[nodiscard]] RAMP_INLINE constexpr T power_of_two(int e) noexcept {
    return __builtin_bit_cast(T, bits_t<T>(e + exponent_bias<T>) << mantissa_bits<T>);
}

}  // namespace ramp
