#include <ramp/elu.hpp>

#include "rectified.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::ELU<T>;
    static constexpr const auto& function = ramp::elu;

    static auto value(auto x, auto alpha) {
        const decltype(x) left = alpha == 0 ? 0 : alpha * std::expm1(x);
        return x < 0 ? left : x;
    }
    static auto derivative(auto x, auto alpha) { return x > 0 ? decltype(x)(1) : alpha * std::exp(x); }
    static auto derivative_from_value(auto y, auto alpha) { return y > 0 ? decltype(y)(1) : y + alpha; }

    static Promise promise(T alpha) {
        const double bound = alpha == 1 ? 1 : fused ? 1.75 : 2;
        Promise promise = {.value = bound,
                           .derivative = bound,
                           .from_value = 0.5,
                           .exact_from = 0,
                           .lowest = -alpha,
                           .increasing = true,
                           .kinks = {0}};
        const T largest_power = std::ldexp(T(1), std::numeric_limits<T>::max_exponent - 1);
        if (alpha > T(1.41) * largest_power) promise.vanishing_derivative = 1.42L;
        return promise;
    }
    static bool accepts(T alpha) { return is_finite(alpha) && alpha >= 0; }

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
            {{T(0.5)}},
            Rectified::zero<T>(),
            {{T(1.6732632423543772)}},
            {{T(1.99)}},
            {{T(1e28)}},
            {{a},
             {nan, inf, max, 1, min, sub, tiny, 0, o, -2 * tiny, either<T>(-0x1.bffffcp-126f, -0x1.bfffffffffffep-1022),
              either<T>(-0x1.cp-126f, -0x1.cp-1022), rounded<T>(-0x1.1b30a4p+0f, -0x1.1b30a484c5758p+0),
              rounded<T>(-1.75f, -0x1.bffffff0820a7p+0), -a, -a},
             {nan, 1, 1, 1, 1, 1, 1, a, a, a, a, a, rounded<T>(0x1.499eb6p-1f, 0x1.499eb6f675151p-1),
              rounded<T>(0x1.efbeb2p-29f, 0x1.efbeb166a0834p-29), 0, 0}},
            {{max},
             {nan, inf, max, 1, min, sub, tiny, 0, o, either<T>(-0x1.fffffep-22f, -0x1.fffffffffffffp-51),
              either<T>(-0x1.fffffap+1f, -0x1.ffffffffffffdp+1), either<T>(-0x1.fffffep+1f, -0x1.fffffffffffffp+1),
              rounded<T>(-0x1.43a54ep+127f, -0x1.43a54e4e98863p+1023),
              rounded<T>(-0x1.fffffep+127f, -0x1.ffffffee4b79ap+1023), -max, -max},
             {nan, 1, 1, 1, 1, 1, 1, max, max, max, max, max, rounded<T>(0x1.78b562p+126f, 0x1.78b56362cef37p+1022),
              rounded<T>(0x1.1b4864p+99f, 0x1.1b48655f37266p+995), 0, 0}},
        };
    }
    // clang-format on
    static std::vector<std::vector<T>> swept() { return {{1}, {T(1.6732632)}, {T(1.99)}}; }
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
