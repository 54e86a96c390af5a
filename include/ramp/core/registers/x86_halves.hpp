// Halves, numbers of 16 bits, in x86-64's registers: from and to memory, and in words of 32 bits.
#pragma once
#if defined(__x86_64__)

#include <cstddef>
#include <cstdint>

#include <ramp/core/formats.hpp>
#include <ramp/core/registers/half_pieces.hpp>
#include <ramp/core/registers/x86_intrinsics.hpp>

namespace ramp::registers {

// stream() stores past the caches, and needs an alignment of 16 bytes, or of the halves' size where that is less.
// to_words() leaves the upper 16 bits 0, from_words() needs them to be the sign.

/// In the lower half of a register.
template <>
struct Halves<4> {
    static RAMP_INLINE __m128i load(const void* source) noexcept {
        return _mm_loadl_epi64(static_cast<const __m128i*>(source));
    }
    static RAMP_INLINE void store(__m128i halves, void* destination) noexcept {
        _mm_storel_epi64(static_cast<__m128i*>(destination), halves);
    }
    static RAMP_INLINE void stream(__m128i halves, void* destination) noexcept {
        _mm_stream_si64(static_cast<long long*>(destination), _mm_cvtsi128_si64(halves));
    }
    static RAMP_INLINE __m128i load_some(const void* source, std::size_t count) noexcept {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
        return _mm_maskz_loadu_epi16(__mmask8((1u << count) - 1), source);
#else
        return _mm_cvtsi64_si128(static_cast<long long>(load_up_to_four(source, count)));
#endif
    }
    static RAMP_INLINE void store_some(__m128i halves, void* destination, std::size_t count) noexcept {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
        _mm_mask_storeu_epi16(destination, __mmask8((1u << count) - 1), halves);
#else
        store_up_to_four(static_cast<std::uint64_t>(_mm_cvtsi128_si64(halves)), destination, count);
#endif
    }
    static RAMP_INLINE words_t<4> to_words(__m128i halves) noexcept {
        return __builtin_bit_cast(words_t<4>, _mm_unpacklo_epi16(halves, _mm_setzero_si128()));
    }
    static RAMP_INLINE __m128i from_words(words_t<4> words) noexcept {
        return _mm_packs_epi32(__builtin_bit_cast(__m128i, words), _mm_setzero_si128());
    }
};

template <>
struct Halves<8> {
    static RAMP_INLINE __m128i load(const void* source) noexcept {
        return _mm_loadu_si128(static_cast<const __m128i*>(source));
    }
    static RAMP_INLINE void store(__m128i halves, void* destination) noexcept {
        _mm_storeu_si128(static_cast<__m128i*>(destination), halves);
    }
    static RAMP_INLINE void stream(__m128i halves, void* destination) noexcept {
        _mm_stream_si128(static_cast<__m128i*>(destination), halves);
    }
    static RAMP_INLINE __m128i load_some(const void* source, std::size_t count) noexcept {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
        return _mm_maskz_loadu_epi16(__mmask8((1u << count) - 1), source);
#else
        const std::uint64_t first = load_up_to_four(source, count);
        const std::uint64_t second = count > 4 ? load_up_to_four(half_at(source, 4), count - 4) : 0;
        return _mm_set_epi64x(static_cast<long long>(second), static_cast<long long>(first));
#endif
    }
    static RAMP_INLINE void store_some(__m128i halves, void* destination, std::size_t count) noexcept {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
        _mm_mask_storeu_epi16(destination, __mmask8((1u << count) - 1), halves);
#else
        if (count < 4) return Halves<4>::store_some(halves, destination, count);
        Halves<4>::store(halves, destination);
        Halves<4>::store_some(upper(halves), half_at(destination, 4), count - 4);
#endif
    }
#if defined(__AVX2__)
    static RAMP_INLINE words_t<8> to_words(__m128i halves) noexcept {
        return __builtin_bit_cast(words_t<8>, _mm256_cvtepu16_epi32(halves));
    }
    static RAMP_INLINE __m128i from_words(words_t<8> words) noexcept {
        const auto all = __builtin_bit_cast(__m256i, words);
        return _mm_packs_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
    }
#endif
    /// The last four.
    static RAMP_INLINE __m128i upper(__m128i halves) noexcept {
        return _mm_unpackhi_epi64(halves, halves);
    }
};

#if defined(__AVX512F__)
template <>
struct Halves<16> {
    static RAMP_INLINE __m256i load(const void* source) noexcept {
        return _mm256_loadu_si256(static_cast<const __m256i*>(source));
    }
    static RAMP_INLINE void store(__m256i halves, void* destination) noexcept {
        _mm256_storeu_si256(static_cast<__m256i*>(destination), halves);
    }
    static RAMP_INLINE void stream(__m256i halves, void* destination) noexcept {
        Halves<8>::stream(_mm256_castsi256_si128(halves), destination);
        Halves<8>::stream(_mm256_extracti128_si256(halves, 1), half_at(destination, 8));
    }
    static RAMP_INLINE __m256i load_some(const void* source, std::size_t count) noexcept {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
        return _mm256_maskz_loadu_epi16(__mmask16((1u << count) - 1), source);
#else
        if (count < 8) return _mm256_zextsi128_si256(Halves<8>::load_some(source, count));
        return _mm256_set_m128i(Halves<8>::load_some(half_at(source, 8), count - 8), Halves<8>::load(source));
#endif
    }
    static RAMP_INLINE void store_some(__m256i halves, void* destination, std::size_t count) noexcept {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
        _mm256_mask_storeu_epi16(destination, __mmask16((1u << count) - 1), halves);
#else
        const __m128i lower = _mm256_castsi256_si128(halves);
        if (count < 8) return Halves<8>::store_some(lower, destination, count);
        Halves<8>::store(lower, destination);
        Halves<8>::store_some(_mm256_extracti128_si256(halves, 1), half_at(destination, 8), count - 8);
#endif
    }
    static RAMP_INLINE words_t<16> to_words(__m256i halves) noexcept {
        return __builtin_bit_cast(words_t<16>, _mm512_maskz_cvtepu16_epi32(__mmask16(-1), halves));
    }
    static RAMP_INLINE __m256i from_words(words_t<16> words) noexcept {
        return _mm512_maskz_cvtepi32_epi16(__mmask16(-1), __builtin_bit_cast(__m512i, words));
    }
};
#endif

}  // namespace ramp::registers

#endif
