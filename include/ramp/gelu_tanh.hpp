// GELUTanh: GELU by a tanh.
#pragma once

#include <ramp/core/activation.hpp>
#include <ramp/core/math/logistic.hpp>

namespace ramp {

/// f(x) = x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), f'(x) = s + x v' s (1 - s), where s = f(x)/x and v is twice
/// tanh's argument (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016). f and f' are within 1.25 ulp
/// (double: 1.5), f' near its root of max(|f'(x)|, 1/64); results below the smallest normal number may be 0.
template <number T = float>
class GELUTanh : public Activation<GELUTanh<T>, T> {
    static constexpr long double c = 1.5957691216057307117597842397375274738L, cubic = 0.044715L * c;
    static constexpr T farthest = sizeof(T) == sizeof(float) ? T(11.25) : T(22);  // f(-farthest) is 0

    /// x (c + k x^2)
    template <lanes V>
    RAMP_INLINE static constexpr TwoParts<V> odd_cubic(TwoParts<V> x, TwoParts<V> square, long double k) noexcept {
        const auto scaled = square * two_parts<V>(k), constant = two_parts<V>(c);
        const auto whole = exact_sum(at_least(scaled.high, constant.high), at_most(scaled.high, constant.high));
        return x * TwoParts<V>{whole.high, whole.low + (scaled.low + constant.low)};
    }

public:
    static constexpr const char* name = "GELUTanh";
    static constexpr bool dispatched = true;
    static constexpr std::size_t unroll = 1;

    template <Grade grade = Grade::accurate, lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        const V a = at_most(absolute(x), V(farthest));
        const TwoParts<V> parts{a, V(0)}, square = exact_product(a, a);
        return times_logistic<grade>(x, x < V(0), odd_cubic(parts, square, cubic), odd_cubic(parts, square, 3 * cubic));
    }
};

inline constexpr Function<GELUTanh> gelu_tanh;

}  // namespace ramp
