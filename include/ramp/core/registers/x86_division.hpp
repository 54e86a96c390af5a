// Division and square root on x86-64 under -ffast-math, and for AVX-512, whose intrinsics meet g++ 12's
// -Wmaybe-uninitialized.
#pragma once
#if defined(__x86_64__) && (defined(__FAST_MATH__) || defined(__AVX512F__))

#include <ramp/core/inline.hpp>

namespace ramp::registers {

/// a / b and sqrt(v), by one instruction: -ffast-math makes them of estimates, which are 0 next to over- and underflow.
template <class T, class Register>
RAMP_INLINE Register quotient(Register a, Register b) noexcept {
#if defined(__AVX__)
    if constexpr (sizeof(T) == sizeof(float))
        __asm__("vdivps %1, %0, %0" : "+v"(a) : "v"(b));
    else
        __asm__("vdivpd %1, %0, %0" : "+v"(a) : "v"(b));
#else
    if constexpr (sizeof(T) == sizeof(float))
        __asm__("divps %1, %0" : "+x"(a) : "x"(b));
    else
        __asm__("divpd %1, %0" : "+x"(a) : "x"(b));
#endif
    return a;
}
template <class T, class Register>
RAMP_INLINE Register square_root(Register v) noexcept {
#if defined(__AVX__)
    if constexpr (sizeof(T) == sizeof(float))
        __asm__("vsqrtps %0, %0" : "+v"(v));
    else
        __asm__("vsqrtpd %0, %0" : "+v"(v));
#else
    if constexpr (sizeof(T) == sizeof(float))
        __asm__("sqrtps %0, %0" : "+x"(v));
    else
        __asm__("sqrtpd %0, %0" : "+x"(v));
#endif
    return v;
}

}  // namespace ramp::registers

#endif
