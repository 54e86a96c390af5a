// The ELU kernel that today's XNNPACK runs on a processor with this build's vectors, called by its name: the operators
// of xnnpack.hpp pick theirs by the processor, and older XNNPACKs pick others.
#pragma once

#include <memory>
#include <span>

#include <ramp/ramp.hpp>

#include "../work.hpp"

namespace ramp_benchmarks {

class XNNPACKKernel {
    struct Call {
        std::span<const float> x;
        std::span<float> result;
        std::shared_ptr<const void> parameters;  ///< XNNPACK's own structure, which only the source file knows

        void operator()() const;
    };

public:
    static constexpr const char* name = "XNNPACK kernel";
    static constexpr Tolerance tolerance{.relative = 8, .absolute = 1};

    static Call prepare(ramp::ELU<float> f, Value, Arrays<float> arrays);
};

}  // namespace ramp_benchmarks
