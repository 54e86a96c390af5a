#include <ramp/quick_gelu.hpp>

#include "sigmoidal.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::QuickGELU<T>;
    static constexpr const auto& function = ramp::quick_gelu;

    static auto value(auto x) { return Sigmoidal::gated(x, decltype(x)(1.702L) * x); }
    static auto derivative(auto x) { return Sigmoidal::gated_derivative(decltype(x)(1.702L) * x); }

    static Promise promise() { return Sigmoidal::promise(1.702L); }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        return {{{},
            {nan, inf, max, rounded<T>(0x1.b10c24p-1f, 0x1.b10c24838db0ap-1), min / 2, {min / 2, true}, {tiny, true}, 0, o, {o, true},
             {tiny - min / 2, true}, -min / 2, rounded<T>(-0x1.3bcf6ep-3f, -0x1.3bcf6df1c93d6p-3),
             rounded<T>(-0x1.28a4dep-45f, -0x1.28a4deac4380fp-45), o, o},
            {nan, 1, 1, rounded<T>(0x1.115a02p+0f, 0x1.115a01197ec59p+0), h, h, h, h, h, h, h, h,
             rounded<T>(-0x1.15a012p-4f, -0x1.15a01197ec58ep-4), rounded<T>(-0x1.ea0e52p-45f, -0x1.ea0e5122b93dap-45), 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
