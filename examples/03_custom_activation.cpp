// Snake, a custom activation (custom_activations.hpp), put to the questions that every new formula must answer: what
// does it give at infinity and NaN, do numbers, batches and arrays agree, how exact is it, and how fast. Beside it
// stands the formula as one would write it with the standard library. Then DynamicTanh, whose parameter is learned.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <stdexcept>
#include <vector>

#include "best_times.hpp"
#include "custom_activations.hpp"

namespace {

using custom::Snake;
using Vector = std::vector<float>;

static_assert(Snake<double>()(0.0) == 0 && Snake<double>().derivative(0.0) == 1);  // it works in constant expressions

template <class T>
T plain_value(T x) {
    const T s = std::sin(x);
    return x + s * s;
}
template <class T>
T plain_derivative(T x) {
    return 1 + std::sin(2 * x);
}

/// f(+-infinity) is the mathematical limit, only NaN gives NaN, and zeros keep their sign.
bool special_values_are_right() {
    const auto shown = [](float v) { return double(std::isnan(v) ? std::abs(v) : v); };
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const Vector x = {-infinity, -1e30f, -2, -0.0f, 0, 2, 1e30f, infinity, std::numeric_limits<float>::quiet_NaN()};
    Vector y(x.size()), d(x.size());
    custom::snake.value_and_derivative(x, y, d);
    bool right = true;
    std::printf("%8s %12s %12s %14s\n", "x", "snake(x)", "snake'(x)", "x + sin^2(x)");
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::printf("%8g %12.7g %12.7g %14.7g\n", shown(x[i]), shown(y[i]), shown(d[i]), shown(plain_value(x[i])));
        if (std::isinf(x[i]) || x[i] == 0) right = right && y[i] == x[i] && std::signbit(y[i]) == std::signbit(x[i]);
        right = right && std::isnan(y[i]) == std::isnan(x[i]) && std::isnan(d[i]) == std::isnan(x[i]);
    }
    if (!right) std::printf("the special values are wrong\n");
    return right;
}

/// A wrong call or parameter is an error that names the function and the values.
bool mistakes_are_errors() {
    const auto message = [](auto call) {
        try {
            call();
        } catch (const std::invalid_argument& error) {
            std::printf("%s\n", error.what());
            return true;
        }
        return false;
    };
    const Vector x(3);
    Vector y(2);
    return message([&] { custom::snake(x, y); }) && message([] { Snake<float>(-1); });
}

/// Numbers, batches and arrays give the same bits.
bool forms_agree(const Vector& x) {
    using Batch = xsimd::batch<float>;
    const Snake<float> f;
    const Vector ones(x.size(), 1);
    Vector y(x.size()), d(x.size()), dx(x.size());
    f(x, y);
    f.derivative(x, d);
    f.backward(x, ones, dx);
    bool all = dx == d;
    for (std::size_t i = 0; i < x.size(); ++i) all = all && f(x[i]) == y[i] && f.derivative(x[i]) == d[i];
    for (std::size_t i = 0; i + Batch::size <= x.size(); i += Batch::size)
        all = all && xsimd::all(f(Batch::load_unaligned(&x[i])) == Batch::load_unaligned(&y[i]));
    std::printf("\nnumbers, batches and arrays: %s\n", all ? "the same bits" : "they differ");
    return all;
}

/// The largest distance from the exact results, in units of the last place of `scale(x)`.
template <class Exact, class Scale>
double largest_error(const Vector& x, const Vector& got, Exact exact, Scale scale) {
    double largest = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const float size = std::abs(scale(x[i]));
        const double last_place = double(std::nextafter(size, std::numeric_limits<float>::infinity()) - size);
        largest = std::max(largest, std::abs(double(got[i]) - exact(double(x[i]))) / last_place);
    }
    return largest;
}

struct Result {
    double error, nanoseconds;
};

/// One row of the comparison; false where Snake's error is beyond the bound.
bool compare(const char* what, double bound, Result ours, Result plain) {
    std::printf("%-20s %8.1f %8.1f %10.2f %8.2f %14.1f\n", what, ours.error, plain.error, ours.nanoseconds,
                plain.nanoseconds, plain.nanoseconds / ours.nanoseconds);
    return ours.error <= bound;
}

bool is_exact_and_fast(const Vector& x) {
    const Vector dy(x.size(), 0.5f);
    Vector y(x.size()), dx(x.size()), plain_y(x.size()), plain_dx(x.size());
    const auto times = best_times(
        200, 4, [&] { custom::snake(x, y); },
        [&] {
            for (std::size_t i = 0; i < x.size(); ++i) plain_y[i] = plain_value(x[i]);
        },
        [&] { custom::snake.backward(x, dy, dx); },
        [&] {
            for (std::size_t i = 0; i < x.size(); ++i) plain_dx[i] = dy[i] * plain_derivative(x[i]);
        });
    const auto value_error = [&](const Vector& got) {
        return largest_error(
            x, got, [](double v) { return plain_value(v); }, [](float v) { return v; });
    };
    const auto gradient_error = [&](const Vector& got) {
        return largest_error(
            x, got, [](double v) { return 0.5 * plain_derivative(v); }, [](float) { return 0.5f; });
    };
    const double each = 1e9 / double(x.size());
    std::printf("\n%-20s %17s %19s\n", "4,096 floats", "error, ulp", "ns a float");
    std::printf("%-20s %8s %8s %10s %8s %14s\n", "between -8 and 8", "Snake", "plain", "Snake", "plain",
                "times as fast");
    const bool value =
        compare("value, of x", 4, {value_error(y), each * times[0]}, {value_error(plain_y), each * times[1]});
    const bool gradient = compare("backward, of 1/2", 10, {gradient_error(dx), each * times[2]},
                                  {gradient_error(plain_dx), each * times[3]});
    return value && gradient;
}

/// Gradient descent by what backward() returns finds the alpha that made the data.
bool learns_its_parameter(const Vector& x) {
    constexpr float wanted = 0.8f, rate = 2e-4f;
    Vector target(x.size()), y(x.size()), dy(x.size()), dx(x.size());
    custom::dynamic_tanh(x, target, wanted);
    float alpha = 0.5f;
    for (int step = 0; step < 200; ++step) {
        custom::dynamic_tanh(x, y, alpha);
        for (std::size_t i = 0; i < x.size(); ++i) dy[i] = y[i] - target[i];  // of (y - target)^2 / 2
        alpha -= rate * custom::dynamic_tanh.backward(x, dy, dx, alpha);
    }
    std::printf("\ndynamic_tanh learned alpha = %.4f of data made with %.1f\n", double(alpha), double(wanted));
    return std::abs(alpha - wanted) < 1e-3f;
}

}  // namespace

int main() {
    Vector x(4096);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i) / 256 - 8;

    bool right = special_values_are_right();
    std::printf("\n");
    right = mistakes_are_errors() && right;
    right = forms_agree(x) && right;
    right = is_exact_and_fast(x) && right;
    right = learns_its_parameter(x) && right;
    return right ? 0 : 1;
}
