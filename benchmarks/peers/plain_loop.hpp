// The loop that everybody writes first.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <ramp/ramp.hpp>

#include "../work.hpp"
#include "ramp.hpp"

namespace ramp_benchmarks {

/// The formulas as papers have them. An activation that has none here is measured without a plain loop.
namespace plain {

template <class F>
concept has_slope = requires(F f) {
    f.slope();
};

// clang-format off
template <class T> T value(ramp::ReLU<T>, T x) { return x > 0 ? x : T(0); }
template <class T> T derivative(ramp::ReLU<T>, T x) { return x > 0 ? T(1) : T(0); }
template <has_slope F, class T> T value(F f, T x) { return x > 0 ? x : f.slope() * x; }
template <has_slope F, class T> T derivative(F f, T x) { return x > 0 ? T(1) : f.slope(); }
template <class T> T value(ramp::ReLU6<T>, T x) { return std::min(std::max(x, T(0)), T(6)); }
template <class T> T derivative(ramp::ReLU6<T>, T x) { return x > 0 && x < 6 ? T(1) : T(0); }
template <class T> T value(ramp::Hardtanh<T> f, T x) { return std::min(std::max(x, f.low()), f.high()); }
template <class T> T derivative(ramp::Hardtanh<T> f, T x) { return x > f.low() && x < f.high() ? T(1) : T(0); }
template <class T> T value(ramp::Hardshrink<T> f, T x) { return std::abs(x) > f.lambda() ? x : T(0); }
template <class T> T derivative(ramp::Hardshrink<T> f, T x) { return std::abs(x) > f.lambda() ? T(1) : T(0); }
template <class T> T value(ramp::Softshrink<T> f, T x) { return x > f.lambda() ? x - f.lambda() : x < -f.lambda() ? x + f.lambda() : T(0); }
template <class T> T derivative(ramp::Softshrink<T> f, T x) { return std::abs(x) > f.lambda() ? T(1) : T(0); }
template <class T> T value(ramp::Threshold<T> f, T x) { return x > f.threshold() ? x : f.value(); }
template <class T> T derivative(ramp::Threshold<T> f, T x) { return x > f.threshold() ? T(1) : T(0); }
template <class T> T value(ramp::SquaredReLU<T>, T x) { return x > 0 ? x * x : T(0); }
template <class T> T derivative(ramp::SquaredReLU<T>, T x) { return x > 0 ? 2 * x : T(0); }
template <class T> T value(ramp::Hardsigmoid<T>, T x) { return std::min(std::max(x / 6 + T(0.5), T(0)), T(1)); }
template <class T> T derivative(ramp::Hardsigmoid<T>, T x) { return x > -3 && x < 3 ? T(1) / 6 : T(0); }
template <class T> T value(ramp::Hardswish<T>, T x) { return x * std::min(std::max(x + 3, T(0)), T(6)) / 6; }
template <class T> T derivative(ramp::Hardswish<T>, T x) { return x <= -3 ? T(0) : x >= 3 ? T(1) : x / 3 + T(0.5); }
template <class T> T value(ramp::Softsign<T>, T x) { return x / (1 + std::abs(x)); }
template <class T> T derivative(ramp::Softsign<T>, T x) { return 1 / ((1 + std::abs(x)) * (1 + std::abs(x))); }
template <class T> T value(ramp::Squareplus<T> f, T x) { return (x + std::sqrt(x * x + f.b())) / 2; }
template <class T> T derivative(ramp::Squareplus<T> f, T x) { return (1 + x / std::sqrt(x * x + f.b())) / 2; }
template <class T> T value(ramp::ELU<T> f, T x) { return x > 0 ? x : f.alpha() * std::expm1(x); }
template <class T> T derivative(ramp::ELU<T> f, T x) { return x > 0 ? T(1) : f.alpha() * std::exp(x); }
template <class T> T value(ramp::SELU<T>, T x) { return x > 0 ? T(1.0507009873554805) * x : T(1.7580993408473769) * std::expm1(x); }
template <class T> T derivative(ramp::SELU<T>, T x) { return x > 0 ? T(1.0507009873554805) : T(1.7580993408473769) * std::exp(x); }
template <class T> T value(ramp::CELU<T> f, T x) { return x > 0 ? x : f.alpha() * std::expm1(x / f.alpha()); }
template <class T> T derivative(ramp::CELU<T> f, T x) { return x > 0 ? T(1) : std::exp(x / f.alpha()); }
template <class T> T value(ramp::Sigmoid<T>, T x) { return 1 / (1 + std::exp(-x)); }
template <class T> T derivative(ramp::Sigmoid<T> f, T x) { return value(f, x) * (1 - value(f, x)); }
template <class T> T value(ramp::LogSigmoid<T>, T x) { return std::min(x, T(0)) - std::log1p(std::exp(-std::abs(x))); }
template <class T> T derivative(ramp::LogSigmoid<T>, T x) { return 1 / (1 + std::exp(x)); }
template <class T> T value(ramp::Tanh<T>, T x) { return std::tanh(x); }
template <class T> T derivative(ramp::Tanh<T>, T x) { return 1 - std::tanh(x) * std::tanh(x); }
template <class T> T value(ramp::Tanhshrink<T>, T x) { return x - std::tanh(x); }
template <class T> T derivative(ramp::Tanhshrink<T>, T x) { return std::tanh(x) * std::tanh(x); }
template <class T> T value(ramp::Softplus<T> f, T x) { return std::log1p(std::exp(f.beta() * x)) / f.beta(); }
template <class T> T derivative(ramp::Softplus<T> f, T x) { return 1 / (1 + std::exp(-f.beta() * x)); }
template <class T> T gated(T x, T v) { return x / (1 + std::exp(-v)); }
template <class T> T gated_derivative(T v) { const T s = 1 / (1 + std::exp(-v)); return s * (1 + v * (1 - s)); }
template <class T> T value(ramp::SiLU<T>, T x) { return gated(x, x); }
template <class T> T derivative(ramp::SiLU<T>, T x) { return gated_derivative(x); }
template <class T> T value(ramp::Swish<T> f, T x) { return gated(x, f.beta() * x); }
template <class T> T derivative(ramp::Swish<T> f, T x) { return gated_derivative(f.beta() * x); }
template <class T> T value(ramp::QuickGELU<T>, T x) { return gated(x, T(1.702) * x); }
template <class T> T derivative(ramp::QuickGELU<T>, T x) { return gated_derivative(T(1.702) * x); }
template <class T> T normal(T x) { return (1 + std::erf(x * T(0.7071067811865476))) / 2; }
template <class T> T value(ramp::GELU<T>, T x) { return x * normal(x); }
template <class T> T derivative(ramp::GELU<T>, T x) { return normal(x) + x * std::exp(-x * x / 2) * T(0.3989422804014327); }
template <class T> T tanh_of_gelu(T x) { return std::tanh(T(0.7978845608028654) * (x + T(0.044715) * x * x * x)); }
template <class T> T value(ramp::GELUTanh<T>, T x) { return x / 2 * (1 + tanh_of_gelu(x)); }
template <class T> T derivative(ramp::GELUTanh<T>, T x) {
    const T t = tanh_of_gelu(x);
    return (1 + t) / 2 + x / 2 * (1 - t * t) * T(0.7978845608028654) * (1 + 3 * T(0.044715) * x * x);
}
template <class T> T value(ramp::Mish<T>, T x) { return x * std::tanh(std::log1p(std::exp(x))); }
template <class T> T derivative(ramp::Mish<T>, T x) {
    const T t = std::tanh(std::log1p(std::exp(x)));
    return t + x * (1 - t * t) / (1 + std::exp(-x));
}

template <class T> T derivative_from_value(ramp::ReLU<T> f, T y) { return derivative(f, y); }
template <class T> T derivative_from_value(ramp::LeakyReLU<T> f, T y) { return derivative(f, y); }
template <class T> T derivative_from_value(ramp::ELU<T> f, T y) { return y > 0 ? T(1) : y + f.alpha(); }
// clang-format on

template <class F>
concept known = requires(F f, typename F::value_type x) {
    value(f, x);
    derivative(f, x);
};
template <class F>
concept known_from_value = requires(F f, typename F::value_type y) {
    derivative_from_value(f, y);
};

}  // namespace plain

struct PlainLoop {
    static constexpr const char* name = "plain loop";
    /// x + sqrt(x^2 + b) cancels.
    static constexpr Tolerance tolerance{.relative = 4, .absolute = 8};

