#include <ramp/mish.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::Mish<T>;
    static constexpr const auto& function = ramp::mish;

    /// tanh(ln(1 + e^x)), and what is left of 1.
    static auto share(auto x) {
        const auto e = std::exp(-std::abs(x));
        return x < 0 ? e * (e + 2) / (e * (e + 2) + 2) : (1 + 2 * e) / (1 + 2 * e + 2 * e * e);
    }
    static auto left(auto x) {
        const auto e = std::exp(-std::abs(x));
        return x < 0 ? 2 / (e * (e + 2) + 2) : 2 * e * e / (1 + 2 * e + 2 * e * e);
    }

    static auto value(auto x) {
        using X = decltype(x);
        return std::isinf(x) ? (x < 0 ? -X(0) : x) : x * share(x);
    }
    static auto derivative(auto x) {
        using X = decltype(x);
        if (std::isinf(x)) return X(x < 0 ? 0 : 1);
        const auto e = std::exp(-std::abs(x));
        return share(x) + x * left(x) * (1 + share(x)) * (x < 0 ? e / (1 + e) : 1 / (1 + e));
    }

    static Promise promise() {
        return {.value = 1,
                .derivative = 1.5,
                .lowest = least(-0.30884341301725040663L),
                .vanishing_value = 1,
                .roots = {-1.1924312145154952121L}};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const Expected<T> share = {T(0.6L), true};
        const auto part = [](T x) { return Expected<T>(T(0.6L) * x, true); };
        return {{{},
            {nan, inf, max, rounded<T>(0x1.baee2ep-1f, 0x1.baee2d0adc5e7p-1), part(min), part(sub), {tiny, true}, 0, o, {-tiny, true},
             part(-sub), part(-min), rounded<T>(-0x1.36aeep-2f, -0x1.36aedf68a4413p-2),
             rounded<T>(-0x1.621a7ep-25f, -0x1.621a7eb0e5925p-25), o, o},
            {nan, 1, 1, rounded<T>(0x1.0c8da4p+0f, 0x1.0c8da341a5e7ap+0), share, share, share, share, share, share, share, share,
             rounded<T>(0x1.e51a8ap-5f, 0x1.e51a89bbcbcb1p-5), rounded<T>(-0x1.5065f8p-25f, -0x1.5065f85521208p-25), 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
