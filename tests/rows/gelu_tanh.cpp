#include <ramp/gelu_tanh.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::GELUTanh<T>;
    static constexpr const auto& function = ramp::gelu_tanh;

    /// v, which -ffast-math may not look into.
    static auto kept(auto v) {
        volatile auto stored = v;
        const decltype(v) read = stored;
        return read;
    }

    /// v = c x + k x^3 in two parts: c and k in two of 53 bits each, c = 2 sqrt(2/pi), k = 0.044715 c.
    static auto argument(auto x) {
        using X = decltype(x);
        const X c = 0x1.9884533d43651p+0L, c_low = -0x1.cbc0d30ebfd15p-54L;
        const X k = 0x1.2444f2a4d8b4bp-4L, k_low = -0x1.6c843a29d1c70p-61L;
        const X square = x * x, cubic = k * square;
        const X cubic_low = std::fma(k, square, -cubic) + k * std::fma(x, x, -square) + k_low * square;
        const X factor = kept(c + cubic), of_cubic = kept(factor - c), of_c = kept(factor - of_cubic);
        const X factor_low = kept(c - of_c) + kept(cubic - of_cubic) + (cubic_low + c_low);
        const X v = x * factor;
        return std::array{v, std::fma(x, factor, -v) + x * factor_low};
    }
    /// The logistic function of v.
    static auto share(auto v) {
        const auto e = std::exp(-std::abs(v[0])) * (1 + (v[0] < 0 ? v[1] : -v[1]));
        return v[0] < 0 ? e / (1 + e) : 1 / (1 + e);
    }
    static bool is_far(auto x) { return std::abs(x) > 1000; }

    static auto value(auto x) {
        using X = decltype(x);
        return is_far(x) ? (x < 0 ? -X(0) : x) : x * share(argument(x));
    }
    static auto derivative(auto x) {
        using X = decltype(x);
        if (is_far(x)) return X(x < 0 ? 0 : 1);
        const auto [v, v_low] = argument(x);
        const X slope = 3 * (v + v_low) - 2 * (X(0x1.9884533d43651p+0L) + X(-0x1.cbc0d30ebfd15p-54L)) * x;
        return share(std::array{v, v_low}) * (1 + slope * share(std::array{-v, -v_low}));
    }

    static Promise promise() {
        const double bound = sizeof(T) == sizeof(float) ? 1.25 : 1.5;
        return {.value = bound,
                .derivative = bound,
                .lowest = least(-0.17004075057125405064L),
                .vanishing_value = 1,
                .roots = {-0.75246142207101625849L}};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T h = T(0.5);
        return {{{},
            {nan, inf, max, rounded<T>(0x1.aeb0b8p-1f, 0x1.aeb0b772a3ae1p-1), min / 2, {min / 2, true}, {tiny, true}, 0, o, {o, true},
             {tiny - min / 2, true}, -min / 2, rounded<T>(-0x1.453d22p-3f, -0x1.453d22357147ap-3),
             rounded<T>(-0.0f, -0x1.a927dc6157cbp-866), o, o},
            {nan, 1, 1, rounded<T>(0x1.153d22p+0f, 0x1.153d225adc389p+0), h, h, h, h, h, h, h, h,
             rounded<T>(-0x1.53d226p-4f, -0x1.53d225adc388ep-4), rounded<T>(0.0f, -0x1.218af673aa1f2p-859), 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
