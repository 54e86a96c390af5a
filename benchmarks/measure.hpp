// One contestant at one piece of work: checked, then timed.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "made.hpp"
#include "memory.hpp"
#include "peers/ramp.hpp"
#include "results.hpp"
#include "work.hpp"

namespace ramp_benchmarks {

/// Contestant has run(f, call, arrays).
template <class Contestant, class F, class Call, class A = Arrays<typename F::value_type>>
concept runs = requires(F f, Call call, A arrays) {
    Contestant::run(f, call, arrays);
};

/// Contestant can do Call with an F, by run(), or by prepare(), which returns what to time.
template <class Contestant, class F, class Call>
concept takes_part = runs<Contestant, F, Call> || requires(F f, Call call, Arrays<typename F::value_type> arrays) {
    Contestant::prepare(f, call, arrays)();
};

/// Everything that need not be done again for other numbers in the same arrays is done here, untimed.
template <class Contestant, class F, class Call, class T>
[[nodiscard]] auto prepared(const F& f, Call call, const Arrays<T>& arrays) {
    if constexpr (requires { Contestant::prepare(f, call, arrays); })
        return Contestant::prepare(f, call, arrays);
    else
        return [=] { Contestant::run(f, call, arrays); };
}

/// The first numbers that differ.
template <class T>
[[nodiscard]] std::string difference_at(const char* what, std::size_t i, T x, T result, T ours) {
    char text[200];
    std::snprintf(text, sizeof text, "%s[%zu], x = %.9g: result %.17g, ramp's %.17g", what, i, double(x),
                  double(result), double(ours));
    return text;
}

/// What differs between the results in `arrays` and ramp's, which `run_ramp` writes; empty if nothing does.
template <class Call, class T>
[[nodiscard]] std::string difference(const std::function<void(const Arrays<T>&)>& run_ramp, const Arrays<T>& arrays,
                                     std::size_t gradients, Tolerance tolerance) {
    constexpr double epsilon = std::numeric_limits<T>::epsilon();
    // in parts of a few pages, and of whole rows where every column has a slope
    constexpr std::size_t most = channel_counts.back();
    std::vector<T> expected(most), second_expected(most), gradient(gradients);
    std::vector<double> sums(gradients), scales(gradients);
    for (std::size_t first = 0; first < arrays.x.size(); first += most) {
        const Arrays<T> actual = arrays.part(first, std::min(most, arrays.x.size() - first));
        const std::size_t count = actual.x.size();
        Arrays<T> own = actual;
        own.result = std::span(expected).first(count);
        own.second_result = std::span(second_expected).first(count);
        own.gradient = gradient;
        run_ramp(own);
        for (std::size_t i = 0; i < count; ++i) {
            const double scale = Call::inputs == 2 ? std::abs(double(actual.dy[i])) : 1;
            const auto differs = [&](T result, T ours) {
                const double limit = tolerance.relative * std::abs(double(ours)) + tolerance.absolute * scale;
                return !(std::abs(double(result) - double(ours)) <= epsilon * limit);
            };
            if (differs(actual.result[i], own.result[i]))
                return difference_at("result", first + i, actual.x[i], actual.result[i], own.result[i]);
            if (Call::outputs == 2 && differs(actual.second_result[i], own.second_result[i]))
                return difference_at("second result", first + i, actual.x[i], actual.second_result[i],
                                     own.second_result[i]);
            if (gradients > 0) scales[i % gradients] += std::abs(double(actual.dy[i]) * double(actual.x[i]));
        }
        for (std::size_t k = 0; k < gradients; ++k) sums[k] += double(gradient[k]);
    }
    // Plain sums in T have rounding errors that grow with the square root of their length.
    for (std::size_t k = 0; k < gradients; ++k)
        if (!(std::abs(double(arrays.gradient[k]) - sums[k]) <= 64 * epsilon * scales[k]))
            return difference_at("gradient", k, arrays.x[k], arrays.gradient[k], T(sums[k]));
    return {};
}

/// Times call(). Calls it before, untimed, the first time for difference_after_call() to check
/// what it wrote, and again to warm up where its arrays fit a cache.
template <class Call, class Difference>
void time(benchmark::State& state, Result& result, Call call, Difference difference_after_call) {
    if (!result.checked || result.key.size < in_memory) call();
    if (!result.checked) {
        result.difference = difference_after_call();
        result.checked = true;
        if (!result.difference.empty())
            std::fprintf(stderr, "%s differs from ramp at %s\n", result.key.name().c_str(), result.difference.c_str());
    }
    if (!result.difference.empty()) return state.SkipWithError(result.difference.c_str());
    // The call's arrays are known to no optimiser: nothing that they decide moves out of the loop.
    benchmark::DoNotOptimize(&call);
    for ([[maybe_unused]] const auto iteration : state) {
        call();
        benchmark::ClobberMemory();
    }
}

/// The arrays of the result's work, without the results of the work before: a call that writes nothing is not to be
/// taken for one that agrees with it.
template <class Call, class F>
[[nodiscard]] auto arrays_for(const F& f, const Result& result) {
    using T = typename F::value_type;
    const std::size_t size = result.key.size * result.calls;
    Memory<T>& memory = shared_memory<T>(size);
    const Arrays<T> arrays = memory.arrays().part(0, size);
    if constexpr (is_from_value<Call>) f.value(arrays.x, memory.y().first(size));
    if constexpr (std::is_same_v<Call, BackwardInPlace>)
        std::ranges::copy(arrays.dy, arrays.result.begin());
    else if (!result.checked)
        forget_results(arrays);
    return arrays;
}

/// difference() for what Call with f has written to `arrays`.
template <class Call, class F, class T>
[[nodiscard]] std::string difference_of(const F& f, const Arrays<T>& arrays, Tolerance tolerance) {
    using Reference = std::conditional_t<std::is_same_v<Call, BackwardInPlace>, Backward, Call>;
    return difference<Call, T>([&](const Arrays<T>& own) { Ramp::run(f, Reference(), own); }, arrays,
                               Ramp::gradients<Call>(f), tolerance);
}

/// The worst error of the first results in `arrays`, in ulp of what ramp gives in double; that of a derivative in ulp
/// of max(|f'|, 1/64), since it may have a root.
template <class Call, class F>
[[nodiscard]] double error_of(const F& f, const Arrays<float>& arrays) {
    const std::size_t count = std::min(arrays.x.size(), in_second_cache);
    const std::vector<double> x(arrays.x.begin(), arrays.x.begin() + std::ptrdiff_t(count));
    const std::vector<double> dy(arrays.dy.begin(), arrays.dy.begin() + std::ptrdiff_t(count));
    std::vector<double> exact(count);
    double gradient = 0, worst = 0;
    Ramp::run(in_double(f), Call(), Arrays<double>{x, dy, {}, exact, {}, {&gradient, 1}});
    for (std::size_t i = 0; i < count; ++i) {
        double least = double(std::numeric_limits<float>::min());
        if (!std::is_same_v<Call, Value>) least = std::abs(Call::inputs == 2 ? dy[i] : 1) / 64;
        const double unit = std::exp2(std::floor(std::log2(std::max(std::abs(exact[i]), least))) - 23);
        worst = std::max(worst, std::abs(double(arrays.result[i]) - exact[i]) / unit);
    }
    return worst;
}

template <class Contestant, class Call, class F>
void measure(benchmark::State& state, Result& result, const F& f) {
    const auto arrays = arrays_for<Call>(f, result);
    time(state, result, prepared<Contestant>(f, Call(), arrays), [&] {
        if constexpr (std::is_same_v<typename F::value_type, float> && Call::outputs == 1 && !is_from_value<Call> &&
                      !std::is_same_v<Call, BackwardInPlace> && requires { in_double(f); })
            result.error = error_of<Call>(f, arrays);
        return difference_of<Call>(f, arrays, Contestant::tolerance);
    });
}

/// Short arrays of a size that the compiler knows, in code that is inlined. That they are apart it knows too, without
/// which it could not vectorise the plain loop. There are many of them, so that no branch is foreseen because the
/// numbers are always the same.
template <class Contestant, class Call, std::size_t size, class F>
void measure_known(benchmark::State& state, Result& result, const F& f) {
    using T = typename F::value_type;
    constexpr std::size_t count = in_first_cache / size;
    static std::array<std::array<T, size>, count> x, dy, results;
    result.calls = count;
    const auto arrays = arrays_for<Call>(f, result);
    for (std::size_t row = 0; row < count; ++row) {
        std::ranges::copy(arrays.x.subspan(row * size, size), x[row].begin());
        std::ranges::copy(arrays.dy.subspan(row * size, size), dy[row].begin());
        std::ranges::copy(arrays.result.subspan(row * size, size), results[row].begin());
    }
    for (auto* const memory : {&x, &dy, &results}) benchmark::DoNotOptimize(memory);
    const auto call = [f] {
        const F own = f;  // a copy that ClobberMemory() does not know
        for (std::size_t row = 0; row < count; ++row) {
            Contestant::run(own, Call(), KnownArrays<T, size>{x[row], dy[row], x[row], results[row], results[row], {}});
            benchmark::ClobberMemory();
        }
    };
    time(state, result, call, [&] {
        for (std::size_t row = 0; row < count; ++row)
            std::ranges::copy(results[row], arrays.result.begin() + std::ptrdiff_t(row * size));
        return difference_of<Call>(f, arrays, Contestant::tolerance);
    });
}

}  // namespace ramp_benchmarks
