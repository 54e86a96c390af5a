// Build: what a source file is compiled for. It stands in the name of every function of ramp's that is not inlined, so
// that files and plugins that differ in it share none (law 12).
#pragma once

#include <ramp/core/inline.hpp>
#include <ramp/version.hpp>

namespace ramp {

/// One bit for each property that changes what the same source compiles to. Macros are read here, before xsimd's
/// header: g++ 16 loses __FAST_MATH__ in it.
inline constexpr unsigned build_properties = 0u
#if defined(__SSE3__)
                                             | 1u << 0
#endif
#if defined(__SSSE3__)
                                             | 1u << 1
#endif
#if defined(__SSE4_1__)
                                             | 1u << 2
#endif
#if defined(__SSE4_2__)
                                             | 1u << 3
#endif
#if defined(__AVX__)
                                             | 1u << 4
#endif
#if defined(__AVX2__)
                                             | 1u << 5
#endif
#if defined(__FMA__)
                                             | 1u << 6
#endif
#if defined(__FMA4__)
                                             | 1u << 7
#endif
#if defined(__BMI__)
                                             | 1u << 8
#endif
#if defined(__BMI2__)
                                             | 1u << 9
#endif
#if defined(__F16C__)
                                             | 1u << 10
#endif
#if defined(__AVX512F__)
                                             | 1u << 11
#endif
#if defined(__AVX512CD__)
                                             | 1u << 12
#endif
#if defined(__AVX512DQ__)
                                             | 1u << 13
#endif
#if defined(__AVX512BW__)
                                             | 1u << 14
#endif
#if defined(__AVX512VL__)
                                             | 1u << 15
#endif
#if defined(__ARM_FEATURE_SVE)
                                             | 1u << 16
#endif
#if defined(__FAST_MATH__)
                                             | 1u << 17
#endif
#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
                                             | 1u << 18
#endif
#if defined(__cpp_exceptions)
                                             | 1u << 19
#endif
#if defined(__NO_SIGNED_ZEROS__)
                                             | 1u << 20
#endif
#if defined(__RECIPROCAL_MATH__)
                                             | 1u << 21
#endif
#if defined(__ASSOCIATIVE_MATH__)
                                             | 1u << 22
#endif
    ;

template <unsigned properties, int major, int minor, int patch>
struct BuildOf;
using Build = BuildOf<build_properties, version_major, version_minor, version_patch>;

}  // namespace ramp