    template <plain::known F, class T, class... A>
    static void run(F f, Value, Arrays<T, A...> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i) arrays.result[i] = plain::value(f, arrays.x[i]);
    }

    template <plain::known F, class T>
    static void run(F f, Derivative, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i) arrays.result[i] = plain::derivative(f, arrays.x[i]);
    }

    template <plain::known F, class T>
    static void run(F f, ValueAndDerivative, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i) {
            arrays.result[i] = plain::value(f, arrays.x[i]);
            arrays.second_result[i] = plain::derivative(f, arrays.x[i]);
        }
    }

    template <plain::known F, class T, class... A>
    static void run(F f, Backward, Arrays<T, A...> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i)
            arrays.result[i] = arrays.dy[i] * plain::derivative(f, arrays.x[i]);
    }

    template <plain::known F, class T>
    static void run(F f, BackwardInPlace, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.x.size(); ++i) arrays.result[i] *= plain::derivative(f, arrays.x[i]);
    }

    template <class T>
    static void run(ramp::PReLU<T> f, Backward, Arrays<T> arrays) {
        T gradient = 0;
        for (std::size_t i = 0; i < arrays.x.size(); ++i) {
            arrays.result[i] = arrays.dy[i] * plain::derivative(f, arrays.x[i]);
            gradient += arrays.x[i] > 0 ? T(0) : arrays.dy[i] * arrays.x[i];
        }
        arrays.gradient[0] = gradient;
    }

    template <plain::known_from_value F, class T>
    static void run(F f, DerivativeFromValue, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.y.size(); ++i)
            arrays.result[i] = plain::derivative_from_value(f, arrays.y[i]);
    }

    template <plain::known_from_value F, class T>
    static void run(F f, BackwardFromValue, Arrays<T> arrays) {
        for (std::size_t i = 0; i < arrays.y.size(); ++i)
            arrays.result[i] = arrays.dy[i] * plain::derivative_from_value(f, arrays.y[i]);
    }

    template <class T>
    static void run(ChannelPReLU<T> f, Value, Arrays<T> arrays) {
        const std::size_t channels = f.slopes.size();
        for (std::size_t row = 0; row < arrays.x.size(); row += channels)
            for (std::size_t k = 0; k < channels; ++k) {
                const T x = arrays.x[row + k];
                arrays.result[row + k] = x > 0 ? x : f.slopes[k] * x;
            }
    }

    template <class T>
    static void run(ChannelPReLU<T> f, Backward, Arrays<T> arrays) {
        const std::size_t channels = f.slopes.size();
        for (std::size_t k = 0; k < channels; ++k) arrays.gradient[k] = 0;
        for (std::size_t row = 0; row < arrays.x.size(); row += channels)
            for (std::size_t k = 0; k < channels; ++k) {
                const T x = arrays.x[row + k], dy = arrays.dy[row + k];
                arrays.result[row + k] = x > 0 ? dy : dy * f.slopes[k];
                arrays.gradient[k] += x > 0 ? T(0) : dy * x;
            }
    }
};

}  // namespace ramp_benchmarks
