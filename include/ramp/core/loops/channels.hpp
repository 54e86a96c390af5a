// As map.hpp and fold.hpp, where f takes one more lane at the end: the parameter of the element's channel.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>

#include <ramp/core/loops/fold.hpp>

namespace ramp::loops {

/// Which channel an element belongs to: element i to channel (i / inner) % count.
struct Channels {
    std::size_t count;
    std::size_t inner;
};

/// From this many elements of a channel in one piece on, its parameter is broadcast. Shorter pieces are met in strips:
/// columns of all rows at once, with each column's parameter in memory.
inline constexpr std::size_t long_piece = 32;

/// Columns of one strip, so that no loop takes more than 16 KB of the stack.
inline constexpr std::size_t most_columns = 480;

/// Columns of one strip of rows with inner = 1 where they are added up, each in a T and a double, within the same
/// limit.
template <class T>
inline constexpr std::size_t most_summed_columns = sizeof(T) == 4 ? 768 : 480;

/// Channels of long pieces whose sums are kept at once.
inline constexpr std::size_t most_grouped_channels = 128;

/// How the columns are divided: strips of `width`, one row of a strip being `stride` elements after the other. Several
/// rows of few columns count as one, unless a row with inner = 1 is long enough to be met by itself, or there are few:
/// that is measured (Zen 4, AVX2).
struct Strips {
    std::size_t width, stride;

