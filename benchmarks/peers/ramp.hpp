// ramp itself. All is inlined, since level.cpp is compiled for several instruction sets.
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include <ramp/ramp.hpp>

#include "../work.hpp"

namespace ramp_benchmarks {

/// channel_prelu with these slopes, beside the activations.
template <class T>
struct ChannelPReLU {
    using value_type = T;
    std::span<const T> slopes;
};

struct Ramp {
    static constexpr const char* name = "ramp";
    /// A result depends on its own number alone, bit for bit, wherever that one is in an array of whatever length.
    static constexpr Tolerance tolerance{.relative = 0, .absolute = 0};

    /// How many learned parameters Call gives the gradient of.
    template <class Call, class F>
    static constexpr std::size_t gradients(const F&) {
        return ramp::Task<Call, F>::folds ? 1 : 0;
    }
    template <class Call, class T>
    static constexpr std::size_t gradients(const ChannelPReLU<T>& f) {
        return std::is_same_v<Call, Backward> ? f.slopes.size() : 0;
    }

    /// What f.value(x, y), f.backward(x, dy, dx) and the others are.
    template <class F, class Call, class T, class... A>
    requires has_call<Call, F> RAMP_INLINE static void run(const F& f, Call, const Arrays<T, A...>& arrays) {
        using Execution = typename F::execution;
        const auto& x = is_from_value<Call> ? arrays.y : arrays.x;
        if constexpr (Call::outputs == 2)
            ramp::run<Call, Execution>(F::name, f, x, arrays.result, arrays.second_result);
        else if constexpr (Call::inputs == 1)
            ramp::run<Call, Execution>(F::name, f, x, arrays.result);
        else if constexpr (ramp::Task<Call, F>::folds)
            arrays.gradient[0] = ramp::run<Call, Execution>(F::name, f, x, arrays.dy, arrays.result);
        else
            ramp::run<Call, Execution>(F::name, f, x, arrays.dy, arrays.result);
    }

    template <class F, class T>
    RAMP_INLINE static void run(const F& f, BackwardInPlace, const Arrays<T>& arrays) {
        f.backward(arrays.x, arrays.result, arrays.result);
    }

    template <class T>
    RAMP_INLINE static void run(const ChannelPReLU<T>& f, Value, const Arrays<T>& arrays) {
        ramp::channel_prelu(arrays.x, f.slopes, arrays.result);
    }
    template <class T>
    RAMP_INLINE static void run(const ChannelPReLU<T>& f, Backward, const Arrays<T>& arrays) {
        const std::span<T> gradient = arrays.gradient.first(f.slopes.size());
        ramp::channel_prelu.backward(arrays.x, f.slopes, arrays.dy, arrays.result, gradient);
    }
};

/// Value and backward pass in the grade `fast`.
struct RampFast {
    static constexpr const char* name = "ramp, fast";
    static constexpr Tolerance tolerance{.relative = 8, .absolute = 8};

    template <class F>
    requires ramp::has_grades<F>
    static void run(const F& f, Value call, const Arrays<float>& arrays) { Ramp::run(f[ramp::fast], call, arrays); }
    template <class F>
    requires ramp::has_grades<F>
    static void run(const F& f, Backward call, const Arrays<float>& arrays) { Ramp::run(f[ramp::fast], call, arrays); }
};

}  // namespace ramp_benchmarks
