// SquaredReLU: the square of ReLU.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/square_root.hpp>

namespace ramp {

/// f(x) = max(0, x)^2, f'(x) = 2 max(0, x) (So et al., "Primer: Searching for Efficient Transformers for Language
/// Modeling", 2021). Correctly rounded.
template <number T = float>
class SquaredReLU : public Activation<SquaredReLU<T>, T> {
public:
    static constexpr const char* name = "SquaredReLU";
    static constexpr bool dispatched = true;

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const V rectified_x = at_least(x, V(0));
        return {opaque(rectified_x * rectified_x), rectified_x + absolute(rectified_x)};  // 0 for -0
    }
    /// 2 sqrt(y). Where x^2 is smaller than the smallest number this is 0.
    template <lanes_of<T> V>
    RAMP_INLINE constexpr V formula_from_value(V y) const {
        const V root = square_root(y);
        return root + root;
    }
};

inline constexpr Function<SquaredReLU> squared_relu;

}  // namespace ramp
