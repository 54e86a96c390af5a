// How lanes come from halves in memory and go there. Each function is core/memory.hpp's of the same name, and converts.
#pragma once

#include <concepts>
#include <cstddef>

#include <ramp/core/memory.hpp>
#include <ramp/core/registers/aarch64_halves.hpp>
#include <ramp/core/registers/half_pieces.hpp>
#include <ramp/core/registers/x86_half_formats.hpp>
#include <ramp/core/storage.hpp>

namespace ramp::memory {

/// As many halves as V has lanes, in a register.
template <class V>
using Halves = registers::Halves<lane_count<V>>;

/// The lanes that a register's halves are, and the register for lanes.
template <class V, half S, class Register>
[[nodiscard]] RAMP_INLINE V lanes_from(Register halves) noexcept {
    const auto floats = registers::HalfConversion<format_of_t<S>, lane_count<V>>::to_floats(halves);
    return V(__builtin_bit_cast(typename V::register_type, floats));
}
template <half S, class V>
[[nodiscard]] RAMP_INLINE auto halves_from(V v) noexcept {
    return registers::HalfConversion<format_of_t<S>, lane_count<V>>::from_floats(typename V::register_type(v));
}

/// load_first() and store_first() for any count up to all, one number after the other.
template <class V, half S>
RAMP_INLINE V load_each(const S* source, std::size_t count) noexcept {
    float buffer[lane_count<V>] = {};
    for (std::size_t i = 0; i < count; ++i) buffer[i] = to_float(source[i]);
    return V::load_unaligned(buffer);
}
template <class V, half S>
RAMP_INLINE void store_each(V v, S* destination, std::size_t count) noexcept {
    float buffer[lane_count<V>];
    v.store_unaligned(buffer);
    for (std::size_t i = 0; i < count; ++i) destination[i] = from_float<S>(buffer[i]);
}

template <lanes_of<float> V, half S>
RAMP_INLINE constexpr V load(const S* source) noexcept {
    if constexpr (std::same_as<V, float>)
        return to_float(*source);
    else if constexpr (has_registers<V>)
        return lanes_from<V, S>(Halves<V>::load(source));
    else
        return load_each<V>(source, lane_count<V>);
}

template <lanes_of<float> V, half S>
RAMP_INLINE constexpr void store(V v, S* destination) noexcept {
    if constexpr (std::same_as<V, float>)
        *destination = from_float<S>(v);
    else if constexpr (has_registers<V>)
        Halves<V>::store(halves_from<S>(v), destination);
    else
        store_each(v, destination, lane_count<V>);
}

template <lanes_of<float> V, half S>
RAMP_INLINE V load_first(const S* source, std::size_t count) noexcept {
    if constexpr (has_registers<V>)
        return lanes_from<V, S>(Halves<V>::load_some(source, count));
    else
        return load_each<V>(source, count);
}

template <lanes_of<float> V, half S>
RAMP_INLINE V load_first_or_minus_infinity(const S* source, std::size_t count) noexcept {
    constexpr std::size_t lanes = lane_count<V>;
    return load_first<V>(source, count) + V::load_unaligned(padding<float, lanes>.numbers + (lanes - count));
}

template <lanes_of<float> V, half S>
RAMP_INLINE void store_first(V v, S* destination, std::size_t count) noexcept {
    if constexpr (has_registers<V>)
        Halves<V>::store_some(halves_from<S>(v), destination, count);
    else
        store_each(v, destination, count);
}

/// The destination is V's lanes, a multiple of them, after one with streaming_alignment.
template <lanes_of<float> V, half S>
RAMP_INLINE void stream(V v, S* destination) noexcept {
    if constexpr (has_registers<V>)
        Halves<V>::stream(halves_from<S>(v), destination);
    else
        store(v, destination);
}

/// to[i] = from[i], as an element of another type, for each i below count.
template <class V, element From, element To>
RAMP_INLINE void convert(const From* from, To* to, std::size_t count) noexcept {
    constexpr std::size_t lanes = lane_count<V>;
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) store(load<V>(from + i), to + i);
    if constexpr (lanes > 1)
        if (i < count) store_first(load_first<V>(from + i, count - i), to + i, count - i);
}

}  // namespace ramp::memory
