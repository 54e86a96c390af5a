#include <ramp/prelu.hpp>

#include "rectified.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row : Rectified {
    using F = ramp::PReLU<T>;
    static constexpr const auto& function = ramp::prelu;

    static bool accepts(T slope) { return is_finite(slope); }
    static std::vector<Sample<T>> samples() {
        return {quarter<T>(), zero<T>(), negative<T>(), {{T(2.5)}}, lowest<T>(), hundredth<T>(), largest<T>()};
    }
    static std::vector<std::vector<T>> swept() { return {{T(-1.7)}}; }
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
