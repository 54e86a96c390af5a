// Compiled for each narrow instruction set, which RAMP_LEVEL names: whoever builds with these flags gets this code.
#include "level.hpp"

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>

#include <ramp/ramp.hpp>

#include "made.hpp"
#include "peers/ramp.hpp"

namespace ramp_benchmarks {
namespace {

template <class F, class Call>
void run(const Arrays<float>& arrays) {
    Ramp::run(made<F>(), Call(), arrays);
}

template <class... F>
constexpr auto calls_of(std::type_identity<std::tuple<F...>>) {
    return std::array{LevelCall{F::name, Value::names[0], run<F, Value>}...,
                      LevelCall{F::name, Backward::names[0], run<F, Backward>}...};
}

constexpr auto calls = calls_of(std::type_identity<ramp::catalogue<float>>());

bool processor_has_it() {
#if defined(__FMA__)
    return __builtin_cpu_supports("fma");
#elif defined(__AVX__)
    return __builtin_cpu_supports("avx");
#else
    return true;
#endif
}

[[maybe_unused]] const bool added = [] {
    if (processor_has_it()) levels().push_back({RAMP_LEVEL, calls});
    return true;
}();

}  // namespace
}  // namespace ramp_benchmarks
