#include <ramp/softshrink.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Softshrink<T>;
    static constexpr const auto& function = ramp::softshrink;

    static auto value(auto x, auto lambda) {
        return x > lambda ? x - lambda : x < -lambda ? x + lambda : decltype(x)(0);
    }
    static auto derivative(auto x, auto lambda) { return decltype(x)(std::abs(x) > lambda ? 1 : 0); }
    static auto derivative_from_value(auto y, auto) { return decltype(y)(y != 0 ? 1 : 0); }

    static Promise promise(T lambda) {
        Promise promise = {.value = 0.5, .derivative = 0, .from_value = 0, .increasing = true, .monotone = true};
        if (lambda > 0) promise.kinks = {-lambda, lambda};
        return promise;
    }
    static bool accepts(T lambda) { return is_finite(lambda) && lambda >= 0; }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        return {
            {{h},
             {nan, inf, max, h, 0, 0, 0, 0, 0, 0, 0, 0, -h, T(-19.5), -max, -inf},
             {nan, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1}},
            {{0},
             {nan, inf, max, 1, min, sub, tiny, 0, 0, -tiny, -sub, -min, -1, -20, -max, -inf},
             {nan, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1}},
            {{T(0.3)},
             {nan, inf, max, either<T>(0x1.666666p-1f, 0x1.6666666666666p-1), 0, 0, 0, 0, 0, 0, 0, 0,
              either<T>(-0x1.666666p-1f, -0x1.6666666666666p-1), either<T>(-0x1.3b3334p+4f, -0x1.3b33333333333p+4),
              -max, -inf},
             {nan, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1}},
            {{max},
             {nan, inf, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -inf},
             {nan, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}},
        };
    }
    // clang-format on
    static std::vector<std::vector<T>> swept() { return {{T(0.5)}, {T(0.3)}}; }
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
