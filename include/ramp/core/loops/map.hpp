// outputs[k][i] = the k-th of f(inputs[0][i], inputs[1][i], ...): the loop over arrays, and the code for what is left
// over when the length is not a multiple of a batch.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <ramp/core/half_memory.hpp>

namespace ramp::loops {

/// Batches in flight in one turn of a loop, if F::unroll does not say how many.
inline constexpr std::size_t unroll = 4;
template <class F>
inline constexpr std::size_t unroll_of = unroll;
template <class F>
requires requires {
    F::unroll;
}
inline constexpr std::size_t unroll_of<F> = F::unroll;

/// f's code is long, and stands in as few places as can be: g++ takes more than twice as long to compile it twice.
template <class F>
inline constexpr bool stands_once = unroll_of<F> == 1;

/// Bytes that a loop that streams asks for in advance: the processors' own prefetching stops at every page (Zen 3, 64
/// Mi floats: ELU 1.04 times, backward passes 1.1 times as fast).
inline constexpr std::size_t prefetch_distance = 2048;

/// What f returns: a lane for each output. An array would be kept in memory (g++ 12: the fused pass then takes 1.2
/// times as long).
template <class V, std::size_t O>
struct Outputs {
    V first;
    Outputs<V, O - 1> rest;
};
template <class V>
struct Outputs<V, 1> {
    V first;
};
template <class V>
struct Outputs<V, 0> {};

template <class V>
RAMP_INLINE constexpr Outputs<V, 1> outputs(V v) noexcept {
    return {v};
}
template <class V>
RAMP_INLINE constexpr Outputs<V, 2> outputs(V first, V second) noexcept {
    return {first, {second}};
}

/// No output, where one may be named that is streamed.
inline constexpr std::size_t none = std::size_t(-1);

/// f on the lanes of one V that begin at i.
template <class V, class T, std::size_t I, class F, std::size_t... k>
RAMP_INLINE constexpr auto call(F& f, const std::array<const T*, I>& inputs, std::size_t i, std::index_sequence<k...>) {
    return f(memory::load<V>(inputs[k] + i)...);
}

/// What f is given in the lanes beyond the array: 0; or -infinity, whose exponential is 0, if F says so.
template <class F>
inline constexpr bool pads_with_minus_infinity = requires {
    F::pads_with_minus_infinity;
};

/// The last `count` elements, fewer than V has lanes.
template <class V, class F, class T>
[[nodiscard]] RAMP_INLINE V load_rest(const T* source, std::size_t count) {
    if constexpr (pads_with_minus_infinity<F>)
        return memory::load_first_or_minus_infinity<V>(source, count);
    else
        return memory::load_first<V>(source, count);
}

/// As call, for the last `count` elements, fewer than V has lanes.
template <class V, class T, std::size_t I, class F, std::size_t... k>
RAMP_INLINE auto call_on_rest(F& f, const std::array<const T*, I>& inputs, std::size_t i, std::size_t count,
                              std::index_sequence<k...>) {
    return f(load_rest<V, F>(inputs[k] + i, count)...);
}

/// As call, for all of `count` elements that V has lanes for.
template <class V, class T, std::size_t I, class F, std::size_t... k>
RAMP_INLINE auto call_on_any(F& f, const std::array<const T*, I>& inputs, std::size_t i, std::size_t count,
                             std::index_sequence<k...>) {
    return f((count < lane_count<V> ? load_rest<V, F>(inputs[k] + i, count) : memory::load<V>(inputs[k] + i))...);
}

/// pointers[k][i] = the k-th of `results`, past the caches for k = streamed.
template <std::size_t streamed, std::size_t k = 0, class V, std::size_t O, class T, std::size_t N>
RAMP_INLINE constexpr void store_all(const Outputs<V, O>& results, const std::array<T*, N>& pointers, std::size_t i) {
    if constexpr (k == streamed)
        memory::stream(results.first, pointers[k] + i);
    else if constexpr (O > 0)
        memory::store(results.first, pointers[k] + i);
    if constexpr (O > 1) store_all<streamed, k + 1>(results.rest, pointers, i);
}

/// As store_all, where only the running program knows which output is streamed.
template <std::size_t k = 0, class V, std::size_t O, class T, std::size_t N>
RAMP_INLINE void store_or_stream(const Outputs<V, O>& results, const std::array<T*, N>& pointers, std::size_t i,
                                 std::size_t streamed) {
    if constexpr (O > 0) {
        if (k == streamed)
            memory::stream(results.first, pointers[k] + i);
        else
            memory::store(results.first, pointers[k] + i);
    }
    if constexpr (O > 1) store_or_stream<k + 1>(results.rest, pointers, i, streamed);
}

/// As store_all, for the first `count` lanes, fewer than V has.
template <std::size_t k = 0, class V, std::size_t O, class T, std::size_t N>
RAMP_INLINE void store_rest(const Outputs<V, O>& results, const std::array<T*, N>& pointers, std::size_t i,
                            std::size_t count) {
    if constexpr (O > 0) memory::store_first(results.first, pointers[k] + i, count);
    if constexpr (O > 1) store_rest<k + 1>(results.rest, pointers, i, count);
}

/// `batches` V that begin at i.
template <std::size_t batches, class V, std::size_t streamed, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE constexpr void map_batches(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                       std::size_t i, F& f) {
    store_all<streamed>(call<V>(f, inputs, i, std::make_index_sequence<I>()), outputs, i);
    if constexpr (batches > 1) map_batches<batches - 1, V, streamed>(inputs, outputs, i + lane_count<V>, f);
}

/// The last `count` elements, fewer than V has lanes, which begin at i.
template <class V, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE void map_rest(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t i,
                          std::size_t count, F& f) {
    store_rest(call_on_rest<V>(f, inputs, i, count, std::make_index_sequence<I>()), outputs, i, count);
}

/// map() where f stands once, and which output is streamed, if any is, is known to the running program alone.
template <class V, bool may_stream, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE void map_once(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t size,
                          F& f, [[maybe_unused]] std::size_t streamed) {
    constexpr std::size_t lanes = lane_count<V>;
    for (std::size_t i = 0; i < size; i += lanes) {
        if constexpr (may_stream)
            if (streamed != none)
                for (const T* input : inputs) memory::prefetch<lanes * sizeof(T)>(input + i, prefetch_distance);
        const std::size_t left = size - i;
        const auto results = call_on_any<V>(f, inputs, i, left, std::make_index_sequence<I>());
        if (left < lanes)
            store_rest(results, outputs, i, left);
        else if constexpr (may_stream)
            store_or_stream(results, outputs, i, streamed);
        else
            store_all<none>(results, outputs, i);
    }
}

/// All elements. V: the lanes that f is called on, in a constant expression a T. An output may be an input; it may not
/// overlap one in part. outputs[streamed], if there is one, has streaming_alignment.
template <class V, std::size_t streamed = none, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE constexpr void map(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                               std::size_t size, F&& f) {
    constexpr std::size_t lanes = lane_count<V>, batches = unroll_of<std::remove_cvref_t<F>>;
    if constexpr (stands_once<std::remove_cvref_t<F>> && lanes > 1) {
        map_once<V, streamed != none>(inputs, outputs, size, f, streamed);
    } else {
        std::size_t i = 0;
        for (; i + batches * lanes <= size; i += batches * lanes) {
            if constexpr (streamed != none)
                for (const T* input : inputs)
                    memory::prefetch<batches * lanes * sizeof(T)>(input + i, prefetch_distance);
            map_batches<batches, V, streamed>(inputs, outputs, i, f);
        }
        for (; i + lanes <= size; i += lanes) map_batches<1, V, streamed>(inputs, outputs, i, f);
        if constexpr (lanes > 1)
            if (i != size) map_rest<V>(inputs, outputs, i, size - i, f);
    }
}

/// As map(), for a size that is known when compiled: no loop.
template <class V, std::size_t size, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE void map_known(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, F&& f) {
    constexpr std::size_t batches = size / lane_count<V>, rest = size % lane_count<V>;
    if constexpr (batches > 0) map_batches<batches, V, none>(inputs, outputs, 0, f);
    if constexpr (rest > 0) map_rest<V>(inputs, outputs, size - rest, rest, f);
}

/// Which output of a large call to stream, or none: the only one that is not an input, where its alignment allows it.
/// Two streams at once lose (Zen 4, 64 Mi floats: 0.80 ns an element against 0.47 without). Without a loop: g++ 12
/// would keep the pointers in memory, and a batch takes 8 ns longer (Sapphire Rapids). `found`: the one among those
/// before k.
template <class T, std::size_t I, std::size_t O, std::size_t k = 0>
[[nodiscard]] RAMP_INLINE std::size_t output_to_stream(const std::array<const T*, I>& inputs,
                                                       const std::array<T*, O>& outputs,
                                                       std::size_t found = none) noexcept {
    if constexpr (k == O) {
        return found;
    } else {
        bool is_input = false;
        for (const T* input : inputs) is_input = is_input || input == outputs[k];
        if (is_input) return output_to_stream<T, I, O, k + 1>(inputs, outputs, found);
        const bool is_aligned = reinterpret_cast<std::uintptr_t>(outputs[k]) % memory::streaming_alignment == 0;
        return found == none && is_aligned ? output_to_stream<T, I, O, k + 1>(inputs, outputs, k) : none;
    }
}

/// A call is large, and one of its outputs lies so that it is streamed past the caches.
template <class T, std::size_t I, std::size_t O>
[[nodiscard]] RAMP_INLINE bool is_worth_streaming(const std::array<const T*, I>& inputs,
                                                  const std::array<T*, O>& outputs, std::size_t size) noexcept {
    return size * sizeof(T) >= streaming_threshold() && output_to_stream(inputs, outputs) != none;
}

/// The pointers, moved on by `distance` elements.
template <class Pointer, std::size_t N>
[[nodiscard]] RAMP_INLINE constexpr std::array<Pointer, N> moved(std::array<Pointer, N> pointers,
                                                                 std::size_t distance) noexcept {
    for (Pointer& pointer : pointers) pointer += distance;
    return pointers;
}

}  // namespace ramp::loops
