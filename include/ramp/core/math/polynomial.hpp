// Polynomials by Horner's rule.
#pragma once

#include <cstddef>

#include <ramp/core/lanes.hpp>

namespace ramp {

/// coefficients[k] + coefficients[k + 1] x + ...
template <const auto& coefficients, std::size_t k = 0, lanes V>
[[nodiscard]] RAMP_INLINE constexpr V polynomial(V x) noexcept {
    constexpr std::size_t last = sizeof coefficients / sizeof coefficients[0] - 1;
    if constexpr (k == last)
        return V(coefficients[k]);
    else
        return multiply_add(x, polynomial<coefficients, k + 1>(x), V(coefficients[k]));
}

}  // namespace ramp
