// Softmax, log_softmax and what goes with them, on one row: the greatest, the exponentials and their sum, their
// quotients by it. The last pass goes past the caches if it streams. Batches of eight floats or more then compute the
// exponentials again instead of writing them before, which takes 0.75 to 0.98 of the time; four floats, and doubles,
// lose by it (Sapphire Rapids).
#pragma once

#include <array>
#include <cstddef>

#include <ramp/core/loops/fold.hpp>
#include <ramp/core/loops/row_exponential.hpp>
#include <ramp/core/math/log_one_plus.hpp>

namespace ramp::loops {

/// Where to write a row's exponentials before their sum is known: a half would be rounded once more.
template <element T>
RAMP_INLINE constexpr auto output_of_exponentials([[maybe_unused]] T* y) {
    if constexpr (half<T>)
        return std::array<T*, 0>();
    else
        return std::array{y};
}

/// f for fold(): the exponentials, if it has an output, and their sum.
template <class V, std::size_t O>
struct SummedExponentials {
    static constexpr bool pads_with_minus_infinity = true;
    const RowExponential<V>& exponential;
    RAMP_INLINE constexpr auto operator()(V x) const {
        const V e = exponential(x);
        if constexpr (O == 0)
            return Folded{Outputs<V, 0>(), e, V(1)};
        else
            return Folded{outputs(e), e, V(1)};
    }
};

/// f for fold(): the exponentials, if it has an output, and the sum of those that are not the greatest.
template <class V, std::size_t O>
struct OtherExponentials {
    static constexpr bool pads_with_minus_infinity = true;
    const RowExponential<V>& exponential;
    V greatest;
    RAMP_INLINE constexpr auto operator()(V x) const {
        const V e = exponential(x), is_other = only_where(x < greatest, V(1));
        if constexpr (O == 0)
            return Folded{Outputs<V, 0>(), e, is_other};
        else
            return Folded{outputs(e), e, is_other};
    }
};

/// f for fold(): how many are the greatest.
template <class V>
struct CountOfGreatest {
    static constexpr bool pads_with_minus_infinity = true;
    V greatest;
    RAMP_INLINE constexpr Folded<V, 0> operator()(V x) const { return {{}, only_where(x == greatest, V(1)), V(1)}; }
};

/// f for map(): v / divisor, by the reciprocal, whose rounding is half an ulp more. No v up to the divisor gives more
/// than 1.
template <class V>
struct Divided {
    V reciprocal;
    RAMP_INLINE constexpr explicit Divided(double divisor) noexcept : reciprocal(element_t<V>(1 / divisor)) {}
    [[nodiscard]] RAMP_INLINE constexpr V quotient(V v) const { return opaque(v * reciprocal); }
    RAMP_INLINE constexpr auto operator()(V v) const { return outputs(quotient(v)); }
};

/// f for map(): the exponentials / divisor.
template <class V>
struct DividedExponentials {
    const RowExponential<V>& exponential;
    Divided<V> divided;
    RAMP_INLINE constexpr auto operator()(V x) const { return divided(exponential(x)); }
};

/// map() of a row's last pass.
template <class V, class T, std::size_t I, class F>
RAMP_INLINE constexpr void map_last(const std::array<const T*, I>& inputs, T* y, std::size_t columns, const F& f,
                                    bool streams) {
    if constexpr (number<T> && memory::can_stream<V>)
        if (streams) return map<V, 0>(inputs, std::array{y}, columns, f);
    map<V>(inputs, std::array{y}, columns, f);
}

/// y = the exponentials / divisor, where output_of_exponentials() has taken them if it takes any.
template <class V, class T>
RAMP_INLINE constexpr void divide(const T* x, T* y, std::size_t columns, const RowExponential<V>& exponential,
                                  const Divided<V>& divided) {
    if constexpr (half<T>)
        map<V>(std::array{x}, std::array{y}, columns, DividedExponentials<V>{exponential, divided});
    else
        map<V>(std::array<const T*, 1>{y}, std::array{y}, columns, divided);
}

/// y = e^x / sum of e^x
template <class V, class T>
RAMP_INLINE constexpr void softmax(const T* x, T* y, std::size_t columns, bool streams) {
    if constexpr (constexpr std::size_t lanes = lane_count<V>; lanes > 1)
        if (columns <= lanes) {  // in registers: rows of ten classes take a third of the time, and by asking in advance
                                 // for memory that is in no cache two thirds of that (Zen, AVX-512)
            memory::prefetch<1>(x, prefetch_distance);
            memory::prefetch<1>(y, prefetch_distance);
            const V v = columns == lanes ? memory::load<V>(x) : memory::load_first_or_minus_infinity<V>(x, columns);
            const V e = RowExponential<V>(over_lanes<Greater>(v))(v), quotients = quotient(e, over_lanes<Plus>(e));
            return columns == lanes ? memory::store(quotients, y) : memory::store_first(quotients, y, columns);
        }
    const RowExponential<V> exponential(greatest_of<V>(x, columns));
    if constexpr (memory::can_stream<V> && lane_count<V> >= 8 && sizeof(element_t<V>) == sizeof(float))
        if (streams) {
            const double sum =
                fold<V>(std::array{x}, std::array<T*, 0>(), columns, SummedExponentials<V, 0>{exponential});
            const DividedExponentials<V> quotients{exponential, Divided<V>(sum)};
            return map_last<V>(std::array{x}, y, columns, quotients, streams);
        }
    const auto output = output_of_exponentials(y);
    const double sum = fold<V>(std::array{x}, output, columns, SummedExponentials<V, output.size()>{exponential});
    divide(x, y, columns, exponential, Divided<V>(sum));
}

/// f for fold(): the sum of y dy.
struct Products {
    template <lanes V>
    RAMP_INLINE constexpr Folded<V, 0> operator()(V y, V dy) const {
        return {{}, y, dy};
    }
};

/// f for map(): y (dy - sum)
template <class V>
struct SoftmaxGradient {
    V sum;
    RAMP_INLINE constexpr auto operator()(V y, V dy) const { return outputs(opaque(y * opaque(dy - sum))); }
};

template <class V, class T>
RAMP_INLINE constexpr void softmax_backward(const T* y, const T* dy, T* dx, std::size_t columns, bool streams) {
    const std::array inputs{y, dy};
    const V sum = V(element_t<V>(fold<V>(inputs, std::array<T*, 0>(), columns, Products())));
    map_last<V>(inputs, dx, columns, SoftmaxGradient<V>{sum}, streams);
}

/// The sum of a row's exponentials, in parts: no digits of the others are lost beside a greatest that dominates them.
template <class V>
struct LogOfSum {
    V greatest;
    RowExponential<V> exponential;
    double sum;  // of the exponentials
    double log;  // ln of the sum of e^(x - greatest)

