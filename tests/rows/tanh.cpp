#include <ramp/tanh.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Tanh<T>;
    static constexpr const auto& function = ramp::tanh;

    static auto value(auto x) { return std::tanh(x); }
    static auto derivative(auto x) {
        const auto e = std::exp(-2 * std::abs(x));
        return 4 * e / ((1 + e) * (1 + e));
    }
    static auto derivative_from_value(auto y) { return (1 - y) * (1 + y); }

    static Promise promise() {
        return {.value = 1,
                .derivative = 1,
                .from_value = 1.5,
                .lowest = -1,
                .highest = 1,
                .increasing = true,
                .monotone = fused};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        return {{{},
            {nan, 1, 1, rounded<T>(0x1.85efacp-1f, 0x1.85efab514f394p-1), min, sub, tiny, 0, o, -tiny, -sub, -min,
             rounded<T>(-0x1.85efacp-1f, -0x1.85efab514f394p-1), -1, -1, -1},
            {nan, 0, 0, rounded<T>(0x1.ae0dcp-2f, 0x1.ae0dc0f990c45p-2), 1, 1, 1, 1, 1, 1, 1, 1,
             rounded<T>(0x1.ae0dcp-2f, 0x1.ae0dc0f990c45p-2), rounded<T>(0x1.397924p-56f, 0x1.39792499b1a24p-56), 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
