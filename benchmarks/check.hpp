// A contestant's results beside ramp's, before it is timed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <ramp/ramp.hpp>

#include "operations.hpp"
#include "peers/ramp.hpp"
#include "tolerance.hpp"

namespace ramp_benchmarks {

/// What differs between the results in `arrays` and ramp's; empty if nothing does.
template <class F, class Operation, class T>
[[nodiscard]] std::string difference(const F& f, Operation operation, const Arrays<T>& arrays, Tolerance tolerance) {
    constexpr std::size_t block = 1024;
    constexpr double epsilon = std::numeric_limits<T>::epsilon();
    constexpr bool is_backward = std::is_same_v<Operation, Backward> || std::is_same_v<Operation, BackwardFromValue>;
    constexpr bool has_second_result = std::is_same_v<Operation, ValueAndDerivative>;
    constexpr bool has_slope_gradient = std::is_same_v<Operation, Backward> && std::is_same_v<F, ramp::PReLU<T>>;

    std::vector<T> expected(block), second_expected(block);
    double slope_gradient = 0, slope_gradient_scale = 0;
    for (std::size_t first = 0; first < arrays.x.size(); first += block) {
        const Arrays<T> actual = arrays.part(first, std::min(block, arrays.x.size() - first));
        T part_of_slope_gradient = 0;
        Arrays<T> own = actual;
        own.result = std::span(expected).first(actual.x.size());
        own.second_result = std::span(second_expected).first(actual.x.size());
        own.slope_gradient = &part_of_slope_gradient;
        Ramp::run(f, operation, own);
        slope_gradient += double(part_of_slope_gradient);

        for (std::size_t i = 0; i < actual.x.size(); ++i) {
            const double scale = is_backward ? std::abs(double(actual.dy[i])) : 1;
            const auto differs = [&](T result, T ours) {
                const double limit =
                    epsilon * (tolerance.relative * std::abs(double(ours)) + tolerance.absolute * scale);
                return !(std::abs(double(result) - double(ours)) <= limit);
            };
            const bool second_differs = has_second_result && differs(actual.second_result[i], own.second_result[i]);
            if (differs(actual.result[i], own.result[i]) || second_differs) {
                const T result = second_differs ? actual.second_result[i] : actual.result[i];
                const T ours = second_differs ? own.second_result[i] : own.result[i];
                char text[200];
                std::snprintf(text, sizeof text, "x[%zu] = %.9g, dy = %.9g: result %.17g, ramp's %.17g", first + i,
                              double(actual.x[i]), double(actual.dy[i]), double(result), double(ours));
                return text;
            }
            if (has_slope_gradient) slope_gradient_scale += std::abs(double(actual.dy[i]) * double(actual.x[i]));
        }
    }
    // Plain sums in T have rounding errors that grow with the square root of their length.
    if (has_slope_gradient &&
        !(std::abs(double(*arrays.slope_gradient) - slope_gradient) <= 64 * epsilon * slope_gradient_scale)) {
        char text[200];
        std::snprintf(text, sizeof text, "the slope's gradient: result %.17g, ramp's %.17g",
                      double(*arrays.slope_gradient), slope_gradient);
        return text;
    }
    return {};
}

}  // namespace ramp_benchmarks