    /// Writes the exponentials to the output, if there is one.
    template <class T, std::size_t O>
    RAMP_INLINE constexpr LogOfSum(const T* x, const std::array<T*, O>& output, std::size_t columns)
        : greatest(greatest_of<V>(x, columns)), exponential(greatest) {
        const double e = double(first_lane(exponential(greatest)));
        const double count = fold<V>(std::array{x}, std::array<T*, 0>(), columns, CountOfGreatest<V>{greatest});
        const double others = multiply_add(
            count - 1, e, fold<V>(std::array{x}, output, columns, OtherExponentials<V, O>{exponential, greatest}));
        sum = e + others;
        log = log_one_plus(others / e);
    }

    RAMP_INLINE constexpr void store(element_t<V>& to_greatest, element_t<V>& to_log) const {
        to_greatest = first_lane(greatest);
        to_log = element_t<V>(log);
    }
};

/// f for map(): (x - greatest) - log
template <class V>
struct LogProbabilities {
    V greatest, log;
    RAMP_INLINE constexpr auto operator()(V x) const { return outputs(opaque(x - greatest) - log); }
};

/// y = ln(e^x / sum of e^x)
template <class V, class T>
RAMP_INLINE constexpr void log_softmax(const T* x, T* y, std::size_t columns, bool streams) {
    const LogOfSum<V> row(x, std::array<T*, 0>(), columns);
    map_last<V>(std::array{x}, y, columns, LogProbabilities<V>{row.greatest, V(element_t<V>(row.log))}, streams);
}

/// f for fold(): the sum of dy.
struct Sum {
    template <lanes V>
    RAMP_INLINE constexpr Folded<V, 0> operator()(V dy) const {
        return {{}, dy, V(1)};
    }
};

/// f for map(): dy - e^y sum
template <class V>
struct LogSoftmaxGradient {
    V sum;
    RAMP_INLINE constexpr auto operator()(V y, V dy) const { return outputs(multiply_add(-exponential(y), sum, dy)); }
};

template <class V, class T>
RAMP_INLINE constexpr void log_softmax_backward(const T* y, const T* dy, T* dx, std::size_t columns, bool streams) {
    const V sum = V(element_t<V>(fold<V>(std::array{dy}, std::array<T*, 0>(), columns, Sum())));
    map_last<V>(std::array{y, dy}, dx, columns, LogSoftmaxGradient<V>{sum}, streams);
}

}  // namespace ramp::loops
