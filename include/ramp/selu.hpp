// SELU, the scaled exponential linear unit.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/exponential.hpp>
#include <ramp/core/pieces.hpp>

namespace ramp {

/// f(x) = lambda x for x >= 0, lambda alpha (e^x - 1) for x < 0; f'(x) = lambda for x > 0, lambda alpha e^x for x <= 0,
/// with lambda = 1.0507009873554804934193349852946, alpha = 1.6732632423543772848170429916717 (Klambauer, Unterthiner,
/// Mayr and Hochreiter, "Self-Normalizing Neural Networks", 2017). f and f' are within 1.75 ulp, 2 without a fused
/// multiply-add.
template <number T = float>
class SELU : public Activation<SELU<T>, T> {
    static constexpr T lambda = T(1.0507009873554804934193349852946L);
    static constexpr T lambda_alpha = T(1.7580993408473768599402175208123L);

public:
    static constexpr const char* name = "SELU";
    static constexpr bool dispatched = true;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const auto exponentials = Exponential<T>(lambda_alpha)(x);
        const V right = opaque(at_least(x, V(0)) * V(lambda));  // which on the left may not overflow
        return {choose(x < V(0), exponentials.minus_one(), right), choose(x > V(0), V(lambda), exponentials.value())};
    }
    /// y + lambda alpha for y <= 0: as exact as ELU's.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        return choose(y > V(0), V(lambda), y + V(lambda_alpha));
    }
};

inline constexpr Function<SELU> selu;

}  // namespace ramp
