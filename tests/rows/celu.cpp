#include <ramp/celu.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::CELU<T>;
    static constexpr const auto& function = ramp::celu;

    // The quotient's rounding error matters: in e^(x / alpha) it is multiplied by the quotient.
    static auto value(auto x, auto alpha) {
        const auto quotient = x / alpha;
        if (!(quotient < 0)) return x;
        const auto powers = std::expm1(quotient);
        if (!(quotient > -10000)) return alpha * powers;
        return alpha * (powers + (powers + 1) * rest(x, alpha, quotient));
    }
    static auto derivative(auto x, auto alpha) {
        const auto quotient = x / alpha;
        if (x > 0) return decltype(x)(1);
        const auto power = std::exp(quotient);
        return quotient > -10000 ? power * (1 + rest(x, alpha, quotient)) : power;
    }
    static auto derivative_from_value(auto y, auto alpha) { return y > 0 ? decltype(y)(1) : (y + alpha) / alpha; }

    static Promise promise(T alpha) {
        return {.value = 1.5,
                .derivative = 1.5,
                .from_value = 1,
                .from_value_floor = 1,
                .exact_from = 0,
                .lowest = -alpha,
                .increasing = true,
                .kinks = {0}};
    }
    static bool accepts(T alpha) { return is_finite(alpha) && alpha > 0; }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T a = T(1.75);
        return {
            {{1},
             {nan, inf, max, 1, min, sub, tiny, 0, o, -tiny, -sub, -min,
              rounded<T>(-0x1.43a54ep-1f, -0x1.43a54e4e98864p-1), rounded<T>(-1, -0x1.ffffffee4b79bp-1), -1, -1},
             {nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, rounded<T>(0x1.78b564p-2f, 0x1.78b56362cef38p-2),
              rounded<T>(0x1.1b4866p-29f, 0x1.1b48655f37267p-29), 0, 0}},
            {{a},
             {nan, inf, max, 1, min, sub, tiny, 0, o, -tiny, -sub, -min,
              rounded<T>(-0x1.860338p-1f, -0x1.8603374ed0401p-1), rounded<T>(-0x1.bffecp+0f, -0x1.bffec08ec4cccp+0), -a, -a},
             {nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, rounded<T>(0x1.2122bcp-1f, 0x1.2122bbd2f6b6dp-1),
              rounded<T>(0x1.6d13b2p-17f, 0x1.6d13b15f2bed9p-17), 0, 0}},
            {{T(0.5)}},
            {{T(1.3)}},
            {{T(0.7)}},
            {{T(100)}},
            {{T(1e28)}},
            {{T(1e-28)}},
            {{max}},
        };
    }
    // clang-format on
    static std::vector<std::vector<T>> swept() { return {{1}, {T(1.3)}, {either<T>(0x1.9a329p-3f, 0.2)}}; }

private:
    /// What x / alpha has beyond its rounding.
    static auto rest(auto x, auto alpha, auto quotient) { return std::fma(-quotient, alpha, x) / alpha; }
};

static_assert(ramp::celu(3e38f) == 3e38f);

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
