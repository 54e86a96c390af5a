#include <ramp/selu.hpp>

#include "../row.hpp"

namespace ramp_tests {
namespace {

template <class T>
struct Row {
    using F = ramp::SELU<T>;
    static constexpr const auto& function = ramp::selu;

    static constexpr Real lambda = 1.0507009873554804934193349852946L;
    static constexpr Real alpha = 1.6732632423543772848170429916717L;
    static constexpr Real product = 1.7580993408473768599402175208123L;

    static auto value(auto x) {
        using X = decltype(x);
        return x < 0 ? X(product) * std::expm1(x) : X(lambda) * x;
    }
    static auto derivative(auto x) {
        using X = decltype(x);
        return x > 0 ? X(lambda) : X(product) * std::exp(x);
    }
    static auto derivative_from_value(auto y) {
        using Y = decltype(y);
        return y > 0 ? Y(lambda) : y + Y(product);
    }

    static Promise promise() {
        const double bound = fused ? 1.75 : 2;
        return {.value = bound,
                .derivative = bound,
                .from_value = 1,
                .from_value_floor = product,
                .lowest = -product,
                .increasing = true,
                .kinks = {0}};
    }

    // clang-format off
    static std::vector<Sample<T>> samples() {
        const auto [nan, inf, max, min, sub, tiny, o] = names<T>;
        const T l = either<T>(0x1.0cfabep+0f, 0x1.0cfabd6a91132p+0), p = either<T>(0x1.c212ccp+0f, 0x1.c212cc640f031p+0);
        return {{{},
            {nan, inf, inf, l, rounded<T>(0x1.0cfabep-126f, 0x1.0cfabd6a91132p-1022),
             rounded<T>(0x1.0cfabcp-126f, 0x1.0cfabd6a91131p-1022), tiny, 0, o, -2 * tiny,
             rounded<T>(-0x1.c212c8p-126f, -0x1.c212cc640f02fp-1022), rounded<T>(-0x1.c212ccp-126f, -0x1.c212cc640f031p-1022),
             rounded<T>(-0x1.1c802cp+0f, -0x1.1c802bd5f1cb4p+0), rounded<T>(-0x1.c212ccp+0f, -0x1.c212cc547eb29p+0), -p, -p},
            {nan, l, l, l, l, l, l, p, p, p, p, p, rounded<T>(0x1.4b2542p-1f, 0x1.4b25411c3a6fap-1),
             rounded<T>(0x1.f20a1p-29f, 0x1.f20a0f74e94f9p-29), 0, 0}}};
    }
    // clang-format on
};

const Registered<Row<float>, Row<double>> registered;

}  // namespace
}  // namespace ramp_tests
