// What activations have in common that are one thing left of 0, and another right of it.
#pragma once

#include <concepts>

#include <ramp/core/lanes.hpp>

namespace ramp {

/// x for x >= 0 and `left` for x < 0: zeros keep their sign, and NaN stays NaN.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V rectified(V x, V left) noexcept {
    return choose(x < V(0), left, x);
}

/// x for x >= 0 and slope x for x < 0, but +0 where the slope is 0: zero times infinity never shows.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V rectified_linear(V x, V slope) noexcept {
    if constexpr (std::floating_point<V>)
        if (__builtin_is_constant_evaluated() && (!(x < 0) || slope == 0))
            return x < 0 ? V(0) : x;  // slope x may overflow
    return rectified(x, choose(slope == V(0), V(0), opaque(slope * x)));
}

/// 1 for x > 0 and `left` for x <= 0: at 0 the limit from the left; NaN stays NaN.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V rectified_derivative(V x, V left) noexcept {
    return unless_nan(choose(x > V(0), V(1), left), x);
}

/// 1 for x > bound, 0 for x <= bound; NaN stays NaN.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V one_above(V x, V bound) noexcept {
    return unless_nan(only_where(x > bound, V(1)), x);
}

/// `slope` for low < x < high, else 0; NaN stays NaN.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V slope_between(V x, V low, V high, V slope) noexcept {
    return unless_nan(only_where(x > low && x < high, slope), x);
}

/// {x w, (x w)'} for a weight w between 0 and 1: `product` is x w where `left`, else x (1 - w), and `slope` its
/// derivative; both are 0 where `gone`, whatever x. Zeros keep their sign.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr ValueAndDerivative<V> weighted(V x, mask_t<V> left, mask_t<V> gone, V product,
                                                                   V slope) noexcept {
    const V less = opaque(choose(gone, product * V(0), product)), derivative = opaque(choose(gone, V(0), slope));
    return {choose(x == V(0), x, choose(left, less, x - less)), choose(left, derivative, V(1) - derivative)};
}

}  // namespace ramp
