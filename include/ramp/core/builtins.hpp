// Operations on numbers that compilers have an instruction for, by builtins: a function of the standard library's would
// be shared by two builds where nothing is optimised (law 12).
#pragma once

#include <concepts>
#include <limits>

#include <ramp/core/inline.hpp>

#if !defined(__GNUC__)
#include <cmath>
#endif

namespace ramp {

template <std::floating_point T>
inline constexpr T positive_infinity = std::numeric_limits<T>::infinity();

namespace builtin {

template <std::floating_point T>
[[nodiscard]] RAMP_INLINE constexpr T absolute(T v) noexcept {
#if !defined(__GNUC__)
    return __builtin_is_constant_evaluated() ? (v < 0 ? -v : v) : std::fabs(v);
#else
    if constexpr (sizeof(T) == sizeof(float))
        return __builtin_fabsf(v);
    else
        return __builtin_fabs(v);
#endif
}

template <std::floating_point T>
[[nodiscard]] RAMP_INLINE T fused(T a, T b, T c) noexcept {
#if !defined(__GNUC__)
    return std::fma(a, b, c);
#else
    if constexpr (sizeof(T) == sizeof(float))
        return __builtin_fmaf(a, b, c);
    else
        return __builtin_fma(a, b, c);
#endif
}

template <std::floating_point T>
[[nodiscard]] RAMP_INLINE T square_root(T v) noexcept {
#if !defined(__GNUC__)
    return std::sqrt(v);
#else
    if constexpr (sizeof(T) == sizeof(float))
        return __builtin_sqrtf(v);
    else
        return __builtin_sqrt(v);
#endif
}

RAMP_INLINE void prefetch([[maybe_unused]] const void* address) noexcept {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#endif
}

}  // namespace builtin

}  // namespace ramp
