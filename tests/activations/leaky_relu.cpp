#include <ramp/leaky_relu.hpp>

#include <stdexcept>
#include <vector>

#include "../catch.hpp"

static_assert(ramp::leaky_relu(3e38f, 4.0) == 3e38f);
static_assert(ramp::leaky_relu(-1.0, 0.5) == -0.5 && ramp::leaky_relu(-1.0f) == -0.01f);
static_assert(ramp::leaky_relu.derivative(-1.0f, 0.2) == 0.2f);
static_assert(ramp::LeakyReLU<float>::steep_slope == 0.2f);
static_assert(ramp::LeakyReLU<float>(0.3f).slope() == 0.3f && ramp::LeakyReLU<double>().slope() == 0.01);

TEST_CASE("leaky_relu takes its slope as a literal of any type") {
    const std::vector<float> x = {-10, 10}, dy = {1, 1};
    std::vector<float> y(2);
    ramp::leaky_relu(x, y);
    CHECK(y == std::vector<float>{-10 * 0.01f, 10});
    ramp::leaky_relu(x, y, 0.2);
    CHECK(y == std::vector<float>{-2, 10});
    ramp::leaky_relu(x, y, 2);
    CHECK(y == std::vector<float>{-20, 10});
    ramp::leaky_relu.derivative(x, y, 0.2f);
    CHECK(y == std::vector<float>{0.2f, 1});
    ramp::leaky_relu.backward(x, dy, y, 0.2f);
    CHECK(y == std::vector<float>{0.2f, 1});
}

TEST_CASE("LeakyReLU's slope must be finite and at least 0") {
    CHECK_THROWS_WITH(ramp::LeakyReLU<float>(-0.5f),
                      "ramp::LeakyReLU: slope must be finite and at least 0, but is -0.5");
    std::vector<float> x = {1, 2}, y = {3, 4};
    CHECK_THROWS_AS(ramp::leaky_relu(x, y, -1), std::invalid_argument);
    CHECK(y == std::vector<float>{3, 4});
}
