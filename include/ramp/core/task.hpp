// One array call as a value: Task<Call, F, Layout>.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <ramp/core/calls.hpp>
#include <ramp/core/loops/channel_sums.hpp>

namespace ramp {

/// What is small goes by value, which keeps an activation in registers.
template <class F>
using Held = std::conditional_t<std::is_trivially_copyable_v<F> && sizeof(F) <= 4 * sizeof(double), const F, const F&>;

/// Call on f's lanes: the one function object of the loops. A kernel's symbol is made of its name.
template <class Call, class F>
struct OnLanes {
    static constexpr std::size_t unroll = F::unroll;
    Held<F> f;
    template <class... V>
    RAMP_INLINE constexpr auto operator()(V... v) const {
        return Call::of(f, v...);
    }
};

/// Type, whatever the number: for a parameter for each of a sequence of numbers.
template <class Type, std::size_t>
using Repeated = Type;

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

    static constexpr bool streams = false, returns_sum = false;
    static constexpr std::size_t parameters_of_an_element = 1;

    template <class V, std::size_t, bool folds, std::size_t I, std::size_t O, class G>
    RAMP_INLINE constexpr void loop(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                    std::size_t size, const G& g) const {
        if constexpr (folds)
            loops::fold_channel_parts<V>(inputs, outputs, size, parameters, channels, gradients, g);
        else
            loops::map_channels<V>(inputs, outputs, size, parameters, channels, g);
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

/// PerChannel, for more than one row: met by a kernel of its own, so that the function for one stays small.
template <class Layout>
struct SeveralRows : Layout {};
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

/// Call's loop over each row of a layout that has columns.
template <class V, class Call, class S, std::size_t I, std::size_t O, class Layout>
RAMP_INLINE constexpr void run_rows(const std::array<const S*, I>& inputs, const std::array<S*, O>& outputs,
                                    std::size_t size, const Layout& layout) {
    for (std::size_t row = 0; row * layout.columns < size; ++row)
        Call::template of_row<V>(loops::moved(inputs, row * layout.columns), outputs, row, layout);
}

/// Rows of so many columns, one after the other; a task may have some of all rows. The call has the loop over a row.
struct Rows {
    std::size_t columns, rows;

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

/// F has Call, on these lanes.
template <class Call, class F, class... Lanes>
concept has_call = requires(const F& f, Lanes... lanes) {
    Call::of(f, lanes...);
};

/// Call on f's lanes gives a sum as well.
template <class Call, class F, std::size_t... lane>
[[nodiscard]] consteval bool sums_up(std::index_sequence<lane...>) {
    using T = typename F::value_type;
    if constexpr (has_call<Call, F, Repeated<T, lane>...>)
        return loops::is_folded<decltype(Call::of(std::declval<const F&>(), Repeated<T, lane>()...))>;
    else
        return false;
}

/// One array call as a value, on arrays of S: what is run here, or by a kernel in another object file.
template <class Call, class F, class Layout = Contiguous, class S = typename F::value_type>
struct Task {
    using T = typename F::value_type;
    using element_type = S;
    using call = Call;
    using activation = F;
    using layout_type = Layout;
    static constexpr bool folds =
        sums_up<Call, F>(std::make_index_sequence<Call::inputs + Layout::parameters_of_an_element>());
    static constexpr bool is_sum = folds && Layout::returns_sum;
    /// The same loop for what streams and what does not.
    static constexpr bool is_one_loop =
        !folds && loops::stands_once<OnLanes<Call, F>> && std::is_same_v<Layout, Contiguous>;
    /// Few elements have a small kernel: as many as are added up at once, or one row of channels.
    static constexpr bool has_few =
        (is_sum && Layout::streams) || (may_be_one_row<Layout> && !loops::stands_once<OnLanes<Call, F>>);
    using result = std::conditional_t<is_sum, double, void>;
    using Streams = std::conditional_t<is_sum || is_one_loop, bool, std::true_type>;

    std::array<const S*, Call::inputs> inputs;
    std::array<S*, Call::outputs> outputs;
    std::size_t size;
    Held<F> f;
    Layout layout{};

    template <class V>
    RAMP_INLINE constexpr result loop() const {
        return layout.template loop<V, loops::none, folds>(inputs, outputs, size, OnLanes<Call, F>{f});
    }

    /// It is large, and one of its outputs lies so that it is streamed past the caches.
    [[nodiscard]] RAMP_INLINE bool streams() const noexcept {
        return Layout::streams && size * sizeof(S) >= streaming_threshold() &&
               loops::output_to_stream(inputs, outputs) != loops::none;
    }
    [[nodiscard]] RAMP_INLINE Task<Call, F, Streamed<Layout, Streams>, S> streamed(
        Streams streams = std::true_type()) const noexcept {
        return {inputs, outputs, size, f, {layout, streams}};
    }

    /// Of its elements so many, from `begin` on.
    [[nodiscard]] RAMP_INLINE Task part(std::size_t begin, std::size_t count) const noexcept {
        return {loops::moved(inputs, begin), loops::moved(outputs, begin), count, f, layout.moved(begin)};
    }

    template <class V>
    [[nodiscard]] RAMP_INLINE bool is_few() const noexcept {
        if constexpr (is_sum)
            return size <= loops::fold_block_size<V>;
        else
            return layout.channels.count == size;
    }
    template <class V>
    RAMP_INLINE result of_few() const {
        const OnLanes<Call, F> g{f};
        if constexpr (is_sum)
            return loops::fold_few<V>(inputs, outputs, size, g);
        else
            layout.template one_row<V, folds>(inputs, outputs, size, g);
    }
    /// The same for more elements than few.
    [[nodiscard]] RAMP_INLINE auto of_many() const noexcept {
        if constexpr (is_sum)
            return streamed(streams());
        else
            return Task<Call, F, SeveralRows<Layout>, S>{inputs, outputs, size, f, {layout}};
    }

    /// The same without a loop, for arrays of `known` elements.
    template <class V, std::size_t known>
    RAMP_INLINE result inlined() const {
        const OnLanes<Call, F> g{f};
        if constexpr (folds)
            return loops::fold<V, loops::none, known>(inputs, outputs, known, g);
        else
            loops::map_known<V, known>(inputs, outputs, g);
    }
};

}  // namespace ramp
