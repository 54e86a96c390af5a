// Two activations of one's own, sigmoid and tanh: a name, the two formulas and a using line each. Everything else (the
// array forms, the fused and the backward passes, the checks) comes from ramp::Activation.
#pragma once

#include <concepts>

#include <ramp/core/activation.hpp>
#include <ramp/core/exponential.hpp>

namespace own {

/// -|x|, from which both formulas start: its exponential cannot overflow. NaN stays NaN.
template <ramp::lanes V>
constexpr V minus_absolute(V x) {
    return ramp::choose(x > V(0), -x, x);
}

/// f(x) = 1 / (1 + e^-x), f'(x) = f(x) (1 - f(x)), both from e^-|x| so that neither side overflows or cancels.
template <std::floating_point T = float>
class Sigmoid : public ramp::Activation<Sigmoid<T>, T> {
    using Base = ramp::Activation<Sigmoid, T>;

public:
    static constexpr const char* name = "Sigmoid";
    using Base::value, Base::derivative, Base::derivative_from_value;

    template <ramp::lanes_of<T> V>
    constexpr V value(V x) const {
        const V e = ramp::Exponential<T>()(minus_absolute(x)).value();
        return ramp::choose(x < V(0), e, V(1)) / (V(1) + e);
    }

    template <ramp::lanes_of<T> V>
    constexpr V derivative(V x) const {
        const V e = ramp::Exponential<T>()(minus_absolute(x)).value();
        return e / ((V(1) + e) * (V(1) + e));
    }

    /// 0 where y has rounded to 1 (float: from x = 17 on), though f'(x) is not.
    template <ramp::lanes_of<T> V>
    constexpr V derivative_from_value(V y) const {
        return y * (V(1) - y);
    }
};

/// f(x) = (e^x - e^-x) / (e^x + e^-x), f'(x) = 1 - f(x)^2. The value is +-m / (m + 2) with m = e^-2|x| - 1, which the
/// kernel gives without the cancellation that a subtraction would have next to 0.
template <std::floating_point T = float>
class Tanh : public ramp::Activation<Tanh<T>, T> {
    using Base = ramp::Activation<Tanh, T>;

public:
    static constexpr const char* name = "Tanh";
    static constexpr bool dispatched = true;  // CMake's ramp_dispatch() compiles its kernels
    using Base::value, Base::derivative, Base::derivative_from_value;

    template <ramp::lanes_of<T> V>
    constexpr V value(V x) const {
        const V m = ramp::Exponential<T>()(V(2) * minus_absolute(x)).minus_one();
        return ramp::choose(x > V(0), -m, m) / (m + V(2));
    }

    template <ramp::lanes_of<T> V>
    constexpr V derivative(V x) const {
        const V e = ramp::Exponential<T>()(V(2) * minus_absolute(x)).value();
        return V(4) * e / ((V(1) + e) * (V(1) + e));
    }

    /// 0 where y has rounded to 1 or -1 (float: from |x| = 9 on), though f'(x) is not.
    template <ramp::lanes_of<T> V>
    constexpr V derivative_from_value(V y) const {
        return (V(1) - y) * (V(1) + y);
    }
};

}  // namespace own
