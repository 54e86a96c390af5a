#include <ramp/relu6.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::ReLU6<T>;
    static constexpr const auto& function = ramp::relu6;

    static auto value(auto x) { return x < 0 ? decltype(x)(0) : x > 6 ? decltype(x)(6) : x; }
    static auto derivative(auto x) { return decltype(x)(x > 0 && x < 6 ? 1 : 0); }
    static auto derivative_from_value(auto y) { return derivative(y); }

    static Promise promise() {
        return {.value = 0,
                .derivative = 0,
                .from_value = 0,
                .exact_from = 0,
                .lowest = 0,
                .highest = 6,
                .increasing = true,
                .monotone = true,
                .kinks = {0, 6}};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        return {{{},
            {nan, 6, 6, 1, min, sub, tiny, 0, o, 0, 0, 0, 0, 0, 0, 0},
            {nan, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
