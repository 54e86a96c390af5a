// The floating-point formats of 16 bits, and how they turn to float's and back: by integer arithmetic, on one number
// and on the compiler's own vectors.
#pragma once

#include <cstddef>
#include <cstdint>

#include <ramp/core/inline.hpp>

namespace ramp {

/// `size` bytes of T: a vector of the compiler's own, or one T.
template <class T, std::size_t size>
struct WordsOf {
    using type [[gnu::vector_size(size)]] = T;
};
template <class T>
struct WordsOf<T, sizeof(T)> {
    using type = T;
};

/// A word of 32 bits for each lane. Words are signed: SSE2 compares no others, and packs no others to 16 bits.
template <std::size_t lanes>
using words_t = typename WordsOf<std::int32_t, lanes * sizeof(std::int32_t)>::type;

/// As many floats.
template <class Words>
using floats_t = typename WordsOf<float, sizeof(Words)>::type;

// A half stands in the lower 16 bits of a word. to_float() does not look at the upper ones, and from_float() fills them
// with the sign. No step overflows, so that a number's are constant expressions. Flushing subnormal floats to zero
// changes nothing here, nor does -ffast-math.

/// IEEE 754's binary16: 5 bits of exponent, 10 of mantissa.
struct Binary16 {
    static constexpr int exponent_bits = 5, mantissa_bits = 10;

    /// The bits of the float that a half is.
    template <class Words>
    [[nodiscard]] static RAMP_INLINE constexpr Words to_float(Words half) noexcept {
        constexpr std::int32_t infinity = 0x1f << 23;
        const Words magnitude = (half & 0x7fff) << 13;
        const Words rest_of_special = magnitude < infinity ? Words{} : Words{} + rebias;
        const Words normal = magnitude + rebias + rest_of_special;
        // A subnormal half's mantissa, behind a leading 1 that is then taken away.
        const auto led = __builtin_bit_cast(floats_t<Words>, magnitude + smallest_normal);
        const Words subnormal = __builtin_bit_cast(Words, led - 0x1p-14f);
        return (magnitude < one_exponent ? subnormal : normal) | (half & 0x8000) << 16;
    }

    /// The half nearest to a float of these bits, the even one of two. NaN gives the quiet NaN of its sign.
    template <class Words>
    [[nodiscard]] static RAMP_INLINE constexpr Words from_float(Words bits) noexcept {
        constexpr std::int32_t infinity = 0x7f800000, beyond_halves = 0x47800000, one_half = 0x3f000000;
        const Words magnitude = bits & 0x7fffffff;
        const Words bounded = magnitude < beyond_halves ? magnitude : Words{} + beyond_halves;
        const Words normal = (bounded + (0xfff - rebias) + (bounded >> 13 & 1)) >> 13;
        // The last place of 1/2 is the smallest half: the sum is rounded to it.
        const auto rounded = __builtin_bit_cast(floats_t<Words>, bounded) + 0.5f;
        const Words subnormal = __builtin_bit_cast(Words, rounded) - one_half;
        const Words nan = magnitude > infinity ? Words{} + 0x7e00 : Words{};
        return (magnitude < smallest_normal ? subnormal : normal) | nan | (bits ^ magnitude) >> 16;
    }

private:
    static constexpr std::int32_t one_exponent = 1 << 23, rebias = (127 - 15) * one_exponent,
                                  smallest_normal = rebias + one_exponent;
};

/// float's upper half, "brain floating point": 8 bits of exponent, 7 of mantissa.
struct Brain16 {
    static constexpr int exponent_bits = 8, mantissa_bits = 7;

    /// The bits of the float that a half is.
    template <class Words>
    [[nodiscard]] static RAMP_INLINE constexpr Words to_float(Words half) noexcept {
        return half << 16;
    }

    /// The half nearest to a float of these bits, the even one of two. NaN gives the one whose bits are all set.
    template <class Words>
    [[nodiscard]] static RAMP_INLINE constexpr Words from_float(Words bits) noexcept {
        constexpr std::int32_t infinity = 0x7f800000;
        return (bits & 0x7fffffff) > infinity ? Words{} - 1 : rounded(bits) >> 16;
    }

    /// Words whose upper 16 bits are the half nearest to a float, which is not NaN.
    template <class Words>
    [[nodiscard]] static RAMP_INLINE constexpr Words rounded(Words bits) noexcept {
        using Unsigned = typename WordsOf<std::uint32_t, sizeof(Words)>::type;  // in a vector, NaN may overflow
        const Words rounding = (bits >> 16 & 1) + 0x7fff;
        return __builtin_bit_cast(Words, __builtin_bit_cast(Unsigned, bits) + __builtin_bit_cast(Unsigned, rounding));
    }
};

}  // namespace ramp
