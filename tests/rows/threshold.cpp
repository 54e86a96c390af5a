#include <ramp/threshold.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Threshold<T>;
    static constexpr const auto& function = ramp::threshold;
    static constexpr F constant() { return F(T(0.1), -2); }

    static auto value(auto x, auto threshold, auto left) { return x > threshold ? x : left; }
    static auto derivative(auto x, auto threshold, auto) { return decltype(x)(x > threshold ? 1 : 0); }
    static auto derivative_from_value(auto y, auto threshold, auto) { return decltype(y)(y > threshold ? 1 : 0); }

    static Promise promise(T threshold, T left) {
        return {.value = 0,
                .derivative = 0,
                .from_value = 0,
                .exact_from = threshold,
                .lowest = left < threshold ? left : threshold,
                .increasing = true,
                .monotone = left <= threshold,
                .value_hides_x = left > threshold,
                .kinks = {threshold}};
    }
    static bool accepts(T threshold, T left) { return is_finite(threshold) && is_finite(left); }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T t = T(0.1);
        return {
            {{t, -2},
             {nan, inf, max, 1, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2},
             {nan, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
            {{0, 0},
             {nan, inf, max, 1, min, sub, tiny, 0, 0, 0, 0, 0, 0, 0, 0, 0},
             {nan, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
            {{-5, -5},
             {nan, inf, max, 1, min, sub, tiny, 0, o, -tiny, -sub, -min, -1, -5, -5, -5},
             {nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0}},
            {{t, 20},  // the value does not tell which side x is on
             {nan, inf, max, 1, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20},
             {nan, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
            {{max, -max}},
        };
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
