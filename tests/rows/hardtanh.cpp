#include <ramp/hardtanh.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Hardtanh<T>;
    static constexpr const auto& function = ramp::hardtanh;

    static auto value(auto x, auto low, auto high) { return x < low ? low : x > high ? high : x; }
    static auto derivative(auto x, auto low, auto high) { return decltype(x)(x > low && x < high ? 1 : 0); }
    static auto derivative_from_value(auto y, auto low, auto high) { return derivative(y, low, high); }

    static Promise promise(T low, T high) {
        return {.value = 0,
                .derivative = 0,
                .from_value = 0,
                .lowest = low,
                .highest = high,
                .increasing = true,
                .monotone = true,
                .kinks = {low, high}};
    }
    static bool accepts(T low, T high) { return is_finite(low) && is_finite(high) && low <= high; }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T l = T(-0.3), h = T(2.5);
        return {
            {{-1, 1},
             {nan, 1, 1, 1, min, sub, tiny, 0, o, -tiny, -sub, -min, -1, -1, -1, -1},
             {nan, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}},
            {{l, h},
             {nan, h, h, 1, min, sub, tiny, 0, o, -tiny, -sub, -min, l, l, l, l},
             {nan, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}},
            {{-max, max},
             {nan, max, max, 1, min, sub, tiny, 0, o, -tiny, -sub, -min, -1, -20, -max, -max},
             {nan, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0}},
            {{1, 3},
             {nan, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
             {nan, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
            {{-2, T(-0.5)}},
            {{T(0.5), T(0.5)}},
            {{0, 6}},
        };
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
