// Law 11: finite inputs keep law 6 under -ffast-math.
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include "../../subject.hpp"
#include "calls.hpp"

template <class T>
bool all_keep_their_accuracy() {
    using Limits = std::numeric_limits<T>;
    constexpr T smallest = Limits::min(), largest = Limits::max();
    std::vector<T> x = {largest, -largest, smallest, -smallest};
    for (double sweep = 1e-30; sweep < 1e30; sweep *= 1.002) x.insert(x.end(), {T(sweep), T(-sweep)});
    for (double sweep = 1e-2; sweep < 800; sweep *= 1.0004) x.insert(x.end(), {T(sweep), T(-sweep)});
    std::size_t bad = 0, judged = 0;
    for (const auto& f : ramp_tests::subjects<T>()) {
        if (!f.activation->is_in_catalogue) continue;
        const Results<T> got = results<T>(f.activation->name, f.activation->is_fast, f.object.data(), x);
        const auto judge = [&](T at, const char* what, T result, ramp_tests::Real exact, ramp_tests::Real error,
                               double bound) {
            // Given up: infinities, and with subnormal numbers what is next to them.
            const bool kept = std::abs(exact) >= 1.42L * smallest && std::abs(exact) <= largest;
            if (!kept && exact != 0) return;
            ++judged;
            const auto apart = exact == 0 ? ramp_tests::Real(std::abs(result) / smallest) : error;
            if (apart <= bound + 0x1p-9L) return;
            if (bad++ < 20)
                std::printf("%s<%zu bytes>: %s at %g is %g, %g ulp off\n", f.name().c_str(), sizeof(T), what,
                            double(at), double(result), double(apart));
        };
        for (std::size_t i = 0; i < got.values.size(); ++i) {
            const auto value = f.value(x[i]), derivative = f.derivative(x[i]);
            const auto judge_value = [&](const char* what, T result) {
                judge(x[i], what, result, value, f.error_of_value(result, value), f.promise.value);
            };
            const auto judge_derivative = [&](const char* what, T result) {
                judge(x[i], what, result, derivative, f.error_of_derivative(result, derivative, x[i]),
                      f.promise.derivative);
            };
            judge_value("value of an array", got.values[i]);
            judge_value("value of a number", got.number_values[i]);
            judge_derivative("derivative of an array", got.derivatives[i]);
            judge_derivative("derivative of a number", got.number_derivatives[i]);
        }
    }
    std::printf("%zu results of %zu bytes, %zu wrong\n", judged, sizeof(T), bad);
    return bad == 0 && judged > 1000000;
}

// main float, or main double
int main(int argc, char** argv) {
    const std::string element = argc > 1 ? argv[1] : "";
    if (element == "float") return all_keep_their_accuracy<float>() ? 0 : 1;
    if (element == "double") return all_keep_their_accuracy<double>() ? 0 : 1;
    return 2;
}
