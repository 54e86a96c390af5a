// RTNeural's layers of a size that the compiler knows. They take and keep whole batches.
#pragma once

#include <algorithm>
#include <cstddef>

#define RTNEURAL_USE_XSIMD 1
#define RTNEURAL_DEFAULT_ALIGNMENT 64
#include <RTNeural/activation/activation.h>
#include <xsimd/xsimd.hpp>

#include <ramp/ramp.hpp>

#include "../work.hpp"

namespace ramp_benchmarks {

class RTNeuralLayer {
    using Batch = xsimd::batch<float>;

    /// Whole batches from where they are; a size that is no multiple of a batch's with zeros behind it.
    template <class Layer, std::size_t size>
    static void forward(const KnownArrays<float, size>& arrays) {
        constexpr std::size_t batches = (size + Batch::size - 1) / Batch::size;
        float padded[batches * Batch::size] = {};
        const float* from = arrays.x.data();
        float* to = arrays.result.data();
        if constexpr (size % Batch::size != 0) {
            std::ranges::copy(arrays.x, padded);
            from = to = padded;
        }
        Batch x[batches];
        for (std::size_t i = 0; i < batches; ++i) x[i] = Batch::load_unaligned(from + i * Batch::size);
        Layer layer;
        layer.forward(x);
        for (std::size_t i = 0; i < batches; ++i) layer.outs[i].store_unaligned(to + i * Batch::size);
        if constexpr (size % Batch::size != 0) std::ranges::copy_n(padded, size, arrays.result.begin());
    }

public:
    static constexpr const char* name = "RTNeural";
    static constexpr Tolerance tolerance{.relative = 8, .absolute = 8};

    template <std::size_t size>
    static void run(ramp::ELU<float>, Value, const KnownArrays<float, size>& arrays) {
        forward<RTNeural::ELuActivationT<float, int(size)>>(arrays);
    }
    template <std::size_t size>
    static void run(ramp::Sigmoid<float>, Value, const KnownArrays<float, size>& arrays) {
        forward<RTNeural::SigmoidActivationT<float, int(size)>>(arrays);
    }
    template <std::size_t size>
    static void run(ramp::Tanh<float>, Value, const KnownArrays<float, size>& arrays) {
        forward<RTNeural::TanhActivationT<float, int(size)>>(arrays);
    }
};

}  // namespace ramp_benchmarks
