// How the elements of a task belong together: one by one, by channels, with bits, by rows.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

#include <ramp/core/calls.hpp>
#include <ramp/core/loops/channel_sums.hpp>

namespace ramp {

/// A layout says how the elements of a task belong together, and has the loop that this asks for, over lanes V, which
/// in a constant expression are a T. Here, each element is by itself.
struct Contiguous {
    static constexpr bool streams = true, returns_sum = true;
    static constexpr std::size_t parameters_of_an_element = 0;

    template <class V, std::size_t streamed, bool folds, class T, std::size_t I, std::size_t O, class G>
    RAMP_INLINE constexpr std::conditional_t<folds, double, void> loop(const std::array<const T*, I>& inputs,
                                                                       const std::array<T*, O>& outputs,
                                                                       std::size_t size, const G& g) const {
        if constexpr (folds)
            return loops::fold_parts<V, streamed>(inputs, outputs, size, g);
        else
            loops::map<V, streamed>(inputs, outputs, size, g);
    }
    RAMP_INLINE Contiguous moved(std::size_t) const noexcept { return {}; }
};

/// Every element has the parameter of its channel, and a learned one a gradient for each.
template <class T, class Gradient = T>
struct PerChannel {
    const T* parameters;
    loops::Channels channels;
    Gradient* gradients;

    static constexpr bool streams = number<T>, returns_sum = false;
    static constexpr std::size_t parameters_of_an_element = 1;

    template <class V, std::size_t streamed, bool folds, std::size_t I, std::size_t O, class G>
    RAMP_INLINE constexpr void loop(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                    std::size_t size, const G& g) const {
        if constexpr (folds)
            loops::fold_channel_parts<V, streamed>(inputs, outputs, size, parameters, channels, gradients, g);
        else
            loops::map_channels<V, streamed>(inputs, outputs, size, parameters, channels, g);
    }
    /// The same of one row, where every element is a channel.
    template <class V, bool folds, std::size_t I, std::size_t O, class G>
    RAMP_INLINE void one_row(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t size,
                             const G& g) const {
        if constexpr (folds)
            loops::fold_row<false, V>(inputs, outputs, 0, size, parameters, gradients, g);
        else
            loops::map<V>(loops::appended(inputs, parameters), outputs, size, g);
    }
    /// By whole rows.
    RAMP_INLINE PerChannel moved(std::size_t) const noexcept { return *this; }
};

/// PerChannel, for more than one row, and not streamed: met by a kernel of its own, so that the function for one row
/// stays small.
template <class Layout>
struct SeveralRows : Layout {
    static constexpr bool streams = false;
};
template <class Layout>
inline constexpr bool may_be_one_row = false;
template <class T, class Gradient>
inline constexpr bool may_be_one_row<PerChannel<T, Gradient>> = number<T>;

/// Every element has a bit, which the call writes, or reads where Byte is const.
template <class Byte>
struct WithBits {
    Byte* bits;

    static constexpr bool streams = true, returns_sum = false;
    static constexpr std::size_t parameters_of_an_element = 0;

    template <class V, std::size_t streamed, bool, class T, std::size_t I, std::size_t O, class G>
    RAMP_INLINE constexpr void loop(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                    std::size_t size, const G& g) const {
        loops::map_with_bits<V, streamed>(inputs, outputs, size, bits, g);
    }
    /// By whole bytes.
    RAMP_INLINE WithBits moved(std::size_t elements) const noexcept { return {bits + elements / 8}; }
};

/// Call's loop over each row of a layout that has columns. What is streamed is then seen in order.
template <class V, class Call, class S, std::size_t I, std::size_t O, class Layout>
RAMP_INLINE constexpr void run_rows(const std::array<const S*, I>& inputs, const std::array<S*, O>& outputs,
                                    std::size_t size, const Layout& layout) {
    const memory::Streaming streaming(layout.is_streamed != 0);
    for (std::size_t row = 0; row * layout.columns < size; ++row)
        Call::template of_row<V>(loops::moved(inputs, row * layout.columns), outputs, row, layout);
}

/// Rows of so many columns, one after the other; a task may have some of all rows. The call has the loop over a row.
/// All members are words, since a kernel's arguments have no padding.
struct Rows {
    std::size_t columns, rows, is_streamed = 0;

    static constexpr bool streams = false, returns_sum = false;
    static constexpr std::size_t parameters_of_an_element = 0;

    template <class V, std::size_t, bool, class T, std::size_t I, std::size_t O, class Call, class F>
    RAMP_INLINE constexpr void loop(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                    std::size_t size, const OnLanes<Call, F>&) const {
        run_rows<V, Call>(inputs, outputs, size, *this);
    }
    /// By whole rows.
    RAMP_INLINE Rows moved(std::size_t) const noexcept { return *this; }
};

/// Layout, with the output past the caches that loops::output_to_stream() names. With std::true_type: a large array,
/// met by a kernel of its own, so that the function for short arrays stays small. With a bool, which tells whether it
/// streams: any array where f stands once, in the one kernel; and a sum of more than a few elements, in a kernel of its
/// own.
template <class Layout, class Streams = std::true_type>
struct Streamed {
    Layout layout;
    Streams is_streamed;

    static constexpr bool streams = false, returns_sum = Layout::returns_sum;
    static constexpr std::size_t parameters_of_an_element = Layout::parameters_of_an_element;

    template <class V, std::size_t, bool folds, class T, std::size_t I, std::size_t O, class G>
    RAMP_INLINE auto loop(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs, std::size_t size,
                          const G& g) const {
        const std::size_t streamed = is_streamed ? loops::output_to_stream(inputs, outputs) : loops::none;
        const memory::Streaming streaming(streamed != loops::none);
        if constexpr (std::is_same_v<Streams, bool> && !folds)
            loops::map_once<V, true>(inputs, outputs, size, g, streamed);
        else if (streamed != loops::none)
            return loop_of<V, folds, 0>(streamed, inputs, outputs, size, g);
        else
            return layout.template loop<V, loops::none, folds>(inputs, outputs, size, g);
    }
    RAMP_INLINE Streamed moved(std::size_t elements) const noexcept { return {layout.moved(elements), is_streamed}; }

private:
    template <class V, bool folds, std::size_t output, class T, std::size_t I, std::size_t O, class G>
    RAMP_INLINE auto loop_of(std::size_t streamed, const std::array<const T*, I>& inputs,
                             const std::array<T*, O>& outputs, std::size_t size, const G& g) const {
        if constexpr (output + 1 < O)
            if (streamed != output) return loop_of<V, folds, output + 1>(streamed, inputs, outputs, size, g);
        return layout.template loop<V, output, folds>(inputs, outputs, size, g);
    }
};

}  // namespace ramp
