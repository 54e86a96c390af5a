#include <ramp/relu.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "../catch.hpp"

static_assert(ramp::relu(-1.0f) == 0 && ramp::relu(2.0) == 2);
static_assert(ramp::relu.derivative(0.0f) == 0 && ramp::relu.derivative(1e-30f) == 1);

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

TEST_CASE("relu takes pointers and a count, of any integer type") {
    const std::vector<float> x = {-1, 2, -3};
    std::vector<float> y(3), d(3);
    ramp::relu(x.data(), y.data(), 3);
    CHECK(y == std::vector<float>{0, 2, 0});
    ramp::relu.value_and_derivative(x.data(), y.data(), d.data(), x.size());
    CHECK(d == std::vector<float>{0, 1, 0});
    ramp::ReLU<float>{}.backward(x.data(), x.data(), y.data(), 3u);
    CHECK(y == std::vector<float>{0, 2, 0});
    CHECK_THROWS_WITH(ramp::relu.derivative(x.data(), y.data(), -1),
                      "ramp::ReLU::derivative: the count must be at least 0, but is -1");
}

TEST_CASE("An activation and its function object work in std::transform") {
    std::vector<float> x = {-1, 0, 3};
    std::transform(x.begin(), x.end(), x.begin(), ramp::ReLU<float>{});
    CHECK(x == std::vector<float>{0, 0, 3});
    std::vector<double> y = {-1, 0, 3};
    std::transform(y.begin(), y.end(), y.begin(), ramp::relu);
    CHECK(y == std::vector<double>{0, 0, 3});
}

TEST_CASE("The architecture can be named") {
    const std::vector<float> x = {-1, 0, 3};
    std::vector<float> y(3), z(3);
    ramp::relu[ramp::on<ramp::default_arch>](x, y);
    ramp::ReLU<>{}[ramp::on<ramp::default_arch>].value(x, z);
    CHECK(y == std::vector<float>{0, 0, 3});
    CHECK(y == z);
}

TEST_CASE("ReLU passes no gradient at zero") {
    const std::vector<double> x = {0, -0.0}, dy = {1, 1};
    std::vector<double> dx(2, 9);
    ramp::relu.backward(x, dy, dx);
    CHECK(dx == std::vector<double>{0, 0});
}
