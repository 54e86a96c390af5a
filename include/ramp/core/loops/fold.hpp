// As map.hpp, and the sum over all elements of one more number that f returns.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <ramp/core/loops/map.hpp>

namespace ramp::loops {

/// What f returns: its outputs, and two factors, whose product is added up. An f of zeros must have the product 0.
template <class V, std::size_t O>
struct Folded {
    Outputs<V, O> outputs;
    V factor, other;
};
template <class V, std::size_t O>
Folded(Outputs<V, O>, V, V) -> Folded<V, O>;

template <class Result>
inline constexpr bool is_folded = false;
template <class V, std::size_t O>
inline constexpr bool is_folded<Folded<V, O>> = true;

/// Products that a lane adds up in T before the sum goes on in double: few enough for T's roundings, with those of a
/// product, of two sums, of a part and of the result, to stay below 1e-6 of the sum of magnitudes.
template <class T>
inline constexpr std::size_t addends_in_t = sizeof(T) == 4 ? 12 : 1024;

/// Elements that are added up in V before the sum goes on in double.
template <class V>
inline constexpr std::size_t fold_block_size = lane_count<V>* unroll* addends_in_t<element_t<V>>;

/// f for map(), adding up its products. Rotating the sums gives every batch in flight its own, without an index: the
/// loop's unrolling undoes the moves.
template <class V, class F>
class Adding {
public:
    static constexpr std::size_t unroll = unroll_of<F>;
    static_assert(loops::unroll == 4);

    RAMP_INLINE constexpr explicit Adding(const F& f) : f_(f), first_(0), second_(0), third_(0), fourth_(0) {}

    template <class... Lanes>
    RAMP_INLINE constexpr auto operator()(Lanes... lanes) {
        const auto folded = f_(lanes...);
        const V sum = multiply_add(folded.factor, folded.other, first_);
        first_ = second_, second_ = third_, third_ = fourth_, fourth_ = sum;
        return folded.outputs;
    }

    [[nodiscard]] RAMP_INLINE constexpr V sum() const { return (first_ + second_) + (third_ + fourth_); }

private:
    const F& f_;
    V first_, second_, third_, fourth_;
};

template <class V, class F>
inline constexpr bool pads_with_minus_infinity<Adding<V, F>> = pads_with_minus_infinity<F>;

/// The sum of lanes in double: in halves, so that no addition waits for all others.
template <std::size_t count, class T>
[[nodiscard]] RAMP_INLINE constexpr double sum_of(const T* lanes, std::size_t step = 1) {
    if constexpr (count == 1)
        return double(*lanes);
    else
        return sum_of<count / 2>(lanes, 2 * step) + sum_of<count / 2>(lanes + step, 2 * step);
}

/// As map(), for one block at most, and sets `sums` to the sum of every lane. `known`: the size, where it is known when
/// compiled.
template <class V, std::size_t streamed, std::size_t known, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE constexpr void fold_block(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                      std::size_t size, const F& f, element_t<V>* sums) {
    Adding<V, F> adding(f);
    if constexpr (known == none)
        map<V, streamed>(inputs, outputs, size, adding);
    else
        map_known<V, known>(inputs, outputs, adding);
    memory::store(adding.sum(), sums);
}

/// As map(), for one block at most, and returns the sum.
template <class V, std::size_t streamed = none, std::size_t known = none, class T, std::size_t I, std::size_t O,
          class F>
RAMP_INLINE constexpr double fold_few(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                      std::size_t size, const F& f) {
    constexpr std::size_t lanes = lane_count<V>;
    element_t<V> sums[lanes] = {};
    fold_block<V, streamed, known>(inputs, outputs, size, f, sums);
    double total[lanes];
    for (std::size_t k = 0; k < lanes; ++k) total[k] = double(sums[k]);
    return sum_of<lanes>(total);
}

/// As map(), and returns the sum. It depends on the numbers, their count and V alone, not on where they are. `known`:
/// as fold_block()'s.
template <class V, std::size_t streamed = none, std::size_t known = none, class T, std::size_t I, std::size_t O,
          class F>
RAMP_INLINE constexpr double fold(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                  std::size_t size, const F& f) {
    constexpr std::size_t lanes = lane_count<V>, block = fold_block_size<V>;
    if (size <= block) return fold_few<V, streamed, known>(inputs, outputs, size, f);
    element_t<V> sums[lanes] = {};
    double total[lanes] = {};
    for (std::size_t i = 0; i < size; i += block) {
        const std::size_t left = size - i, count = left < block ? left : block;
        fold_block<V, streamed, none>(moved(inputs, i), moved(outputs, i), count, f, sums);
        for (std::size_t k = 0; k < lanes; ++k) total[k] += double(sums[k]);
    }
    return sum_of<lanes>(total);
}

/// Numbers added up in pairs, pairs of pairs, and so on: the sum of a whole power of two of them may come from
/// elsewhere, and be added as if it were one.
class PairwiseSum {
public:
    RAMP_INLINE constexpr PairwiseSum() noexcept : count_(0), depth_(0) {}

    RAMP_INLINE constexpr void add(double sum) noexcept {
        for (std::size_t left = count_++; left % 2 == 1; left /= 2) sum = waiting_[--depth_] + sum;
        waiting_[depth_++] = sum;
    }
    /// 0 of no numbers. No more are added afterwards.
    [[nodiscard]] RAMP_INLINE constexpr double total() noexcept {
        if (depth_ == 0) return 0;
        double sum = waiting_[--depth_];
        while (depth_ > 0) sum = waiting_[--depth_] + sum;
        return sum;
    }

private:
    double waiting_[8 * sizeof(std::size_t)];
    std::size_t count_, depth_;
};

/// The elements that one thread meets at least, and sums are added up by: the bits of a sum do not tell how many
/// threads there were.
inline constexpr std::size_t part_size = 32768;

/// How many parts of so many there are, the last of which may have fewer.
[[nodiscard]] RAMP_INLINE constexpr std::size_t part_count(std::size_t all, std::size_t of_a_part) noexcept {
    return (all + of_a_part - 1) / of_a_part;
}

/// fold() of each part of the arrays, added up in pairs.
template <class V, std::size_t streamed, class T, std::size_t I, std::size_t O, class F>
RAMP_INLINE constexpr double fold_parts(const std::array<const T*, I>& inputs, const std::array<T*, O>& outputs,
                                        std::size_t size, const F& f) {
    PairwiseSum sums;
    for (std::size_t begin = 0;; begin += part_size) {
        const std::size_t left = size - begin, count = left < part_size ? left : part_size;
        const double sum = fold<V, streamed>(moved(inputs, begin), moved(outputs, begin), count, f);
        if (size <= part_size) return sum;
        sums.add(sum);
        if (left <= part_size) return sums.total();
    }
}

}  // namespace ramp::loops
