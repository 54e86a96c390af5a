#include <ramp/leaky_relu.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "catch.hpp"

static_assert(ramp::leaky_relu(3e38f, 4.0) == 3e38f);
static_assert(ramp::leaky_relu(-1.0, 0.5) == -0.5 && ramp::leaky_relu(-1.0f) == -0.01f);
static_assert(ramp::leaky_relu_derivative(-1.0f, 0.2) == 0.2f);
static_assert(ramp::LeakyReLU<float>::default_slope == 0.01f && ramp::LeakyReLU<float>::steep_slope == 0.2f);

TEST_CASE("leaky_relu takes its slope as a literal of any type") {
    const std::vector<float> x = {-10, 10}, dy = {1, 1};
    std::vector<float> y(2);
    ramp::leaky_relu(x, y);
    CHECK(y == std::vector<float>{-10 * 0.01f, 10});
    ramp::leaky_relu(x, y, 0.2);
    CHECK(y == std::vector<float>{-2, 10});
    ramp::leaky_relu(x, y, 2);
    CHECK(y == std::vector<float>{-20, 10});
    ramp::leaky_relu_derivative(x, y, 0.2f);
    CHECK(y == std::vector<float>{0.2f, 1});
    ramp::leaky_relu_backward(x, dy, y, 0.2f);
    CHECK(y == std::vector<float>{0.2f, 1});
}

TEMPLATE_TEST_CASE("leaky_relu takes a number or a batch", "", float, double, xsimd::batch<float>,
                   xsimd::batch<double>) {
    std::array<ramp::element_t<TestType>, ramp::lane_count<TestType>> lanes;
    const auto all_lanes_are = [&](TestType v, ramp::element_t<TestType> expected) {
        ramp::loops::store(v, lanes.data());
        return std::all_of(lanes.begin(), lanes.end(), [&](auto lane) { return lane == expected; });
    };
    CHECK(all_lanes_are(ramp::leaky_relu(TestType(-4), 0.25), -1));
    CHECK(all_lanes_are(ramp::leaky_relu_derivative(TestType(-4), 0.25), ramp::element_t<TestType>(0.25)));
}

TEST_CASE("LeakyReLU's derivative from its value is the derivative") {
    const ramp::LeakyReLU<float> f(0.25f);
    CHECK(f.derivative_from_value(-2.0f) == 0.25f);
    CHECK(f.derivative_from_value(0.0f) == 0.25f);
    CHECK(f.derivative_from_value(2.0f) == 1);
    if (ramp_tests::special_values) CHECK(std::isnan(f.derivative_from_value(std::nanf(""))));
}

TEST_CASE("LeakyReLU keeps its slope") {
    CHECK(ramp::LeakyReLU<float>(0.3f).slope() == 0.3f);
    CHECK(ramp::LeakyReLU<double>().slope() == 0.01);
}

TEST_CASE("LeakyReLU's slope must be finite and at least 0") {
    CHECK_THROWS_AS(ramp::LeakyReLU<float>(std::nanf("")), std::invalid_argument);
    CHECK_THROWS_AS(ramp::LeakyReLU<double>(std::numeric_limits<double>::infinity()), std::invalid_argument);
    CHECK_THROWS_WITH(ramp::LeakyReLU<float>(-0.5f),
                      "ramp::LeakyReLU: slope must be finite and at least 0, but is -0.5");
    std::vector<float> x = {1, 2}, y = {3, 4};
    CHECK_THROWS_AS(ramp::leaky_relu(x, y, -1), std::invalid_argument);
    CHECK(y == std::vector<float>{3, 4});
}
