// softmax, log_softmax and cross_entropy, over rows.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <utility>

#include <ramp/core/activation.hpp>
#include <ramp/core/row_calls.hpp>

namespace ramp {

/// softmax and log_softmax.
template <class Value, class Backward, class E = Execution<>>
class RowFunction {
public:
    template <array_of_numbers X, output_array Y, element_count N>
    requires same_elements<X, Y> RAMP_INLINE constexpr void operator()(X&& x, Y&& y, N columns) const {
        run<Value>(columns, x, y);
    }
    template <array_of_numbers X, output_array Y, element_count N>
    requires same_elements<X, Y> RAMP_INLINE constexpr void value(X&& x, Y&& y, N columns) const {
        run<Value>(columns, x, y);
    }
    template <array_of_numbers Y, array_of_numbers DY, output_array DX, element_count N>
    requires same_elements<Y, DY, DX> RAMP_INLINE constexpr void backward(Y&& y, DY&& dy, DX&& dx, N columns) const {
        run<Backward>(columns, y, dy, dx);
    }

    // clang-format off
    template <class... A> requires mistaken_arrays<A...> void operator()(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void value(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void backward(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    // clang-format on

    /// The same calls on another execution: softmax[on<xsimd::sse2>].
    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const {
        return RowFunction<Value, Backward, combined_t<E, Execution<Arch, B>>>();
    }
    RAMP_INLINE constexpr const auto& operator[](FastGrade) const { return *this; }

private:
    template <class Call, class N, class X, class... Arrays>
    RAMP_INLINE static constexpr void run(N columns, X& x, Arrays&... others) {
        run<Call>(columns, check::elements_of(x, others...), std::make_index_sequence<Call::inputs>());
    }
    template <class Call, class C, class T, std::size_t N, std::size_t... k>
    RAMP_INLINE static constexpr void run(C columns, const std::array<check::Elements<T>, N>& arrays,
                                          std::index_sequence<k...>) {
        if (!check::rows<Call, Call::inputs>(columns, arrays)) return;
        const std::size_t size = arrays[0].size, width = static_cast<std::size_t>(columns);
        Task<Call, SoftmaxRows<number_of_t<T>>, Rows, T> task{
            {arrays[k].data...}, {const_cast<T*>(arrays[N - 1].data)}, size, {}, {width, size / width}};
        if (!__builtin_is_constant_evaluated() && number<T> && memory::are_whole_lines<T>(width))
            task.layout.is_streamed = loops::is_worth_streaming(task.inputs, task.outputs, size);
        run_task<E>(task);
    }
};

/// y = e^x / sum of e^x, over each row of so many columns; backward(y, dy, dx, columns): dx = y (dy - sum of y dy).
/// There is at least one column, and the arrays' size is a multiple of the columns, else std::invalid_argument. Nothing
/// overflows for finite x. Each y is within 3 ulp of the exact quotient by a sum that is itself within 1e-6 (double:
/// 2e-13), wherever y is a normal number; all are within [0, 1]. A y of -infinity is 0; NaN, +infinity, or nothing but
/// -infinity makes all of a row NaN. A row's bits depend on the row alone.
inline constexpr RowFunction<calls::Softmax, calls::SoftmaxBackward> softmax;

/// y = ln(e^x / sum of e^x), over each row; backward(y, dy, dx, columns): dx = dy - e^y sum of dy. Shapes and special
/// values are softmax's, with -infinity for 0. Within 2 ulp and 1e-6 (double: 2e-13) of the logarithm of the sum of
/// e^(x - greatest), which is at most |y|: where one x dominates its row, its tiny y is as exact as all others.
inline constexpr RowFunction<calls::LogSoftmax, calls::LogSoftmaxBackward> log_softmax;

/// Arrays of a class for each row: any integers.
template <class L>
concept array_of_labels = contiguous_array<L> && element_count<element_of_t<L>>;

/// cross_entropy, which goes through the rows in blocks: what a kernel does needs no labels, whose type is anyone's.
template <class E = Execution<>>
class CrossEntropyFunction {
public:
    template <array_of_numbers X, array_of_labels L, element_count N>
    [[nodiscard]] RAMP_INLINE constexpr auto operator()(X&& logits, L&& labels, N columns) const {
        return run<calls::CrossEntropy>(columns, labels, logits);
    }
    template <array_of_numbers X, array_of_labels L, element_count N>
    [[nodiscard]] RAMP_INLINE constexpr auto value(X&& logits, L&& labels, N columns) const {
        return run<calls::CrossEntropy>(columns, labels, logits);
    }
    template <array_of_numbers X, array_of_labels L, output_array D, element_count N>
    requires same_elements<X, D> RAMP_INLINE constexpr auto value_and_gradient(X&& logits, L&& labels, D&& dlogits,
                                                                               N columns) const {
        return run<calls::CrossEntropyGradient>(columns, labels, logits, dlogits);
    }

    // clang-format off
    template <class... A> requires mistaken_arrays<A...> void operator()(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void value(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void value_and_gradient(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    // clang-format on

    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const {
        return CrossEntropyFunction<combined_t<E, Execution<Arch, B>>>();
    }
    RAMP_INLINE constexpr const auto& operator[](FastGrade) const { return *this; }

private:
    static constexpr std::size_t block = 64, most_sums = 256;

    template <class Call, class N, class L, class... Arrays>
    RAMP_INLINE static constexpr auto run(N columns, L& labels, Arrays&... arrays) {
        return run<Call>(columns, check::elements_of(labels)[0], check::elements_of(arrays...));
    }

    template <class Call, class C, class L, class T, std::size_t N>
    RAMP_INLINE static constexpr number_of_t<T> run(C columns, check::Elements<L> labels,
                                                    const std::array<check::Elements<T>, N>& arrays) {
        const bool is_empty = !check::rows<Call, 1>(columns, arrays);
        const Rows layout{static_cast<std::size_t>(columns), arrays[0].size / static_cast<std::size_t>(columns)};
        check_labels<Call>(labels, layout);
        if (N > 1 && !check::are_apart(arrays[N - 1], labels))
            check::fail("ramp::cross_entropy::%s: labels and dlogits overlap", Call::names[0]);
        if (is_empty) return 0;
        // By a power of two, so that no sum overflows whose mean does not.
        double scale = 1;
        for (std::size_t power = 1; power < layout.rows; power *= 2) scale /= 2;
        Sums sums[most_sums];
        std::size_t of_a_sum = block;
        while (of_a_sum * layout.columns < loops::part_size || layout.rows / of_a_sum >= most_sums) of_a_sum *= 2;
        for_each_part<E>(arrays[0].data, layout.rows, of_a_sum, [&](std::size_t i, std::size_t begin, std::size_t end) {
            PairwiseSums of_part;
            for (std::size_t first = begin; first < end; first += block)
                of_part.add(
                    of_block<Call>(arrays, labels, layout, first, end - first < block ? end - first : block, scale));
            sums[i] = of_part.total();
        });
        PairwiseSums total;
        for (std::size_t i = 0; i * of_a_sum < layout.rows; ++i) total.add(sums[i]);
        const auto [distances, logs] = total.total();
        const auto rows = double(layout.rows);
        return number_of_t<T>(distances / (rows * scale) + logs / rows);
    }

    /// Of some rows the sums of what a loss is made of: the scaled distance of the label's logit from the greatest, and
    /// the logarithm.
    struct Sums {
        double distances, logs;
    };
    struct PairwiseSums {
        loops::PairwiseSum distances, logs;
        RAMP_INLINE constexpr void add(Sums sums) { distances.add(sums.distances), logs.add(sums.logs); }
        RAMP_INLINE constexpr Sums total() { return {distances.total(), logs.total()}; }
    };

    template <class Call, class L, class T, std::size_t N>
    RAMP_NOINLINE static constexpr Sums of_block(const std::array<check::Elements<T>, N>& arrays,
                                                 check::Elements<L> labels, Rows layout, std::size_t first,
                                                 std::size_t count, double scale) {
        using Number = number_of_t<T>;
        const T* const logits = arrays[0].data + first * layout.columns;
        std::array<T*, Call::outputs> outputs{};
        if constexpr (N > 1) outputs[0] = const_cast<T*>(arrays[1].data) + first * layout.columns;
        std::size_t label_at[block] = {};
        Number logit[block], of_label[block], greatest[block], log[block];
        for (std::size_t row = 0; row < count; ++row) {
            label_at[row] = row * layout.columns + static_cast<std::size_t>(labels.data[first + row]);
            of_label[row] = logit[row] = to_number(logits[label_at[row]]);
        }
        run_task<part_of_t<E>>(Task<Call, SoftmaxRows<Number>, LossRows<Number>, T>{
            {logits}, outputs, count * layout.columns, {}, {layout, of_label, greatest, log}});
        Sums sums{0, 0};
        for (std::size_t row = 0; row < count; ++row) {
            sums.distances += opaque(opaque(double(greatest[row]) * scale) - opaque(double(logit[row]) * scale));
            sums.logs += double(log[row]);
            if constexpr (N > 1)
                outputs[0][label_at[row]] = from_number<T>(of_label[row] - Number(1 / double(layout.rows)));
        }
        return sums;
    }

    template <class Call, class L>
    RAMP_INLINE static constexpr void check_labels(check::Elements<L> labels, Rows rows) {
        if (labels.size != rows.rows)
            check::fail("ramp::cross_entropy::%s: there are %zu rows, but %zu labels", Call::names[0], rows.rows,
                        labels.size);
        for (std::size_t row = 0; row < rows.rows; ++row) {
            const auto label = static_cast<unsigned long long>(labels.data[row]);
            if (label < rows.columns) continue;
            const bool is_negative = std::signed_integral<L> && static_cast<long long>(label) < 0;
            check::fail("ramp::cross_entropy::%s: the label of row %zu must be at least 0 and below %zu, but is %s%llu",
                        Call::names[0], row, rows.columns, is_negative ? "-" : "", is_negative ? 0 - label : label);
        }
    }
};

/// The mean over the rows of -ln softmax(logits)[label]. value_and_gradient(logits, labels, dlogits, columns) returns
/// the same, and dlogits = (softmax(logits) - one-hot) / rows; dlogits may be the logits. There is a label for each
/// row, an integer within [0, columns), else std::invalid_argument; of no rows the mean is 0. A row's loss is as exact
/// as log_softmax, and losses are added up in double. Rows of NaN, as softmax says, make the mean NaN.
inline constexpr CrossEntropyFunction<> cross_entropy;

}  // namespace ramp
