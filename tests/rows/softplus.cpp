#include <ramp/softplus.hpp>

#include "sigmoidal.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Softplus<T>;
    static constexpr const auto& function = ramp::softplus;

    static auto value(auto x, auto beta) {
        using X = decltype(x);
        const X u = beta * x;
        return u > 12000 ? x : ((u > 0 ? u : X(0)) + std::log1p(std::exp(-std::abs(u)))) / beta;
    }
    static auto derivative(auto x, auto beta) { return Sigmoidal::logistic(beta * x); }
    static auto derivative_from_value(auto y, auto beta) { return y <= 0 ? decltype(y)(0) : -std::expm1(-beta * y); }

    static Promise promise(T beta) {
        return {.value = 1,
                .derivative = 1,
                .from_value = 2,
                .lowest = 0,
                .increasing = true,
                .vanishing_value = std::max<Real>(1, either<T>(0x1p-7f, 0x1p-10) / beta)};
    }
    static bool accepts(T beta) { return is_finite(beta) && beta > 0; }
    static std::vector<std::vector<T>> swept() { return {{1}, {T(0.53226554)}, {T(0.12717874)}}; }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        const auto ln_2 = rounded<T>(0x1.62e43p-1f, 0x1.62e42fefa39efp-1);
        return {
            {{1},
             {nan, inf, max, rounded<T>(0x1.5031eap+0f, 0x1.5031eafefb049p+0), ln_2, ln_2, ln_2, ln_2, ln_2, ln_2, ln_2, ln_2,
              rounded<T>(0x1.40c7acp-2f, 0x1.40c7abfbec124p-2), rounded<T>(0x1.1b4866p-29f, 0x1.1b48655a5141ep-29), 0, 0},
             {nan, 1, 1, rounded<T>(0x1.764d5p-1f, 0x1.764d4f5d5a2bdp-1), h, h, h, h, h, h, h, h,
              rounded<T>(0x1.136562p-2f, 0x1.136561454ba86p-2), rounded<T>(0x1.1b4866p-29f, 0x1.1b4865556b5d5p-29), 0, 0}},
            {{T(0.5)}},
            {{T(3.7)}},
            {{2}},
            {{T(0.25)}},
            {{T(1e-25)}},
            {{either<T>(2e-38f, 0x1.2p-1018)}},
        };
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
