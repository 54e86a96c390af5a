#include <ramp/elu.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "../catch.hpp"

static_assert(ramp::elu(-1.0) < 0 && ramp::elu(3.0f) == 3 && ramp::elu.derivative(0.0f, 2) == 2);
static_assert(ramp::elu(1e300) == 1e300 && ramp::elu(-1e300) == -1);
static_assert(ramp::elu(-1.0f, 1e37) < -6e36f && ramp::elu(-1e-3, 1e305) < -9e301);

template <class P>
concept is_parameter = requires(std::span<float> x, P alpha) {
    ramp::elu(x, x, alpha);
};
static_assert(is_parameter<float> && is_parameter<double> && is_parameter<int>);
static_assert(!is_parameter<std::size_t> && !is_parameter<bool> && !is_parameter<char>);

static bool near(double got, double exact, double relative) {
    return std::abs(got - exact) <= relative * std::abs(exact);
}

template <class T>
constexpr auto inputs = [] {
    std::array<T, 200> x{};
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = T(-20) + T(0.1003) * T(i);
    for (std::size_t i = 0; i < 60; ++i) x[i] = (sizeof(T) == 4 ? T(-86) : T(-707)) - T(0.021) * T(i);
    for (std::size_t i = 60; i < 80; ++i) x[i] = -std::numeric_limits<T>::min() * T(i);
    return x;
}();

template <class T>
constexpr auto values_at_compile_time = [] {
    std::array<T, 200> y{};
    ramp::elu(inputs<T>, y, 1.5);
    return y;
}();

template <class T>
constexpr auto derivatives_at_compile_time = [] {
    std::array<T, 200> d{};
    ramp::elu.derivative(inputs<T>, d, 0.7);
    return d;
}();

TEMPLATE_TEST_CASE("A constant expression gives the bits that the program gives, with a factor too", "", float,
                   double) {
    std::array<TestType, 200> x = inputs<TestType>, y{}, d{};
    constexpr auto here = ramp::on<xsimd::default_arch>;  // what the constant was made for, whatever the machine has
    ramp::elu[here](x, y, 1.5);
    ramp::elu[here].derivative(x, d, 0.7);
    CHECK(y == values_at_compile_time<TestType>);
    CHECK(d == derivatives_at_compile_time<TestType>);
}

TEST_CASE("ELU saturates at -alpha") {
    CHECK(ramp::elu(-std::numeric_limits<float>::infinity(), 1.5) == -1.5f);
    CHECK(ramp::elu(-1000.0) == -1);
    CHECK(ramp::elu(-17.5f) == -1);
    CHECK(ramp::elu.derivative(-std::numeric_limits<double>::infinity(), 1e300) == 0);
}

TEST_CASE("ELU keeps the digits that exp(x) - 1 cancels") {
    CHECK(near(ramp::elu(-1e-6f), std::expm1(-1e-6), 1e-7));
    CHECK(ramp::elu(-1e-38f) == -1e-38f);
    CHECK(ramp::elu(-1e-300) == -1e-300);
}

TEST_CASE("ELU's derivative is a normal number wherever alpha e^x is, though e^x is none") {
    CHECK(near(ramp::elu.derivative(-100.0f, 1e20), 1e20 * std::exp(-100.0), 1e-6));
    CHECK(near(ramp::elu.derivative(-760.0, 1e40), double(1e40L * std::exp(-760.0L)), 1e-14));
}

TEST_CASE("ELU takes every alpha, up to the largest number and down to the smallest") {
    constexpr float largest = std::numeric_limits<float>::max();
    CHECK(ramp::elu(-200.0f, largest) == -largest);
    CHECK(near(ramp::elu(-0.5f, largest), double(largest) * std::expm1(-0.5), 2e-7));
    CHECK(ramp::elu.derivative(0.0f, largest) == largest);
    CHECK(near(ramp::elu.derivative(-175.1f, largest), double(largest) * std::exp(double(-175.1f)), 3e-7));
    for (const double alpha : {1e-30, 1e-38}) {
        const auto rounded = double(float(alpha));
        CHECK(near(ramp::elu(-1.0f, alpha), rounded * std::expm1(-1.0), 3e-7));
        CHECK(ramp::elu(-200.0f, alpha) == -float(alpha));
        CHECK(ramp::elu.derivative(0.0f, alpha) == float(alpha));
    }
    CHECK(near(ramp::elu(-1.0, 1e-300), 1e-300 * std::expm1(-1.0), 5e-16));
    CHECK(near(ramp::elu.derivative(-1410.0, 1.7e308), double(1.7e308L * std::exp(-1410.0L)), 5e-16));
}

TEST_CASE("elu's calls take arrays and alpha") {
    const std::vector<double> x = {-1, 2}, dy = {3, 3};
    std::vector<double> y(2);
    ramp::elu(x, y, 2);
    CHECK(y == std::vector<double>{ramp::elu(-1.0, 2), 2});
    ramp::elu.derivative(x, y, 2);
    CHECK(y == std::vector<double>{ramp::elu.derivative(-1.0, 2), 1});
    ramp::elu.backward(x, dy, y, 2);
    CHECK(y == std::vector<double>{3 * ramp::elu.derivative(-1.0, 2), 3});
}

TEST_CASE("ELU's derivative from its value is y + alpha, and the limit from the left at zero") {
    const ramp::ELU<float> f(1.5f);
    CHECK(f.derivative_from_value(-0.5f) == 1.0f);
    CHECK(f.derivative_from_value(0.0f) == 1.5f);
    CHECK(f.derivative_from_value(2.0f) == 1.0f);
    for (float x = -20; x < 5; x += 0.01f) CHECK(std::abs(f.derivative_from_value(f(x)) - f.derivative(x)) <= 5e-7f);
}

TEST_CASE("ELU's alpha must be finite and at least 0") {
    CHECK(ramp::ELU<float>(0).alpha() == 0);
    CHECK_THROWS_WITH(ramp::ELU<double>(-1), "ramp::ELU: alpha must be finite and at least 0, but is -1");
}
