// ramp itself, called as its users call it.
#pragma once

#include <ramp/ramp.hpp>

#include "../operations.hpp"
#include "../tolerance.hpp"

namespace ramp_benchmarks {

struct Ramp {
    static constexpr const char* name = "ramp";
    /// A result depends on its own number alone, bit for bit, wherever that one is in an array of whatever length.
    static constexpr Tolerance tolerance{.relative = 0, .absolute = 0};

    template <class F, class T>
    static void run(F f, Value, Arrays<T> arrays) {
        f.value(arrays.x, arrays.result);
    }

    template <class F, class T>
    static void run(F f, Derivative, Arrays<T> arrays) {
        f.derivative(arrays.x, arrays.result);
    }

    template <class F, class T>
    static void run(F f, ValueAndDerivative, Arrays<T> arrays) {
        f.value_and_derivative(arrays.x, arrays.result, arrays.second_result);
    }

    template <class F, class T>
    static void run(F f, Backward, Arrays<T> arrays) {
        f.backward(arrays.x, arrays.dy, arrays.result);
    }

    template <class T>
    static void run(ramp::PReLU<T> f, Backward, Arrays<T> arrays) {
        *arrays.slope_gradient = f.backward(arrays.x, arrays.dy, arrays.result);
    }

    template <class F, class T>
    requires ramp::value_tells_the_branch<F, T>
    static void run(F f, BackwardFromValue, Arrays<T> arrays) {
        f.backward_from_value(arrays.y, arrays.dy, arrays.result);
    }
};

}  // namespace ramp_benchmarks