    RAMP_INLINE Strips(std::size_t size, Channels channels, std::size_t most, bool rows_are_long) noexcept
        : width(channels.count * channels.inner), stride(width) {
        if (width > most) {
            width = most / channels.inner * channels.inner;
        } else if (channels.inner > 1 || !rows_are_long) {
            const std::size_t rows = most_columns / width, all = size / width;
            stride = width *= rows < all || all == 0 ? rows : all;
        }
    }
};

/// The parameters of the `count` columns from `column` on: where they are if they lie there in this order, else written
/// to the buffer.
template <class T>
[[nodiscard]] RAMP_INLINE const T* parameters_of(std::size_t column, std::size_t count, const T* parameters,
                                                 Channels channels, T* buffer) noexcept {
    const std::size_t first = column / channels.inner;
    if (channels.inner == 1 && first + count <= channels.count) return parameters + first;
    std::size_t written = 0;
    for (std::size_t channel = first; channel < channels.count && written < count; ++channel)
        for (std::size_t k = 0; k < channels.inner; ++k) buffer[written++] = parameters[channel];
    while (written < count) {  // whole periods from here on
        const std::size_t more = written < count - written ? written : count - written;
        std::memcpy(buffer + written, buffer, more * sizeof(T));
        written += more;
    }
    return buffer;
}

/// The pointers, and one more.
template <class T, std::size_t N>
[[nodiscard]] RAMP_INLINE std::array<T*, N + 1> appended(const std::array<T*, N>& pointers, T* last) noexcept {
    std::array<T*, N + 1> all{};
    for (std::size_t k = 0; k < N; ++k) all[k] = pointers[k];
    all[N] = last;
    return all;
}

/// f, with one channel's parameter as its last lane.
template <class T, class F>
struct WithParameter {
    static constexpr std::size_t unroll = unroll_of<F>;
    const F& f;
    T parameter;
    template <class V, class... Rest>
    RAMP_INLINE constexpr auto operator()(V first, Rest... rest) const {
        return f(first, rest..., V(parameter));
    }
};
template <class T, class F>
WithParameter(const F&, T) -> WithParameter<T, F>;

/// map_channels() for short pieces.
template <class V, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE void map_strips(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t size,
                            const T* parameters, Channels channels, const F& f) {
    T buffer[most_columns];
    const Strips strips(size, channels, channels.inner == 1 ? std::size_t(-1) : most_columns,
                        channels.count >= 32 || size <= 2 * most_columns);
    for (std::size_t column = 0; column < strips.stride; column += strips.width) {
        const std::size_t left = strips.stride - column, width = left < strips.width ? left : strips.width;
        const T* const strip = parameters_of(column, width, parameters, channels, buffer);
        for (std::size_t i = column; i < size; i += strips.stride)
            map<V>(appended(moved(inputs, i), strip), moved(outputs, i), size - i < width ? size - i : width, f);
    }
}

/// map() over a size that is a multiple of channels.count channels.inner. Nothing is streamed: pieces shorter than a
/// few pages lose by it. By value, so that the compiler knows that no output overlaps what it is called with.
template <class V, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE constexpr void map_channels(std::array<const T*, I> inputs, std::array<T*, O> outputs, std::size_t size,
                                        const T* parameters, Channels channels, F f) {
    if constexpr (!stands_once<F>)
        if (!__builtin_is_constant_evaluated() && channels.inner == 1 && size == channels.count)
            return map<V>(appended(inputs, parameters), outputs, size, f);
    if (!__builtin_is_constant_evaluated() && channels.inner < long_piece)
        return map_strips<V>(inputs, outputs, size, parameters, channels, f);
    for (std::size_t i = 0, channel = 0; i < size; i += channels.inner, ++channel) {
        if (channel == channels.count) channel = 0;
        map<V>(moved(inputs, i), moved(outputs, i), channels.inner, WithParameter{f, parameters[channel]});
    }
}

/// f for map(), with each column's sum as the first output. Where it adds, the first lane is the sum so far.
template <bool adds, class F>
struct ColumnSums {
    static constexpr std::size_t unroll = unroll_of<F>;
    const F& f;
    template <class V, class... Rest>
    RAMP_INLINE constexpr auto operator()(V first, Rest... rest) const {
        if constexpr (adds) {
            const auto folded = f(rest...);
            return before(multiply_add(folded.factor, folded.other, first), folded.outputs);
        } else {
            const auto folded = f(first, rest...);
            return before(opaque(folded.factor * folded.other), folded.outputs);
        }
    }

private:
    template <class V, std::size_t O>
    RAMP_INLINE static constexpr Outputs<V, O + 1> before(V first, const Outputs<V, O>& rest) {
        return {first, rest};
    }
};

/// One row of a strip. `columns` takes its products, added to what is there or instead of it.
template <bool adds, class V, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE void fold_row(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t i,
                          std::size_t width, const T* parameters, T* columns, const F& f) {
    std::array<T*, O + 1> to{columns};
    for (std::size_t k = 0; k < O; ++k) to[k + 1] = outputs[k] + i;
    std::array<const T*, I + adds> from;
    if constexpr (adds) from[0] = columns;
    for (std::size_t k = 0; k < I; ++k) from[k + adds] = inputs[k] + i;
    map<V>(appended(from, parameters), to, width, ColumnSums<adds, F>{f});
}

/// sums[c] += the numbers of channel c, of which there are whole periods or, of many channels, a part of one.
template <class T>
RAMP_INLINE void add_columns(const T* columns, std::size_t width, Channels channels, double* sums) noexcept {
    std::size_t i = 0;
    if (channels.inner == 1 && width <= channels.count)
        for (; i + 8 <= width; i += 8)  // g++ vectorises it at -O2
            for (std::size_t k = 0; k < 8; ++k) sums[i + k] += double(columns[i + k]);
    for (std::size_t channel = i; i < width; ++channel) {
        if (channel == channels.count) channel = 0;
        double sum = 0;
        for (const std::size_t next = i + channels.inner; i < next; ++i) sum += double(columns[i]);
        sums[channel] += sum;
    }
}

/// fold_channels() for short pieces.
template <class V, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE void fold_strips(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t size,
                             const T* parameters, Channels channels, T* sums, const F& f) {
    T parameter_buffer[most_columns], column_buffer[most_summed_columns<T>];
    double totals[most_summed_columns<T>];
    const bool fill_batches = channels.count % lane_count<V> == 0;
    const Strips strips(size, channels, channels.inner == 1 ? most_summed_columns<T> : most_columns,
                        fill_batches || channels.count >= 64 || size <= 4 * most_columns);
    for (std::size_t column = 0; column < strips.stride; column += strips.width) {
        const std::size_t left = strips.stride - column, width = left < strips.width ? left : strips.width;
        const std::size_t first = column / channels.inner, of_width = width / channels.inner;
        const std::size_t count = of_width < channels.count ? of_width : channels.count;
        const T* const strip = parameters_of(column, width, parameters, channels, parameter_buffer);
        // The sums of a few rows are added up where they are asked for, unless the parameters are there, or, of one
        // row, an input may be.
        const bool is_short =
            size > strips.stride && width == count && size <= addends_in_t<T> * strips.stride && strip != sums + first;
        T* const columns = is_short ? sums + first : column_buffer;
        for (std::size_t channel = 0; channel < count; ++channel) totals[channel] = -0.0;  // as a sum of nothing but -0
        std::size_t rows = 0, filled = 0;
        for (std::size_t i = column; i < size; i += strips.stride) {
            const std::size_t in_row = size - i < width ? size - i : width;
            if (rows == addends_in_t<T>) {
                add_columns(columns, filled, channels, totals);
                rows = 0;
            }
            if (strips.stride != strips.width)  // the next row is elsewhere (Zen 5, 64 Mi floats: 1.1 times as fast)
                for (const T* input : inputs) memory::prefetch<256>(input + i, strips.stride * sizeof(T));
            const bool is_first = rows++ == 0;
            if (is_first) filled = in_row;
            if constexpr (stands_once<F>) {
                if (is_first) std::memset(columns, 0, in_row * sizeof(T));
                fold_row<true, V>(inputs, outputs, i, in_row, strip, columns, f);
            } else if (is_first) {
                fold_row<false, V>(inputs, outputs, i, in_row, strip, columns, f);
            } else {
                fold_row<true, V>(inputs, outputs, i, in_row, strip, columns, f);
            }
        }
        if (is_short) continue;
        add_columns(columns, filled, channels, totals);
        for (std::size_t channel = 0; channel < count; ++channel) sums[first + channel] = T(totals[channel]);
    }
}

/// As map_channels(), and sums[c] is the sum of the products of channel c's elements, as exact as fold()'s. Channels
/// are met so many at a time that their sums fit on the stack and memory is still met in order.
template <class V, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE constexpr void fold_channels(std::array<const T*, I> inputs, std::array<T*, O> outputs, std::size_t size,
                                         const T* parameters, Channels channels, T* sums, F f) {
    if constexpr (!stands_once<F>)
        if (!__builtin_is_constant_evaluated() && channels.inner == 1 && size == channels.count)
            return fold_row<false, V>(inputs, outputs, 0, size, parameters, sums, f);
    if (!__builtin_is_constant_evaluated() && channels.inner < long_piece)
        return fold_strips<V>(inputs, outputs, size, parameters, channels, sums, f);
    double group_sums[most_grouped_channels] = {};
    const std::size_t period = channels.count * channels.inner;
    for (std::size_t first = 0; first < channels.count; first += most_grouped_channels) {
        const std::size_t left = channels.count - first,
                          group = left < most_grouped_channels ? left : most_grouped_channels;
        for (std::size_t channel = 0; channel < group; ++channel) group_sums[channel] = 0;
        for (std::size_t row = first * channels.inner; row < size; row += period)
            for (std::size_t channel = 0; channel < group; ++channel) {
                const std::size_t i = row + channel * channels.inner;
                const WithParameter with{f, parameters[first + channel]};
                group_sums[channel] += fold<V>(moved(inputs, i), moved(outputs, i), channels.inner, with);
            }
        for (std::size_t channel = 0; channel < group; ++channel) sums[first + channel] = T(group_sums[channel]);
    }
}

}  // namespace ramp::loops
