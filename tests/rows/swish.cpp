#include <ramp/swish.hpp>

#include "sigmoidal.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Swish<T>;
    static constexpr const auto& function = ramp::swish;

    static auto value(auto x, auto beta) { return Sigmoidal::gated(x, beta == 0 ? decltype(x)(0) : beta * x); }
    static auto derivative(auto x, auto beta) {
        return Sigmoidal::gated_derivative(beta == 0 ? decltype(x)(0) : beta * x);
    }

    static Promise promise(T beta) {
        if (beta == 0) return {.value = 1, .derivative = 1.25, .vanishing_value = 1};
        return Sigmoidal::promise(beta, either<T>(0x1p-25f, 0x1p-54));
    }
    static bool accepts(T beta) { return is_finite(beta); }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5), nearly_0 = either<T>(2e-38f, 4e-308);
        return {Sigmoidal::silu<T>({1}),
                {{0},
                 {nan, inf, max / 2, h, min / 2, {min / 2, true}, {tiny, true}, 0, o, {o, true}, {-min / 2, true}, -min / 2, -h,
                  -10, -max / 2, -inf},
                 {nan, h, h, h, h, h, h, h, h, h, h, h, h, h, h, h}},
                {{-T(0)}}, {{T(-0.5)}}, {{T(3.5)}}, {{100}}, {{T(0.001)}}, {{T(1e-25)}}, {{nearly_0}}, {{-nearly_0}}};
    }
    // clang-format on
};

constexpr float infinite = std::numeric_limits<float>::infinity();
static_assert(ramp::swish(-infinite, 0.5f) == 0 && ramp::swish(infinite, -2.0f) == 0 &&
              ramp::swish(infinite, 0.5f) > 3e38f);
static_assert(ramp::swish(std::numeric_limits<float>::lowest(), 1e-37f) < 0);

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
