// As channels.hpp, and the sum over each channel of one more number that f returns.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>

#include <ramp/core/loops/channels.hpp>
#include <ramp/core/loops/fold.hpp>

namespace ramp::loops {

/// Columns of one strip of rows with inner = 1 where they are added up, each in a T and a double: so many that the two
/// take no more than 12 KB of the stack, of the 16 KB that no call exceeds.
template <class T>
inline constexpr std::size_t most_summed_columns = sizeof(T) == 4 ? 1024 : 640;

/// Channels of long pieces whose sums are kept at once.
inline constexpr std::size_t most_grouped_channels = 128;

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
template <bool adds, class V, std::size_t streamed = none, number T, std::size_t I, std::size_t O, class F>
RAMP_INLINE void fold_row(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t i,
                          std::size_t width, const T* parameters, T* columns, const F& f) {
    std::array<T*, O + 1> to{columns};
    for (std::size_t k = 0; k < O; ++k) to[k + 1] = outputs[k] + i;
    std::array<const T*, I + adds> from;
    if constexpr (adds) from[0] = columns;
    for (std::size_t k = 0; k < I; ++k) from[k + adds] = inputs[k] + i;
    map<V, streamed == none ? none : streamed + 1>(appended(from, parameters), to, width, ColumnSums<adds, F>{f});
}

/// The same of halves, some columns at a time, which are numbers on the stack in between.
template <bool adds, class V, std::size_t streamed = none, half S, std::size_t I, std::size_t O, class F>
RAMP_INLINE void fold_row(const std::array<const S*, I>& inputs, const std::array<S*, O>& outputs, std::size_t i,
                          std::size_t width, const S* parameters, float* columns, const F& f) {
    constexpr std::size_t at_once = 32;
    float read[I + 1][at_once], written[O][at_once];
    for (std::size_t begin = 0; begin < width; begin += at_once) {
        const std::size_t left = width - begin, count = left < at_once ? left : at_once;
        std::array<const float*, I> from{};
        std::array<float*, O> to{};
        for (std::size_t k = 0; k < I; ++k) from[k] = read[k];
        for (std::size_t k = 0; k < O; ++k) to[k] = written[k];
        for (std::size_t k = 0; k < I; ++k) memory::convert<V>(inputs[k] + i + begin, read[k], count);
        memory::convert<V>(parameters + begin, read[I], count);
        fold_row<adds, V>(from, to, 0, count, read[I], columns + begin, f);
        for (std::size_t k = 0; k < O; ++k) memory::convert<V>(written[k], outputs[k] + i + begin, count);
    }
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
        double sum = -0.0;  // as a sum of nothing but -0
        for (const std::size_t next = i + channels.inner; i < next; ++i) sum += double(columns[i]);
        sums[channel] += sum;
    }
}

/// fold_channels() for short pieces.
template <class V, std::size_t streamed, class T, std::size_t I, std::size_t O, class Sum, class F>
RAMP_INLINE void fold_strips(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t size,
                             const T* parameters, Channels channels, Sum* sums, const F& f) {
    using Number = element_t<V>;
    alignas(Number) unsigned char column_memory[most_summed_columns<Number> * sizeof(Number)];
    auto* const column_buffer = reinterpret_cast<Number*>(column_memory);
    // Only strips of at most most_columns columns copy their parameters, which then lie behind the columns' sums.
    static_assert(most_summed_columns<Number> >= 2 * most_columns);
    auto* const parameter_buffer = reinterpret_cast<T*>(column_buffer + most_columns);
    double totals[most_summed_columns<Number>];
    const bool fill_batches = channels.count % lane_count<V> == 0;
    const Strips strips(size, channels, columns_of_a_strip(channels, most_summed_columns<Number>),
                        fill_batches || channels.count >= 64 || size <= 4 * most_columns);
    const std::size_t columns_of_all = strips.width > channels.row_size() ? strips.width : channels.row_size();
    for (std::size_t column = 0; column < columns_of_all; column += strips.width) {
        const std::size_t left = columns_of_all - column, width = left < strips.width ? left : strips.width;
        const std::size_t first = column / channels.inner, of_width = width / channels.inner;
        const std::size_t count = of_width < channels.count ? of_width : channels.count;
        const T* const strip = parameters_of(column, width, parameters, channels, parameter_buffer);
        // The sums of a few rows are added up where they are asked for, unless the parameters are there, or, of one
        // row, an input may be.
        bool is_short = false;
        Number* columns = column_buffer;
        if constexpr (number<Sum>) {
            is_short = size > strips.stride && width == count && size <= addends_in_t<Number> * strips.stride &&
                       static_cast<const void*>(strip) != sums + first;
            if (is_short) columns = sums + first;
        }
        for (std::size_t channel = 0; channel < count; ++channel) totals[channel] = -0.0;
        std::size_t rows = 0, filled = 0;
        for (std::size_t i = column; i < size; i += strips.stride) {
            const std::size_t in_row = size - i < width ? size - i : width;
            if (rows == addends_in_t<Number>) {
                add_columns(columns, filled, channels, totals);
                rows = 0;
            }
            const bool is_first = rows++ == 0;
            if (is_first) filled = in_row;
            if constexpr (stands_once<F>) {
                if (is_first) std::memset(columns, 0, in_row * sizeof(Number));
                fold_row<true, V>(inputs, outputs, i, in_row, strip, columns, f);
            } else if (is_first) {
                fold_row<false, V, streamed>(inputs, outputs, i, in_row, strip, columns, f);
            } else {
                fold_row<true, V, streamed>(inputs, outputs, i, in_row, strip, columns, f);
            }
        }
        if (is_short) continue;
        add_columns(columns, filled, channels, totals);
        for (std::size_t channel = 0; channel < count; ++channel)
            sums[first + channel] = from_number<Sum>(Number(totals[channel]));
    }
}

