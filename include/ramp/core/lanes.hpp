// What "a number or a batch of numbers" is, and the few operations on it that neither C++ nor xsimd gives in one form.
// The only file that knows xsimd's versions, and the only one that holds an intrinsic.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <xsimd/xsimd.hpp>

namespace ramp {

/// The instruction set that array calls use unless told otherwise: the widest one the compiler's flags allow.
using default_arch = xsimd::default_arch;

template <class T, class Arch>
using batch = xsimd::batch<T, Arch>;

template <class V>
struct lanes_traits {};

template <class T>
requires std::same_as<T, float> || std::same_as<T, double>
struct lanes_traits<T> {
    using element = T;
    using mask = bool;
    static constexpr std::size_t size = 1;
};

template <class T, class Arch>
struct lanes_traits<xsimd::batch<T, Arch>> {
    using element = T;
    using mask = xsimd::batch_bool<T, Arch>;
    static constexpr std::size_t size = xsimd::batch<T, Arch>::size;
};

/// The type of one lane: T for a T and for a batch of T.
template <class V>
using element_t = typename lanes_traits<V>::element;

/// What comparing two V yields: bool, or one truth value a lane.
template <class V>
using mask_t = typename lanes_traits<V>::mask;

template <class V>
inline constexpr std::size_t lane_count = lanes_traits<V>::size;

/// V is a float, a double, or a batch of either.
template <class V>
concept lanes = std::same_as < element_t<V>,
float > || std::same_as<element_t<V>, double>;

/// V is a T or a batch of T.
template <class V, class T>
concept lanes_of = lanes<V> && std::same_as<element_t<V>, T>;

/// Lane by lane, condition ? yes : no.
template <class T>
requires std::floating_point<T>
[[nodiscard, gnu::always_inline]] inline constexpr T choose(bool condition, T yes, T no) noexcept {
    return condition ? yes : no;
}

template <class T, class Arch>
[[nodiscard, gnu::always_inline]] inline batch<T, Arch> choose(xsimd::batch_bool<T, Arch> condition, batch<T, Arch> yes,
                                                               batch<T, Arch> no) noexcept {
    return xsimd::select(condition, yes, no);
}

/// v, but the optimiser may not look through it: keeps -ffast-math from regrouping sums whose order is the point.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V opaque(V v) noexcept {
    if (std::is_constant_evaluated()) return v;
    if constexpr (std::floating_point<V>) {
#if defined(__GNUC__) && defined(__x86_64__)
        __asm__("" : "+v"(v));
#elif defined(__GNUC__) && defined(__aarch64__)
        __asm__("" : "+w"(v));
#endif
        return v;
    } else {
        typename V::register_type lanes = v;
#if defined(__GNUC__) && defined(__x86_64__)
        __asm__("" : "+v"(lanes));
#elif defined(__GNUC__) && defined(__aarch64__)
        __asm__("" : "+w"(lanes));
#endif
        return V(lanes);
    }
}

#if defined(__FMA__) || defined(__aarch64__)
inline constexpr bool has_fused_multiply_add = true;
#else
inline constexpr bool has_fused_multiply_add = false;
#endif

// One overload a register type, since xsimd 8.1 has a true FMA neither for AVX-512 nor for SSE in an AVX2 build.
#if defined(__FMA__)
[[gnu::always_inline]] inline __m128 fused(__m128 a, __m128 b, __m128 c) noexcept {
    return _mm_fmadd_ps(a, b, c);
}
[[gnu::always_inline]] inline __m128d fused(__m128d a, __m128d b, __m128d c) noexcept {
    return _mm_fmadd_pd(a, b, c);
}
[[gnu::always_inline]] inline __m256 fused(__m256 a, __m256 b, __m256 c) noexcept {
    return _mm256_fmadd_ps(a, b, c);
}
[[gnu::always_inline]] inline __m256d fused(__m256d a, __m256d b, __m256d c) noexcept {
    return _mm256_fmadd_pd(a, b, c);
}
#endif
#if defined(__AVX512F__)
[[gnu::always_inline]] inline __m512 fused(__m512 a, __m512 b, __m512 c) noexcept {
    return _mm512_fmadd_ps(a, b, c);
}
[[gnu::always_inline]] inline __m512d fused(__m512d a, __m512d b, __m512d c) noexcept {
    return _mm512_fmadd_pd(a, b, c);
}
#endif
#if defined(__aarch64__)
[[gnu::always_inline]] inline float32x4_t fused(float32x4_t a, float32x4_t b, float32x4_t c) noexcept {
    return vfmaq_f32(c, a, b);
}
[[gnu::always_inline]] inline float64x2_t fused(float64x2_t a, float64x2_t b, float64x2_t c) noexcept {
    return vfmaq_f64(c, a, b);
}
#endif
[[gnu::always_inline]] inline float fused(float a, float b, float c) noexcept {
    return __builtin_fmaf(a, b, c);
}
[[gnu::always_inline]] inline double fused(double a, double b, double c) noexcept {
    return __builtin_fma(a, b, c);
}

