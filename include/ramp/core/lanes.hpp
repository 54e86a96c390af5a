// The few operations on numbers and batches that neither C++ nor xsimd gives in one form. With core/lane_types.hpp and
// core/xsimd.hpp, the only file that knows xsimd's versions.
#pragma once

#include <concepts>
#include <type_traits>

#include <ramp/core/builtins.hpp>
#include <ramp/core/constant_fma.hpp>
#include <ramp/core/lane_types.hpp>

namespace ramp {

/// Lane by lane, condition ? yes : no.
template <number T>
[[nodiscard]] RAMP_INLINE constexpr T choose(bool condition, T yes, T no) noexcept {
    return condition ? yes : no;
}

template <class T, class Arch>
[[nodiscard]] RAMP_INLINE xsimd::batch<T, Arch> choose(xsimd::batch_bool<T, Arch> condition, xsimd::batch<T, Arch> yes,
                                                       xsimd::batch<T, Arch> no) noexcept {
#if defined(__x86_64__)
    using Register = typename xsimd::batch<T, Arch>::register_type;
    if constexpr (has_register_masks<xsimd::batch<T, Arch>>)
        return registers::select(Register(condition), Register(yes), Register(no));
    else
#endif
        return xsimd::select(condition, yes, no);
}

/// v, or `bound` where v is less; NaN stays NaN, and -0 is not less than 0.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V at_least(V v, V bound) noexcept {
#if defined(__x86_64__)
    if constexpr (has_registers<V>) {
        using Register = typename V::register_type;
        return V(registers::greater(Register(bound), Register(v)));
    }
#endif
    return choose(v < bound, bound, v);
}

/// v, or `bound` where v is greater; NaN stays NaN, and 0 is not greater than -0.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V at_most(V v, V bound) noexcept {
#if defined(__x86_64__)
    if constexpr (has_registers<V>) {
        using Register = typename V::register_type;
        return V(registers::lesser(Register(bound), Register(v)));
    }
#endif
    return choose(v > bound, bound, v);
}

/// v where the condition holds, else 0. (g++ 12 makes two instructions of blending with zero.)
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V only_where(mask_t<V> condition, V v) noexcept {
    if constexpr (has_register_masks<V>)
        return v & V(typename V::register_type(condition));
    else
        return choose(condition, v, V(0));
}

/// v; NaN where x is NaN.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V unless_nan(V v, V x) noexcept {
#if defined(__x86_64__)
    if constexpr (has_register_masks<V>) return v | V(registers::nan_where_nan(typename V::register_type(x)));
#endif
#if defined(__AVX512F__)
    if constexpr (has_registers<V> && sizeof(V) == sizeof(__m512))
        return V(registers::unless_nan(typename V::register_type(v), typename V::register_type(x)));
#endif
    return choose(x == x, v, x);
}

/// |v|
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V absolute(V v) noexcept {
    if constexpr (std::floating_point<V>)
        return builtin::absolute(v);
    else
        return xsimd::abs(v);
}

/// Neither infinite nor NaN, told by the bits because -ffast-math assumes it of every number.
template <number T>
[[nodiscard]] RAMP_INLINE constexpr bool is_finite(T v) noexcept {
    constexpr auto exponent = __builtin_bit_cast(bits_t<T>, positive_infinity<T>);
    return (__builtin_bit_cast(bits_t<T>, v) & exponent) != exponent;
}

/// v, but the optimiser may not look through it: keeps -ffast-math from regrouping sums whose order is the point, and
/// g++ from contracting a product that is a result into the caller's sum. (WebAssembly has no fused multiply-add.)
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V opaque(V v) noexcept {
    if (__builtin_is_constant_evaluated()) return v;
    if constexpr (std::floating_point<V>) {
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__SSE2__))
        __asm__("" : "+v"(v));
#elif defined(__GNUC__) && defined(__aarch64__)
        __asm__("" : "+w"(v));
#elif defined(__GNUC__) && (!defined(__wasm__) || defined(__FAST_MATH__))
        __asm__("" : "+m"(v));
