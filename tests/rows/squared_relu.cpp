#include <ramp/squared_relu.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::SquaredReLU<T>;
    static constexpr const auto& function = ramp::squared_relu;

    static auto value(auto x) { return x > 0 ? x * x : decltype(x)(0); }
    static auto derivative(auto x) { return x > 0 ? 2 * x : decltype(x)(0); }
    static auto derivative_from_value(auto y) { return 2 * std::sqrt(y); }

    static Promise promise() {
        return {.value = 0.5,
                .derivative = 0,
                .from_value = 0.5,
                .lowest = 0,
                .increasing = true,
                .monotone = true,
                .kinks = {0}};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        return {{{},
            {nan, inf, inf, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
            {nan, inf, inf, 2, 2 * min, 2 * sub, 2 * tiny, 0, 0, 0, 0, 0, 0, 0, 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
