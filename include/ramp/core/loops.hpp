// The only loops over arrays, and the only code for what is left over when the length is no multiple of a batch.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <ramp/core/lanes.hpp>

namespace ramp {

/// From this many bytes on, the only output that is no input is streamed past the caches: the memory then need not be
/// read before it is written. Reading the output again costs more, yet the two passes together still less from about 32
/// MiB on; below 16 MiB streaming loses.
inline constexpr std::size_t default_streaming_threshold = std::size_t(32) << 20;

inline std::size_t streaming_threshold_setting = default_streaming_threshold;

/// The threshold in bytes of all array calls of the program.
[[nodiscard, gnu::always_inline]] inline std::size_t streaming_threshold() noexcept {
    return __atomic_load_n(&streaming_threshold_setting, __ATOMIC_RELAXED);
}

/// Sets it; std::size_t(-1) turns streaming off. It never changes a result.
[[gnu::always_inline]] inline void set_streaming_threshold(std::size_t bytes) noexcept {
    __atomic_store_n(&streaming_threshold_setting, bytes, __ATOMIC_RELAXED);
}

namespace loops {

/// Batches in flight in one turn of a loop.
inline constexpr std::size_t unroll = 4;

/// Bytes that a loop that streams asks for in advance: the processors' own prefetching stops at every page (Zen 3, 64
/// Mi floats: ELU 1.04 times, backward passes 1.1 times as fast).
inline constexpr std::size_t prefetch_distance = 2048;

/// Numbers that a lane adds up in T before the sum goes on in double: few enough for T's rounding not to show.
inline constexpr std::size_t addends_in_t = 32;

/// Elements that fold() adds up in V before it goes on in double.
template <class V>
inline constexpr std::size_t fold_block_size = lane_count<V>* unroll* addends_in_t;

/// What f returns to map(): a lane for each output. An array would be kept in memory (g++ 12: the fused pass then takes
/// 1.2 times as long).
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
[[nodiscard, gnu::always_inline]] inline constexpr Outputs<V, 1> outputs(V v) noexcept {
    return {v};
}
template <class V>
[[nodiscard, gnu::always_inline]] inline constexpr Outputs<V, 2> outputs(V first, V second) noexcept {
    return {first, {second}};
}

/// What f returns to fold(): its outputs, and the number to add up.
template <class V, std::size_t O>
struct Folded {
    Outputs<V, O> outputs;
    V addend;
};
template <class V, std::size_t O>
Folded(Outputs<V, O>, V) -> Folded<V, O>;

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

/// f(inputs[0][i], ...) for the lanes of one V that begin at i.
template <class V, class T, std::size_t I, class F, std::size_t... k>
[[gnu::always_inline]] inline constexpr auto call(const F& f, const std::array<const T*, I>& inputs, std::size_t i,
                                                  std::index_sequence<k...>) {
    return f(load<V>(inputs[k] + i)...);
}

/// As call, for the last `count` elements, fewer than V has lanes. The lanes beyond are zero.
template <class V, class T, std::size_t I, class F, std::size_t... k>
[[gnu::always_inline]] inline auto call_on_rest(const F& f, const std::array<const T*, I>& inputs, std::size_t i,
                                                std::size_t count, std::index_sequence<k...>) {
    return f(load_first<V>(inputs[k] + i, count)...);
}

/// No output, where one may be named that is streamed.
inline constexpr std::size_t none = std::size_t(-1);

/// pointers[k][i] = the k-th of `results`, past the caches for k = streamed.
template <std::size_t streamed, std::size_t k = 0, class V, std::size_t O, class T, std::size_t N>
[[gnu::always_inline]] inline constexpr void store_all(const Outputs<V, O>& results, const std::array<T*, N>& pointers,
                                                       std::size_t i) {
    if constexpr (k == streamed)
        stream(results.first, pointers[k] + i);
    else
        store(results.first, pointers[k] + i);
    if constexpr (O > 1) store_all<streamed, k + 1>(results.rest, pointers, i);
}

/// As store_all, for the first `count` lanes, fewer than V has.
template <std::size_t k = 0, class V, std::size_t O, class T, std::size_t N>
[[gnu::always_inline]] inline void store_rest(const Outputs<V, O>& results, const std::array<T*, N>& pointers,
                                              std::size_t i, std::size_t count) {
    store_first(results.first, pointers[k] + i, count);
    if constexpr (O > 1) store_rest<k + 1>(results.rest, pointers, i, count);
}

/// outputs[k][i] = the k-th of f(inputs[0][i], ...) for `batches` V that begin at i.
template <std::size_t batches, class V, std::size_t streamed, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr void map_batches(const std::array<const T*, I>& inputs,
                                                         const std::array<T*, O>& outputs, std::size_t i, const F& f) {
    store_all<streamed>(call<V>(f, inputs, i, std::make_index_sequence<I>{}), outputs, i);
    if constexpr (batches > 1) map_batches<batches - 1, V, streamed>(inputs, outputs, i + lane_count<V>, f);
}

/// As map(), with V the lanes that f is called on, and outputs[streamed] at a multiple of streaming_alignment.
template <class V, std::size_t streamed = none, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr void map_all(const std::array<const T*, I>& inputs,
                                                     const std::array<T*, O>& outputs, std::size_t size, const F& f) {
    constexpr std::size_t lanes = lane_count<V>;
    std::size_t i = 0;
    for (; i + unroll * lanes <= size; i += unroll * lanes) {
        if constexpr (streamed != none)
            for (const T* input : inputs) prefetch<unroll * sizeof(V)>(input + i, prefetch_distance);
        map_batches<unroll, V, streamed>(inputs, outputs, i, f);
    }
    for (; i + lanes <= size; i += lanes) map_batches<1, V, streamed>(inputs, outputs, i, f);
    if constexpr (lanes > 1) {
        if (i == size) return;
        store_rest(call_on_rest<V>(f, inputs, i, size - i, std::make_index_sequence<I>{}), outputs, i, size - i);
    }
}

/// Which output of a call to stream, or none: the only one that is no input, where it makes up the threshold and its
/// alignment allows it. Two streams at once lose (Zen 4, 64 Mi floats: 0.80 ns an element against 0.47 without).
template <class T, std::size_t I, std::size_t O>
[[nodiscard, gnu::always_inline]] inline std::size_t output_to_stream(const std::array<const T*, I>& inputs,
                                                                      const std::array<T*, O>& outputs,
                                                                      std::size_t size) noexcept {
    std::size_t streamed = none, count = 0;
    for (std::size_t k = 0; k < O; ++k) {
        bool is_input = false;
        for (const T* input : inputs) is_input = is_input || input == outputs[k];
        if (is_input) continue;
        streamed = k;
        ++count;
    }
    const bool streams = count == 1 && size * sizeof(T) >= streaming_threshold() &&
                         reinterpret_cast<std::uintptr_t>(outputs[streamed]) % streaming_alignment == 0;
    return streams ? streamed : none;
}

/// Calls work(k) with the output k that is streamed, or none, as a constant.
template <std::size_t O, std::size_t k = 0, class Work>
[[gnu::always_inline]] inline void with_streamed(std::size_t streamed, const Work& work) {
    if constexpr (k == O) {
        work(std::integral_constant<std::size_t, none>());
    } else {
        if (streamed != k) return with_streamed<O, k + 1>(streamed, work);
        work(std::integral_constant<std::size_t, k>());
        end_streaming();
    }
}

/// One block of fold(), with V and streamed as in map_all().
template <class V, std::size_t streamed = none, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr double fold_block(const std::array<const T*, I>& inputs,
                                                          const std::array<T*, O>& outputs, std::size_t size,
                                                          const F& f) {
    static_assert(unroll == 4);
    // Rotating the sums gives every batch in flight its own, without an index: the loop's unrolling undoes the moves.
    V first(0), second(0), third(0), fourth(0);
    const auto add = [&](auto... lanes) __attribute__((always_inline)) {
        const auto folded = f(lanes...);
        const V sum = first + folded.addend;
        first = second, second = third, third = fourth, fourth = sum;
        return folded.outputs;
    };
    map_all<V, streamed>(inputs, outputs, size, add);
    T parts[lane_count<V>] = {};
    store((first + second) + (third + fourth), parts);
    double sum = 0;
    for (const T part : parts) sum += double(part);
    return sum;
}

/// The pointers, moved on by `distance` elements.
template <class Pointer, std::size_t N>
[[nodiscard, gnu::always_inline]] inline constexpr std::array<Pointer, N> moved(std::array<Pointer, N> pointers,
                                                                                std::size_t distance) noexcept {
    for (Pointer& pointer : pointers) pointer += distance;
    return pointers;
}

/// Type, whatever the number: for a parameter for each of a sequence of numbers.
template <class Type, std::size_t>
using Repeated = Type;

/// map() and fold() on batches. Not inlined: next to checks that call what throws, g++ 12 realigns the stack for
/// batches that never leave their registers (1 ns a call). By value, which keeps the activation in registers too, and
/// every pointer by itself: an array of two g++ 12 puts together in a vector register and takes apart again.
template <class Arch, class T, class F, class Inputs, class Outputs>
struct OnBatches;
template <class Arch, class T, class F, std::size_t... k, std::size_t... j>
struct OnBatches<Arch, T, F, std::index_sequence<k...>, std::index_sequence<j...>> {
    using V = xsimd::batch<T, Arch>;
    using Inputs = std::array<const T*, sizeof...(k)>;
    using Outputs = std::array<T*, sizeof...(j)>;

