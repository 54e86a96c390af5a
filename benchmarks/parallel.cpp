// Times calls on all cores beside the same calls on one, and beside memcpy's gain from the same threads.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <ramp/parallel.hpp>
#include <ramp/ramp.hpp>

#include "memory.hpp"
#include "results.hpp"

namespace ramp_benchmarks {
namespace {

constexpr const char *one = "one thread", *all = "par";

/// A call, on one thread or, with par, on all.
using Call = std::function<void(bool parallel)>;
struct Work {
    std::string name;
    Call call;
};

/// Copies parts as large as ramp's.
void copy(std::span<const float> x, std::span<float> y, bool parallel) {
    if (!parallel) return static_cast<void>(std::memcpy(y.data(), x.data(), y.size_bytes()));
    using Copies = ramp::Execution<ramp::Parallel<xsimd::default_arch>>;
    ramp::for_each_part<Copies>(x.data(), x.size(), x.size() / std::thread::hardware_concurrency(),
                                [&](std::size_t, std::size_t begin, std::size_t end) {
                                    std::memcpy(y.data() + begin, x.data() + begin, (end - begin) * sizeof(float));
                                });
}

/// f's call, or f[par]'s.
template <class F, class Of>
Call on_both(const F& f, const Of& of) {
    return [f, of](bool parallel) { parallel ? of(f[ramp::par]) : of(f); };
}

std::vector<Work> works_of(std::span<const float> x, std::span<const float> dy, std::span<float> y,
                           std::span<const float> bias, std::span<float> dbias) {
    const auto value = [=](const auto& f) { f(x, y); };
    const auto backward = [=](const auto& f) { f.backward(x, dy, y); };
    return {{"memcpy", [=](bool parallel) { copy(x, y, parallel); }},
            {"ReLU", on_both(ramp::relu, value)},
            {"ReLU backward", on_both(ramp::relu, backward)},
            {"ELU", on_both(ramp::elu, value)},
            {"GELU", on_both(ramp::gelu, value)},
            {"Mish", on_both(ramp::mish, value)},
            {"biased ReLU backward",
             on_both(ramp::biased, [=](const auto& f) { f.backward(ramp::relu, x, bias, dy, y, dbias); })},
            {"softmax of 1024", on_both(ramp::softmax, [=](const auto& f) { f(x, y, 1024); })}};
}

Key key(const Work& work, std::size_t size, const char* contestant) {
    return {work.name, "float", size, contestant};
}

}  // namespace
}  // namespace ramp_benchmarks

int main(int argc, char** argv) {
    using namespace ramp_benchmarks;
    try {
        std::vector<char*> arguments(argv, argv + argc);
        static char interleaving[] = "--benchmark_enable_random_interleaving=true",
                    repetitions[] = "--benchmark_repetitions=12", least[] = "--benchmark_min_time=0.05";
        arguments.insert(arguments.begin() + 1, {interleaving, repetitions, least});
        int count = int(arguments.size());
        arguments.push_back(nullptr);
        benchmark::Initialize(&count, arguments.data());
        if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 1;

        const auto x = random_numbers<float>(in_memory, 1), dy = random_numbers<float>(in_memory, 2),
                   bias = random_numbers<float>(1024, 3);
        const auto y = zeros<float>(in_memory), dbias = zeros<float>(1024);
        const auto works = works_of(x.numbers(), dy.numbers(), y.numbers(), bias.numbers(), dbias.numbers());
        Results results;
        for (const Work& work : works)
            for (const bool parallel : {false, true}) {
                const Result& result = results.add(key(work, in_memory, parallel ? all : one));
                benchmark::RegisterBenchmark(result.key.name().c_str(), [&work, parallel](benchmark::State& state) {
                    for ([[maybe_unused]] const auto iteration : state) {
                        work.call(parallel);
                        benchmark::ClobberMemory();
                    }
                })->UseRealTime();
            }
        Reporter reporter(results);
        benchmark::RunSpecifiedBenchmarks(&reporter);

        std::printf("%u threads, 64 Mi floats\n%-24s %14s %14s %6s %s\n", std::thread::hardware_concurrency(), "",
                    "one thread, ns", "par, ns", "gain", "of memcpy's gain");
        const auto gain = [&](const Work& work) {
            return results.nanoseconds(key(work, in_memory, one)) / results.nanoseconds(key(work, in_memory, all));
        };
        for (const Work& work : works)
            std::printf("%-24s %14.3f %14.3f %6.2f %6.2f\n", work.name.c_str(),
                        results.nanoseconds(key(work, in_memory, one)), results.nanoseconds(key(work, in_memory, all)),
                        gain(work), gain(work) / gain(works[0]));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
