// The calls of softmax.hpp, as calls.hpp has others: of a row instead of lanes.
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>

#include <ramp/core/loops/rows.hpp>
#include <ramp/core/task.hpp>

namespace ramp {

/// Rows, and what a loss is made of: of each row the greatest, a logarithm, and the label's logit, which gives way to
/// its probability.
template <number T>
struct LossRows : Rows {
    T *of_label, *greatest, *log;

    template <class V, std::size_t, bool, class S, std::size_t O, class Call, class F>
    RAMP_INLINE constexpr void loop(const std::array<const S*, 1>& inputs, const std::array<S*, O>& outputs,
                                    std::size_t size, const OnLanes<Call, F>&) const {
        run_rows<V, Call>(inputs, outputs, size, *this);
    }
};

namespace calls {

/// The layout of a call's tasks on T.
struct OfRows {
    template <class>
    using layout = Rows;
};
struct OfLossRows {
    template <class T>
    using layout = LossRows<T>;
};

struct Softmax : OfRows {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char *function = "softmax", *names[] = {"value", "x", "y"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::softmax<V>(in[0], out[0] + row * rows.columns, rows.columns, rows.is_streamed != 0);
    }
};

struct SoftmaxBackward : OfRows {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char *function = "softmax", *names[] = {"backward", "y", "dy", "dx"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::softmax_backward<V>(in[0], in[1], out[0] + row * rows.columns, rows.columns, rows.is_streamed != 0);
    }
};

struct LogSoftmax : OfRows {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char *function = "log_softmax", *names[] = {"value", "x", "y"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::log_softmax<V>(in[0], out[0] + row * rows.columns, rows.columns, rows.is_streamed != 0);
    }
};

struct LogSoftmaxBackward : OfRows {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char *function = "log_softmax", *names[] = {"backward", "y", "dy", "dx"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::log_softmax_backward<V>(in[0], in[1], out[0] + row * rows.columns, rows.columns, rows.is_streamed != 0);
    }
};

/// Of each row the greatest and ln of the sum of e^(x - greatest). The labels are its caller's.
struct CrossEntropy : OfLossRows {
    static constexpr std::size_t inputs = 1, outputs = 0;
    static constexpr const char *function = "cross_entropy", *names[] = {"value", "logits"};
    template <class V, class Rows>
    RAMP_INLINE static constexpr void of_row(auto in, auto, std::size_t row, const Rows& rows) {
        using S = std::remove_cvref_t<decltype(*in[0])>;
        loops::LogOfSum<V>(in[0], std::array<S*, 0>(), rows.columns).store(rows.greatest[row], rows.log[row]);
    }
};

/// The same, softmax / rows, and of the label's logit that too.
struct CrossEntropyGradient : OfLossRows {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char *function = "cross_entropy", *names[] = {"value_and_gradient", "logits", "dlogits"};
    template <class V, class Rows>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, const Rows& rows) {
        auto* const gradient = out[0] + row * rows.columns;
        const loops::LogOfSum<V> sum(in[0], loops::output_of_exponentials(gradient), rows.columns);
        const loops::Divided<V> divided(sum.sum * double(rows.rows));
        loops::divide(in[0], gradient, rows.columns, sum.exponential, divided);
        sum.store(rows.greatest[row], rows.log[row]);
        rows.of_label[row] = first_lane(divided.quotient(sum.exponential(V(rows.of_label[row]))));
    }
};

}  // namespace calls

/// What stands for an activation in these calls' tasks.
template <number T>
struct SoftmaxRows {
    using value_type = T;
    using row_calls = std::tuple<calls::Softmax, calls::SoftmaxBackward, calls::LogSoftmax, calls::LogSoftmaxBackward,
                                 calls::CrossEntropy, calls::CrossEntropyGradient>;
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = loops::unroll;
};

}  // namespace ramp
