#include <ramp/sigmoid.hpp>

#include "sigmoidal.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Sigmoid<T>;
    static constexpr const auto& function = ramp::sigmoid;

    static auto value(auto x) { return Sigmoidal::logistic(x); }
    static auto derivative(auto x) { return Sigmoidal::logistic(x) * Sigmoidal::logistic(-x); }
    static auto derivative_from_value(auto y) { return y * (1 - y); }

    static Promise promise() {
        return {.value = 1,
                .derivative = 1,
                .from_value = 1.5,
                .lowest = 0,
                .highest = 1,
                .increasing = true,
                .monotone = true,
                .vanishing_value = 1};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5), q = T(0.25);
        return {{{},
            {nan, 1, 1, rounded<T>(0x1.764d5p-1f, 0x1.764d4f5d5a2bdp-1), h, h, h, h, h, h, h, h,
             rounded<T>(0x1.136562p-2f, 0x1.136561454ba86p-2), rounded<T>(0x1.1b4866p-29f, 0x1.1b4865556b5d5p-29), 0, 0},
            {nan, 0, 0, rounded<T>(0x1.92a946p-3f, 0x1.92a946fa34394p-3), q, q, q, q, q, q, q, q,
             rounded<T>(0x1.92a946p-3f, 0x1.92a946fa34394p-3), rounded<T>(0x1.1b4866p-29f, 0x1.1b48654b9f942p-29), 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
