// GELU, the Gaussian error linear unit.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/error_function.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = x Phi(x), f'(x) = Phi(x) + x phi(x), where Phi and phi are the normal distribution's function and density
/// (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016). f is within 1 ulp, f' within 1.25, near its root of
/// max(|f'(x)|, 1/64); results below the smallest normal number may be 0. f(-infinity) = -0.
template <number T = float>
class GELU : public Activation<GELU<T>, T> {
public:
    static constexpr const char* name = "GELU";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    requires(grade == Grade::accurate || std::same_as<T, float>) RAMP_INLINE
        constexpr ValueAndDerivative<V> formula(V x) const {
        using Tail = NormalTail<V, grade>;
        const V bounded = at_most(at_least(x, V(-Tail::farthest)), V(Tail::farthest));
        const Tail tail(absolute(bounded));
        return weighted(x, x < V(0), V(Tail::farthest) < absolute(x), tail.times(bounded), tail.slope());
    }
};

inline constexpr Function<GELU> gelu;

}  // namespace ramp
