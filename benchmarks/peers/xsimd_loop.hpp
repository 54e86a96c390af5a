// A loop over xsimd::expm1 and xsimd::exp.
#pragma once

#include <xsimd/xsimd.hpp>

#include "batch_loop.hpp"

namespace ramp_benchmarks {

struct XsimdFunctions {
    template <class Batch>
    static Batch expm1(Batch x) {
        return xsimd::expm1(x);
    }

    template <class Batch>
    static Batch exp(Batch x) {
        return xsimd::exp(x);
    }
};

struct XsimdLoop : BatchLoop<XsimdFunctions> {
    static constexpr const char* name = "xsimd loop";
    static constexpr Tolerance tolerance{.relative = 8, .absolute = 1};
};

}  // namespace ramp_benchmarks
