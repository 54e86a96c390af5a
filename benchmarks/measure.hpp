// One contestant at one piece of work: checked, then timed.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <type_traits>

#include "check.hpp"
#include "memory.hpp"
#include "operations.hpp"
#include "results.hpp"
#include "sizes.hpp"

namespace ramp_benchmarks {

/// Contestant can do Operation with an F: it has run(f, operation, arrays), or prepare(), which returns what to time.
template <class Contestant, class F, class Operation>
concept takes_part = requires(F f, Operation operation, Arrays<typename F::value_type> arrays) {
    Contestant::run(f, operation, arrays);
}
|| requires(F f, Operation operation, Arrays<typename F::value_type> arrays) {
    Contestant::prepare(f, operation, arrays)();
};

/// Everything that need not be done again for other numbers in the same arrays is done here, untimed.
template <class Contestant, class F, class Operation, class T>
[[nodiscard]] auto prepared(const F& f, Operation operation, const Arrays<T>& arrays) {
    if constexpr (requires { Contestant::prepare(f, operation, arrays); })
        return Contestant::prepare(f, operation, arrays);
    else
        return [=] { Contestant::run(f, operation, arrays); };
}

/// Times call(), which works on `arrays`. Calls it before, untimed, the first time for difference_after_call() to check
/// what it wrote, and again to warm up where its arrays fit a cache.
template <class T, class Call, class Difference>
void time(benchmark::State& state, Result& result, const Arrays<T>& arrays, Call call,
          Difference difference_after_call) {
    if (!result.checked) forget_results(arrays);
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

template <class Contestant, class F, class Operation>
void measure(benchmark::State& state, Result& result) {
    using T = typename F::value_type;
    const F f;
    Memory<T>& memory = shared_memory<T>(result.key.size);
    const Arrays<T> arrays = memory.arrays().part(0, result.key.size);
    if constexpr (std::is_same_v<Operation, BackwardFromValue>) f.value(arrays.x, memory.y().first(result.key.size));
    time(state, result, arrays, prepared<Contestant>(f, Operation{}, arrays),
         [&] { return difference(f, Operation{}, arrays, Contestant::tolerance); });
}

}  // namespace ramp_benchmarks
