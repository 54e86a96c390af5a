// What no function of an array can beat: copying it.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "../measure.hpp"

namespace ramp_benchmarks {

template <class T>
void measure_memcpy(benchmark::State& state, Result& result) {
    const Arrays<T> arrays = shared_memory<T>(result.key.size).arrays().part(0, result.key.size);
    time(
        state, result, arrays, [=] { std::memcpy(arrays.result.data(), arrays.x.data(), arrays.x.size_bytes()); },
        [=] { return std::ranges::equal(arrays.x, arrays.result) ? std::string() : std::string("the copy"); });
}

}  // namespace ramp_benchmarks
