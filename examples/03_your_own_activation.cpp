// What an activation of one's own gets from ramp::Activation: sigmoid and tanh, as own_activations.hpp defines them, on
// numbers, batches and arrays, with their backward passes, beside plain loops over the standard library.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "best_times.hpp"
#include "own_activations.hpp"

namespace {

using own::Sigmoid, own::Tanh;
using Vector = std::vector<float>;

static_assert(Sigmoid{}(0.0f) == 0.5f && Sigmoid{}.derivative(0.0f) == 0.25f);       // constant expressions, too
static_assert(Tanh<double>{}(0.0) == 0.0 && Tanh<double>{}.derivative(0.0) == 1.0);  // and double

// The same with the standard library: in float what one would write instead, in double the truth to compare with. The
// derivatives cancel where the value is next to 1, of which double has enough to spare for x up to 8, and float has
// not.
template <class T>
T standard_value(const Sigmoid<float>&, T x) {
    return 1 / (1 + std::exp(-x));
}
template <class T>
T standard_value(const Tanh<float>&, T x) {
    return std::tanh(x);
}
template <class T>
T standard_derivative(const Sigmoid<float>& f, T x) {
    const T y = standard_value(f, x);
    return y * (1 - y);
}
template <class T>
T standard_derivative(const Tanh<float>& f, T x) {
    const T y = standard_value(f, x);
    return 1 - y * y;
}

void show_values() {
    const float infinity = std::numeric_limits<float>::infinity();
    const Vector x = {-infinity, -100, -2, -1e-6f, 0, 1e-6f, 2, 100, infinity};
    Vector y(x.size()), d(x.size()), tanh_y(x.size()), tanh_d(x.size());
    Sigmoid().value_and_derivative(x, y, d);
    Tanh().value_and_derivative(x, tanh_y, tanh_d);
    std::printf("%8s %14s %14s %14s %14s\n", "x", "sigmoid(x)", "sigmoid'(x)", "tanh(x)", "tanh'(x)");
    for (std::size_t i = 0; i < x.size(); ++i)
        std::printf("%8g %14.7g %14.7g %14.7g %14.7g\n", double(x[i]), double(y[i]), double(d[i]), double(tanh_y[i]),
                    double(tanh_d[i]));
}

/// A wrong call is an error that names the function; false where it is none.
bool show_error() {
    const Vector x(3);
    Vector y(2);
    try {
        Sigmoid()(x, y);
    } catch (const std::invalid_argument& error) {
        std::printf("\nA wrong call says: %s\n", error.what());
        return true;
    }
    return false;
}

/// Number, batch, array and fused pass are one formula, so they give the same bits; the gradient from the value is the
/// one from x but for the rounding of the value.
template <class Activation>
bool agree(const Activation& f, const Vector& x) {
    using Batch = xsimd::batch<float>;
    const Vector ones(x.size(), 1);
    Vector y(x.size()), d(x.size()), fused_y(x.size()), fused_d(x.size()), dx(x.size()), dx_from_value(x.size());
    f.value(x, y);
    f.derivative(x, d);
    f.value_and_derivative(x, fused_y, fused_d);
    f.backward(x, ones, dx);
    f.backward_from_value(y, ones, dx_from_value);
    bool all = fused_y == y && fused_d == d && dx == d;
    for (std::size_t i = 0; i < x.size(); ++i) {
        all = all && f(x[i]) == y[i] && f.derivative(x[i]) == d[i];
        all = all && std::abs(dx_from_value[i] - dx[i]) <= 4 * std::numeric_limits<float>::epsilon();
    }
    for (std::size_t i = 0; i + Batch::size <= x.size(); i += Batch::size)
        all = all && xsimd::all(f(Batch::load_unaligned(&x[i])) == Batch::load_unaligned(&y[i]));
    if (!all) std::printf("%s: the forms of one call disagree\n", Activation::name);
    return all;
}

/// The largest distance from the exact results, in units of their last place.
template <class Exact>
double largest_error(const Vector& x, const Vector& got, Exact exact) {
    double largest = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double expected = exact(double(x[i]));
        const float rounded = std::abs(float(expected));
        const float last_place = std::nextafter(rounded, std::numeric_limits<float>::infinity()) - rounded;
        largest = std::max(largest, std::abs(double(got[i]) - expected) / double(last_place));
    }
    return largest;
}

/// One row of the comparison with the plain loop; false where ours is wrong.
template <class Ours, class Loop, class Exact>
bool compare(const char* what, const Vector& x, Ours ours, Loop loop, Exact exact) {
    constexpr double bound = 5;  // the kernel's ulp, and those of a sum, a square and a quotient after it
    Vector got(x.size()), from_loop(x.size());
    const auto [seconds, loop_seconds] = best_times(
        200, 8, [&] { ours(got); }, [&] { loop(from_loop); });
    const double error = largest_error(x, got, exact), loop_error = largest_error(x, from_loop, exact);
    const double nanoseconds = 1e9 / double(x.size());
    std::printf("%-18s %10.2g %10.2g %14.2f %10.2f %16.1f\n", what, error, loop_error, nanoseconds * seconds,
                nanoseconds * loop_seconds, loop_seconds / seconds);
    if (error <= bound) return true;
    std::printf("%s is more than %g ulp off\n", what, bound);
    return false;
}

template <class Activation>
bool compare_with_loops(const Activation& f, const char* value, const char* backward, const Vector& x) {
    const Vector dy(x.size(), 0.5f);
    const bool values = compare(
        value, x, [&](Vector& y) { f(x, y); },
        [&](Vector& y) {
            for (std::size_t i = 0; i < x.size(); ++i) y[i] = standard_value(f, x[i]);
        },
        [&](double v) { return standard_value(f, v); });
    const bool gradients = compare(
        backward, x, [&](Vector& dx) { f.backward(x, dy, dx); },
        [&](Vector& dx) {
            for (std::size_t i = 0; i < x.size(); ++i) dx[i] = dy[i] * standard_derivative(f, x[i]);
        },
        [&](double v) { return 0.5 * standard_derivative(f, v); });
    return values && gradients;
}

}  // namespace

int main() {
    Vector x(4096);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i) / 256 - 8;

    show_values();
    bool right = show_error();
    std::printf("\n%zu floats between -8 and 8    error, ulp            ns a float\n", x.size());
    std::printf("%-18s %10s %10s %14s %10s %16s\n", "", "own", "std loop", "own", "std loop", "times as fast");
    right = compare_with_loops(Sigmoid(), "sigmoid", "sigmoid, backward", x) && right;
    right = compare_with_loops(Tanh(), "tanh", "tanh, backward", x) && right;
    right = agree(Sigmoid(), x) && agree(Tanh(), x) && right;
    return right ? 0 : 1;
}
