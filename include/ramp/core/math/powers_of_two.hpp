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
    const int biased_exponent = int(bits >> mantissa_bits<T>);
    if (biased_exponent > 0) return biased_exponent - exponent_bias<T>;
    // A subnormal number's bits are those of a whole number.
    const auto of_whole = __builtin_bit_cast(std::uint64_t, double(std::int64_t(bits)));
    return int(of_whole >> mantissa_bits<double>) - exponent_bias<double> + 1 - exponent_bias<T> - mantissa_bits<T>;
}

/// 2^e, which is a normal number.
template <number T>
[[nodiscard]] RAMP_INLINE constexpr T power_of_two(int e) noexcept {
    return __builtin_bit_cast(T, bits_t<T>(e + exponent_bias<T>) << mantissa_bits<T>);
}

}  // namespace ramp
