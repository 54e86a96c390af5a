// SLEEF's functions within 1 ulp (erfc: 1.5), at the width the build has.
#pragma once

#include <immintrin.h>
#include <sleef.h>

#include <xsimd/xsimd.hpp>

#include "batch_loop.hpp"

namespace ramp_benchmarks {

// SLEEF declares no more than the compiler's flags allow, so the width has to be known to the preprocessor.
struct SleefFunctions {
    // clang-format off
#if defined(__AVX512F__)
    static xsimd::batch<float> expm1(xsimd::batch<float> x) { return Sleef_expm1f16_u10(x); }
    static xsimd::batch<double> expm1(xsimd::batch<double> x) { return Sleef_expm1d8_u10(x); }
    static xsimd::batch<float> exp(xsimd::batch<float> x) { return Sleef_expf16_u10(x); }
    static xsimd::batch<double> exp(xsimd::batch<double> x) { return Sleef_expd8_u10(x); }
    static xsimd::batch<float> tanh(xsimd::batch<float> x) { return Sleef_tanhf16_u10(x); }
    static xsimd::batch<double> tanh(xsimd::batch<double> x) { return Sleef_tanhd8_u10(x); }
    static xsimd::batch<float> log1p(xsimd::batch<float> x) { return Sleef_log1pf16_u10(x); }
    static xsimd::batch<double> log1p(xsimd::batch<double> x) { return Sleef_log1pd8_u10(x); }
    static xsimd::batch<float> erfc(xsimd::batch<float> x) { return Sleef_erfcf16_u15(x); }
    static xsimd::batch<double> erfc(xsimd::batch<double> x) { return Sleef_erfcd8_u15(x); }
#elif defined(__AVX__)
    static xsimd::batch<float> expm1(xsimd::batch<float> x) { return Sleef_expm1f8_u10(x); }
    static xsimd::batch<double> expm1(xsimd::batch<double> x) { return Sleef_expm1d4_u10(x); }
    static xsimd::batch<float> exp(xsimd::batch<float> x) { return Sleef_expf8_u10(x); }
    static xsimd::batch<double> exp(xsimd::batch<double> x) { return Sleef_expd4_u10(x); }
    static xsimd::batch<float> tanh(xsimd::batch<float> x) { return Sleef_tanhf8_u10(x); }
    static xsimd::batch<double> tanh(xsimd::batch<double> x) { return Sleef_tanhd4_u10(x); }
    static xsimd::batch<float> log1p(xsimd::batch<float> x) { return Sleef_log1pf8_u10(x); }
    static xsimd::batch<double> log1p(xsimd::batch<double> x) { return Sleef_log1pd4_u10(x); }
    static xsimd::batch<float> erfc(xsimd::batch<float> x) { return Sleef_erfcf8_u15(x); }
    static xsimd::batch<double> erfc(xsimd::batch<double> x) { return Sleef_erfcd4_u15(x); }
#else
    static xsimd::batch<float> expm1(xsimd::batch<float> x) { return Sleef_expm1f4_u10(x); }
    static xsimd::batch<double> expm1(xsimd::batch<double> x) { return Sleef_expm1d2_u10(x); }
    static xsimd::batch<float> exp(xsimd::batch<float> x) { return Sleef_expf4_u10(x); }
    static xsimd::batch<double> exp(xsimd::batch<double> x) { return Sleef_expd2_u10(x); }
    static xsimd::batch<float> tanh(xsimd::batch<float> x) { return Sleef_tanhf4_u10(x); }
    static xsimd::batch<double> tanh(xsimd::batch<double> x) { return Sleef_tanhd2_u10(x); }
    static xsimd::batch<float> log1p(xsimd::batch<float> x) { return Sleef_log1pf4_u10(x); }
    static xsimd::batch<double> log1p(xsimd::batch<double> x) { return Sleef_log1pd2_u10(x); }
    static xsimd::batch<float> erfc(xsimd::batch<float> x) { return Sleef_erfcf4_u15(x); }
    static xsimd::batch<double> erfc(xsimd::batch<double> x) { return Sleef_erfcd2_u15(x); }
#endif
    // clang-format on
};

struct Sleef : BatchLoop<SleefFunctions> {
    static constexpr const char* name = "SLEEF";
    /// The loop over erfc rounds its argument, which costs it some ulp in GELU's tail.
    static constexpr Tolerance tolerance{.relative = 64, .absolute = 1};
};

}  // namespace ramp_benchmarks
