// Times ramp beside its peers and prints the ratios, then the targets.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <utility>
#include <vector>

#include "contestants.hpp"
#include "ratios.hpp"
#include "results.hpp"
#include "suite.hpp"
#include "targets.hpp"

namespace ramp_benchmarks {

extern template void Contestants::add_matrix<double>();  // in doubles.cpp

}  // namespace ramp_benchmarks

namespace {

/// The command line with our defaults before the user's options, which win. The
/// targets are few, and hang on the best time of each: they get more
/// repetitions than the whole matrix.
std::vector<char*> with_defaults(std::vector<char*> arguments, bool targets_only) {
    static char interleaving[] = "--benchmark_enable_random_interleaving=true";
    static char few[] = "--benchmark_repetitions=12";
    static char many[] = "--benchmark_repetitions=40";
    arguments.insert(arguments.begin() + 1, {interleaving, targets_only ? many : few});
    return arguments;
}

void print_help() {
    std::printf(
        "ramp_benchmarks [--targets]   measures no more than the targets "
        "need: two minutes instead of half an hour\n\n");
    benchmark::PrintDefaultHelp();
}

int run(int argc, char** argv) {
    using namespace ramp_benchmarks;
    std::vector<char*> arguments(argv, argv + argc);
    const auto is_targets = [](const char* argument) { return std::strcmp(argument, "--targets") == 0; };
    const bool targets_only = std::erase_if(arguments, is_targets) > 0;
    arguments = with_defaults(std::move(arguments), targets_only);
    int count = int(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data(), print_help);
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 1;

    const std::vector<Target> aims = targets();
    Results results;
    Contestants suite(results, names(aims), !targets_only);
    suite.add_all();
    std::fprintf(stderr,
                 "Timing everything several times in random order; the "
                 "tables come at the end.\n");
    Reporter reporter(results);
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::Shutdown();

    print_ratios(results);
    std::printf("\n");
    print(aims, results);
    return std::ranges::all_of(results, [](const Result& result) { return result.difference.empty(); }) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
