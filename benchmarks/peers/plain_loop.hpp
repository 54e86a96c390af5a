// The loop that everybody writes first.
#pragma once

#include <cmath>
#include <cstddef>

#include <ramp/ramp.hpp>

#include "../operations.hpp"
#include "../tolerance.hpp"

namespace ramp_benchmarks {

struct PlainLoop {
    static constexpr const char* name = "plain loop";
    static constexpr Tolerance tolerance{.relative = 4, .absolute = 1};

    template <class F, class T>
    static void run(F f, Value, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i) arrays.result[i] = value(f, arrays.x[i]);
    }

    template <class F, class T>
    static void run(F f, Derivative, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i) arrays.result[i] = derivative(f, arrays.x[i]);
    }

    template <class F, class T>
    static void run(F f, ValueAndDerivative, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i) {
            arrays.result[i] = value(f, arrays.x[i]);
            arrays.second_result[i] = derivative(f, arrays.x[i]);
        }
    }

    template <class F, class T>
    static void run(F f, Backward, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i) arrays.result[i] = arrays.dy[i] * derivative(f, arrays.x[i]);
    }

    template <class T>
    static void run(ramp::PReLU<T> f, Backward, Arrays<T> arrays) {
        T slope_gradient = 0;
        for (std::size_t i = 0; i < arrays.x.size(); ++i) {
            arrays.result[i] = arrays.dy[i] * derivative(f, arrays.x[i]);
            slope_gradient += arrays.x[i] > 0 ? T(0) : arrays.dy[i] * arrays.x[i];
        }
        *arrays.slope_gradient = slope_gradient;
    }

    template <class F, class T>
    requires ramp::value_tells_the_branch<F, T>
    static void run(F f, BackwardFromValue, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.y.size(); ++i)
            arrays.result[i] = arrays.dy[i] * derivative_from_value(f, arrays.y[i]);
    }

private:
    template <class T>
    static T value(ramp::ReLU<T>, T x) {
        return x > 0 ? x : T(0);
    }

    template <class T>
    static T derivative(ramp::ReLU<T>, T x) {
        return x > 0 ? T(1) : T(0);
    }

    /// LeakyReLU and PReLU
    template <class F, class T>
    static T value(F f, T x) {
        return x > 0 ? x : f.slope() * x;
    }

    template <class F, class T>
    static T derivative(F f, T x) {
        return x > 0 ? T(1) : f.slope();
    }

    template <class T>
    static T value(ramp::ELU<T> f, T x) {
        return x > 0 ? x : f.alpha() * std::expm1(x);
    }

    template <class T>
    static T derivative(ramp::ELU<T> f, T x) {
        return x > 0 ? T(1) : f.alpha() * std::exp(x);
    }

    template <class F, class T>
    static T derivative_from_value(F f, T y) {
        return derivative(f, y);
    }

    template <class T>
    static T derivative_from_value(ramp::ELU<T> f, T y) {
        return y > 0 ? T(1) : y + f.alpha();
    }
};

}  // namespace ramp_benchmarks
