// Masks as bits on x86-64, and back.
#pragma once
#if defined(__x86_64__)

#include <cstddef>
#include <cstdint>

#include <ramp/core/inline.hpp>
#include <ramp/core/registers/x86_intrinsics.hpp>

namespace ramp::registers {

/// One bit a lane of a mask, the first lane's being the lowest.
RAMP_INLINE std::uint32_t bits_of(__m128 mask) noexcept {
    return std::uint32_t(_mm_movemask_ps(mask));
}
RAMP_INLINE std::uint32_t bits_of(__m128d mask) noexcept {
    return std::uint32_t(_mm_movemask_pd(mask));
}
#if defined(__AVX__)
RAMP_INLINE std::uint32_t bits_of(__m256 mask) noexcept {
    return std::uint32_t(_mm256_movemask_ps(mask));
}
RAMP_INLINE std::uint32_t bits_of(__m256d mask) noexcept {
    return std::uint32_t(_mm256_movemask_pd(mask));
}
#endif
#if defined(__AVX512F__)
RAMP_INLINE std::uint32_t bits_of(__mmask16 mask) noexcept {
    return mask;
}
RAMP_INLINE std::uint32_t bits_of(__mmask8 mask) noexcept {
    return mask;
}
#endif

/// The lanes of T whose bit is set, in a register of `bytes` bytes. By words of 32 bits: SSE2 compares no longer ones.
template <class T, std::size_t bytes, class Word = std::uint32_t>
RAMP_INLINE auto mask_of(std::uint32_t bits) noexcept {
#if defined(__AVX__) && !defined(__AVX2__)
    if constexpr (bytes == sizeof(__m256)) {  // which AVX does not compare
        constexpr std::size_t half = bytes / 2;
        return _mm256_set_m128(__builtin_bit_cast(__m128, mask_of<T, half>(bits >> half / sizeof(T))),
                               __builtin_bit_cast(__m128, mask_of<T, half>(bits)));
    } else
#endif
    {
        using Words [[gnu::vector_size(bytes)]] = Word;
        Words places{};
        for (std::size_t k = 0; k < bytes / sizeof(Word); ++k) places[k] = Word(1) << k * sizeof(Word) / sizeof(T);
        return (places & bits) == places;
    }
}

}  // namespace ramp::registers

#endif
