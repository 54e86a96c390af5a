// As map.hpp, where every element has a bit besides, which f gives or takes.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <ramp/core/loops/map.hpp>

namespace ramp::loops {

/// What f returns where it gives bits: its outputs, and a truth value for each lane.
template <class Outputs, class Mask>
struct WithMask {
    Outputs outputs;
    Mask mask;
};
template <class Outputs, class Mask>
WithMask(Outputs, Mask) -> WithMask<Outputs, Mask>;

/// One bit a lane, the first lane's being the lowest.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr std::uint64_t bits_of(mask_t<V> mask) noexcept {
    if constexpr (std::floating_point<V>) {
        return mask;
    } else {
#if defined(__x86_64__) || defined(__aarch64__)
        using Register = typename mask_t<V>::register_type;
        if constexpr (has_registers<V>) return registers::bits_of(Register(mask));
#endif
        element_t<V> lanes[lane_count<V>];
        memory::store(choose(mask, V(1), V(0)), lanes);
        std::uint64_t bits = 0;
        for (std::size_t k = 0; k < lane_count<V>; ++k) bits |= std::uint64_t(lanes[k] != 0) << k;
        return bits;
    }
}

/// The lanes whose bit is set. Further bits do not matter.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr mask_t<V> mask_of(std::uint64_t bits) noexcept {
    if constexpr (std::floating_point<V>) {
        return (bits & 1) != 0;
    } else {
#if defined(__x86_64__) || defined(__aarch64__)
        using Register = typename mask_t<V>::register_type;
        if constexpr (has_registers<V> && sizeof(Register) < sizeof(V))
            return mask_t<V>(Register(bits));
        else if constexpr (has_registers<V>)
            return mask_t<V>(
                __builtin_bit_cast(Register, registers::mask_of<element_t<V>, sizeof(V)>(std::uint32_t(bits))));
#endif
        element_t<V> lanes[lane_count<V>];
        for (std::size_t k = 0; k < lane_count<V>; ++k) lanes[k] = element_t<V>(bits >> k & 1);
        return memory::load<V>(lanes) == V(1);
    }
}

/// f for map(), with the bits of up to 64 elements: each call takes the next of them, or sets them.
template <class F, bool takes>
struct AlongBits {
    static constexpr std::size_t unroll = 1;
    const F& f;
    std::uint64_t bits = 0;
    std::size_t met = 0;

    template <lanes V>
    RAMP_INLINE constexpr auto operator()(V v) {
        const std::size_t place = met;
        met += lane_count<V>;
        if constexpr (takes) {
            return f(v, mask_of<V>(bits >> place));
        } else {
            const auto [outputs, mask] = f(v);
            bits |= bits_of<V>(mask) << place;
            return outputs;
        }
    }
};

// Bytes in a row as one number, the first being the lowest. Without a loop, g++ and clang++ make one load or store of
// it.
template <std::size_t... k>
[[nodiscard]] RAMP_INLINE constexpr std::uint64_t load_bytes(const std::uint8_t* bytes,
                                                             std::index_sequence<k...>) noexcept {
    return ((std::uint64_t(bytes[k]) << 8 * k) | ...);
}
template <std::size_t... k>
RAMP_INLINE constexpr void store_bytes(std::uint64_t number, std::uint8_t* bytes, std::index_sequence<k...>) noexcept {
    ((bytes[k] = std::uint8_t(number >> 8 * k)), ...);
}

/// map() on one input, with bit i % 8 of bits[i / 8] for element i: f takes it after the element's lane if Byte is
/// const, else f returns it. What is left of the last byte is written 0.
template <class V, std::size_t streamed = none, class T, std::size_t O, class Byte, class F>
RAMP_INLINE constexpr void map_with_bits(const std::array<const T*, 1>& inputs, const std::array<T*, O>& outputs,
                                         std::size_t size, Byte* bits, const F& f) {
    constexpr bool takes = std::is_const_v<Byte>;
    constexpr std::size_t batches = lane_count<V> == 1 ? 8 : unroll, block = batches * lane_count<V>;
    static_assert(block % 8 == 0 && block <= 64);
    constexpr std::make_index_sequence<block / 8> whole;
    std::size_t i = 0;
    for (; i + block <= size; i += block, bits += block / 8) {
        if constexpr (streamed != none) memory::prefetch<block * sizeof(T)>(inputs[0] + i, prefetch_distance);
        AlongBits<F, takes> with{f};
        if constexpr (takes) with.bits = load_bytes(bits, whole);
        map_batches<batches, V, streamed>(inputs, outputs, i, with);
        if constexpr (!takes) store_bytes(with.bits, bits, whole);
    }
    const std::size_t rest = size - i, bytes = (rest + 7) / 8;
    AlongBits<F, takes> with{f};
    if constexpr (takes)
        for (std::size_t k = 0; k < bytes; ++k) with.bits |= std::uint64_t(bits[k]) << 8 * k;
    map<V, streamed>(moved(inputs, i), moved(outputs, i), rest, with);
    if constexpr (!takes) {
        with.bits &= (std::uint64_t(1) << rest) - 1;
        for (std::size_t k = 0; k < bytes; ++k) bits[k] = std::uint8_t(with.bits >> 8 * k);
    }
}

}  // namespace ramp::loops
