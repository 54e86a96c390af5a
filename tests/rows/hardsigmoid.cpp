#include <ramp/hardsigmoid.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Hardsigmoid<T>;
    static constexpr const auto& function = ramp::hardsigmoid;

    static auto value(auto x) {
        using X = decltype(x);
        return x <= -3 ? X(0) : x >= 3 ? X(1) : (x + 3) / 6;
    }
    static auto derivative(auto x) {
        using X = decltype(x);
        return x > -3 && x < 3 ? X(1) / 6 : X(0);
    }
    static auto derivative_from_value(auto y) {
        using Y = decltype(y);
        return y > 0 && y < 1 ? Y(1) / 6 : Y(0);
    }

    static Promise promise() {
        return {.value = 1,
                .derivative = 0.5,
                .from_value = 0.5,
                .lowest = 0,
                .highest = 1,
                .increasing = true,
                .kinks = {-3, 3}};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5), s = either<T>(0x1.555556p-3f, 0x1.5555555555555p-3);
        return {{{},
            {nan, 1, 1, rounded<T>(0x1.555556p-1f, 0x1.5555555555555p-1), h, h, h, h, h, h, h, h,
             rounded<T>(0x1.555556p-2f, 0x1.5555555555555p-2), 0, 0, 0},
            {nan, 0, 0, s, s, s, s, s, s, s, s, s, s, 0, 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
