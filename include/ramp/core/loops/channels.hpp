// As map.hpp, where f takes one more lane at the end: the parameter of the element's channel.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>

#include <ramp/core/loops/map.hpp>

namespace ramp::loops {

/// Which channel an element belongs to: element i of a row to channel i / inner. Of a part of a larger task, rows are
/// so many elements apart; else one follows the other.
struct Channels {
    std::size_t count;
    std::size_t inner;
    std::size_t row_stride = 0;

    [[nodiscard]] RAMP_INLINE constexpr std::size_t row_size() const noexcept { return count * inner; }
    [[nodiscard]] RAMP_INLINE constexpr std::size_t stride() const noexcept {
        return row_stride == 0 ? row_size() : row_stride;
    }
};

/// From this many elements of a channel in one piece on, its parameter is broadcast. Shorter pieces are met in strips:
/// columns of all rows at once, with each column's parameter in memory.
inline constexpr std::size_t long_piece = 32;

/// Columns of one strip whose parameters are copied.
inline constexpr std::size_t most_columns = 288;

/// The columns of a strip at most: as many as there is `room` for, where no parameters are copied.
[[nodiscard]] RAMP_INLINE constexpr std::size_t columns_of_a_strip(Channels channels, std::size_t room) noexcept {
    return channels.inner == 1 ? room : most_columns;
}

/// How the columns are divided: strips of `width`, one row of a strip being `stride` elements after the other. Several
/// rows of few columns count as one, unless a row with inner = 1 is long enough to be met by itself, or there are few:
/// that is measured (Zen 4, AVX2).
struct Strips {
    std::size_t width, stride;

    RAMP_INLINE Strips(std::size_t size, Channels channels, std::size_t most, bool rows_are_long) noexcept
        : width(channels.row_size()), stride(channels.stride()) {
        if (width > most) {
            width = most / channels.inner * channels.inner;
        } else if (stride == width && (channels.inner > 1 || !rows_are_long)) {
            const std::size_t rows = most_columns / width, all = size / width;
            stride = width *= rows < all || all == 0 ? rows : all;
        }
    }
};

/// An output is worth streaming: it is met in memory's order, by pieces of whole cache lines. Where a strip is only a
/// part of a row, sums over 4,096 channels took up to 1.3 times as long (Sapphire Rapids). `room`:
/// columns_of_a_strip()'s.
template <class T>
[[nodiscard]] RAMP_INLINE constexpr bool streams_well(Channels channels, std::size_t room) noexcept {
    const std::size_t piece = channels.inner == 1 ? channels.count : channels.inner;
    const bool is_in_order = channels.inner >= long_piece || channels.row_size() <= columns_of_a_strip(channels, room);
    return is_in_order && memory::are_whole_lines<T>(piece);
}

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
        return f(first, rest..., V(to_number(parameter)));
    }
};
template <class T, class F>
WithParameter(const F&, T) -> WithParameter<T, F>;

/// map_channels() for short pieces.
template <class V, std::size_t streamed, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE void map_strips(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t size,
                            const T* parameters, Channels channels, const F& f) {
    T buffer[most_columns];
    const Strips strips(size, channels, columns_of_a_strip(channels, std::size_t(-1)),
                        channels.count >= 32 || size <= 2 * most_columns);
    for (std::size_t column = 0; column < strips.stride; column += strips.width) {
        const std::size_t left = strips.stride - column, width = left < strips.width ? left : strips.width;
        const T* const strip = parameters_of(column, width, parameters, channels, buffer);
        for (std::size_t i = column; i < size; i += strips.stride)
            map<V, streamed>(appended(moved(inputs, i), strip), moved(outputs, i), size - i < width ? size - i : width,
                             f);
    }
}

/// map() over a size that is a multiple of channels.count channels.inner. By value, so that the compiler knows that no
/// output overlaps what it is called with.
template <class V, std::size_t streamed, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE constexpr void map_channels(std::array<const T*, I> inputs, std::array<T*, O> outputs, std::size_t size,
                                        const T* parameters, Channels channels, F f) {
    if (!__builtin_is_constant_evaluated() && channels.inner < long_piece)
        return map_strips<V, streamed>(inputs, outputs, size, parameters, channels, f);
    for (std::size_t i = 0, channel = 0; i < size; i += channels.inner, ++channel) {
        if (channel == channels.count) channel = 0;
        map<V, streamed>(moved(inputs, i), moved(outputs, i), channels.inner, WithParameter{f, parameters[channel]});
    }
}

}  // namespace ramp::loops
