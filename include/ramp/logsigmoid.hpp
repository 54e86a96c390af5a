// LogSigmoid, the logarithm of the logistic function.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/log_one_plus.hpp>

namespace ramp {

/// f(x) = -ln(1 + e^-x), f'(x) = 1 / (1 + e^x). f and f' are within 1 ulp, in the tails too; results below the smallest
/// normal number may be 0.
template <number T = float>
class LogSigmoid : public Activation<LogSigmoid<T>, T> {
public:
    static constexpr const char* name = "LogSigmoid";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const auto [value, derivative] = log_one_plus_exponential<grade>(-x, bounded_magnitude(x));
        return {value * V(-1), derivative};  // xsimd 8.1's minus makes +0 of 0 on AVX-512
    }
    /// 1 - e^y, exact to the end.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return expm1(at_most(y, V(0))) * V(-1);
    }
};

inline constexpr Function<LogSigmoid> logsigmoid;

}  // namespace ramp
