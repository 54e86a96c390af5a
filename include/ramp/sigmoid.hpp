// Sigmoid, the logistic function.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/logistic.hpp>

namespace ramp {

/// f(x) = 1 / (1 + e^-x), f'(x) = e^-x / (1 + e^-x)^2. f and f' are within 1 ulp, in the tails too, and f in [0, 1];
/// results below the smallest normal number may be 0.
template <number T = float>
class Sigmoid : public Activation<Sigmoid<T>, T> {
public:
    static constexpr const char* name = "Sigmoid";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const Logistic<V, grade> logistic(absolute(x));
        const V small = logistic.small();
        return {choose(x < V(0), small, V(1) - small), logistic.density()};
    }
    /// y (1 - y). Far to the right y rounds to 1, and this to 0: fine for training, not for tables.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return opaque(y * opaque(V(1) - y));
    }
};

inline constexpr Function<Sigmoid> sigmoid;

}  // namespace ramp
