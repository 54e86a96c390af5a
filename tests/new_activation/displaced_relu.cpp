#include <ramp/displaced_relu.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::DisplacedReLU<T>;
    static constexpr const auto& function = ramp::displaced_relu;

    static auto value(auto x, auto delta) { return x > -delta ? x : -delta; }
    static auto derivative(auto x, auto delta) { return decltype(x)(x > -delta ? 1 : 0); }
    static auto derivative_from_value(auto y, auto delta) { return derivative(y, delta); }

    static Promise promise(T delta) {
        return {.value = 0,
                .derivative = 0,
                .from_value = 0,
                .exact_from = -delta,
                .lowest = -delta,
                .increasing = true,
                .monotone = true,
                .kinks = {-delta}};
    }
    static bool accepts(T delta) { return is_finite(delta) && delta > 0; }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T d = T(0.05);
        return {
            {{d},
             {nan, inf, max, 1, min, sub, tiny, 0, o, -tiny, -sub, -min, -d, -d, -d, -d},
             {nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}},
            {{2},
             {nan, inf, max, 1, min, sub, tiny, 0, o, -tiny, -sub, -min, -1, -2, -2, -2},
             {nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0}},
            {{max},
             {nan, inf, max, 1, min, sub, tiny, 0, o, -tiny, -sub, -min, -1, -20, -max, -max},
             {nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0}},
        };
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
