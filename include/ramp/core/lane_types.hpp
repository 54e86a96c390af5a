// What "a number or a batch of numbers" is, and which of xsimd's batches core/registers/ knows.
#pragma once

#include <ramp/core/build.hpp>
#include <ramp/core/xsimd.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <ramp/core/registers/aarch64.hpp>
#include <ramp/core/registers/x86.hpp>

#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0
#error "ramp needs float arithmetic in float: on 32-bit x86 compile with -msse2 -mfpmath=sse"
#endif

namespace ramp {

template <class V>
struct LanesTraits {
    static constexpr bool are_lanes = false;
};

template <class T>
requires std::same_as<T, float> || std::same_as<T, double>
struct LanesTraits<T> {
    using element = T;
    using mask = bool;
    static constexpr bool are_lanes = true;
    static constexpr std::size_t size = 1;
};

template <class T, class Arch>
struct LanesTraits<xsimd::batch<T, Arch>> {
    using element = T;
    using mask = xsimd::batch_bool<T, Arch>;
    static constexpr bool are_lanes = std::floating_point<T>;
    static constexpr std::size_t size = xsimd::batch<T, Arch>::size;
};

/// V is a float, a double, or a batch of either.
template <class V>
concept lanes = LanesTraits<V>::are_lanes;

/// T is a float or a double.
template <class T>
concept number = lanes<T> && std::floating_point<T>;

/// The type of one lane: T for a T and for a batch of T.
template <lanes V>
using element_t = typename LanesTraits<V>::element;

/// What comparing two V yields: bool, or one truth value a lane.
template <lanes V>
using mask_t = typename LanesTraits<V>::mask;

template <lanes V>
inline constexpr std::size_t lane_count = LanesTraits<V>::size;

/// V is a T or a batch of T.
template <class V, class T>
concept lanes_of = lanes<V> && std::same_as<element_t<V>, T>;

/// The unsigned integer with as many bits as a T.
template <std::floating_point T>
using bits_t = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// f(x) and f'(x), as an activation's formula returns them.
template <lanes V>
struct ValueAndDerivative {
    V value, derivative;
};

/// \cond
/// V is one of xsimd's emulated batches, which are arrays.
template <class V>
inline constexpr bool is_emulated = false;
#if defined(XSIMD_WITH_EMULATED) && XSIMD_WITH_EMULATED
template <class T, std::size_t bits>
inline constexpr bool is_emulated<xsimd::batch<T, xsimd::emulated<bits>>> = true;
#endif

/// V is a batch whose registers core/registers/ knows: no emulated one, nor one of SVE's.
template <class V>
inline constexpr bool has_registers = false;
/// And its masks are registers of x86-64, as wide as V.
template <class V>
inline constexpr bool has_register_masks = false;
#if defined(__x86_64__)
template <class T, class Arch>
inline constexpr bool has_registers<xsimd::batch<T, Arch>> = !is_emulated<xsimd::batch<T, Arch>>;
template <class T, class Arch>
inline constexpr bool has_register_masks<xsimd::batch<T, Arch>> =
    has_registers<xsimd::batch<T, Arch>> &&
    sizeof(typename xsimd::batch_bool<T, Arch>::register_type) == sizeof(typename xsimd::batch<T, Arch>::register_type);
#elif defined(__aarch64__)
template <class T, class Arch>
inline constexpr bool has_registers<xsimd::batch<T, Arch>> =
    std::same_as<typename xsimd::batch<T, Arch>::register_type,
                 std::conditional_t<sizeof(T) == 4, float32x4_t, float64x2_t>>;
#endif
/// \endcond

}  // namespace ramp
