#include <ramp/gelu.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::GELU<T>;
    static constexpr const auto& function = ramp::gelu;

    /// The normal distribution's function: x / sqrt(2) = -sqrt(x^2/2) with what rounding leaves of it.
    static auto below(auto x) {
        using X = decltype(x);
        const X half_square = x * x / 2, z = std::sqrt(half_square);
        if (z == 0 || std::isinf(half_square)) return z == 0 ? X(0.5) : X(x > 0 ? 1 : 0);
        const X lost = (std::fma(x, x / 2, -half_square) - std::fma(z, z, -half_square)) / (2 * z);
        const X tail = (std::erfc(z) - X(1.128379167095512573896158903121545172L) * std::exp(-z * z) * lost) / 2;
        return x < 0 ? tail : 1 - tail;
    }
    static auto density(auto x) {
        using X = decltype(x);
        const X half_square = x * x / 2;
        if (std::isinf(half_square)) return X(0);
        return std::exp(-half_square) * (1 - std::fma(x, x / 2, -half_square)) *
               X(0.398942280401432677939946059934381868L);
    }

    static auto value(auto x) {
        using X = decltype(x);
        return std::isinf(x) ? (x < 0 ? -X(0) : x) : x * below(x);
    }
    static auto derivative(auto x) { return std::isinf(x) ? below(x) : below(x) + x * density(x); }

    static Promise promise() {
        return {.value = 1,
                .derivative = 1.25,
                .lowest = least(-0.16997120747990366169L),
                .vanishing_value = 1,
                .roots = {-0.75179152469356445746L}};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        return {{{},
            {nan, inf, max, rounded<T>(0x1.aec4bep-1f, 0x1.aec4bd120d37dp-1), min / 2, {min / 2, true}, {tiny, true}, 0, o, {o, true},
             {tiny - min / 2, true}, -min / 2, rounded<T>(-0x1.44ed0cp-3f, -0x1.44ed0bb7cb20bp-3),
             rounded<T>(-0.0f, -0x1.1876296f504b2p-290), o, o},
            {nan, 1, 1, rounded<T>(0x1.15542ap+0f, 0x1.155429a56cca6p+0), h, h, h, h, h, h, h, h,
             rounded<T>(-0x1.55429ap-4f, -0x1.55429a56cca59p-4), rounded<T>(0.0f, -0x1.5e9298203bb09p-286), 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
