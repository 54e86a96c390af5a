// Halves, numbers of 16 bits, in AArch64's registers: from and to memory, and to floats and back.
#pragma once
#if defined(__aarch64__)

#include <cstddef>
#include <cstdint>

#include <arm_neon.h>

#include <ramp/core/formats.hpp>
#include <ramp/core/registers/half_pieces.hpp>

namespace ramp::registers {

template <>
struct Halves<4> {
    static RAMP_INLINE uint16x4_t load(const void* source) noexcept {
        return vcreate_u16(bits_at<std::uint64_t>(source, 0));
    }
    static RAMP_INLINE void store(uint16x4_t halves, void* destination) noexcept {
        put_bits(__builtin_bit_cast(std::uint64_t, halves), destination, 0);
    }
    static RAMP_INLINE void stream(uint16x4_t halves, void* destination) noexcept { store(halves, destination); }
    static RAMP_INLINE uint16x4_t load_some(const void* source, std::size_t count) noexcept {
        return vcreate_u16(load_up_to_four(source, count));
    }
    static RAMP_INLINE void store_some(uint16x4_t halves, void* destination, std::size_t count) noexcept {
        store_up_to_four(__builtin_bit_cast(std::uint64_t, halves), destination, count);
    }
};

template <>
struct HalfConversion<Binary16, 4> {
    static RAMP_INLINE float32x4_t to_floats(uint16x4_t halves) noexcept {
        return vcvt_f32_f16(vreinterpret_f16_u16(halves));
    }
    static RAMP_INLINE uint16x4_t from_floats(float32x4_t floats) noexcept {
        return vreinterpret_u16_f16(vcvt_f16_f32(floats));
    }
};

template <>
struct HalfConversion<Brain16, 4> {
    static RAMP_INLINE float32x4_t to_floats(uint16x4_t halves) noexcept {
        return vreinterpretq_f32_u32(vshll_n_u16(halves, 16));
    }
    static RAMP_INLINE uint16x4_t from_floats(float32x4_t floats) noexcept {
        const words_t<4> words = Brain16::from_float(__builtin_bit_cast(words_t<4>, floats));
        return vmovn_u32(__builtin_bit_cast(uint32x4_t, words));
    }
};

}  // namespace ramp::registers

#endif
