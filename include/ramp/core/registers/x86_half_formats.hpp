// Halves to floats and back in x86-64's registers: by an instruction where there is one that rounds as it should, else
// by arithmetic. AVX512_BF16's vcvtneps2bf16 does not: it takes subnormal floats for 0.
#pragma once
#if defined(__x86_64__)

#include <cstddef>

#include <ramp/core/formats.hpp>
#include <ramp/core/registers/x86_halves.hpp>

namespace ramp::registers {

template <class Format, std::size_t lanes>
struct HalfConversion {
    template <class Register>
    static RAMP_INLINE floats_t<words_t<lanes>> to_floats(Register halves) noexcept {
        const words_t<lanes> words = Format::to_float(Halves<lanes>::to_words(halves));
        return __builtin_bit_cast(floats_t<words_t<lanes>>, words);
    }
    template <class Register>
    static RAMP_INLINE auto from_floats(Register floats) noexcept {
        const words_t<lanes> words = Format::from_float(__builtin_bit_cast(words_t<lanes>, floats));
        return Halves<lanes>::from_words(words);
    }
};

#if defined(__AVX__) && !defined(__AVX2__)
/// AVX has no arithmetic on words.
template <class Format>
struct HalfConversion<Format, 8> {
    using Four = HalfConversion<Format, 4>;

    static RAMP_INLINE __m256 to_floats(__m128i halves) noexcept {
        return _mm256_set_m128(Four::to_floats(Halves<8>::upper(halves)), Four::to_floats(halves));
    }
    static RAMP_INLINE __m128i from_floats(__m256 floats) noexcept {
        return _mm_unpacklo_epi64(Four::from_floats(_mm256_castps256_ps128(floats)),
                                  Four::from_floats(_mm256_extractf128_ps(floats, 1)));
    }
};
#endif

#if defined(__F16C__)
template <>
struct HalfConversion<Binary16, 4> {
    static RAMP_INLINE __m128 to_floats(__m128i halves) noexcept { return _mm_cvtph_ps(halves); }
    static RAMP_INLINE __m128i from_floats(__m128 floats) noexcept {
        return _mm_cvtps_ph(floats, _MM_FROUND_TO_NEAREST_INT);
    }
};
template <>
struct HalfConversion<Binary16, 8> {
    static RAMP_INLINE __m256 to_floats(__m128i halves) noexcept { return _mm256_cvtph_ps(halves); }
    static RAMP_INLINE __m128i from_floats(__m256 floats) noexcept {
        return _mm256_cvtps_ph(floats, _MM_FROUND_TO_NEAREST_INT);
    }
};
#endif

#if defined(__AVX512F__)
template <>
struct HalfConversion<Binary16, 16> {
    static RAMP_INLINE __m512 to_floats(__m256i halves) noexcept {
        return _mm512_maskz_cvtph_ps(__mmask16(-1), halves);
    }
    static RAMP_INLINE __m256i from_floats(__m512 floats) noexcept {
        return _mm512_maskz_cvtps_ph(__mmask16(-1), floats, _MM_FROUND_TO_NEAREST_INT);
    }
};

/// Brain16's arithmetic, with one instruction for NaN. The table says of both kinds of NaN: x, made quiet.
template <>
struct HalfConversion<Brain16, 16> {
    static RAMP_INLINE __m512 to_floats(__m256i halves) noexcept {
        return __builtin_bit_cast(__m512, Brain16::to_float(Halves<16>::to_words(halves)));
    }
    static RAMP_INLINE __m256i from_floats(__m512 floats) noexcept {
        const words_t<16> rounded = Brain16::rounded(__builtin_bit_cast(words_t<16>, floats));
        const __m512 halves =
            _mm512_fixupimm_ps(__builtin_bit_cast(__m512, rounded), floats, _mm512_set1_epi32(0x22), 0);
        return Halves<16>::from_words(__builtin_bit_cast(words_t<16>, halves) >> 16);
    }
};
#endif

}  // namespace ramp::registers

#endif
