// The calls of softmax.hpp, as calls.hpp has others: of a row instead of lanes.
#pragma once

#include <array>
#include <cstddef>
#include <tuple>

#include <ramp/core/loops/rows.hpp>
#include <ramp/core/task.hpp>

namespace ramp {

namespace calls {

struct Softmax {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char *function = "softmax", *names[] = {"value", "x", "y"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::softmax<V>(in[0], out[0] + row * rows.columns, rows.columns);
    }
};

struct SoftmaxBackward {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char *function = "softmax", *names[] = {"backward", "y", "dy", "dx"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::softmax_backward<V>(in[0], in[1], out[0] + row * rows.columns, rows.columns);
    }
};

struct LogSoftmax {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char *function = "log_softmax", *names[] = {"value", "x", "y"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::log_softmax<V>(in[0], out[0] + row * rows.columns, rows.columns);
    }
};

struct LogSoftmaxBackward {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char *function = "log_softmax", *names[] = {"backward", "y", "dy", "dx"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::log_softmax_backward<V>(in[0], in[1], out[0] + row * rows.columns, rows.columns);
    }
};

/// Of each row the greatest and ln of the sum of e^(x - greatest). The labels are its caller's.
struct CrossEntropy {
    static constexpr std::size_t inputs = 1, outputs = 2;
    static constexpr const char *function = "cross_entropy", *names[] = {"value", "logits"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        loops::LogOfSum<V>(in[0], std::array<element_t<V>*, 0>(), rows.columns).store(out[0][row], out[1][row]);
    }
};

/// The same, and softmax / rows.
struct CrossEntropyGradient {
    static constexpr std::size_t inputs = 1, outputs = 3;
    static constexpr const char *function = "cross_entropy", *names[] = {"value_and_gradient", "logits", "dlogits"};
    template <class V>
    RAMP_INLINE static constexpr void of_row(auto in, auto out, std::size_t row, Rows rows) {
        const std::array gradient{out[2] + row * rows.columns};
        const loops::LogOfSum<V> sum(in[0], gradient, rows.columns);
        loops::divide<V>(gradient[0], rows.columns, sum.sum * double(rows.rows));
        sum.store(out[0][row], out[1][row]);
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
