// The greatest of a row, and the exponentials that go with it.
//
// With n = round(greatest / ln 2), these are e^x 2^-n, which the exponential's own reduction by multiples of ln 2
// gives: there is no difference x - greatest, whose rounding would come back magnified. Where the greatest is so far
// from 0 that this difference is exact, or its exponential 0, they are e^(x - greatest).
#pragma once

#include <array>
#include <cstddef>

#include <ramp/core/across_lanes.hpp>
#include <ramp/core/loops/map.hpp>
#include <ramp/core/math/exponential.hpp>

namespace ramp::loops {

/// f for map(): the greatest of each lane, in turns as Adding has them. NaN may be passed over: the sum has it.
template <class V>
class Greatest {
public:
    static constexpr bool pads_with_minus_infinity = true;

    RAMP_INLINE constexpr explicit Greatest(V least) : first_(least), second_(least), third_(least), fourth_(least) {}

    RAMP_INLINE constexpr Outputs<V, 0> operator()(V x) {
        const V greatest = at_least(first_, x);
        first_ = second_, second_ = third_, third_ = fourth_, fourth_ = greatest;
        return {};
    }
    [[nodiscard]] RAMP_INLINE constexpr V value() const {
        return at_least(at_least(first_, second_), at_least(third_, fourth_));
    }

private:
    V first_, second_, third_, fourth_;
};

/// The greatest of a row, in every lane.
template <class V, class T>
[[nodiscard]] RAMP_INLINE constexpr V greatest_of(const T* x, std::size_t columns) {
    Greatest<V> greatest(V(-positive_infinity<element_t<V>>));
    map<V>(std::array{x}, std::array<T*, 0>(), columns, greatest);
    return over_lanes<Greater>(greatest.value());
}

/// A row's exponentials, times a power of two that makes them large enough for their quotients by the sum to be
/// subnormal before they are. NaN if the greatest is infinite.
template <class V>
class RowExponential {
    using T = element_t<V>;
    using Constants = ExponentialConstants<T>;
    static constexpr T bias = exponent_bias<T> + 40, ln2 = Constants::ln2_high + Constants::ln2_low;
    static constexpr T far = 2 * (bias + 1) * ln2;  // twice the distance at which an exponential is 0

    V subtracted_, magic_, lowest_;

public:
    RAMP_INLINE constexpr explicit RowExponential(V greatest) noexcept {
        const auto near = absolute(greatest) < V(far);
        const V reduced = choose(near, greatest, V(0));
        const V rounded = opaque(multiply_add(reduced, V(Constants::log2_e), V(Constants::rounding)));
        const V n = opaque(rounded - V(Constants::rounding));
        subtracted_ = choose(near, V(0), greatest);
        magic_ = opaque(V(Constants::rounding + bias) - n);
        lowest_ = (n - V(bias)) * V(ln2);
    }

    [[nodiscard]] RAMP_INLINE constexpr V operator()(V x) const noexcept {
        return Exponential<T>().reduced(at_least(opaque(x - subtracted_), lowest_), magic_).value();
    }
};

}  // namespace ramp::loops
