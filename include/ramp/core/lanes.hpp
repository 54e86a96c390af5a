// What "a number or a batch of numbers" is, and the few operations on it that neither C++ nor xsimd gives in one form.
// The only file that knows xsimd's versions, and the only one that holds an intrinsic. Builtins stand where the
// standard library has a function for the same, because that one would not be inlined at -O0 (law 12).
#pragma once

#if __cplusplus < 202002L
#error "ramp needs C++20: compile with -std=c++20 or later"
#endif

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <xsimd/xsimd.hpp>

namespace ramp {

/// The widest instruction set of the machine that runs the program (dispatch.hpp). Build is what its caller is compiled
/// for, so that two builds do not share its symbols.
template <class Build>
struct RuntimeArch;
using runtime_arch = RuntimeArch<xsimd::default_arch>;

/// The instruction set that array calls use unless told otherwise: the widest one the compiler's flags allow, or with
/// ramp::dispatch linked, which defines the macro, the widest one of the machine.
#if defined(RAMP_DISPATCH)
using default_arch = runtime_arch;
#else
using default_arch = xsimd::default_arch;
#endif

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

/// Lane by lane, condition ? yes : no.
template <class T>
requires std::floating_point<T>
[[nodiscard, gnu::always_inline]] inline constexpr T choose(bool condition, T yes, T no) noexcept {
    return condition ? yes : no;
}

template <class T, class Arch>
[[nodiscard, gnu::always_inline]] inline xsimd::batch<T, Arch> choose(xsimd::batch_bool<T, Arch> condition,
                                                                      xsimd::batch<T, Arch> yes,
                                                                      xsimd::batch<T, Arch> no) noexcept {
    return xsimd::select(condition, yes, no);
}

#if defined(__x86_64__)
// The second operand wins where either is NaN, and where both are zeros.
[[gnu::always_inline]] inline __m128 greater(__m128 a, __m128 b) noexcept {
    return _mm_max_ps(a, b);
}
[[gnu::always_inline]] inline __m128 lesser(__m128 a, __m128 b) noexcept {
    return _mm_min_ps(a, b);
}
[[gnu::always_inline]] inline __m128d greater(__m128d a, __m128d b) noexcept {
    return _mm_max_pd(a, b);
}
[[gnu::always_inline]] inline __m128d lesser(__m128d a, __m128d b) noexcept {
    return _mm_min_pd(a, b);
}
#endif
#if defined(__AVX__)
[[gnu::always_inline]] inline __m256 greater(__m256 a, __m256 b) noexcept {
    return _mm256_max_ps(a, b);
}
[[gnu::always_inline]] inline __m256 lesser(__m256 a, __m256 b) noexcept {
    return _mm256_min_ps(a, b);
}
[[gnu::always_inline]] inline __m256d greater(__m256d a, __m256d b) noexcept {
    return _mm256_max_pd(a, b);
}
[[gnu::always_inline]] inline __m256d lesser(__m256d a, __m256d b) noexcept {
    return _mm256_min_pd(a, b);
}
#endif
#if defined(__AVX512F__)
[[gnu::always_inline]] inline __m512 greater(__m512 a, __m512 b) noexcept {
    return _mm512_maskz_max_ps(__mmask16(-1), a, b);  // unmasked, g++ 12 warns inside its own header
}
[[gnu::always_inline]] inline __m512 lesser(__m512 a, __m512 b) noexcept {
    return _mm512_maskz_min_ps(__mmask16(-1), a, b);
}
[[gnu::always_inline]] inline __m512d greater(__m512d a, __m512d b) noexcept {
    return _mm512_maskz_max_pd(__mmask8(-1), a, b);
}
[[gnu::always_inline]] inline __m512d lesser(__m512d a, __m512d b) noexcept {
    return _mm512_maskz_min_pd(__mmask8(-1), a, b);
}
#endif

/// v, or `bound` where v is less; NaN stays NaN, and -0 is not less than 0.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V at_least(V v, V bound) noexcept {
#if defined(__x86_64__)
    if constexpr (!std::floating_point<V>) {
        using Register = typename V::register_type;
        return V(greater(Register(bound), Register(v)));
    }
#endif
    return choose(v < bound, bound, v);
}

/// v, or `bound` where v is greater; NaN stays NaN, and 0 is not greater than -0.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V at_most(V v, V bound) noexcept {
#if defined(__x86_64__)
    if constexpr (!std::floating_point<V>) {
        using Register = typename V::register_type;
        return V(lesser(Register(bound), Register(v)));
    }
#endif
    return choose(v > bound, bound, v);
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
        typename V::register_type content = v;
#if defined(__GNUC__) && defined(__x86_64__)
        __asm__("" : "+v"(content));
#elif defined(__GNUC__) && defined(__aarch64__)
        __asm__("" : "+w"(content));