    [[gnu::noinline]] static void map(Repeated<const T*, k>... inputs, Repeated<T*, j>... outputs, std::size_t size,
                                      F f) {
        if (size * sizeof(T) >= streaming_threshold()) return map_large(inputs..., outputs..., size, f);
        map_all<V>(Inputs{inputs...}, Outputs{outputs...}, size, f);
    }

    [[nodiscard, gnu::noinline]] static double fold(Repeated<const T*, k>... inputs, Repeated<T*, j>... outputs,
                                                    std::size_t size, F f) {
        if (size > fold_block_size<V>) return fold_large(inputs..., outputs..., size, f);
        return fold_block<V>(Inputs{inputs...}, Outputs{outputs...}, size, f);
    }

private:
    /// map() where there may be something to stream: by itself, so that the function for short arrays stays small.
    [[gnu::noinline]] static void map_large(Repeated<const T*, k>... inputs, Repeated<T*, j>... outputs,
                                            std::size_t size, F f) {
        const Inputs from{inputs...};
        const Outputs to{outputs...};
        with_streamed<sizeof...(j)>(
            output_to_stream<T>(from, to, size), [&](auto streamed) __attribute__((always_inline)) {
                map_all<V, decltype(streamed)::value>(from, to, size, f);
            });
    }

    /// fold() of more than one block, and where there may be something to stream.
    [[nodiscard, gnu::noinline]] static double fold_large(Repeated<const T*, k>... inputs, Repeated<T*, j>... outputs,
                                                          std::size_t size, F f) {
        const Inputs from{inputs...};
        const Outputs to{outputs...};
        double sum = 0;
        with_streamed<sizeof...(j)>(
            output_to_stream<T>(from, to, size), [&](auto streamed) __attribute__((always_inline)) {
                for (std::size_t i = 0; i < size; i += fold_block_size<V>) {
                    const std::size_t left = size - i;
                    const std::size_t count = left < fold_block_size<V> ? left : fold_block_size<V>;
                    sum += fold_block<V, decltype(streamed)::value>(moved(from, i), moved(to, i), count, f);
                }
            });
        return sum;
    }
};

/// outputs[k][i] = the k-th of f(inputs[0][i], inputs[1][i], ...) for every i < size; f takes batches of T and returns
/// Outputs of them, in a constant expression of T. An output may be an input; it may not overlap one in part.
template <class Arch, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr void map(const std::array<const T*, I>& inputs,
                                                 const std::array<T*, O>& outputs, std::size_t size, const F& f) {
    if (std::is_constant_evaluated()) return map_all<T>(inputs, outputs, size, f);
    [&]<std::size_t... k, std::size_t... j>(std::index_sequence<k...>, std::index_sequence<j...>)
        __attribute__((always_inline)) {
        OnBatches<Arch, T, F, std::index_sequence<k...>, std::index_sequence<j...>>::map(inputs[k]..., outputs[j]...,
                                                                                         size, f);
    }
    (std::make_index_sequence<I>{}, std::make_index_sequence<O>{});
}

/// As map(), and returns the sum over all i of a further number: f returns Folded{outputs, addend}. An f of zeros must
/// have the addend 0. The sum depends on the numbers, their count and Arch alone; its error is that of adding up blocks
/// of `fold_block_size` in double. In a constant expression it is added up in T.
template <class Arch, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr double fold(const std::array<const T*, I>& inputs,
                                                    const std::array<T*, O>& outputs, std::size_t size, const F& f) {
    if (std::is_constant_evaluated()) return fold_block<T>(inputs, outputs, size, f);
    return [&]<std::size_t... k, std::size_t... j>(std::index_sequence<k...>, std::index_sequence<j...>)
        __attribute__((always_inline)) {
        return OnBatches<Arch, T, F, std::index_sequence<k...>, std::index_sequence<j...>>::fold(
            inputs[k]..., outputs[j]..., size, f);
    }
    (std::make_index_sequence<I>{}, std::make_index_sequence<O>{});
}

/// Which channel an element belongs to: element i to channel (i / inner) % count.
struct Channels {
    std::size_t count;
    std::size_t inner;
};

/// From this many elements of a channel in one piece on, its parameter is broadcast; shorter pieces are met in strips.
inline constexpr std::size_t long_piece = 32;

/// A part of what the channels' elements repeat after: each element's own parameter, written out once for all rows.
template <class T>
struct Strip {
    static constexpr std::size_t most = 4096;
    T parameters[most];
    std::size_t first_channel;
};

/// For inner < long_piece: calls begin(strip, count), then row(strip, i, count) for all its rows, which begin at i,
/// then end(strip, count), for one strip after the other.
template <class T, class Begin, class Row, class End>
[[gnu::always_inline]] inline void in_strips(std::size_t size, const T* parameters, Channels channels, Begin begin,
                                             Row row, End end) {
    constexpr std::size_t most = Strip<T>::most;
    const std::size_t period = channels.count * channels.inner;
    // Whole periods where they fit, but no more of them than there are; else whole channels.
    const std::size_t wanted = period < size ? size : period;
    const std::size_t width = period >= most  ? most / channels.inner * channels.inner
                              : wanted < most ? wanted
                                              : most / period * period;
    const std::size_t stride = period < most ? width : period;
    Strip<T> strip;
    for (std::size_t column = 0; column < stride; column += width) {
        const std::size_t count = width < stride - column ? width : stride - column;
        strip.first_channel = column / channels.inner;
        for (std::size_t i = 0, channel = strip.first_channel; i < count; ++channel) {
            if (channel == channels.count) channel = 0;
            for (const std::size_t next = i + channels.inner; i < next; ++i) strip.parameters[i] = parameters[channel];
        }
        begin(strip, count);
        for (std::size_t i = column; i < size; i += stride) row(strip, i, count < size - i ? count : size - i);
        end(strip, count);
    }
}

/// f, with the parameter of one channel as its last lane.
template <class T, class F>
[[nodiscard, gnu::always_inline]] inline constexpr auto with_parameter(const F& f, T parameter) {
    return [&f, parameter ](auto first, auto... rest) __attribute__((always_inline)) {
        return f(first, rest..., decltype(first)(parameter));
    };
}

/// As map(), where f takes a further lane at the end: the parameter of the element's channel. size is a multiple of
/// channels.count channels.inner. Nothing is streamed: pieces shorter than a few pages lose by it. By value, so
/// that the compiler knows that no output overlaps what it is called with.
template <class Arch, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr void map_channels(std::array<const T*, I> inputs, std::array<T*, O> outputs,
                                                          std::size_t size, const T* parameters, Channels channels,
                                                          F f) {
    using V = xsimd::batch<T, Arch>;
    if (std::is_constant_evaluated() || channels.inner >= long_piece) {
        for (std::size_t i = 0, channel = 0; i < size; i += channels.inner, ++channel) {
            if (channel == channels.count) channel = 0;
            const auto function = with_parameter(f, parameters[channel]);
            if (std::is_constant_evaluated())
                map_all<T>(moved(inputs, i), moved(outputs, i), channels.inner, function);
            else
                map_all<V>(moved(inputs, i), moved(outputs, i), channels.inner, function);
        }
        return;
    }
    const auto row = [&](const T* row_parameters, std::size_t i, std::size_t count) __attribute__((always_inline)) {
        std::array<const T*, I + 1> from{};
        for (std::size_t k = 0; k < I; ++k) from[k] = inputs[k] + i;
        from[I] = row_parameters;
        map_all<V>(from, moved(outputs, i), count, f);
    };
    if (channels.inner == 1 && channels.count >= Strip<T>::most) {  // the parameters are a strip already
        for (std::size_t i = 0; i < size; i += channels.count) row(parameters, i, channels.count);
        return;
    }
    const auto nothing = [](const auto&, std::size_t) __attribute__((always_inline)){};
    in_strips(
        size, parameters, channels, nothing,
        [&](const Strip<T>& strip, std::size_t i, std::size_t count)
            __attribute__((always_inline)) { row(strip.parameters, i, count); },
        nothing);
}

/// As map_channels(), and sums[c] is the sum of the addends of channel c's elements, as exact as fold()'s.
template <class Arch, class T, std::size_t I, std::size_t O, class F>
[[gnu::always_inline]] inline constexpr void fold_channels(std::array<const T*, I> inputs, std::array<T*, O> outputs,
                                                           std::size_t size, const T* parameters, Channels channels,
                                                           T* sums, F f) {
    using V = xsimd::batch<T, Arch>;
    if (std::is_constant_evaluated() || channels.inner >= long_piece) {
        // So many channels at a time that their sums fit on the stack and memory is still met in order.
        constexpr std::size_t most = 512;
        double group_sums[most] = {};
        const std::size_t period = channels.count * channels.inner;
        for (std::size_t begin = 0; begin < channels.count; begin += most) {
            const std::size_t group = most < channels.count - begin ? most : channels.count - begin;
            for (std::size_t channel = 0; channel < group; ++channel) group_sums[channel] = 0;
            for (std::size_t row = begin * channels.inner; row < size; row += period)
                for (std::size_t channel = 0; channel < group; ++channel) {
                    const std::size_t piece = row + channel * channels.inner;
                    const auto function = with_parameter(f, parameters[begin + channel]);
                    for (std::size_t i = 0; i < channels.inner; i += fold_block_size<V>) {
                        const std::size_t left = channels.inner - i;
                        const std::size_t count = left < fold_block_size<V> ? left : fold_block_size<V>;
                        const auto from = moved(inputs, piece + i);
                        const auto to = moved(outputs, piece + i);
                        group_sums[channel] += std::is_constant_evaluated() ? fold_block<T>(from, to, count, function)
                                                                            : fold_block<V>(from, to, count, function);
                    }
                }
            for (std::size_t channel = 0; channel < group; ++channel) sums[begin + channel] = T(group_sums[channel]);
        }
        return;
    }
    // Every column of a strip has a sum of its own in T.
    T column_sums[Strip<T>::most];
    double channel_sums[Strip<T>::most];
    std::size_t rows = 0;
    const auto flush = [&](std::size_t count) __attribute__((always_inline)) {
        for (std::size_t i = 0, channel = 0; i < count; ++channel) {
            if (channel == channels.count) channel = 0;
            double sum = 0;
            for (const std::size_t next = i + channels.inner; i < next; ++i) {
                sum += double(column_sums[i]);
                column_sums[i] = 0;
            }
            channel_sums[channel] += sum;
        }
        rows = 0;
    };
    const auto begin = [&](const Strip<T>&, std::size_t count) __attribute__((always_inline)) {
        for (std::size_t i = 0; i < count; ++i) column_sums[i] = 0;
        for (std::size_t channel = 0; channel < count / channels.inner; ++channel) channel_sums[channel] = 0;
    };
    const auto row = [&](const Strip<T>& strip, std::size_t i, std::size_t count) __attribute__((always_inline)) {
        std::array<const T*, I + 2> from{};
        std::array<T*, O + 1> to{};
        from[0] = to[0] = column_sums;
        for (std::size_t k = 0; k < I; ++k) from[k + 1] = inputs[k] + i;
        from[I + 1] = strip.parameters;
        for (std::size_t k = 0; k < O; ++k) to[k + 1] = outputs[k] + i;
        map_all<V>(
            from, to, count, [&](auto sum, auto... lanes) __attribute__((always_inline)) {
                const auto folded = f(lanes...);
                return Outputs<decltype(sum), O + 1>{sum + folded.addend, folded.outputs};
            });
        if (++rows == addends_in_t) flush(count);
    };
    const auto end = [&](const Strip<T>& strip, std::size_t count) __attribute__((always_inline)) {
        flush(count);
        const std::size_t in_strip = count / channels.inner;
        for (std::size_t channel = 0; channel < in_strip && channel < channels.count; ++channel)
            sums[strip.first_channel + channel] = T(channel_sums[channel]);
    };
    in_strips(size, parameters, channels, begin, row, end);
}

/// A call of map(), as one value: what can be run here or handed to code that was compiled for another Arch.
template <class T, std::size_t I, std::size_t O, class F>
struct Map {
    using function = F;
    using result = void;
    std::array<const T*, I> inputs;
    std::array<T*, O> outputs;
    std::size_t size;
    F f;