/// A sum of two numbers and its rounding error: a + b = sum + error exactly (Knuth's two-sum).
template <std::floating_point T>
struct ExactSum {
    T sum, error;
    [[gnu::always_inline]] constexpr ExactSum(T a, T b) noexcept : sum(a + b), error() {
        const T b_rounded = sum - a;
        error = (a - (sum - b_rounded)) + (b - b_rounded);
    }
};

/// A product of two numbers and its rounding error (Dekker, with Veltkamp's split); no over- or underflow.
template <std::floating_point T>
struct ExactProduct {
    T product, error;
    [[gnu::always_inline]] constexpr ExactProduct(T a, T b) noexcept : product(a * b), error() {
        constexpr T splitter = sizeof(T) == 4 ? T(4097) : T(134217729);
        const T a_high = splitter * a - (splitter * a - a), b_high = splitter * b - (splitter * b - b);
        const T a_low = a - a_high, b_low = b - b_high;
        error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    }
};

/// a b + c rounded once, for constant expressions, where clang++ has no builtin: Boldo and Melquiond,
/// "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd" (2008).
template <std::floating_point T>
[[nodiscard, gnu::always_inline]] inline constexpr T constant_fused(T a, T b, T c) noexcept {
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    const ExactProduct<T> ab(a, b);
    const ExactSum<T> low(c, ab.error);
    const ExactSum<T> high(ab.product, low.sum);
    const ExactSum<T> rest(low.error, high.error);
    T odd = rest.sum;
    if (rest.error != 0 && (__builtin_bit_cast(Bits, odd) & 1) == 0) {
        const bool away_from_zero = (rest.error > 0) == (odd > 0);
        odd = __builtin_bit_cast(T, Bits(__builtin_bit_cast(Bits, odd) + (away_from_zero ? Bits(1) : ~Bits(0))));
    }
    return high.sum + odd;
}

/// a b + c: rounded once wherever the machine has a fused multiply-add, after each operation elsewhere.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V multiply_add(V a, V b, V c) noexcept {
    if constexpr (!has_fused_multiply_add) {
        return opaque(a * b + c);
    } else if constexpr (std::floating_point<V>) {
        return std::is_constant_evaluated() ? constant_fused(a, b, c) : fused(a, b, c);
    } else {
        using Register = typename V::register_type;
        return V(fused(Register(a), Register(b), Register(c)));
    }
}

/// The lanes' bits, moved left by `count` places.
template <int count, lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V shift_bits_left(V v) noexcept {
    using Bits = std::conditional_t<sizeof(element_t<V>) == 4, std::uint32_t, std::uint64_t>;
    if constexpr (std::floating_point<V>) {
        return __builtin_bit_cast(V, __builtin_bit_cast(Bits, v) << count);
    } else {
#if XSIMD_VERSION_MAJOR >= 10
        return xsimd::bitwise_cast<element_t<V>>(xsimd::bitwise_cast<Bits>(v) << count);
#else
        return xsimd::bitwise_cast<V>(xsimd::bitwise_cast<batch<Bits, typename V::arch_type>>(v) << count);
#endif
    }
}

/// factor v, and +0 wherever factor is 0: zero times infinity never shows.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V absorbing_product(V factor, V v) noexcept {
    return choose(factor == V(0), V(0), factor * v);
}

}  // namespace ramp