#endif
        return v;
    } else {
        typename V::register_type content = v;
#if defined(__GNUC__) && (!defined(__wasm__) || defined(__FAST_MATH__))
        if constexpr (is_emulated<V>)
            __asm__("" : "+m"(content));
        else
#if defined(__x86_64__) || defined(__SSE2__)
            __asm__("" : "+v"(content));
#elif defined(__aarch64__)
            __asm__("" : "+w"(content));
#else
            __asm__("" : "+m"(content));
#endif
#endif
        return V(content);
    }
}

// WebAssembly and x86-64 before AVX2 have none; what all others have is not known. On 32-bit x86, and with cl.exe,
// batches of an older instruction set would have none beside numbers that do.
#if (defined(__x86_64__) && defined(__FMA__)) || defined(__aarch64__) || defined(__powerpc64__) || \
    defined(__s390x__) || (defined(__riscv_flen) && __riscv_flen >= 64)
inline constexpr bool has_fused_multiply_add = true;
#else
inline constexpr bool has_fused_multiply_add = false;
#endif

/// a b + c, rounded once, in a batch that core/registers/ does not know. xsimd's emulated batches round twice.
template <lanes V>
[[nodiscard]] RAMP_INLINE V fused_elsewhere(V a, V b, V c) noexcept {
    if constexpr (is_emulated<V>) {
        element_t<V> x[lane_count<V>], y[lane_count<V>], z[lane_count<V>];
        a.store_unaligned(x), b.store_unaligned(y), c.store_unaligned(z);
        for (std::size_t i = 0; i < lane_count<V>; ++i) z[i] = builtin::fused(x[i], y[i], z[i]);
        return V::load_unaligned(z);
    } else {
        return xsimd::fma(a, b, c);
    }
}

/// a b + c: rounded once wherever the machine has a fused multiply-add, after each operation elsewhere.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V multiply_add(V a, V b, V c) noexcept {
    if constexpr (!has_fused_multiply_add) {
#if defined(__AVX512F__) || defined(__FMA__) || defined(__FMA4__) || defined(__FAST_MATH__) || \
    !(defined(__x86_64__) || defined(__SSE2__) || defined(__wasm__))
        return opaque(opaque(a * b) + c);  // which g++ without -mfma would still contract, and -ffast-math factor out
#else
        return opaque(a * b + c);
#endif
    } else if constexpr (std::floating_point<V>) {
        return __builtin_is_constant_evaluated() ? constant::fused(a, b, c) : builtin::fused(a, b, c);
    } else {
#if (defined(__x86_64__) && defined(__FMA__)) || defined(__aarch64__)
        using Register = typename V::register_type;
        if constexpr (has_registers<V>)
            return V(registers::fused(Register(a), Register(b), Register(c)));
        else
#endif
            return fused_elsewhere(a, b, c);
    }
}

/// a / b, rounded once.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V quotient(V a, V b) noexcept {
#if defined(__aarch64__) || (defined(__x86_64__) && defined(__FAST_MATH__))
    using T = element_t<V>;
    if constexpr (has_registers<V>)
        return V(registers::quotient<T>(typename V::register_type(a), typename V::register_type(b)));
#endif
    return a / b;
}

/// The lanes' bits, moved left by `count` places.
template <int count, lanes V>
[[nodiscard]] RAMP_INLINE constexpr V shift_bits_left(V v) noexcept {
    using Bits = bits_t<element_t<V>>;
    if constexpr (std::floating_point<V>) {
        return __builtin_bit_cast(V, __builtin_bit_cast(Bits, v) << count);
    } else {
#if defined(__x86_64__) || defined(__aarch64__)
        if constexpr (has_registers<V>)
            return V(registers::shift_left<count, Bits>(typename V::register_type(v)));
        else
#endif
            return xsimd::bitwise_cast<element_t<V>>(xsimd::bitwise_cast<Bits>(v) << count);
    }
}

}  // namespace ramp
