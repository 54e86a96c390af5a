// What is made of the logistic function: by definition, and SiLU at the special points.
#pragma once

#include "../row.hpp"

namespace ramp_tests {

struct Sigmoidal {
    static auto logistic(auto x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }

    /// x logistic(v), where v is beta x.
    static auto gated(auto x, auto v) {
        using X = decltype(x);
        return std::isinf(v) && v < 0 ? (x < 0 ? -X(0) : X(0)) : x * logistic(v);
    }
    static auto gated_derivative(auto v) {
        using V = decltype(v);
        return std::isinf(v) ? V(v > 0 ? 1 : 0) : logistic(v) * (1 + v * logistic(-v));
    }
    /// The lowest value of x logistic(x), and where it is.
    static constexpr Real lowest = -0.27846454276107379L, lowest_at = -1.2784645427610738L;

    /// For beta != 0. Above `vanishing` / |beta|, in the smallest normal numbers, a value is not 0.
    static Promise promise(Real beta, Real vanishing = 0) {
        Promise made = {.value = 1,
                        .derivative = 1.25,
                        .vanishing_value = std::max<Real>(1, vanishing / std::abs(beta)),
                        .roots = {lowest_at / beta},
                        .root_reach = std::abs(0.25L / beta)};
        (beta > 0 ? made.lowest : made.highest) = least(lowest / beta);
        return made;
    }

    // clang-format off
    template <class T>
    static Sample<T> silu(std::vector<T> parameters) {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        return {std::move(parameters),
            {nan, inf, max, rounded<T>(0x1.764d5p-1f, 0x1.764d4f5d5a2bdp-1), min / 2, {min / 2, true}, {tiny, true}, 0, o, {o, true},
             {tiny - min / 2, true}, -min / 2, rounded<T>(-0x1.136562p-2f, -0x1.136561454ba86p-2),
             rounded<T>(-0x1.621a7ep-25f, -0x1.621a7eaac634ap-25), o, o},
            {nan, 1, 1, rounded<T>(0x1.daf7a2p-1f, 0x1.daf7a11be73a2p-1), h, h, h, h, h, h, h, h,
             rounded<T>(0x1.2842f8p-4f, 0x1.2842f720c62f1p-4), rounded<T>(-0x1.5065f8p-25f, -0x1.5065f84930c36p-25), 0, 0}};
    }
    // clang-format on
};

}  // namespace ramp_tests
