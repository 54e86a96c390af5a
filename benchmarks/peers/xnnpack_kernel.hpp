// The kernels that today's XNNPACK runs on a processor with this build's vectors, called by their names: the operators
// of xnnpack.hpp pick theirs by the processor, and older XNNPACKs have others, or none.
#pragma once

#include <functional>

#include <ramp/ramp.hpp>

#include "../work.hpp"

namespace ramp_benchmarks {

struct XNNPACKKernel {
    static constexpr const char* name = "XNNPACK kernel";
    /// GELU is 0 in its tail, where it should be -5e-7.
    static constexpr Tolerance tolerance{.relative = 8, .absolute = 8};

    static std::function<void()> prepare(ramp::ELU<float> f, Value, Arrays<float> arrays);
    static std::function<void()> prepare(ramp::Sigmoid<float>, Value, Arrays<float> arrays);
    static std::function<void()> prepare(ramp::Tanh<float>, Value, Arrays<float> arrays);
    static std::function<void()> prepare(ramp::GELU<float>, Value, Arrays<float> arrays);
    static std::function<void()> prepare(ramp::GELUTanh<float>, Value, Arrays<float> arrays);
};

}  // namespace ramp_benchmarks