/// As map_channels(), and sums[c] is the sum of the products of channel c's elements, as exact as fold()'s. Channels
/// are met so many at a time that their sums fit on the stack and memory is still met in order.
template <class V, std::size_t streamed, class T, std::size_t I, std::size_t O, class Sum, class F>
RAMP_INLINE constexpr void fold_channels(std::array<const T*, I> inputs, std::array<T*, O> outputs, std::size_t size,
                                         const T* parameters, Channels channels, Sum* sums, F f) {
    if (!__builtin_is_constant_evaluated() && channels.inner < long_piece)
        return fold_strips<V, streamed>(inputs, outputs, size, parameters, channels, sums, f);
    double group_sums[most_grouped_channels] = {};
    for (std::size_t first = 0; first < channels.count; first += most_grouped_channels) {
        const std::size_t left = channels.count - first,
                          group = left < most_grouped_channels ? left : most_grouped_channels;
        for (std::size_t channel = 0; channel < group; ++channel) group_sums[channel] = 0;
        for (std::size_t row = first * channels.inner; row < size; row += channels.stride())
            for (std::size_t channel = 0; channel < group; ++channel) {
                const std::size_t i = row + channel * channels.inner;
                const WithParameter with{f, parameters[first + channel]};
                group_sums[channel] += fold<V, streamed>(moved(inputs, i), moved(outputs, i), channels.inner, with);
            }
        for (std::size_t channel = 0; channel < group; ++channel)
            sums[first + channel] = from_number<Sum>(element_t<V>(group_sums[channel]));
    }
}

inline constexpr std::size_t most_channel_parts = 64;

/// The elements of the parts that sums of a few channels are added up by: whole rows, or all of them. With few rows, or
/// for many channels, whose sums nobody has room for, a thread can have some of the channels instead.
[[nodiscard]] RAMP_INLINE constexpr std::size_t part_of_channels(std::size_t size, Channels channels) noexcept {
    if (size <= part_size || channels.count > most_grouped_channels || channels.row_stride != 0) return size;
    const std::size_t row = channels.row_size(), rows = size / row;
    const std::size_t of_least_parts = part_count(part_size, row), of_most_parts = part_count(rows, most_channel_parts);
    const std::size_t of_a_part = of_least_parts > of_most_parts ? of_least_parts : of_most_parts;
    const std::size_t parts = part_count(rows, of_a_part);
    return channels.inner < long_piece || parts >= 16 || parts >= channels.count ? of_a_part * row : size;
}

/// Sums of a few channels, each that of its parts.
template <class T>
class ChannelTotals {
public:
    RAMP_INLINE constexpr ChannelTotals() noexcept : is_empty_(true) {}

    RAMP_INLINE constexpr void add(const T* sums, std::size_t count) noexcept {
        for (std::size_t channel = 0; channel < count; ++channel)
            totals_[channel] = is_empty_ ? double(sums[channel]) : totals_[channel] + double(sums[channel]);
        is_empty_ = false;
    }
    template <class Sum>
    RAMP_INLINE constexpr void store(Sum* sums, std::size_t count) const noexcept {
        for (std::size_t channel = 0; channel < count; ++channel) sums[channel] = from_number<Sum>(T(totals_[channel]));
    }

private:
    double totals_[most_grouped_channels];
    bool is_empty_;
};

/// fold_channels() of each part.
template <class V, std::size_t streamed, class T, std::size_t I, std::size_t O, class Sum, class F>
RAMP_INLINE constexpr void fold_channel_parts(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                              std::size_t size, const T* parameters, Channels channels, Sum* sums,
                                              const F& f) {
    using Number = element_t<V>;
    const std::size_t part = part_of_channels(size, channels);
    Number of_part[most_grouped_channels];
    ChannelTotals<Number> totals;
    for (std::size_t begin = 0;; begin += part) {
        const std::size_t left = size - begin;
        const std::size_t count = left < part ? left : part;
        if constexpr (std::same_as<Sum, Number>) {  // one call: the loops are long
            fold_channels<V, streamed>(moved(inputs, begin), moved(outputs, begin), count, parameters, channels,
                                       part == size ? sums : of_part, f);
            if (part == size) return;
        } else {
            if (part == size) return fold_channels<V, streamed>(inputs, outputs, size, parameters, channels, sums, f);
            fold_channels<V, streamed>(moved(inputs, begin), moved(outputs, begin), count, parameters, channels,
                                       of_part, f);
        }
        totals.add(of_part, channels.count);
        if (left <= part) return totals.store(sums, channels.count);
    }
}

}  // namespace ramp::loops
