// Times calls on all cores beside the same calls on one, and beside memcpy's gain from the same threads; and calls of
// halves beside those of floats.
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

#include <ramp/half.hpp>
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

/// Copies a part for each thread: smaller ones memcpy would not stream.
void copy_all(std::span<const float> x, std::span<float> y, bool parallel) {
    if (!parallel) return static_cast<void>(std::memcpy(y.data(), x.data(), y.size_bytes()));
    using Copies = ramp::Execution<ramp::Parallel<xsimd::default_arch>>;
    ramp::for_each_part<Copies>(x.data(), x.size(), x.size() / std::max(1u, std::thread::hardware_concurrency()),
                                [&](std::size_t, std::size_t begin, std::size_t end) {
                                    std::memcpy(y.data() + begin, x.data() + begin, (end - begin) * sizeof(float));
                                });
}

/// f's call, or f[par]'s.
template <class F, class Of>
Call on_both(const F& f, const Of& of) {
    return [f, of](bool parallel) { parallel ? of(f[ramp::par]) : of(f); };
}

/// What is done with floats alone.
void add_works(std::vector<Work>& works, std::span<const float> x, std::span<const float> dy, std::span<float> y,
               std::span<const float> bias, std::span<float> dbias) {
    const auto value = [=](const auto& f) { f(x, y); };
    works.push_back({"GELU", on_both(ramp::gelu, value)});
    works.push_back({"Mish", on_both(ramp::mish, value)});
    works.push_back({"biased ReLU backward",
                     on_both(ramp::biased, [=](const auto& f) { f.backward(ramp::relu, x, bias, dy, y, dbias); })});
    works.push_back({"softmax of 1024", on_both(ramp::softmax, [=](const auto& f) { f(x, y, 1024); })});
}

/// What is done with halves too.
template <class T>
void add_works_of_any(std::vector<Work>& works, const std::string& type, std::span<const T> x, std::span<const T> dy,
                      std::span<T> y) {
    const auto value = [=](const auto& f) { f(x, y); };
    const auto backward = [=](const auto& f) { f.backward(x, dy, y); };
    works.push_back({"ReLU" + type, on_both(ramp::relu, value)});
    works.push_back({"ReLU backward" + type, on_both(ramp::relu, backward)});
    works.push_back({"LeakyReLU" + type, on_both(ramp::leaky_relu, value)});
    works.push_back({"LeakyReLU backward" + type, on_both(ramp::leaky_relu, backward)});
    works.push_back({"ELU" + type, on_both(ramp::elu, value)});
}

/// The same numbers, rounded.
template <class S>
Buffer<S> halves_of(std::span<const float> numbers) {
    Buffer<S> halves(numbers.size());
    std::ranges::transform(numbers, halves.numbers().begin(), [](float v) { return S(v); });
    return halves;
}

Key key(const Work& work, std::size_t size, const char* contestant) {
    return {work.name, "float", size, contestant};
}

}  // namespace
}  // namespace ramp_benchmarks

int main(int argc, char** argv) {
    using namespace ramp_benchmarks;
    try {
        if (!initialize(argc, argv)) return 1;

        const auto x = random_numbers<float>(in_memory, 1), dy = random_numbers<float>(in_memory, 2),
                   bias = random_numbers<float>(1024, 3);
        const auto y = zeros<float>(in_memory), dbias = zeros<float>(1024);
        const auto x16 = halves_of<ramp::float16>(x.numbers()), dy16 = halves_of<ramp::float16>(dy.numbers()),
                   y16 = zeros<ramp::float16>(in_memory);
        const auto x_b = halves_of<ramp::bfloat16>(x.numbers()), dy_b = halves_of<ramp::bfloat16>(dy.numbers()),
                   y_b = zeros<ramp::bfloat16>(in_memory);
        std::vector<Work> works = {{"memcpy", [&](bool parallel) { copy_all(x.numbers(), y.numbers(), parallel); }}};
        add_works_of_any<float>(works, "", x.numbers(), dy.numbers(), y.numbers());
        add_works(works, x.numbers(), dy.numbers(), y.numbers(), bias.numbers(), dbias.numbers());
        add_works_of_any<ramp::float16>(works, ", float16", x16.numbers(), dy16.numbers(), y16.numbers());
        add_works_of_any<ramp::bfloat16>(works, ", bfloat16", x_b.numbers(), dy_b.numbers(), y_b.numbers());
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

        const auto nanoseconds = [&](const Work& work, const char* contestant) {
            return results.nanoseconds(key(work, in_memory, contestant));
        };
        const auto gain = [&](const Work& work) { return nanoseconds(work, one) / nanoseconds(work, all); };
        std::printf("%u threads, 64 Mi elements: ns an element; halves: times the float's elements a second\n",
                    std::thread::hardware_concurrency());
        std::printf("%-28s %10s %7s %6s %17s %11s %11s\n", "", one, all, "gain", "of memcpy's gain", "of float's", all);
        for (const Work& work : works) {
            std::printf("%-28s %10.3f %7.3f %6.2f %17.2f", work.name.c_str(), nanoseconds(work, one),
                        nanoseconds(work, all), gain(work), gain(work) / gain(works[0]));
            const auto of_floats = std::ranges::find(works, work.name.substr(0, work.name.find(',')), &Work::name);
            if (of_floats->name != work.name)
                std::printf(" %11.2f %11.2f", nanoseconds(*of_floats, one) / nanoseconds(work, one),
                            nanoseconds(*of_floats, all) / nanoseconds(work, all));
            std::printf("\n");
        }
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
