#include <ramp/core/activation.hpp>

#include <random>
#include <type_traits>
#include <vector>

#include <ramp/channel_prelu.hpp>
#include <ramp/relu.hpp>
#include <ramp/silu.hpp>
#include <ramp/softplus.hpp>

#include "../../examples/custom_activations.hpp"
#include "../catch.hpp"

namespace {

/// The least that an activation can be.
template <class T>
class Square : public ramp::Activation<Square<T>, T> {
public:
    static constexpr const char* name = "Square";

    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        return {x * x, x + x};
    }
};

constexpr ramp::Function<Square> square_of;

/// x, and 2 x in the grade `fast`; its gradient is that of a learned parameter.
template <class T>
class Scaled : public ramp::Activation<Scaled<T>, T> {
public:
    static constexpr const char* name = "Scaled";

    template <ramp::Grade grade = ramp::Grade::accurate, ramp::lanes_of<T> V>
    RAMP_INLINE constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        return {grade == ramp::Grade::fast ? x + x : x, V(1)};
    }
    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr V parameter_derivative(V x) const {
        return x;
    }
};

/// Of members that are no numbers, with gaps between them.
template <class T>
class Mirrored : public ramp::Activation<Mirrored<T>, T> {
    bool is_mirrored_;
    T scale_;
    int sign_;

public:
    static constexpr const char* name = "Mirrored";

    constexpr Mirrored(T scale, bool is_mirrored)
        : is_mirrored_(is_mirrored), scale_(scale), sign_(is_mirrored ? -1 : 1) {}
    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        const V slope = V(scale_ * T(sign_));
        return {slope * x, is_mirrored_ ? slope : V(scale_)};
    }
};

/// An instruction set to name, not to run on.
struct Elsewhere {};
template <class Calls>
constexpr bool is_elsewhere = std::is_same_v<typename Calls::execution, ramp::Execution<Elsewhere>>;
constexpr auto elsewhere = ramp::on<Elsewhere>;
constexpr ramp::SiLU<float> silu;
static_assert(is_elsewhere<decltype(ramp::silu[elsewhere][ramp::fast])>);
static_assert(is_elsewhere<decltype(ramp::silu[ramp::fast][elsewhere])>);
static_assert(is_elsewhere<decltype(silu[elsewhere][ramp::fast])>);
static_assert(is_elsewhere<decltype(silu[ramp::fast][elsewhere])>);
static_assert(is_elsewhere<decltype(ramp::relu[elsewhere][ramp::fast])>);
static_assert(std::is_same_v<decltype(ramp::ReLU<float>()[ramp::fast]), ramp::ReLU<float>>);
static_assert(std::is_same_v<decltype(silu[ramp::fast]), ramp::Fast<ramp::SiLU<float>>>);

/// A sum of products by README's rules.
template <class T>
class Polynomial : public ramp::Activation<Polynomial<T>, T> {
public:
    static constexpr const char* name = "Polynomial";

    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        return {ramp::multiply_add(x * x, V(T(0.1)), x), ramp::multiply_add(x, V(T(0.2)), V(1))};
    }
};

}  // namespace

TEST_CASE("A formula makes an activation: arrays, fused and backward passes follow, and a function object") {
    const Square<float> square;
    const std::vector<float> x = {-1, 2, 3}, dy = {1, 10, 100};
    std::vector<float> y(3), d(3), dx(3);
    square(x, y);
    CHECK(y == std::vector<float>{1, 4, 9});
    square.derivative(x, d);
    CHECK(d == std::vector<float>{-2, 4, 6});
    square.backward(x, dy, dx);
    CHECK(dx == std::vector<float>{-2, 40, 600});
    square.value_and_derivative(x, dx, y);
    CHECK(dx == std::vector<float>{1, 4, 9});
    CHECK(y == d);
    CHECK(square(5.0f) == 25);
    square_of.derivative(x, d);
    CHECK(d == y);
    CHECK(square_of(-5.0) == 25);
    CHECK_THROWS_WITH(square.value(x, std::span(y).first(2)), "ramp::Square::value: x has 3 elements, but y has 2");
}

TEST_CASE("The grade `fast`: of an object, a function object and an execution; what has no grades stays as it is") {
    const std::vector<float> x = {-3, -2.5f, -0.1f, 0, 1.5f}, dy(5, 1.0f);
    std::vector<float> y(5), other(5);
    const ramp::Softplus<float> f(3.0f);
    const auto fast = f[ramp::fast];
    std::size_t differ = 0, of_function = 0;
    for (float v = -4; v < 4; v += 0.01f) {
        differ += fast(v) != f(v);
        of_function += !ramp_tests::same(fast(v), ramp::softplus[ramp::fast](v, 3));
    }
    CHECK(differ > 0);
    CHECK(of_function == 0);
    constexpr auto of_build = ramp::on<xsimd::default_arch>;
    fast[of_build](x, y);
    f[of_build][ramp::fast](x, other);
    CHECK(other == y);
    ramp::softplus[of_build][ramp::fast](x, other, 3);
    CHECK(other == y);
    fast[of_build].backward(x, dy, y);
    ramp::softplus[ramp::fast][of_build].derivative(x, other, 3);
    CHECK(other == y);
    ramp::relu[ramp::fast](x, y);
    CHECK(y == std::vector<float>{0, 0, 0, 0, 1.5f});
    const float slopes[] = {0.5f};
    ramp::channel_prelu[ramp::fast](x, slopes, y);
    CHECK(y == std::vector<float>{-1.5f, -1.25f, -0.05f, 0, 1.5f});
    CHECK(Scaled<float>()(3.0f) == 3);
    CHECK(Scaled<float>()[ramp::fast](3.0f) == 6);
    CHECK(Scaled<float>()[ramp::fast].backward(x, dy, y) == -4.1f);
}

// What compilers that contract would break: a batch's operators are functions, a number's are not.
TEMPLATE_TEST_CASE("A custom activation that keeps README's rules gives a number and an array the same bits", "",
                   Polynomial<float>, Polynomial<double>, custom::Snake<float>, custom::DynamicTanh<float>) {
    using T = typename TestType::value_type;
    if (!ramp_tests::special_values) return;  // -ffast-math gives up equal bits
    const TestType f;
    std::mt19937 random(5);
    std::uniform_real_distribution<T> uniform(-9, 9);
    std::vector<T> x(10007);
    for (T& v : x) v = uniform(random);
    std::vector<T> y(x.size()), d(x.size());
    f[ramp::on<xsimd::default_arch>].value_and_derivative(x, y, d);  // kernels may contract what this file does not
    std::size_t values = 0, derivatives = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        values += !ramp_tests::same(f.value(x[i]), y[i]);
        derivatives += !ramp_tests::same(f.derivative(x[i]), d[i]);
    }
    CHECK(values == 0);
    CHECK(derivatives == 0);
}

TEMPLATE_TEST_CASE("An activation's members may be of any kind", "", float, double) {
    using T = TestType;
    const std::vector<T> x = {1, -2, 3, -4, 5, -6, 7};
    std::vector<T> y(x.size()), d(x.size());
    for (const bool is_mirrored : {false, true}) {
        const Mirrored<T> f(3, is_mirrored);
        f.value_and_derivative(x, y, d);
        for (std::size_t i = 0; i < x.size(); ++i) {
            CHECK(y[i] == (is_mirrored ? -3 : 3) * x[i]);
            CHECK(d[i] == (is_mirrored ? -3 : 3));
        }
    }
}
