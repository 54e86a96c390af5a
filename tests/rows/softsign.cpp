#include <ramp/softsign.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Softsign<T>;
    static constexpr const auto& function = ramp::softsign;

    static auto value(auto x) {
        using X = decltype(x);
        return std::isinf(x) ? std::copysign(X(1), x) : x / (1 + std::abs(x));
    }
    static auto derivative(auto x) {
        const auto inverse = 1 / (1 + std::abs(x));
        return inverse * inverse;
    }
    static auto derivative_from_value(auto y) { return (1 - std::abs(y)) * (1 - std::abs(y)); }

    static Promise promise() {
        return {.value = 1, .derivative = 1.5, .from_value = 1.5, .lowest = -1, .highest = 1, .increasing = true};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5), q = T(0.25);
        return {{{},
            {nan, 1, 1, h, min, sub, tiny, 0, o, -tiny, -sub, -min, -h,
             rounded<T>(-0x1.e79e7ap-1f, -0x1.e79e79e79e79ep-1), -1, -1},
            {nan, 0, 0, q, 1, 1, 1, 1, 1, 1, 1, 1, q, rounded<T>(0x1.293726p-9f, 0x1.293725bb804a5p-9), 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
