#include <ramp/hardshrink.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Hardshrink<T>;
    static constexpr const auto& function = ramp::hardshrink;

    static auto value(auto x, auto lambda) { return std::abs(x) > lambda ? x : decltype(x)(0); }
    static auto derivative(auto x, auto lambda) { return decltype(x)(std::abs(x) > lambda ? 1 : 0); }
    static auto derivative_from_value(auto y, auto) { return decltype(y)(y != 0 ? 1 : 0); }

    static Promise promise(T lambda) {
        Promise promise = {.value = 0, .derivative = 0, .from_value = 0, .increasing = true, .monotone = true};
        if (lambda > 0) promise.kinks = {-lambda, lambda};
        return promise;
    }
    static bool accepts(T lambda) { return is_finite(lambda) && lambda >= 0; }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        return {
            {{T(0.5)},
             {nan, inf, max, 1, 0, 0, 0, 0, 0, 0, 0, 0, -1, -20, -max, -inf},
             {nan, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1}},
            {{0},
             {nan, inf, max, 1, min, sub, tiny, 0, 0, -tiny, -sub, -min, -1, -20, -max, -inf},
             {nan, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1}},
            {{T(1.3)},
             {nan, inf, max, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -20, -max, -inf},
             {nan, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1}},
            {{max},
             {nan, inf, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -inf},
             {nan, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}},
        };
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
