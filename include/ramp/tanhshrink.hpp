// Tanhshrink: what tanh leaves of x.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/logistic.hpp>
#include <ramp/core/math/tanh_series.hpp>

namespace ramp {

/// f(x) = x - tanh x, f'(x) = tanh^2 x. f is within 1.5 ulp, f' within 1.75; results below the smallest normal number
/// may be 0. f(-0) = -0.
template <number T = float>
class Tanhshrink : public Activation<Tanhshrink<T>, T> {
    static constexpr T near_0 = T(0.75);
    static constexpr T far = sizeof(T) == sizeof(float) ? T(0x1p26) : T(0x1p55);  // x - 1 is x beyond it

public:
    static constexpr const char* name = "Tanhshrink";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const V a = at_most(absolute(x), V(far)),
                near = x_minus_tanh_near_0(at_most(at_least(x, V(-near_0)), V(near_0)));
        // |x| - 1 + 2 / (1 + e^(2 |x|))
        const auto logistic = Logistic<V>::exactly(V(2) * a);
        const auto c = logistic.parts(), most = exact_sum_of(a - V(1), c.high + c.high);
        const V rest = TwoParts<V>{most.high, most.low + (c.low + c.low)}.value();
        const V value = choose(absolute(x) > V(far), x, choose(x < V(0), -rest, rest));
        const auto [high, low] = logistic.complement();
        const V square = multiply_add(high, high, opaque((high + high + low) * low));
        return {choose(a > V(near_0), value, near), choose(a < V(logistic.nearly_0), opaque(a * a), opaque(square))};
    }
};

inline constexpr Function<Tanhshrink> tanhshrink;

}  // namespace ramp
