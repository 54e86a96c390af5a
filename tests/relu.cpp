#include <ramp/relu.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "catch.hpp"

static_assert(ramp::relu(-1.0f) == 0 && ramp::relu(2.0) == 2);
static_assert(ramp::relu_derivative(0.0f) == 0 && ramp::relu_derivative(1e-30f) == 1);

TEST_CASE("relu takes vectors, arrays, C arrays and spans, of float or double") {
    const std::vector<float> x = {-1, 2, -3};
    std::array<float, 3> y{};
    ramp::relu(x, y);
    CHECK(y == std::array<float, 3>{0, 2, 0});

    const double c_array[] = {-1, 5};
    std::vector<double> out(2);
    ramp::relu(c_array, std::span(out));
    CHECK(out == std::vector<double>{0, 5});
    ramp::ReLU<double>{}(c_array, out);
    CHECK(out == std::vector<double>{0, 5});
    ramp::relu(std::span<const float>(x).first(2), std::span(y).last(2));
    CHECK(y == std::array<float, 3>{0, 0, 2});
}

TEMPLATE_TEST_CASE("relu takes a number or a batch", "", float, double, xsimd::batch<float>, xsimd::batch<double>) {
    std::array<ramp::element_t<TestType>, ramp::lane_count<TestType>> lanes;
    const auto all_lanes_are = [&](TestType v, ramp::element_t<TestType> expected) {
        ramp::loops::store(v, lanes.data());
        return std::all_of(lanes.begin(), lanes.end(), [&](auto lane) { return lane == expected; });
    };
    CHECK(all_lanes_are(ramp::relu(TestType(3)), 3));
    CHECK(all_lanes_are(ramp::relu_derivative(TestType(-3)), 0));
}

TEST_CASE("relu_derivative and relu_backward agree with the functor") {
    const std::vector<float> x = {-1, 0, 3}, dy = {5, 6, 7};
    std::vector<float> d(3), dx(3);
    ramp::relu_derivative(x, d);
    CHECK(d == std::vector<float>{0, 0, 1});
    ramp::relu_backward(x, dy, dx);
    CHECK(dx == std::vector<float>{0, 0, 7});
}

TEST_CASE("ReLU's derivative from its value is the derivative") {
    const ramp::ReLU<float> f;
    CHECK(f.derivative_from_value(0.0f) == 0);
    CHECK(f.derivative_from_value(2.5f) == 1);
    if (ramp_tests::special_values) CHECK(std::isnan(f.derivative_from_value(std::nanf(""))));
}

TEST_CASE("The architecture can be named") {
    const std::vector<float> x = {-1, 0, 3};
    std::vector<float> y(3), z(3);
    ramp::relu<ramp::default_arch>(x, y);
    ramp::ReLU<>{}.value<ramp::default_arch>(x, z);
    CHECK(y == z);
}

TEST_CASE("An activation works in std::transform") {
    std::vector<float> x = {-1, 0, 3};
    std::transform(x.begin(), x.end(), x.begin(), ramp::ReLU<float>{});
    CHECK(x == std::vector<float>{0, 0, 3});
}

TEST_CASE("ReLU passes no gradient at zero") {
    std::vector<double> x = {0, -0.0}, dy = {1, 1}, dx(2, 9);
    ramp::relu_backward(x, dy, dx);
    CHECK(dx == std::vector<double>{0, 0});
}
