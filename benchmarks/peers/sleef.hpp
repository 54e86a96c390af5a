// SLEEF's expm1 and exp, the ones within 1 ulp, at the width the build has.
#pragma once

#include <immintrin.h>
#include <sleef.h>

#include <xsimd/xsimd.hpp>

#include "batch_loop.hpp"

namespace ramp_benchmarks {

// SLEEF declares no more than the compiler's flags allow, so the width has to be known to the preprocessor.
struct SleefFunctions {
#if defined(__AVX512F__)
    static xsimd::batch<float> expm1(xsimd::batch<float> x) {
        return Sleef_expm1f16_u10(x);
    }
    static xsimd::batch<float> exp(xsimd::batch<float> x) {
        return Sleef_expf16_u10(x);
    }
    static xsimd::batch<double> expm1(xsimd::batch<double> x) {
        return Sleef_expm1d8_u10(x);
    }
    static xsimd::batch<double> exp(xsimd::batch<double> x) {
        return Sleef_expd8_u10(x);
    }
#elif defined(__AVX__)
    static xsimd::batch<float> expm1(xsimd::batch<float> x) {
        return Sleef_expm1f8_u10(x);
    }
    static xsimd::batch<float> exp(xsimd::batch<float> x) {
        return Sleef_expf8_u10(x);
    }
    static xsimd::batch<double> expm1(xsimd::batch<double> x) {
        return Sleef_expm1d4_u10(x);
    }
    static xsimd::batch<double> exp(xsimd::batch<double> x) {
        return Sleef_expd4_u10(x);
    }
#else
    static xsimd::batch<float> expm1(xsimd::batch<float> x) {
        return Sleef_expm1f4_u10(x);
    }
    static xsimd::batch<float> exp(xsimd::batch<float> x) {
        return Sleef_expf4_u10(x);
    }
    static xsimd::batch<double> expm1(xsimd::batch<double> x) {
        return Sleef_expm1d2_u10(x);
    }
    static xsimd::batch<double> exp(xsimd::batch<double> x) {
        return Sleef_expd2_u10(x);
    }
#endif
};

struct Sleef : BatchLoop<SleefFunctions> {
    static constexpr const char* name = "SLEEF";
    static constexpr Tolerance tolerance{.relative = 4, .absolute = 1};
};

}  // namespace ramp_benchmarks
