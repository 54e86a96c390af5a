#include <ramp/relu.hpp>

#include "rectified.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::ReLU<T>;
    static constexpr const auto& function = ramp::relu;

    static auto value(auto x) { return x < 0 ? decltype(x)(0) : x; }
    static auto derivative(auto x) { return decltype(x)(x > 0 ? 1 : 0); }
    static auto derivative_from_value(auto y) { return derivative(y); }

    static Promise promise() {
        return {.value = 0,
                .derivative = 0,
                .from_value = 0,
                .exact_from = 0,
                .lowest = 0,
                .increasing = true,
                .monotone = true,
                .kinks = {0}};
    }
    static std::vector<Sample<T>> samples() {
        Sample<T> sample = Rectified::zero<T>();
        sample.parameters = {};
        return {sample};
    }
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