#endif
        return V(content);
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
/// "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd" (2008). Where a double is
/// next to over- or underflow, a and c are moved away from it; a subnormal result may be rounded twice.
template <std::floating_point T>
[[nodiscard, gnu::always_inline]] inline constexpr T constant_fused_at(T a, T b, T c) noexcept {
    using Bits = bits_t<T>;
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

[[nodiscard, gnu::always_inline]] inline constexpr double constant_fused(double a, double b, double c) noexcept {
    const auto is_small = [](double v) __attribute__((always_inline)) {
        return v < 0x1p-800 && v > -0x1p-800;
    };
    const auto is_large = [](double v) __attribute__((always_inline)) {
        return v > 0x1p900 || v < -0x1p900;
    };
    if (is_large(a) || is_large(c)) return constant_fused_at(a * 0x1p-100, b, c * 0x1p-100) * 0x1p100;
    if (is_small(a) && is_small(c)) return constant_fused_at(a * 0x1p200, b, c * 0x1p200) * 0x1p-200;
    return constant_fused_at(a, b, c);
}

/// A float's product is exact in double, and rounding the sum to odd there keeps the last rounding the only one.
[[nodiscard, gnu::always_inline]] inline constexpr float constant_fused(float a, float b, float c) noexcept {
    const ExactSum<double> sum(double(a) * double(b), double(c));
    auto bits = __builtin_bit_cast(std::uint64_t, sum.sum);
    if (sum.error != 0 && (bits & 1) == 0)
        bits += (sum.error > 0) == (sum.sum > 0) ? std::uint64_t(1) : ~std::uint64_t(0);
    return float(__builtin_bit_cast(double, bits));
}

/// a b + c: rounded once wherever the machine has a fused multiply-add, after each operation elsewhere.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V multiply_add(V a, V b, V c) noexcept {
    if constexpr (!has_fused_multiply_add) {
#if defined(__AVX512F__) || defined(__FMA4__)
        return opaque(opaque(a * b) + c);  // which g++ without -mfma would still contract
#else
        return opaque(a * b + c);
#endif
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
    using Bits = bits_t<element_t<V>>;
    if constexpr (std::floating_point<V>) {
        return __builtin_bit_cast(V, __builtin_bit_cast(Bits, v) << count);
    } else {
        // The compiler's own vectors: xsimd's shift meets g++ 12's -Wmaybe-uninitialized in its AVX-512 headers.
        using Register = typename V::register_type;
        using Vector [[gnu::vector_size(sizeof(Register))]] = Bits;
        return V((Register)((Vector)Register(v) << count));
    }
}

// The first `count` lanes, at least one and fewer than all, from and to memory; lanes beyond are `zero`, memory beyond
// is not touched. A buffer on the stack takes 10 ns longer: the batch cannot be forwarded from the parts written there.
#if defined(__x86_64__)
[[gnu::always_inline]] inline __m128 load_some(__m128 zero, const float* source, std::size_t count) noexcept {
    if (count == 1) return _mm_load_ss(source);
    const __m128 two = _mm_loadl_pi(zero, reinterpret_cast<const __m64*>(source));
    return count == 2 ? two : _mm_movelh_ps(two, _mm_load_ss(source + 2));
}
[[gnu::always_inline]] inline __m128d load_some(__m128d, const double* source, std::size_t) noexcept {
    return _mm_load_sd(source);
}
[[gnu::always_inline]] inline void store_some(__m128 v, float* destination, std::size_t count) noexcept {
    if (count == 1) return _mm_store_ss(destination, v);
    _mm_storel_pi(reinterpret_cast<__m64*>(destination), v);
    if (count == 3) _mm_store_ss(destination + 2, _mm_movehl_ps(v, v));
}
[[gnu::always_inline]] inline void store_some(__m128d v, double* destination, std::size_t) noexcept {
    _mm_store_sd(destination, v);
}
#endif
#if defined(__AVX__)
/// From the eighth on, the mask of no lane; from the (8 - n)-th on, of the first n.
inline constexpr std::int32_t first_lanes[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};

[[gnu::always_inline]] inline __m256 load_some(__m256, const float* source, std::size_t count) noexcept {
    const __m256i mask = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(first_lanes + 8 - count));
    return _mm256_maskload_ps(source, mask);
}
[[gnu::always_inline]] inline __m256d load_some(__m256d, const double* source, std::size_t count) noexcept {
    const __m256i mask = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(first_lanes + 8 - 2 * count));
    return _mm256_maskload_pd(source, mask);
}
// Not vmaskmov, whose store takes 15 times as long as all of this on AMD's Zen.
[[gnu::always_inline]] inline void store_some(__m256 v, float* destination, std::size_t count) noexcept {
    const __m128 low = _mm256_castps256_ps128(v);
    if (count < 4) return store_some(low, destination, count);
    _mm_storeu_ps(destination, low);
    if (count > 4) store_some(_mm256_extractf128_ps(v, 1), destination + 4, count - 4);
}
[[gnu::always_inline]] inline void store_some(__m256d v, double* destination, std::size_t count) noexcept {
    const __m128d low = _mm256_castpd256_pd128(v);
    if (count < 2) return store_some(low, destination, count);
    _mm_storeu_pd(destination, low);
    if (count > 2) store_some(_mm256_extractf128_pd(v, 1), destination + 2, count - 2);
}
#endif
#if defined(__AVX512F__)
[[gnu::always_inline]] inline __m512 load_some(__m512 zero, const float* source, std::size_t count) noexcept {
    return _mm512_mask_loadu_ps(zero, __mmask16((1u << count) - 1), source);
}
[[gnu::always_inline]] inline __m512d load_some(__m512d zero, const double* source, std::size_t count) noexcept {
    return _mm512_mask_loadu_pd(zero, __mmask8((1u << count) - 1), source);
}
[[gnu::always_inline]] inline void store_some(__m512 v, float* destination, std::size_t count) noexcept {
    _mm512_mask_storeu_ps(destination, __mmask16((1u << count) - 1), v);
}
[[gnu::always_inline]] inline void store_some(__m512d v, double* destination, std::size_t count) noexcept {
    _mm512_mask_storeu_pd(destination, __mmask8((1u << count) - 1), v);
}
#endif

