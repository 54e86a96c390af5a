// AArch64's intrinsics.
#pragma once
#if defined(__aarch64__)

#include <cstddef>
#include <cstdint>

#include <arm_neon.h>

#include <ramp/core/inline.hpp>

namespace ramp::registers {

/// a b + c, rounded once.
RAMP_INLINE float32x4_t fused(float32x4_t a, float32x4_t b, float32x4_t c) noexcept {
    return vfmaq_f32(c, a, b);
}
RAMP_INLINE float64x2_t fused(float64x2_t a, float64x2_t b, float64x2_t c) noexcept {
    return vfmaq_f64(c, a, b);
}

/// a / b and sqrt(v), rounded once. xsimd 8.1's are made of estimates for floats: sqrt of infinity is NaN.
template <class T>
RAMP_INLINE float32x4_t quotient(float32x4_t a, float32x4_t b) noexcept {
    return vdivq_f32(a, b);
}
template <class T>
RAMP_INLINE float64x2_t quotient(float64x2_t a, float64x2_t b) noexcept {
    return vdivq_f64(a, b);
}
template <class T>
RAMP_INLINE float32x4_t square_root(float32x4_t v) noexcept {
    return vsqrtq_f32(v);
}
template <class T>
RAMP_INLINE float64x2_t square_root(float64x2_t v) noexcept {
    return vsqrtq_f64(v);
}

/// Bits moved left in lanes of the type Bits.
template <int count, class Bits>
RAMP_INLINE float32x4_t shift_left(float32x4_t v) noexcept {
    return vreinterpretq_f32_u32(vshlq_n_u32(vreinterpretq_u32_f32(v), count));
}
template <int count, class Bits>
RAMP_INLINE float64x2_t shift_left(float64x2_t v) noexcept {
    return vreinterpretq_f64_u64(vshlq_n_u64(vreinterpretq_u64_f64(v), count));
}

/// One bit a lane of a mask, the first lane's being the lowest.
RAMP_INLINE std::uint32_t bits_of(uint32x4_t mask) noexcept {
    return vaddvq_u32(mask & uint32x4_t{1, 2, 4, 8});
}
RAMP_INLINE std::uint64_t bits_of(uint64x2_t mask) noexcept {
    return vaddvq_u64(mask & uint64x2_t{1, 2});
}

/// The lanes of T whose bit is set, in a register of so many bytes.
template <class T, std::size_t>
RAMP_INLINE auto mask_of(std::uint32_t bits) noexcept {
    if constexpr (sizeof(T) == 4)
        return vtstq_u32(vdupq_n_u32(bits), uint32x4_t{1, 2, 4, 8});
    else
        return vtstq_u64(vdupq_n_u64(bits), uint64x2_t{1, 2});
}

}  // namespace ramp::registers

#endif
