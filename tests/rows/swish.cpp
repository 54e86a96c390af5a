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
        if (beta == 1) return Sigmoidal::promise(1);
        return {.value = 1,
                .derivative = 1.25,
                .derivative_floor = beta == 0 ? 0 : 0x1p-6L,
                .vanishing_value = std::max<Real>(1, either<T>(0x1p-25f, 0x1p-54) / std::abs(static_cast<Real>(beta)))};
    }
    static bool accepts(T beta) { return is_finite(beta); }

    static std::vector<Sample<T>> samples() {
        return {
            Sigmoidal::silu<T>({1}), {{0}}, {{-T(0)}}, {{T(-0.5)}}, {{T(3.5)}}, {{100}}, {{T(0.001)}}, {{T(1e-25)}}};
    }
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
