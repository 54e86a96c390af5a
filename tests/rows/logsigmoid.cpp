#include <ramp/logsigmoid.hpp>

#include "sigmoidal.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::LogSigmoid<T>;
    static constexpr const auto& function = ramp::logsigmoid;

    static auto value(auto x) {
        using X = decltype(x);
        return (x < 0 ? x : -X(0)) - std::log1p(std::exp(-std::abs(x)));
    }
    static auto derivative(auto x) { return Sigmoidal::logistic(-x); }
    static auto derivative_from_value(auto y) { return y >= 0 ? decltype(y)(0) : -std::expm1(y); }

    static Promise promise() {
        return {
            .value = 1, .derivative = 1, .from_value = 1.25, .highest = 0, .increasing = true, .vanishing_value = 1};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        const auto ln_2 = rounded<T>(-0x1.62e43p-1f, -0x1.62e42fefa39efp-1);
        return {{{},
            {nan, o, o, rounded<T>(-0x1.40c7acp-2f, -0x1.40c7abfbec124p-2), ln_2, ln_2, ln_2, ln_2, ln_2, ln_2, ln_2, ln_2,
             rounded<T>(-0x1.5031eap+0f, -0x1.5031eafefb049p+0), rounded<T>(-20, -0x1.400000008da43p+4), -max, -inf},
            {nan, 0, 0, rounded<T>(0x1.136562p-2f, 0x1.136561454ba86p-2), h, h, h, h, h, h, h, h,
             rounded<T>(0x1.764d5p-1f, 0x1.764d4f5d5a2bdp-1), rounded<T>(1, 0x1.ffffffee4b79bp-1), 1, 1}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
