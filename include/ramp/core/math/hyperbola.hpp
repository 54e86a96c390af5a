// The branch y = (x + sqrt(x^2 + b))/2 of the hyperbola y (y - x) = b/4, the numerical kernel under Squareplus.
//
// Scheme: h = y(-|x|) is the positive root of h (h + |x|) = b/4. All is scaled so that b is in [4, 16); then |x| is
// counted in 1 / unit and h in unit, so that neither they nor what is left of them overflow or underflow. The first
// bits of h, for which h (h + |x|) - b/4 has no rounding error that counts, and a step of Newton's are h in two parts,
// and with them y(|x|) = |x| + h and y'(-|x|) = h / sqrt(x^2 + b) = h / (|x| + 2 h), by the quotient's first bits and a
// correction.
#pragma once

#include <ramp/core/math/powers_of_two.hpp>
#include <ramp/core/math/square_root.hpp>
#include <ramp/core/math/two_parts.hpp>

namespace ramp {

/// y(-|x|), y(|x|) and y'(-|x|).
template <lanes V>
struct HyperbolaPoints {
    V left, right, derivative_left;
};

/// For a finite b > 0; x > 0 may be infinite. y is within 1 ulp, y' within 1.5, far to the left too.
template <number T>
class Hyperbola {
    static constexpr T unit = sizeof(T) == sizeof(float) ? T(0x1p-56) : T(0x1p-100);
    static constexpr T far = sizeof(T) == sizeof(float) ? T(0x1p100) : T(0x1p985);  // y(-far) is 0

    T b_, scale_ = unit;

public:
    RAMP_INLINE constexpr explicit Hyperbola(T b) noexcept : b_(b) {
        if (b > 0) scale_ = unit * power_of_two<T>(-((exponent_of(b) - 2) >> 1));
    }
    [[nodiscard]] RAMP_INLINE constexpr T b() const noexcept { return b_; }

    template <lanes_of<T> V>
    [[nodiscard]] RAMP_INLINE constexpr HyperbolaPoints<V> operator()(V x) const noexcept {
        const V scaled = x * V(scale_), magnitude = at_most(absolute(scaled), V(far)), quarter(quarter_of_b());
        const V squarable = at_most(magnitude, V(1));
        const V root = opaque(square_root(multiply_add(squarable, squarable, V(scaled_b()))) - squarable);
        const V estimate = quotient(quarter, magnitude + root * V(T(0.5)));
        const V first = upper_half(estimate), term = first * V(unit * unit);
        const auto sum = sum_in_two_parts(at_least(magnitude, term), at_most(magnitude, term));
        const V excess = multiply_add(sum.low, first, multiply_add(sum.high, first, -quarter));
        const V reciprocal = quotient(V(1), multiply_add(estimate, V(unit * unit), magnitude + term));
        const V rest = opaque(excess * -reciprocal), term_low = opaque(rest * V(unit * unit));
        const V h = opaque(first + rest), low = opaque(sum.low + term_low);
        const V divisor = upper_half(sum.high + term);
        const V divisor_low = opaque(opaque(sum.high - divisor) + term) + (low + term_low);
        const V ratio = upper_half(h * reciprocal);
        const V left_over = multiply_add(divisor_low, ratio, opaque(multiply_add(divisor, ratio, -first) - rest));
        const V correction = multiply_add(opaque(reciprocal * reciprocal), term_low, -reciprocal);
        return {opaque(opaque(h * V(unit)) * V(unit / scale_)),
                choose(scaled > V(1), x, opaque((sum.high + low) * V(1 / scale_))),
                opaque(multiply_add(left_over, correction, ratio) * V(unit * unit))};
    }

    /// y' = y^2 / (y^2 + b/4)
    template <lanes_of<T> V>
    [[nodiscard]] RAMP_INLINE constexpr V derivative_from_value(V y) const noexcept {
        const V scaled = at_most(y * V(opaque(scale_ / unit)), V(1 / unit)), square = opaque(scaled * scaled);
        return quotient(square, square + V(quarter_of_b()));
    }

private:
    RAMP_INLINE constexpr T scaled_b() const noexcept {
        return opaque(b_ * scale_) * scale_;
    }  // scale_^2 may underflow
    RAMP_INLINE constexpr T quarter_of_b() const noexcept { return scaled_b() / (4 * unit * unit); }
};

}  // namespace ramp
