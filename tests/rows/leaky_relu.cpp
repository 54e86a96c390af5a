#include <ramp/leaky_relu.hpp>

#include "rectified.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row : Rectified {
    using F = ramp::LeakyReLU<T>;
    static constexpr const auto& function = ramp::leaky_relu;

    static bool accepts(T slope) { return is_finite(slope) && slope >= 0; }
    static std::vector<Sample<T>> samples() {
        return {hundredth<T>(), {{F::steep_slope}}, zero<T>(), {{T(3.7)}}, largest<T>()};
    }
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
