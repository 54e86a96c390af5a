// What takes the lanes of one batch together.
#pragma once

#include <concepts>
#include <cstddef>
#include <utility>

#include <ramp/core/lanes.hpp>

namespace ramp {

/// Lane i is v's lane i ^ distance.
template <std::size_t distance, lanes V, std::size_t... i>
[[nodiscard]] RAMP_INLINE V exchanged(V v, std::index_sequence<i...>) noexcept {
    if constexpr (has_registers<V>) {
        const auto content = typename V::register_type(v);
        return V(__builtin_shufflevector(content, content, int(i ^ distance)...));
    } else {
        element_t<V> from[lane_count<V>];
        v.store_unaligned(from);
        const element_t<V> to[] = {from[i ^ distance]...};
        return V::load_unaligned(to);
    }
}

struct Greater {
    template <lanes V>
    RAMP_INLINE static constexpr V of(V a, V b) noexcept {
        return at_least(a, b);
    }
};
struct Plus {
    template <lanes V>
    RAMP_INLINE static constexpr V of(V a, V b) noexcept {
        return a + b;
    }
};

/// In every lane, the result of an operation on all lanes, in whatever order: of neighbours, of pairs, and so on.
template <class Operation, lanes V, std::size_t distance = 1>
[[nodiscard]] RAMP_INLINE constexpr V over_lanes(V v) noexcept {
    if constexpr (distance < lane_count<V>)
        return over_lanes<Operation, V, 2 * distance>(
            Operation::of(v, exchanged<distance>(v, std::make_index_sequence<lane_count<V>>())));
    else
        return v;
}

/// The number in the first lane.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr element_t<V> first_lane(V v) noexcept {
    if constexpr (std::floating_point<V>)
        return v;
    else if constexpr (has_registers<V>)
        return typename V::register_type(v)[0];
    else
        return v.get(0);
}

}  // namespace ramp
