// x86-64's intrinsics, and the compiler's own vectors where they say the same in one form for every register.
#pragma once
#if defined(__x86_64__)

#include <cstddef>
#include <cstdint>

#include <ramp/core/inline.hpp>
#include <ramp/core/registers/x86_bits.hpp>
#include <ramp/core/registers/x86_division.hpp>
#include <ramp/core/registers/x86_intrinsics.hpp>

namespace ramp::registers {

// The greater and the lesser lane: b's where either is NaN, and where both are zeros. (a > b ? a : b on the compiler's
// own vectors is two instructions where g++ 12 knows that a is 0.)
RAMP_INLINE __m128 greater(__m128 a, __m128 b) noexcept {
    return _mm_max_ps(a, b);
}
RAMP_INLINE __m128d greater(__m128d a, __m128d b) noexcept {
    return _mm_max_pd(a, b);
}
RAMP_INLINE __m128 lesser(__m128 a, __m128 b) noexcept {
    return _mm_min_ps(a, b);
}
RAMP_INLINE __m128d lesser(__m128d a, __m128d b) noexcept {
    return _mm_min_pd(a, b);
}
#if defined(__AVX__)
RAMP_INLINE __m256 greater(__m256 a, __m256 b) noexcept {
    return _mm256_max_ps(a, b);
}
RAMP_INLINE __m256d greater(__m256d a, __m256d b) noexcept {
    return _mm256_max_pd(a, b);
}
RAMP_INLINE __m256 lesser(__m256 a, __m256 b) noexcept {
    return _mm256_min_ps(a, b);
}
RAMP_INLINE __m256d lesser(__m256d a, __m256d b) noexcept {
    return _mm256_min_pd(a, b);
}
#endif
#if defined(__AVX512F__)
// With a mask of all lanes: without one, g++ 12 warns inside its own header.
RAMP_INLINE __m512 greater(__m512 a, __m512 b) noexcept {
    return _mm512_maskz_max_ps(__mmask16(-1), a, b);
}
RAMP_INLINE __m512d greater(__m512d a, __m512d b) noexcept {
    return _mm512_maskz_max_pd(__mmask8(-1), a, b);
}
RAMP_INLINE __m512 lesser(__m512 a, __m512 b) noexcept {
    return _mm512_maskz_min_ps(__mmask16(-1), a, b);
}
RAMP_INLINE __m512d lesser(__m512d a, __m512d b) noexcept {
    return _mm512_maskz_min_pd(__mmask8(-1), a, b);
}
#endif

/// NaN in the lanes where x is NaN, else 0. (xsimd 8.1's != is false for NaN on AVX.)
template <class Register>
RAMP_INLINE Register nan_where_nan(Register x) noexcept {
    return __builtin_bit_cast(Register, x != x);
}
#if defined(__AVX512F__)
/// v; NaN where x is NaN. The table says of both kinds of NaN: x.
RAMP_INLINE __m512 unless_nan(__m512 v, __m512 x) noexcept {
    return _mm512_fixupimm_ps(v, x, _mm512_set1_epi32(0x11), 0);
}
RAMP_INLINE __m512d unless_nan(__m512d v, __m512d x) noexcept {
    return _mm512_fixupimm_pd(v, x, _mm512_set1_epi64(0x11), 0);
}
#endif

/// Bits moved left in lanes of the type Bits. (xsimd's shift meets g++ 12's -Wmaybe-uninitialized in its AVX-512
/// headers.)
template <int count, class Bits, class Register>
RAMP_INLINE Register shift_left(Register v) noexcept {
    using Vector [[gnu::vector_size(sizeof(Register))]] = Bits;
    return __builtin_bit_cast(Register, __builtin_bit_cast(Vector, v) << count);
}

/// Lane by lane, mask ? yes : no. xsimd's is a function that g++ does not always inline (law 12).
RAMP_INLINE __m128 select(__m128 mask, __m128 yes, __m128 no) noexcept {
#if defined(__SSE4_1__)
    return _mm_blendv_ps(no, yes, mask);
#else
    return _mm_or_ps(_mm_and_ps(mask, yes), _mm_andnot_ps(mask, no));
#endif
}
RAMP_INLINE __m128d select(__m128d mask, __m128d yes, __m128d no) noexcept {
#if defined(__SSE4_1__)
    return _mm_blendv_pd(no, yes, mask);
#else
    return _mm_or_pd(_mm_and_pd(mask, yes), _mm_andnot_pd(mask, no));
#endif
}
#if defined(__AVX2__)
RAMP_INLINE __m256 select(__m256 mask, __m256 yes, __m256 no) noexcept {
    return _mm256_blendv_ps(no, yes, mask);
}
RAMP_INLINE __m256d select(__m256d mask, __m256d yes, __m256d no) noexcept {
    return _mm256_blendv_pd(no, yes, mask);
}
#elif defined(__AVX__)
// g++ 12 makes a branch of every lane of vblendv without AVX2.
RAMP_INLINE __m256 select(__m256 mask, __m256 yes, __m256 no) noexcept {
    return _mm256_or_ps(_mm256_and_ps(mask, yes), _mm256_andnot_ps(mask, no));
}
RAMP_INLINE __m256d select(__m256d mask, __m256d yes, __m256d no) noexcept {
    return _mm256_or_pd(_mm256_and_pd(mask, yes), _mm256_andnot_pd(mask, no));
}
#endif

// a b + c, rounded once: xsimd 8.1 has it neither for AVX-512 nor for SSE in an AVX2 build.
#if defined(__FMA__)
RAMP_INLINE __m128 fused(__m128 a, __m128 b, __m128 c) noexcept {
    return _mm_fmadd_ps(a, b, c);
}
RAMP_INLINE __m128d fused(__m128d a, __m128d b, __m128d c) noexcept {
    return _mm_fmadd_pd(a, b, c);
}
RAMP_INLINE __m256 fused(__m256 a, __m256 b, __m256 c) noexcept {
    return _mm256_fmadd_ps(a, b, c);
}
RAMP_INLINE __m256d fused(__m256d a, __m256d b, __m256d c) noexcept {
    return _mm256_fmadd_pd(a, b, c);
}
#if defined(__AVX512F__)
RAMP_INLINE __m512 fused(__m512 a, __m512 b, __m512 c) noexcept {
    return _mm512_fmadd_ps(a, b, c);
}
RAMP_INLINE __m512d fused(__m512d a, __m512d b, __m512d c) noexcept {
    return _mm512_fmadd_pd(a, b, c);
}
#endif
#endif

// The first `count` lanes, at least one and fewer than all, from and to memory; lanes beyond are `zero`, memory beyond
// is not touched. A buffer on the stack takes 10 ns longer: the batch cannot be forwarded from the parts written there.
RAMP_INLINE __m128 load_some(__m128 zero, const float* source, std::size_t count) noexcept {
    if (count == 1) return _mm_load_ss(source);
    const __m128 two = _mm_loadl_pi(zero, reinterpret_cast<const __m64*>(source));
    return count == 2 ? two : _mm_movelh_ps(two, _mm_load_ss(source + 2));
}
RAMP_INLINE __m128d load_some(__m128d, const double* source, std::size_t) noexcept {
    return _mm_load_sd(source);
}
RAMP_INLINE void store_some(__m128 v, float* destination, std::size_t count) noexcept {
    if (count == 1) return _mm_store_ss(destination, v);
    _mm_storel_pi(reinterpret_cast<__m64*>(destination), v);
    if (count == 3) _mm_store_ss(destination + 2, _mm_movehl_ps(v, v));
}
RAMP_INLINE void store_some(__m128d v, double* destination, std::size_t) noexcept {
    _mm_store_sd(destination, v);
}
#if defined(__AVX__)
/// From the eighth on, the mask of no lane; from the (8 - n)-th on, of the first n.
inline constexpr std::int32_t first_lanes[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};

RAMP_INLINE __m256i mask_of_first(std::size_t words) noexcept {
    const void* const first = first_lanes + 8 - words;
    return _mm256_loadu_si256(static_cast<const __m256i*>(first));
}
RAMP_INLINE __m256 load_some(__m256, const float* source, std::size_t count) noexcept {
    return _mm256_maskload_ps(source, mask_of_first(count));
}
RAMP_INLINE __m256d load_some(__m256d, const double* source, std::size_t count) noexcept {
    return _mm256_maskload_pd(source, mask_of_first(2 * count));
}
// Not vmaskmov, whose store takes 15 times as long as all of this on AMD's Zen.
RAMP_INLINE void store_some(__m256 v, float* destination, std::size_t count) noexcept {
    const __m128 low = _mm256_castps256_ps128(v);
    if (count < 4) return store_some(low, destination, count);
    _mm_storeu_ps(destination, low);
    if (count > 4) store_some(_mm256_extractf128_ps(v, 1), destination + 4, count - 4);
}
RAMP_INLINE void store_some(__m256d v, double* destination, std::size_t count) noexcept {
    const __m128d low = _mm256_castpd256_pd128(v);
    if (count < 2) return store_some(low, destination, count);
    _mm_storeu_pd(destination, low);
    if (count > 2) store_some(_mm256_extractf128_pd(v, 1), destination + 2, count - 2);
}
#endif
#if defined(__AVX512F__)
RAMP_INLINE __m512 load_some(__m512 zero, const float* source, std::size_t count) noexcept {
    return _mm512_mask_loadu_ps(zero, __mmask16((1u << count) - 1), source);
}
RAMP_INLINE __m512d load_some(__m512d zero, const double* source, std::size_t count) noexcept {
    return _mm512_mask_loadu_pd(zero, __mmask8((1u << count) - 1), source);
}
RAMP_INLINE void store_some(__m512 v, float* destination, std::size_t count) noexcept {
    _mm512_mask_storeu_ps(destination, __mmask16((1u << count) - 1), v);
}
RAMP_INLINE void store_some(__m512d v, double* destination, std::size_t count) noexcept {
    _mm512_mask_storeu_pd(destination, __mmask8((1u << count) - 1), v);
}
#endif

// Stores past the caches, in pieces of 16 bytes, which take as long as whole registers (Zen 3, 64 Mi floats).
RAMP_INLINE void stream(__m128 v, float* destination) noexcept {
    _mm_stream_ps(destination, v);
}
RAMP_INLINE void stream(__m128d v, double* destination) noexcept {
    _mm_stream_pd(destination, v);
}
#if defined(__AVX__)
RAMP_INLINE void stream(__m256 v, float* destination) noexcept {
    stream(_mm256_castps256_ps128(v), destination);
    stream(_mm256_extractf128_ps(v, 1), destination + 4);
}
RAMP_INLINE void stream(__m256d v, double* destination) noexcept {
    stream(_mm256_castpd256_pd128(v), destination);
    stream(_mm256_extractf128_pd(v, 1), destination + 2);
}
#endif
#if defined(__AVX512F__)
RAMP_INLINE void stream(__m512d v, double* destination) noexcept {
    stream(_mm512_maskz_extractf64x4_pd(__mmask8(-1), v, 0), destination);
    stream(_mm512_maskz_extractf64x4_pd(__mmask8(-1), v, 1), destination + 4);
}
RAMP_INLINE void stream(__m512 v, float* destination) noexcept {
    const __m512d both = _mm512_castps_pd(v);
    stream(_mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(__mmask8(-1), both, 0)), destination);
    stream(_mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(__mmask8(-1), both, 1)), destination + 8);
}
#endif

}  // namespace ramp::registers

#endif