/// A batch whose first `count` lanes, at least one and fewer than all, are source's; the others are 0.
template <lanes V, class T>
[[nodiscard, gnu::always_inline]] inline V load_first(const T* source, std::size_t count) noexcept {
#if defined(__x86_64__)
    return V(load_some(typename V::register_type(V(0)), source, count));
#else
    T buffer[lane_count<V>] = {};
    for (std::size_t i = 0; i < count; ++i) buffer[i] = source[i];
    return V::load_unaligned(buffer);
#endif
}

/// Stores v's first `count` lanes, at least one and fewer than all.
template <lanes V, class T>
[[gnu::always_inline]] inline void store_first(V v, T* destination, std::size_t count) noexcept {
#if defined(__x86_64__)
    store_some(typename V::register_type(v), destination, count);
#else
    T buffer[lane_count<V>];
    v.store_unaligned(buffer);
    for (std::size_t i = 0; i < count; ++i) destination[i] = buffer[i];
#endif
}

/// Has `bytes` bytes, some way ahead of the address, brought into the caches. They need not be the array's: nothing is
/// read.
template <std::size_t bytes, class T>
[[gnu::always_inline]] inline void prefetch(const T* address, std::size_t ahead) noexcept {
    constexpr std::size_t cache_line = 64;
    const auto* const first = reinterpret_cast<const char*>(address) + ahead;
    for (std::size_t i = 0; i < bytes; i += cache_line) __builtin_prefetch(first + i);
}

/// What an address that is streamed to is a multiple of: less than a wide batch's size, so that what malloc returns is,
/// and a sum need not begin elsewhere for it. Pieces of 16 bytes take as long as whole registers (Zen 3, 64 Mi floats).
inline constexpr std::size_t streaming_alignment = 16;

#if defined(__x86_64__)
[[gnu::always_inline]] inline void stream_register(__m128 v, float* destination) noexcept {
    _mm_stream_ps(destination, v);
}
[[gnu::always_inline]] inline void stream_register(__m128d v, double* destination) noexcept {
    _mm_stream_pd(destination, v);
}
#endif
#if defined(__AVX__)
[[gnu::always_inline]] inline void stream_register(__m256 v, float* destination) noexcept {
    stream_register(_mm256_castps256_ps128(v), destination);
    stream_register(_mm256_extractf128_ps(v, 1), destination + 4);
}
[[gnu::always_inline]] inline void stream_register(__m256d v, double* destination) noexcept {
    stream_register(_mm256_castpd256_pd128(v), destination);
    stream_register(_mm256_extractf128_pd(v, 1), destination + 2);
}
#endif
#if defined(__AVX512F__)
[[gnu::always_inline]] inline void stream_register(__m512d v, double* destination) noexcept {
    stream_register(_mm512_maskz_extractf64x4_pd(__mmask8(-1), v, 0), destination);
    stream_register(_mm512_maskz_extractf64x4_pd(__mmask8(-1), v, 1), destination + 4);
}
[[gnu::always_inline]] inline void stream_register(__m512 v, float* destination) noexcept {
    const __m512d both = _mm512_castps_pd(v);
    stream_register(_mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(__mmask8(-1), both, 0)), destination);
    stream_register(_mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(__mmask8(-1), both, 1)), destination + 8);
}
#endif

/// Stores past the caches, where the machine can, to a multiple of streaming_alignment; end_streaming() ends a sequence
/// of such stores.
template <lanes V, class T>
[[gnu::always_inline]] inline void stream(V v, T* destination) noexcept {
#if defined(__x86_64__)
    stream_register(typename V::register_type(v), destination);
#else
    v.store_unaligned(destination);
#endif
}

/// Makes streamed stores visible in order with all later ones.
[[gnu::always_inline]] inline void end_streaming() noexcept {
#if defined(__x86_64__)
    _mm_sfence();
#endif
}

}  // namespace ramp
