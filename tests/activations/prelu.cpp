#include <ramp/prelu.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

#include "../catch.hpp"
#include "../streaming.hpp"

static_assert(ramp::prelu(-2.0, -0.5) == 1 && ramp::prelu.derivative(-2.0f, 0.5) == 0.5f);
static_assert(ramp::PReLU<float>{}.slope() == 0.25f && ramp::PReLU<float>{}.parameter_derivative(-3.0f) == -3.0f);
static_assert([] {
    const std::array<float, 3> x = {-1, 2, -3}, dy = {1, 10, 100};
    std::array<float, 3> dx{};
    const float slope_gradient = ramp::PReLU<float>(0.5f).backward(x, dy, dx);
    return slope_gradient == -301 && dx == std::array<float, 3>{0.5f, 10, 50};
}());

template <class F>
concept tells_its_derivative_from_its_value = requires(const F& f, float y, std::span<float> d) {
    f.derivative_from_value(y);
}
|| requires(const F& f, std::span<const float> y, std::span<float> d) {
    f.derivative_from_value(y, d);
}
|| requires(const F& f, std::span<const float> y, std::span<float> dx) {
    f.backward_from_value(y, y, dx);
};
static_assert(!tells_its_derivative_from_its_value<ramp::PReLU<float>>);

TEST_CASE("PReLU's slope can be set, to any finite number") {
    ramp::PReLU<float> f;
    f.set_slope(-2);
    CHECK(f.slope() == -2);
    CHECK_THROWS_AS(f.set_slope(std::nanf("")), std::invalid_argument);
    CHECK(f.slope() == -2);
    CHECK_THROWS_WITH(ramp::PReLU<double>(std::numeric_limits<double>::infinity()),
                      "ramp::PReLU: slope must be finite, but is inf");
}

TEMPLATE_TEST_CASE("df/dslope is min(x, 0), and NaN and zeros stay what they are", "", float, double) {
    using Batch = xsimd::batch<TestType>;
    constexpr TestType infinity = std::numeric_limits<TestType>::infinity();
    const ramp::PReLU<TestType> f;
    for (const TestType x : {TestType(3), TestType(-3), TestType(0), -TestType(0), infinity, -infinity}) {
        if (!ramp_tests::special_values && !(x == 3 || x == -3)) continue;
        const TestType expected = std::signbit(x) || x == 0 ? x : TestType(0);
        for (const TestType got : {f.parameter_derivative(x), f.parameter_derivative(Batch(x)).get(0)}) {
            INFO(x);
            CHECK(got == expected);
            CHECK((!ramp_tests::special_values || std::signbit(got) == std::signbit(expected)));
        }
    }
    if (ramp_tests::special_values) {
        constexpr TestType nan = std::numeric_limits<TestType>::quiet_NaN();
        CHECK(std::isnan(f.parameter_derivative(nan)));
        CHECK(std::isnan(f.parameter_derivative(Batch(nan)).get(0)));
    }
}

TEMPLATE_TEST_CASE("PReLU's backward() returns the slope's gradient, of any length and in place", "", float, double) {
    std::mt19937 random(5);
    std::uniform_real_distribution<TestType> uniform(-1, 1);
    for (const std::size_t size :
         {0u, 1u, 2u, 3u, 5u, 8u, 15u, 16u, 17u, 63u, 64u, 65u, 1000u, 4095u, 4096u, 4097u, 50001u}) {
        std::vector<TestType> x(size), dy(size), dx(size);
        long double exact = 0, magnitude = 0;
        for (std::size_t i = 0; i < size; ++i) {
            x[i] = uniform(random), dy[i] = uniform(random);
            const long double product = x[i] < 0 ? static_cast<long double>(x[i]) * dy[i] : 0;
            exact += product, magnitude += std::abs(product);
        }
        const TestType gradient = ramp::prelu.backward(x, dy, dx, 0.1);
        INFO(size << " elements");
        CHECK(std::abs(gradient - exact) <= std::numeric_limits<TestType>::epsilon() * (4 * magnitude));
        CHECK(ramp::prelu.backward(x, dy, dx, 0.1) == gradient);
        CHECK(ramp::prelu.backward(x.data(), dy.data(), dx.data(), size, 0.1) == gradient);
        CHECK(ramp::prelu.backward(x, dy, dy, 0.1) == gradient);
        CHECK(dy == dx);
    }
}

TEST_CASE("The slope's gradient does not change when the output is streamed") {
    const auto x = ramp_tests::random_numbers<float>(10000, 5), dy = ramp_tests::random_numbers<float>(10000, 5);
    std::vector<float> dx(10007);
    const float gradient = ramp::prelu.backward(x, dy, std::span(dx).first(10000), 0.1);
    const ramp_tests::StreamingFrom streaming(0);
    for (std::size_t offset = 0; offset < 7; ++offset)
        CHECK(ramp_tests::same(ramp::prelu.backward(x, dy, std::span(dx).subspan(offset, 10000), 0.1), gradient));
}

TEST_CASE("The slope's gradient of equal numbers, whose rounding goes one way, is within 1e-6") {
    const std::vector<float> x(65536, -1.85775f), dy(65536, 1.0f);
    std::vector<float> dx(65536);
    const double exact = 65536 * double(-1.85775f);
    CHECK(std::abs(ramp::prelu.backward(x, dy, dx, 0.1) - exact) <= 1e-6 * std::abs(exact));
}
