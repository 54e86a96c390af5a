// What no function of an array can beat: copying it.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>

#include "../measure.hpp"

namespace ramp_benchmarks {

template <class T>
void measure_memcpy(benchmark::State& state, Result& result) {
    const Arrays<T> arrays = arrays_for<Value>(ramp::ReLU<T>(), result);
    time(
        state, result, [=] { std::memcpy(arrays.result.data(), arrays.x.data(), arrays.x.size_bytes()); },
        [=] { return std::ranges::equal(arrays.x, arrays.result) ? std::string() : std::string("the copy"); });
}

}  // namespace ramp_benchmarks
