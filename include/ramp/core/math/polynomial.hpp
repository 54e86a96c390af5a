// Polynomials by Horner's rule.
#pragma once

#include <cstddef>

#include <ramp/core/lanes.hpp>

namespace ramp {

/// coefficients[k] + coefficients[k + step] x + coefficients[k + 2 step] x^2 + ...
template <const auto& coefficients, std::size_t k = 0, std::size_t step = 1, lanes V>
[[nodiscard]] RAMP_INLINE constexpr V polynomial(V x) noexcept {
    constexpr std::size_t count = sizeof coefficients / sizeof coefficients[0];
    if constexpr (k + step >= count)
        return V(coefficients[k]);
    else
        return multiply_add(x, polynomial<coefficients, k + step, step>(x), V(coefficients[k]));
}

/// The same for many coefficients, even and odd powers apart: half as many steps wait for each other.
template <const auto& coefficients, lanes V>
[[nodiscard]] RAMP_INLINE constexpr V long_polynomial(V x) noexcept {
    const V square = opaque(x * x);
    return multiply_add(x, polynomial<coefficients, 1, 2>(square), polynomial<coefficients, 0, 2>(square));
}

}  // namespace ramp
