#include <ramp/tanhshrink.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Tanhshrink<T>;
    static constexpr const auto& function = ramp::tanhshrink;

    /// Next to 0 by the series of x cosh x - sinh x, in which nothing cancels.
    static auto value(auto x) {
        using X = decltype(x);
        if (!(std::abs(x) < 1)) return x - std::tanh(x);
        const X square = x * x;
        X term = square / 2, sum = 0;
        for (int k = 1; k < 16; ++k) {
            sum += term * X(2 * k) / X(2 * k + 1);
            term *= square / X((2 * k + 1) * (2 * k + 2));
        }
        return x * sum / std::cosh(x);
    }
    static auto derivative(auto x) { return std::tanh(x) * std::tanh(x); }

    static Promise promise() {
        return {.value = 1.5, .derivative = 1.75, .increasing = true, .monotone = true, .vanishing_value = 1};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        return {{{},
            {nan, inf, max, rounded<T>(0x1.e84152p-3f, 0x1.e84152bac31afp-3), 0, 0, 0, 0, o, o, o, o,
             rounded<T>(-0x1.e84152p-3f, -0x1.e84152bac31afp-3), -19, -max, -inf},
            {nan, 1, 1, rounded<T>(0x1.28f92p-1f, 0x1.28f91f83379dep-1), 0, 0, 0, 0, 0, 0, 0, 0,
             rounded<T>(0x1.28f92p-1f, 0x1.28f91f83379dep-1), 1, 1, 1}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
