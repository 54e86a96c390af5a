// e^(x / alpha) and alpha (e^(x / alpha) - 1) for x <= 0, the numerical kernel under CELU.
//
// Scheme: as Exponential, but alpha t = x - n (alpha ln 2) is what is reduced: x / alpha would be rounded, and too
// small for a large alpha. All is scaled so that alpha is in [1, 2), if it is not too small for that.
#pragma once

#include <ramp/core/math/exponential.hpp>
#include <ramp/core/math/powers_of_two.hpp>
#include <ramp/core/math/two_parts.hpp>

namespace ramp {

/// e^(x / alpha) and alpha (e^(x / alpha) - 1), as StretchedExponential gives them.
template <lanes V>
struct StretchedExponentials {
    V value, minus_one;
};

/// For a finite alpha > 0. For x > 0, minus_one is x, and value of no use; for x = NaN both are NaN. Within 1.5 ulp;
/// results below the smallest normal number may be 0.
template <number T>
class StretchedExponential {
    using Constants = ExponentialConstants<T>;
    static constexpr T nearly_0 = sizeof(T) == sizeof(float) ? T(0x1p-27) : T(0x1p-56);  // e^x - 1 is x next to it

    T alpha_, scale_;
    T ln2_high_, ln2_low_;  // alpha ln 2 in two parts, the first one short, so that n times it is exact

public:
    RAMP_INLINE constexpr explicit StretchedExponential(T alpha) noexcept : alpha_(alpha) {
        const int exponent = exponent_of(alpha), most = exponent_bias<T> - 1;
        scale_ = power_of_two<T>(exponent > most ? -most : exponent < -most ? most : -exponent);
        constexpr T high = upper_half(Constants::ln2_high), low = (Constants::ln2_high - high) + Constants::ln2_low;
        const T scaled = alpha_ * scale_, part = upper_half(scaled);
        ln2_high_ = upper_half(scaled * Constants::ln2_high);
        ln2_low_ = multiply_add(scaled, low, multiply_add(scaled - part, high, multiply_add(part, high, -ln2_high_)));
    }
    [[nodiscard]] RAMP_INLINE constexpr T alpha() const noexcept { return alpha_; }

    template <lanes_of<T> V>
    [[nodiscard]] RAMP_INLINE constexpr StretchedExponentials<V> operator()(V x) const noexcept {
        if constexpr (std::floating_point<V>)
            if (__builtin_is_constant_evaluated() && x > 0) return {x, x};  // a constant expression may not overflow
        const T alpha = alpha_ * scale_, inverse = 1 / alpha;
        const V scaled = at_least(x * V(scale_), V(T(-exponent_bias<T>) * Constants::ln2_high * alpha));
        const V magic(Constants::rounding + T(exponent_bias<T>));
        const V rounded = opaque(multiply_add(scaled, V(Constants::log2_e * inverse), magic)), n = rounded - magic;
        const V high = multiply_add(n, V(-ln2_high_), scaled), alpha_t = opaque(multiply_add(n, V(-ln2_low_), high));
        const V alpha_t_low = multiply_add(n, V(-ln2_low_), opaque(high - alpha_t));
        const V power = shift_bits_left<mantissa_bits<T>>(rounded);
        // e^t - 1 = t + t rest
        const V t = opaque(alpha_t * V(inverse)), rest = opaque(t * polynomial<Constants::coefficients>(t));
        const V fraction = opaque(multiply_add(t, rest, t));
        const V alpha_fraction = opaque(alpha_t + multiply_add(alpha_t, rest, alpha_t_low));
        // (2^n - 1) alpha in two parts: its rounding error would be as much as the last one.
        const T alpha_high = upper_half(alpha), alpha_low = alpha - alpha_high;
        const V left_low = multiply_add(power, V(alpha_low), V(-alpha_low));
        const V left =
            multiply_add(power, V(alpha_high), V(-alpha_high)) + multiply_add(power, alpha_fraction, left_low);
        return {opaque((fraction + V(1)) * power), choose(x < V(alpha_ * -nearly_0), opaque(left * V(1 / scale_)), x)};
    }
};

}  // namespace ramp
