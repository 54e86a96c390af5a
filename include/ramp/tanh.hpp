// Tanh, the hyperbolic tangent.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/logistic.hpp>

namespace ramp {

/// f(x) = (1 - e^-2x) / (1 + e^-2x), f'(x) = 4 e^-2x / (1 + e^-2x)^2. f and f' are within 1 ulp, in the tails too, and
/// f in [-1, 1]; results below the smallest normal number may be 0. f(-0) = -0.
template <number T = float>
class Tanh : public Activation<Tanh<T>, T> {
public:
    static constexpr const char* name = "Tanh";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const V twice = V(2) * at_most(absolute(x), V(Logistic<V>::farthest));
        const auto logistic = Logistic<V, grade>::exactly(twice);
        const V right = logistic.tanh_of_half();
        return {choose(absolute(x) < V(logistic.nearly_0), x, choose(x < V(0), -right, right)), logistic.density(4)};
    }
    /// (1 - y) (1 + y). Far from 0, y rounds to +-1 and this to 0: fine for training, not for tables.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return opaque(opaque(V(1) - y) * opaque(V(1) + y));
    }
};

inline constexpr Function<Tanh> tanh;

}  // namespace ramp
