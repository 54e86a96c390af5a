// What is done with an activation, as types for the contestants to overload on, and the arrays it is done to.
#pragma once

#include <cstddef>
#include <span>

namespace ramp_benchmarks {

/// What one call reads and writes. All arrays have one size and the same alignment.
template <class T>
struct Arrays {
    std::span<const T> x;
    std::span<const T> dy;
    std::span<const T> y;  ///< f(x), for the operations that start from it
    std::span<T> result;
    std::span<T> second_result;  ///< the derivative of ValueAndDerivative
    T* slope_gradient;           ///< of PReLU's backward pass

    [[nodiscard]] Arrays part(std::size_t first, std::size_t count) const {
        return {x.subspan(first, count),
                dy.subspan(first, count),
                y.subspan(first, count),
                result.subspan(first, count),
                second_result.subspan(first, count),
                slope_gradient};
    }
};

/// result = f(x)
struct Value {
    static constexpr const char* name = "value";
};

/// result = f'(x)
struct Derivative {
    static constexpr const char* name = "derivative";
};

/// result = f(x), second_result = f'(x)
struct ValueAndDerivative {
    static constexpr const char* name = "value_and_derivative";
};

/// result = dy f'(x)
struct Backward {
    static constexpr const char* name = "backward";
};

/// result = dy f'(x), from y = f(x)
struct BackwardFromValue {
    static constexpr const char* name = "backward_from_value";
};

}  // namespace ramp_benchmarks
