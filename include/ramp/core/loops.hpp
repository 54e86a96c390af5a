// The only loops over arrays, and the only code for what is left over when the length is no multiple of a batch.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <ramp/core/lanes.hpp>

namespace ramp::loops {

/// Batches in flight in one turn of a loop.
inline constexpr std::size_t unroll = 4;

/// Elements that fold() adds up in T before it goes on in double: few enough for T's rounding not to show.
inline constexpr std::size_t fold_block = 4096;

template <class V, class T>
[[gnu::always_inline]] inline constexpr V load(const T* source) noexcept {
    if constexpr (std::same_as<V, T>)
        return *source;
    else
        return V::load_unaligned(source);
}

template <class V, class T>
[[gnu::always_inline]] inline constexpr void store(V v, T* destination) noexcept {
    if constexpr (std::same_as<V, T>)
        *destination = v;
    else
        v.store_unaligned(destination);
}

/// outputs[k][i] = f(inputs[0][i], ...)[k] for the lanes of one V that begin at i. All loads come before any store.
template <class V, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr void map_lanes(const std::array<const T*, I>& inputs,
                                                       const std::array<T*, O>& outputs, std::size_t i, F& f) {
    const std::array<V, O> results = [&]<std::size_t... k>(std::index_sequence<k...>) {
        return f(load<V>(inputs[k] + i)...);
    }
    (std::make_index_sequence<I>{});
    [&]<std::size_t... k>(std::index_sequence<k...>) {
        (store(results[k], outputs[k] + i), ...);
    }
    (std::make_index_sequence<O>{});
}

/// As map_lanes, for the last `count` elements, fewer than a batch holds: they go through a batch on the stack whose
/// other lanes are zero, so that they meet the same instructions as the rest and no byte beyond them is touched.
template <class V, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline void map_rest(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                            std::size_t i, std::size_t count, F& f) {
    T in[I][lane_count<V>] = {};
    T out[O][lane_count<V>];
    std::array<const T*, I> in_pointers{};
    std::array<T*, O> out_pointers{};
    for (std::size_t k = 0; k < I; ++k) {
        __builtin_memcpy(in[k], inputs[k] + i, count * sizeof(T));
        in_pointers[k] = in[k];
    }
    for (std::size_t k = 0; k < O; ++k) out_pointers[k] = out[k];
    map_lanes<V>(in_pointers, out_pointers, 0, f);
    for (std::size_t k = 0; k < O; ++k) __builtin_memcpy(outputs[k] + i, out[k], count * sizeof(T));
}

/// As map(), with V the lanes that f is called on.
template <class V, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr void map_all(const std::array<const T*, I>& inputs,
                                                     const std::array<T*, O>& outputs, std::size_t size, F& f) {
    constexpr std::size_t lanes = lane_count<V>;
    std::size_t i = 0;
    for (; i + unroll * lanes <= size; i += unroll * lanes) [&]<std::size_t... k>(std::index_sequence<k...>) {
            (map_lanes<V>(inputs, outputs, i + k * lanes, f), ...);
        }
    (std::make_index_sequence<unroll>{});
    for (; i + lanes <= size; i += lanes) map_lanes<V>(inputs, outputs, i, f);
    if constexpr (lanes > 1)
        if (i < size) map_rest<V>(inputs, outputs, i, size - i, f);
}

/// outputs[k][i] = f(inputs[0][i], inputs[1][i], ...)[k] for every i < size; f takes and returns batches of T, in a
/// constant expression T. An output may be an input; it may not overlap one in part.
template <class Arch, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr void map(const std::array<const T*, I>& inputs,
                                                 const std::array<T*, O>& outputs, std::size_t size, F f) {
    if (std::is_constant_evaluated())
        map_all<T>(inputs, outputs, size, f);
    else
        map_all<batch<T, Arch>>(inputs, outputs, size, f);
}

/// One block of fold(), with V the lanes that f is called on.
template <class V, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr double fold_block_of(const std::array<const T*, I>& inputs,
                                                             const std::array<T*, O>& outputs, std::size_t size, F& f) {
    static_assert(unroll == 4);
    // Rotating the sums gives every batch in flight its own, without an index: the loop's unrolling undoes the moves.
    V first(0), second(0), third(0), fourth(0);
    const auto add = [&](auto... lanes) {
        const auto [results, addend] = f(lanes...);
        const V sum = first + addend;
        first = second, second = third, third = fourth, fourth = sum;
        return results;
    };
    map_all<V>(inputs, outputs, size, add);
    T parts[lane_count<V>] = {};
    store((first + second) + (third + fourth), parts);
    double sum = 0;
    for (const T part : parts) sum += double(part);
    return sum;
}

/// As map(), and returns the sum over all i of a further number: f returns {outputs, addend}. An f of zeros must have
/// the addend 0. The same arrays give the same sum; its error is that of adding blocks of `fold_block` in double.
template <class Arch, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr double fold(std::array<const T*, I> inputs, std::array<T*, O> outputs,
                                                    std::size_t size, F f) {
    double sum = 0;
    while (size > 0) {
        const std::size_t block = size < fold_block ? size : fold_block;
        if (std::is_constant_evaluated())
            sum += fold_block_of<T>(inputs, outputs, block, f);
        else
            sum += fold_block_of<batch<T, Arch>>(inputs, outputs, block, f);
        for (auto& input : inputs) input += block;
        for (auto& output : outputs) output += block;
        size -= block;
    }
    return sum;
}

}  // namespace ramp::loops
