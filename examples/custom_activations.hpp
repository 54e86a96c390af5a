// Activations that ramp does not have: a name and one formula each. The array calls, the checks and the backward pass
// come from ramp::Activation.
#pragma once

#include <concepts>
#include <cstddef>
#include <numbers>

#include <ramp/core/activation.hpp>
#include <ramp/tanh.hpp>

namespace custom {

/// The Taylor coefficients of sin(pi r) / r, in powers of r^2: as many as T has digits for, where |r| <= 1/2.
template <std::floating_point T>
struct SineSeries {
    static constexpr int last = sizeof(T) == sizeof(float) ? 6 : 10;
    T coefficients[last + 1] = {};

    consteval SineSeries() {
        constexpr long double pi = std::numbers::pi_v<long double>;
        long double coefficient = pi;
        for (int k = 0; k <= last; ++k) {
            coefficients[k] = T(coefficient);
            coefficient *= -pi * pi / ((2 * k + 2) * (2 * k + 3));
        }
    }
};

/// The series from its k-th coefficient on.
template <int k = 0, ramp::lanes V>
RAMP_INLINE constexpr V sine_series(V square) {
    constexpr SineSeries<ramp::element_t<V>> series;
    if constexpr (k == series.last)
        return V(series.coefficients[k]);
    else
        return ramp::multiply_add(square, sine_series<k + 1>(square), V(series.coefficients[k]));
}

/// sin(pi r) for |r| <= 1/2.
template <ramp::lanes V>
RAMP_INLINE constexpr V sine(V r) {
    return ramp::opaque(r * sine_series(r * r));
}

/// f(x) = x + sin^2(a x) / a, f'(x) = 1 + sin(2 a x) = (sin(a x) + cos(a x))^2 (Ziyin, Hartwig and Ueda, "Neural
/// Networks Fail to Learn Periodic Functions and How to Fix It", 2020). a is finite and > 0, and so is 1/a. Beyond
/// |a x| = pi 2^22 (double: pi 2^51), where a number's neighbours are waves apart, f(x) = x and f'(x) = 1. For float f
/// is within 4.5 ulp of x, and f' within 2e-6 for |a x| <= 8.
template <ramp::number T = float>
class Snake : public ramp::Activation<Snake<T>, T> {
public:
    static constexpr const char* name = "Snake";
    static constexpr bool dispatched = true;  // ramp_dispatch() in CMakeLists.txt compiles its kernels
    static constexpr std::size_t unroll = 1;  // a formula of many steps: less code, no slower

    RAMP_INLINE constexpr explicit Snake(T a = T(1))
        : a_(ramp::check::finite_and_positive(name, "a", a)),
          one_over_a_(ramp::check::finite(name, "1/a", 1 / a)),
          half_waves_(T(a / pi)),
          half_waves_low_(T(a / pi - half_waves_)) {}
    RAMP_INLINE constexpr T a() const { return a_; }

    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        // a x = pi (n + r) with a whole n and |r| <= 1/2. Adding 1.5 2^23 rounds to a whole number.
        const V half_waves = ramp::opaque(x * V(half_waves_));
        const V n = ramp::opaque(half_waves + V(rounding)) - V(rounding);
        const auto too_far = ramp::absolute(half_waves) >= V(far);  // false for NaN, which goes on to both results
        const V rest = ramp::multiply_add(x, V(half_waves_), -n);
        const V r = ramp::choose(too_far, V(0), ramp::multiply_add(x, V(half_waves_low_), rest));
        const V sin = sine(r), sin_of_half = sine(r * V(T(0.5)));
        const V cos = ramp::multiply_add(sin_of_half * V(-2), sin_of_half, V(1)), sum = sin + cos;
        const V value = ramp::multiply_add(sin * V(one_over_a_), sin, x);
        return {ramp::choose(sin == V(0), x, value), ramp::opaque(sum * sum)};  // -0 + 0 would be +0, f(-0) is -0
    }

private:
    static constexpr long double pi = std::numbers::pi_v<long double>;
    static constexpr T rounding = sizeof(T) == sizeof(float) ? T(0x1.8p23) : T(0x1.8p52);
    static constexpr T far = sizeof(T) == sizeof(float) ? T(0x1p22) : T(0x1p51);

    T a_, one_over_a_, half_waves_, half_waves_low_;  // the last two: a / pi in two parts
};

inline constexpr ramp::Function<Snake> snake;

/// f(x) = tanh(alpha x), f'(x) = alpha (1 - tanh^2(alpha x)) with a learned alpha, which is finite and > 0 (Zhu et al.,
/// "Transformers without Normalization", 2025).
template <ramp::number T = float>
class DynamicTanh : public ramp::Activation<DynamicTanh<T>, T> {
    T alpha_;

public:
    static constexpr const char* name = "DynamicTanh";
    RAMP_INLINE constexpr explicit DynamicTanh(T alpha = T(0.5))
        : alpha_(ramp::check::finite_and_positive(name, "alpha", alpha)) {}

    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        const auto [value, slope] = ramp::tanh.value_and_derivative(ramp::opaque(x * V(alpha_)));
        return {value, ramp::opaque(slope * V(alpha_))};
    }
    /// df/dalpha = x (1 - tanh^2(alpha x)), of which backward() returns the sum
    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr V parameter_derivative(V x) const {
        const V slope = ramp::tanh.derivative(ramp::opaque(x * V(alpha_)));
        return ramp::choose(slope == V(0), V(0), ramp::opaque(x * slope));  // infinity times 0 would be NaN
    }
};

inline constexpr ramp::Function<DynamicTanh> dynamic_tanh;

}  // namespace custom
