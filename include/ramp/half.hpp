// float16 and bfloat16: numbers of 16 bits to store.
#pragma once

#include <cstdint>

#include <ramp/core/storage.hpp>

#if defined(_MSC_VER) && !defined(__clang__)
#error "ramp/half.hpp needs the vector types of g++ or clang++"
#endif

namespace ramp {

/// A float of 16 bits, of the Format that its name below says. It is made to be stored: arithmetic on it is float's.
/// Half<Format>(v) rounds a float to nearest, to even between two; what is too large becomes infinity, NaN stays NaN,
/// and subnormal numbers are kept. Back to float every value is exact. std::bit_cast from and to std::uint16_t tells
/// the bits; Half<Format>() is 0, but without parentheses or braces it is uninitialised, as a float is.
template <class Format>
class Half {
    std::uint16_t bits_;

public:
    Half() = default;
    RAMP_INLINE explicit constexpr Half(float v) noexcept
        : bits_(std::uint16_t(Format::from_float(__builtin_bit_cast(std::int32_t, v)))) {}
    RAMP_INLINE constexpr operator float() const noexcept {
        return __builtin_bit_cast(float, Format::to_float(std::int32_t(bits_)));
    }
};

/// IEEE 754's binary16: 11 bits of precision, 2^-24 to 65504.
using float16 = Half<Binary16>;

/// float's upper half: 8 bits of precision, float's range.
using bfloat16 = Half<Brain16>;

template <class Format>
struct FormatOf<Half<Format>> {
    using type = Format;
};
template <class Format>
inline constexpr bool is_half_of_ramp<Half<Format>> = true;

}  // namespace ramp
