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
    static constexpr long double phi_0 = 0.3989422804014326779399460599343819L;

public:
    static constexpr const char* name = "GELU";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        using Tail = NormalTail<V>;
        const V bounded = at_most(at_least(x, V(-Tail::farthest)), V(Tail::farthest)), a = absolute(bounded);
        const Tail tail(a);
        // x Phi(-|x|) and Phi(-|x|) - |x| phi(x)
        const auto below = in_halves(sum(tail.ratio, tail.ratio * tail.fraction));
        const V scaled = opaque(product(bounded * V(1 / Tail::scale), below) * tail.power);
        const auto density = two_parts<V>(phi_0) * TwoParts<V>{a, V(0)};
        auto rest = exact_sum_of(tail.ratio.high, -density.high);
        rest.low = rest.low + (tail.ratio.low - density.low);
        const V slope = opaque(sum(rest, rest * tail.fraction).value() * tail.power) * V(Tail::scale);
        return weighted(x, x < V(0), V(Tail::farthest) < absolute(x), scaled * V(Tail::scale * Tail::scale), slope);
    }
};

inline constexpr Function<GELU> gelu;

}  // namespace ramp
