// A loop over xsimd's functions.
#pragma once

#include <xsimd/xsimd.hpp>

#include "batch_loop.hpp"

namespace ramp_benchmarks {

struct XsimdFunctions {
    // clang-format off
    template <class Batch> static Batch expm1(Batch x) { return xsimd::expm1(x); }
    template <class Batch> static Batch exp(Batch x) { return xsimd::exp(x); }
    template <class Batch> static Batch tanh(Batch x) { return xsimd::tanh(x); }
    template <class Batch> static Batch log1p(Batch x) { return xsimd::log1p(x); }
    template <class Batch> static Batch erfc(Batch x) { return xsimd::erfc(x); }
    // clang-format on
};

struct XsimdLoop : BatchLoop<XsimdFunctions> {
    static constexpr const char* name = "xsimd loop";
    /// The loop over erfc rounds its argument, which costs it some ulp in GELU's tail.
    static constexpr Tolerance tolerance{.relative = 64, .absolute = 1};
};

}  // namespace ramp_benchmarks
