// One array call as a value: Task<Call, F, Layout>.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <ramp/core/layouts.hpp>

namespace ramp {

/// Type, whatever the number: for a parameter for each of a sequence of numbers.
template <class Type, std::size_t>
using Repeated = Type;

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
    /// Large arrays may be streamed past the caches: with channels, where f's code is short.
    static constexpr bool may_stream =
        Layout::streams && (Layout::parameters_of_an_element == 0 || !loops::stands_once<OnLanes<Call, F>>);
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
        if constexpr (may_be_one_row<Layout>)
            if (!loops::streams_well<S>(layout.channels, folds ? loops::most_summed_columns<T> : std::size_t(-1)))
                return false;
        return may_stream && loops::is_worth_streaming(inputs, outputs, size);
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