    template <class Arch>
    [[gnu::always_inline]] constexpr void on() const {
        map<Arch>(inputs, outputs, size, f);
    }
};
template <class T, std::size_t I, std::size_t O, class F>
Map(std::array<const T*, I>, std::array<T*, O>, std::size_t, F) -> Map<T, I, O, F>;

/// A call of fold().
template <class T, std::size_t I, std::size_t O, class F>
struct Fold {
    using function = F;
    using result = double;
    std::array<const T*, I> inputs;
    std::array<T*, O> outputs;
    std::size_t size;
    F f;

    template <class Arch>
    [[nodiscard, gnu::always_inline]] constexpr double on() const {
        return fold<Arch>(inputs, outputs, size, f);
    }
};
template <class T, std::size_t I, std::size_t O, class F>
Fold(std::array<const T*, I>, std::array<T*, O>, std::size_t, F) -> Fold<T, I, O, F>;

/// A call of map_channels().
template <class T, std::size_t I, std::size_t O, class F>
struct MapChannels {
    using function = F;
    using result = void;
    std::array<const T*, I> inputs;
    std::array<T*, O> outputs;
    std::size_t size;
    const T* parameters;
    Channels channels;
    F f;

    template <class Arch>
    [[gnu::always_inline]] constexpr void on() const {
        map_channels<Arch>(inputs, outputs, size, parameters, channels, f);
    }
};
template <class T, std::size_t I, std::size_t O, class F>
MapChannels(std::array<const T*, I>, std::array<T*, O>, std::size_t, const T*, Channels, F) -> MapChannels<T, I, O, F>;

/// A call of fold_channels().
template <class T, std::size_t I, std::size_t O, class F>
struct FoldChannels {
    using function = F;
    using result = void;
    std::array<const T*, I> inputs;
    std::array<T*, O> outputs;
    std::size_t size;
    const T* parameters;
    Channels channels;
    T* sums;
    F f;

    template <class Arch>
    [[gnu::always_inline]] constexpr void on() const {
        fold_channels<Arch>(inputs, outputs, size, parameters, channels, sums, f);
    }
};
template <class T, std::size_t I, std::size_t O, class F>
FoldChannels(std::array<const T*, I>, std::array<T*, O>, std::size_t, const T*, Channels, T*, F)
    -> FoldChannels<T, I, O, F>;

/// Runs one of the calls above on Arch, or where Arch says that it be run (dispatch.hpp).
template <class Arch, class Call>
[[gnu::always_inline]] inline constexpr typename Call::result run(const Call& call) {
    static_assert(
        requires { sizeof(Arch); }, "ramp: runtime_arch needs the CMake target ramp::dispatch");
    if constexpr (requires { Arch::run(call); })
        return Arch::run(call);
    else
        return call.template on<Arch>();
}

}  // namespace loops
}  // namespace ramp
