#include <ramp/silu.hpp>

#include "sigmoidal.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::SiLU<T>;
    static constexpr const auto& function = ramp::silu;

    static auto value(auto x) { return Sigmoidal::gated(x, x); }
    static auto derivative(auto x) { return Sigmoidal::gated_derivative(x); }

    static Promise promise() {
        auto promise = Sigmoidal::promise(1);
        promise.value = 1.25, promise.derivative = fused ? 1.25 : 1.5;
        return promise;
    }

    static std::vector<Sample<T>> samples() { return {Sigmoidal::silu<T>({})}; }
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
