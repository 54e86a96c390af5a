// Mish: x times the tanh of its softplus.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/tanh_of_softplus.hpp>

namespace ramp {

/// f(x) = x tanh(ln(1 + e^x)), f'(x) = t + x (1 - t^2) / (1 + e^-x) for t = f(x)/x (Misra, "Mish: A Self Regularized
/// Non-Monotonic Activation Function", 2019). f is within 1 ulp, f' within 1.5, near its root of max(|f'(x)|, 1/64);
/// results below the smallest normal number may be 0. f(-infinity) = -0.
template <number T = float>
class Mish : public Activation<Mish<T>, T> {
public:
    static constexpr const char* name = "Mish";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        using Share = TanhOfSoftplus<V, grade>;
        // Right of 0, what is subtracted from a small x may be subnormal.
        const auto left = x < V(Share::scale);
        const V bounded = at_most(at_least(x, V(-Share::farthest)), V(Share::farthest));
        const Share of_x(absolute(bounded), left);
        return weighted(x, left, V(Share::farthest) < absolute(x), of_x.times(bounded), of_x.slope());
    }
};

inline constexpr Function<Mish> mish;

}  // namespace ramp
