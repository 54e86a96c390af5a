#include <ramp/hardswish.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Hardswish<T>;
    static constexpr const auto& function = ramp::hardswish;

    static auto value(auto x) {
        using X = decltype(x);
        return x <= -3 ? -X(0) : x >= 3 ? x : x * (x + 3) / 6;
    }
    static auto derivative(auto x) {
        using X = decltype(x);
        return x <= -3 ? X(0) : x >= 3 ? X(1) : (2 * x + 3) / 6;
    }

    static Promise promise() {
        return {.value = 1, .derivative = 1.5, .exact_from = 3, .lowest = -0.375L, .kinks = {-3, 3}};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        return {{{},
            {nan, inf, max, rounded<T>(0x1.555556p-1f, 0x1.5555555555555p-1), min / 2, {min / 2, true}, {tiny, true}, 0, o,
             {o, true}, {tiny - min / 2, true}, -min / 2, rounded<T>(-0x1.555556p-2f, -0x1.5555555555555p-2), o, o, o},
            {nan, 1, 1, rounded<T>(0x1.aaaaaap-1f, 0x1.aaaaaaaaaaaabp-1), h, h, h, h, h, h, h, h,
             rounded<T>(0x1.555556p-3f, 0x1.5555555555555p-3), 0, 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
