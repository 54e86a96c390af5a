// What ReLU and its kin with a slope left of zero give: by definition, and at the special points.
#pragma once

#include "../row.hpp"

namespace ramp_tests {

struct Rectified {
    static auto value(auto x, auto slope) {
        const decltype(x) left = slope == 0 ? 0 : slope * x;
        return x < 0 ? left : x;
    }
    static auto derivative(auto x, auto slope) { return x > 0 ? decltype(x)(1) : slope; }
    static auto derivative_from_value(auto y, auto slope) { return derivative(y, slope); }

    template <class T>
    static Promise promise(T slope) {
        Promise promise = {.value = 0.5, .derivative = 0, .from_value = 0, .exact_from = 0, .kinks = {0}};
        promise.increasing = promise.monotone = slope >= 0;
        if (slope <= 0) promise.lowest = 0;
        return promise;
    }

    // clang-format off
    /// At the special points: slope 0, as ReLU, as ELU with alpha 0.
    template <class T>
    static Sample<T> zero() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        return {{0},
            {nan, inf, max, 1, min, sub, tiny, 0, o, 0, 0, 0, 0, 0, 0, 0},
            {nan, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    }
    /// Slope 0.01.
    template <class T>
    static Sample<T> hundredth() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T c = T(0.01);
        return {{c},
            {nan, inf, max, 1, min, sub, tiny, 0, o, o, either<T>(-0x1.47aep-133f, -0x0.028f5c28f5c29p-1022),
             either<T>(-0x1.47aep-133f, -0x0.028f5c28f5c29p-1022), either<T>(-0.01f, -0.01),
             either<T>(-0x1.999998p-3f, -0.2), either<T>(-0x1.47ae12p+121f, -0x1.47ae147ae147ap+1017), -inf},
            {nan, 1, 1, 1, 1, 1, 1, c, c, c, c, c, c, c, c, c}};
    }
    /// Slope 0.25.
    template <class T>
    static Sample<T> quarter() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T q = T(0.25);
        return {{q},
            {nan, inf, max, 1, min, sub, tiny, 0, o, o, -min / 4, -min / 4, -q, -5, -max / 4, -inf},
            {nan, 1, 1, 1, 1, 1, 1, q, q, q, q, q, q, q, q, q}};
    }
    /// Slope -0.3.
    template <class T>
    static Sample<T> negative() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T n = T(-0.3);
        return {{n},
            {nan, inf, max, 1, min, sub, tiny, 0, o, 0, either<T>(0x1.33333p-128f, 0x0.4ccccccccccccp-1022),
             either<T>(0x1.33333p-128f, 0x0.4cccccccccccdp-1022), either<T>(0.3f, 0.3), 6,
             either<T>(0x1.333332p+126f, 0x1.3333333333332p+1022), inf},
            {nan, 1, 1, 1, 1, 1, 1, n, n, n, n, n, n, n, n, n}};
    }
    /// The largest slope.
    template <class T>
    static Sample<T> largest() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        return {{max},
            {nan, inf, max, 1, min, sub, tiny, 0, o, either<T>(-0x1.fffffep-22f, -0x1.fffffffffffffp-51),
             either<T>(-0x1.fffffap+1f, -0x1.ffffffffffffdp+1), either<T>(-0x1.fffffep+1f, -0x1.fffffffffffffp+1),
             -max, -inf, -inf, -inf},
            {nan, 1, 1, 1, 1, 1, 1, max, max, max, max, max, max, max, max, max}};
    }
    /// The lowest slope.
    template <class T>
    static Sample<T> lowest() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        return {{-max},
            {nan, inf, max, 1, min, sub, tiny, 0, o, either<T>(0x1.fffffep-22f, 0x1.fffffffffffffp-51),
             either<T>(0x1.fffffap+1f, 0x1.ffffffffffffdp+1), either<T>(0x1.fffffep+1f, 0x1.fffffffffffffp+1), max,
             inf, inf, inf},
            {nan, 1, 1, 1, 1, 1, 1, -max, -max, -max, -max, -max, -max, -max, -max, -max}};
    }
    // clang-format on
};

}  // namespace ramp_tests
