#include <ramp/squareplus.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Squareplus<T>;
    static constexpr const auto& function = ramp::squareplus;

    // Left of zero x + root(x^2 + b) cancels, so there it is b / (root(x^2 + b) - x).
    static auto value(auto x, auto b) {
        using X = decltype(x);
        if (b == 0) return x > 0 ? x : X(0);
        if (std::isinf(x)) return x > 0 ? x : X(0);
        const auto root = std::sqrt(x * x + b);
        return x < 0 ? b / (2 * (root - x)) : (x + root) / 2;
    }
    static auto derivative(auto x, auto b) {
        using X = decltype(x);
        if (b == 0 || std::isinf(x)) return X(x > 0 ? 1 : 0);
        return value(x, b) / std::sqrt(x * x + b);
    }
    static auto derivative_from_value(auto y, auto b) {
        using Y = decltype(y);
        if (b == 0 || std::isinf(y)) return Y(y > 0 ? 1 : 0);
        return y * y / (y * y + b / 4);
    }

    static Promise promise(T b) {
        Promise promise = {
            .value = 1, .derivative = 1.5, .from_value = 2.5, .lowest = 0, .increasing = true, .vanishing_value = 1};
        if (b == 0) promise.kinks = {0};
        return promise;
    }
    static bool accepts(T b) { return is_finite(b) && b >= 0; }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        return {
            {{4},
             {nan, inf, max, rounded<T>(0x1.9e377ap+0f, 0x1.9e3779b97f4a8p+0), 1, 1, 1, 1, 1, 1, 1, 1,
              rounded<T>(0x1.3c6ef4p-1f, 0x1.3c6ef372fe95p-1), rounded<T>(0x1.9894c2p-5f, 0x1.9894c2329f02fp-5),
              {min / 4, true}, 0},
             {nan, 1, 1, rounded<T>(0x1.727c98p-1f, 0x1.727c9716ffb76p-1), h, h, h, h, h, h, h, h,
              rounded<T>(0x1.1b06d2p-2f, 0x1.1b06d1d200913p-2), rounded<T>(0x1.453e22p-9f, 0x1.453e21be8eb94p-9), 0, 0}},
            {{0},
             {nan, inf, max, 1, min, sub, tiny, 0, 0, 0, 0, 0, 0, 0, 0, 0},
             {nan, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
            {{1},
             {nan, inf, max, rounded<T>(0x1.3504f4p+0f, 0x1.3504f333f9de6p+0), h, h, h, h, h, h, h, h,
              rounded<T>(0x1.a8279ap-3f, 0x1.a827999fcef32p-3), rounded<T>(0x1.995826p-7f, 0x1.99582552a3a05p-7),
              {min / 16, true}, 0},
             {nan, 1, 1, rounded<T>(0x1.b504f4p-1f, 0x1.b504f333f9de6p-1), h, h, h, h, h, h, h, h,
              rounded<T>(0x1.2bec34p-3f, 0x1.2bec333018867p-3), rounded<T>(0x1.47111ep-11f, 0x1.47111edd55d83p-11), 0, 0}},
            {{T(0.1)}},
            {{T(1e10)}},
            {{T(1e-10)}},
            {{tiny}},
            {{max}},
        };
    }
    // clang-format on
    static std::vector<std::vector<T>> swept() { return {{4}, {T(0.1)}}; }
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
