#include <ramp/prelu.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

#include "catch.hpp"

static_assert(ramp::prelu(-2.0, -0.5) == 1 && ramp::prelu_derivative(-2.0f, 0.5) == 0.5f);
static_assert(ramp::PReLU<float>{}.slope() == 0.25f && ramp::PReLU<float>{}.slope_derivative(-3.0f) == -3.0f);
static_assert([] {
    const std::array<float, 3> x = {-1, 2, -3}, dy = {1, 10, 100};
    std::array<float, 3> dx{};
    const float slope_gradient = ramp::PReLU<float>(0.5f).backward(x, dy, dx);
    return slope_gradient == -301 && dx == std::array<float, 3>{0.5f, 10, 50};
}());

template <class F>
concept tells_its_derivative_from_its_value = requires(const F& f, std::span<const float> y, std::span<float> d) {
    f.derivative_from_value(y, d);
}
|| requires(const F& f, float y) {
    f.derivative_from_value(y);
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

TEST_CASE("df/dslope is min(x, 0), and NaN stays NaN") {
    const ramp::PReLU<double> f;
    CHECK(f.slope_derivative(3.0) == 0);
    CHECK(f.slope_derivative(-3.0) == -3);
    CHECK(std::isnan(f.slope_derivative(std::nan(""))));
}

TEMPLATE_TEST_CASE("PReLU::backward returns the slope's gradient, of any length and in place", "", float, double) {
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
        const TestType gradient = ramp::prelu_backward(x, dy, dx, 0.1);
        INFO(size << " elements");
        CHECK(std::abs(gradient - exact) <= std::numeric_limits<TestType>::epsilon() * (4 * magnitude));
        CHECK(ramp::prelu_backward(x, dy, dx, 0.1) == gradient);
        CHECK(ramp::prelu_backward(x, dy, dy, 0.1) == gradient);
        CHECK(dy == dx);
    }
}

TEST_CASE("prelu and prelu_derivative agree with the functor") {
    const std::vector<float> x = {-2, 3};
    std::vector<float> y(2);
    ramp::prelu(x, y, 0.5);
    CHECK(y == std::vector<float>{-1, 3});
    ramp::prelu_derivative(x, y, 0.5);
    CHECK(y == std::vector<float>{0.5f, 1});
}
