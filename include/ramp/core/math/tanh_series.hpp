// x - tanh x next to 0, where the difference would cancel: x^3/3 - x^5 series(x^2).
//
// Error budget, in ulp: x^3/3 has two parts; the other term is a quarter of the result at 3/4, and its roundings are up
// to 3/4 ulp; 1/2 from the last rounding.
#pragma once

#include <ramp/core/math/polynomial.hpp>
#include <ramp/core/math/two_parts.hpp>

namespace ramp {

// sollya, with f = (1/3 - (sqrt(x)-tanh(sqrt(x)))/(x*sqrt(x)))/x: fpminimax(f, 6, [|SG...|], [1b-40;9/16], absolute),
// and 12 and D for double: 2^-29.2, 2^-56.7 of x - tanh x.
template <number T>
struct TanhSeries;
template <>
struct TanhSeries<float> {
    static constexpr float coefficients[] = {0x1.111112p-3f, -0x1.ba1c4cp-5f,  0x1.665fa6p-6f, -0x1.23040ap-7f,
                                             0x1.d99f6cp-9f, -0x1.6b4b3ep-10f, 0x1.74c4d6p-12f};
};
template <>
struct TanhSeries<double> {
    static constexpr double coefficients[] = {0x1.1111111111111p-3,   -0x1.ba1ba1ba1b8efp-5,  0x1.664f4882b0d4bp-6,
                                              -0x1.226e35593102ep-7,  0x1.d6d3cf2767645p-9,   -0x1.7da3391f4ce04p-10,
                                              0x1.35556e6c5478cp-11,  -0x1.f542dbc87c898p-13, 0x1.94c8e57de24b2p-14,
                                              -0x1.409bcae277e5dp-15, 0x1.d5f78c338a99ap-17,  -0x1.1272f4f6b6e41p-18,
                                              0x1.67bdbedc4159bp-21};
};

/// x - tanh x for |x| <= 3/4. The cube of a small x is scaled, so that no part of it is subnormal.
template <lanes V>
[[nodiscard]] RAMP_INLINE constexpr V x_minus_tanh_near_0(V x) noexcept {
    using T = element_t<V>;
    constexpr T scale = sizeof(T) == sizeof(float) ? T(0x1p32) : T(0x1p256);
    constexpr T gone = sizeof(T) == sizeof(float) ? T(0x1p-42) : T(0x1p-341);  // x^3/3 is below the normal numbers
    const auto square = exact_product(x, x), cube = TwoParts<V>{x * V(scale), V(0)} * square;
    const auto third = cube * two_parts<V>(1 / 3.0L);
    const V fifth = opaque(cube.high * square.high);
    const V low = multiply_add(-fifth, polynomial<TanhSeries<T>::coefficients>(square.high), third.low);
    return choose(absolute(x) < V(gone), x * V(0), opaque(TwoParts<V>{third.high, low}.value() * V(1 / scale)));
}

}  // namespace ramp
