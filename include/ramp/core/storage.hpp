// What the elements of an array may be: numbers, which are computed with, and halves, floats of 16 bits that are stored
// only.
#pragma once

#include <concepts>
#include <cstdint>

#include <ramp/core/formats.hpp>
#include <ramp/core/lanes.hpp>

#if defined(__STDCPP_BFLOAT16_T__)
#include <stdfloat>
#endif

namespace ramp {

/// The format of the 16 bits that an S is: Binary16 or Brain16, for a type to be a half.
template <class S>
struct FormatOf {};
// g++ 12 has the macro without the type, but for x86.
#if defined(__FLT16_MAX__) && (defined(__clang__) || __GNUC__ >= 13 || (__GNUC__ == 12 && defined(__x86_64__)))
template <>
struct FormatOf<_Float16> {  // std::float16_t too
    using type = Binary16;
};
#endif
#if defined(__STDCPP_BFLOAT16_T__)
template <>
struct FormatOf<std::bfloat16_t> {
    using type = Brain16;
};
#endif

template <class S>
using format_of_t = typename FormatOf<S>::type;

/// S is a storage type of 16 bits: float16, bfloat16, and the compiler's own, whose bits alone are used.
template <class S>
concept half = sizeof(S) == sizeof(std::uint16_t) && requires {
    typename format_of_t<S>;
};

/// S is float16 or bfloat16.
template <class S>
inline constexpr bool is_half_of_ramp = false;

/// S is what an array may hold: a float, a double, or a half.
template <class S>
concept element = number<S> || half<S>;

template <element S>
struct NumberOf {
    using type = S;
};
template <half S>
struct NumberOf<S> {
    using type = float;
};

/// What an S is computed with: float for a half, S itself for a number.
template <element S>
using number_of_t = typename NumberOf<S>::type;

/// \cond
/// The float that a half is; exactly.
template <half S>
[[nodiscard]] RAMP_INLINE constexpr float to_float(S v) noexcept {
    return __builtin_bit_cast(float, format_of_t<S>::to_float(std::int32_t(__builtin_bit_cast(std::uint16_t, v))));
}

/// The half nearest to a float, the even one of two; NaN stays NaN.
template <half S>
[[nodiscard]] RAMP_INLINE constexpr S from_float(float v) noexcept {
    return __builtin_bit_cast(S, std::uint16_t(format_of_t<S>::from_float(__builtin_bit_cast(std::int32_t, v))));
}

/// What an element is, and the element for what was computed.
template <element S>
[[nodiscard]] RAMP_INLINE constexpr number_of_t<S> to_number(S v) noexcept {
    if constexpr (half<S>)
        return to_float(v);
    else
        return v;
}
template <element S>
[[nodiscard]] RAMP_INLINE constexpr S from_number(number_of_t<S> v) noexcept {
    if constexpr (half<S>)
        return from_float<S>(v);
    else
        return v;
}
/// \endcond

}  // namespace ramp
