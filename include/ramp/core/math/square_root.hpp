// sqrt(v), rounded once.
#pragma once

#include <ramp/core/lanes.hpp>

namespace ramp {

namespace constant {

/// For constant expressions, where clang++ has no builtin.
RAMP_INLINE constexpr double square_root(double v) noexcept {
    if (!(v > 0) || v == positive_infinity<double>) return v < 0 ? std::numeric_limits<double>::quiet_NaN() : v;
    double scale = 1;
    for (; v >= 4; v /= 4) scale *= 2;
    for (; v < 1; v *= 4) scale /= 2;
    double root = v < 2 ? 1.2 : 1.7;
    for (int step = 0; step < 5; ++step) root = (root + v / root) / 2;
    // The last bit: what is left of v is exact, and a multiple of 2^-104.
    const double rest = fused(-root, root, v), half = root * 0x1p-52;
    if (rest > half) root += 0x1p-52;
    if (rest <= -half) root -= 0x1p-52;
    return root * scale;
}

}  // namespace constant

/// sqrt(v), rounded once; NaN for v < 0.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V square_root(V v) noexcept {
    if constexpr (std::floating_point<V>)
        if (__builtin_is_constant_evaluated()) return V(constant::square_root(double(v)));
    if constexpr (std::floating_point<V>) return builtin::square_root(v);
#if defined(__aarch64__) || (defined(__x86_64__) && (defined(__FAST_MATH__) || defined(__AVX512F__)))
    else if constexpr (has_registers<V>)
        return V(registers::square_root<element_t<V>>(typename V::register_type(v)));
#endif
    else
        return xsimd::sqrt(v);
}

}  // namespace ramp
