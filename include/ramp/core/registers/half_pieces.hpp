// Halves in registers: what each processor's header defines; and fewer of them than a batch has lanes, through general
// registers: a buffer on the stack would take longer, because the batch cannot be forwarded from the parts written
// there. For processors whose first byte is the lowest.
#pragma once

#include <cstddef>
#include <cstdint>

#include <ramp/core/inline.hpp>

namespace ramp::registers {

/// So many halves in a register. load_some() and store_some() are for the first `count`, at least one and fewer than
/// all: lanes beyond are 0, memory beyond is not touched.
template <std::size_t lanes>
struct Halves;
/// How they turn to floats and back.
template <class Format, std::size_t lanes>
struct HalfConversion;

/// Where half i is.
[[nodiscard]] RAMP_INLINE const void* half_at(const void* halves, std::size_t i) noexcept {
    return static_cast<const char*>(halves) + 2 * i;
}
[[nodiscard]] RAMP_INLINE void* half_at(void* halves, std::size_t i) noexcept {
    return static_cast<char*>(halves) + 2 * i;
}

/// The halves from i on that a Bits has room for.
template <class Bits>
[[nodiscard]] RAMP_INLINE Bits bits_at(const void* halves, std::size_t i) noexcept {
    Bits bits;
    __builtin_memcpy(&bits, half_at(halves, i), sizeof bits);
    return bits;
}
template <class Bits>
RAMP_INLINE void put_bits(Bits bits, void* halves, std::size_t i) noexcept {
    __builtin_memcpy(half_at(halves, i), &bits, sizeof bits);
}

/// The first `count` halves, up to four, the first in the lowest bits; the others are 0.
[[nodiscard]] RAMP_INLINE std::uint64_t load_up_to_four(const void* source, std::size_t count) noexcept {
    if (count >= 4) return bits_at<std::uint64_t>(source, 0);
    const std::uint64_t last = count & 1 ? bits_at<std::uint16_t>(source, count & 2) : 0;
    return count & 2 ? last << 32 | bits_at<std::uint32_t>(source, 0) : last;
}

/// Stores the first `count` halves, up to four.
RAMP_INLINE void store_up_to_four(std::uint64_t halves, void* destination, std::size_t count) noexcept {
    if (count >= 4) return put_bits(halves, destination, 0);
    if (count & 2) put_bits(std::uint32_t(halves), destination, 0);
    if (count & 1) put_bits(std::uint16_t(count & 2 ? halves >> 32 : halves), destination, count & 2);
}

}  // namespace ramp::registers
