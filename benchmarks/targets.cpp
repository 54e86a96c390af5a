#include "targets.hpp"

#include <cstdio>
#include <limits>

#include <ramp/ramp.hpp>

#include "sizes.hpp"

namespace ramp_benchmarks {
namespace {

constexpr std::size_t width_in_bits = sizeof(xsimd::batch<float>) * 8;

/// The installed XNNPACK picks its kernel by the processor, so only then it is one for the same vectors as ours.
bool processor_has_no_wider_vectors() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) return width_in_bits == 512;
    if (__builtin_cpu_supports("avx")) return width_in_bits == 256;
#endif
    return true;
}

Key key(const char* work, std::size_t size, const char* contestant, const char* type = "float") {
    return {work, type, size, contestant};
}

/// ramp beside another contestant at the same work.
Comparison beside(const char* contestant, const char* work, std::size_t size, const char* type = "float") {
    const bool copies = contestant == std::string(memcpy_name);
    return {key(work, size, "ramp", type), key(copies ? memcpy_name : work, size, contestant, type)};
}

/// One work of ramp's beside another.
Comparison beside_own(const char* other, const char* work, std::size_t size) {
    return {key(work, size, "ramp"), key(other, size, "ramp")};
}

std::vector<Comparison> beside_plain_loop_when_short(const char* work) {
    std::vector<Comparison> comparisons;
    for (const std::size_t size : short_sizes) comparisons.push_back(beside("plain loop", work, size));
    return comparisons;
}

}  // namespace

std::vector<Target> targets() {
    std::vector<Target> result;
    if (width_in_bits == 512) {
        result.push_back({"ReLU, 1 Ki: memcpy", 0.95, {beside("memcpy", "ReLU::value", in_first_cache)}});
        result.push_back({"LeakyReLU, 1 Ki: memcpy", 0.75, {beside("memcpy", "LeakyReLU::value", in_first_cache)}});
        result.push_back(
            {"ELU, 1 Ki: loop over xsimd::expm1", 2.2, {beside("xsimd loop", "ELU::value", in_first_cache)}});
        result.push_back({"ELU, 1 Ki: loop over std::expm1", 15, {beside("plain loop", "ELU::value", in_first_cache)}});
    }
    const double over_xnnpack = width_in_bits == 512 ? 1.1 : 1.0;
    result.push_back({"ELU, 1 Ki: XNNPACK's kernel for these vectors",
                      over_xnnpack,
                      {beside("XNNPACK kernel", "ELU::value", in_first_cache)}});
    if (processor_has_no_wider_vectors())
        result.push_back(
            {"ELU, 1 Ki: XNNPACK as installed", over_xnnpack, {beside("XNNPACK", "ELU::value", in_first_cache)}});
    result.push_back({"ReLU, 64 Mi: memcpy", 0.85, {beside("memcpy", "ReLU::value", in_memory)}});
    result.push_back({"LeakyReLU, 64 Mi: memcpy", 0.85, {beside("memcpy", "LeakyReLU::value", in_memory)}});
    result.push_back({"ELU, 64 Mi: memcpy", 0.7, {beside("memcpy", "ELU::value", in_memory)}});
    result.push_back({"ReLU backward, 64 Mi: oneDNN", 1.6, {beside("oneDNN", "ReLU::backward", in_memory)}});
    result.push_back({"ELU backward, 64 Mi: oneDNN", 1.3, {beside("oneDNN", "ELU::backward", in_memory)}});
    result.push_back({"PReLU backward, 64 Mi: LeakyReLU backward",
                      0.9,
                      {beside_own("LeakyReLU::backward", "PReLU::backward", in_memory)}});
    result.push_back({"PReLU backward, 1 Ki: LeakyReLU backward",
                      0.6,
                      {beside_own("LeakyReLU::backward", "PReLU::backward", in_first_cache)}});
    result.push_back({"ELU value_and_derivative, 1 Ki: value (1.3 x its time)",
                      1 / 1.3,
                      {beside_own("ELU::value", "ELU::value_and_derivative", in_first_cache)}});
    result.push_back({"ReLU, 1 to 64: plain loop", 1, beside_plain_loop_when_short("ReLU::value")});
    result.push_back({"ELU, 1 to 64: plain loop", 1, beside_plain_loop_when_short("ELU::value")});
    result.push_back({"ELU of double, 1 Ki: loop over xsimd::expm1",
                      2,
                      {beside("xsimd loop", "ELU::value", in_first_cache, "double")}});
    result.push_back({"ELU of double, 1 Ki: SLEEF", 1, {beside("SLEEF", "ELU::value", in_first_cache, "double")}});
    return result;
}

std::set<std::string> names(const std::vector<Target>& targets) {
    std::set<std::string> result;
    for (const Target& target : targets)
        for (const Comparison& comparison : target.comparisons)
            result.insert({comparison.ramp.name(), comparison.other.name()});
    return result;
}

void print(const std::vector<Target>& targets, const Results& results) {
    std::printf("Targets at %zu-bit vectors, as ramp's speed over the other's\n\n", width_in_bits);
    std::printf("%-56s %8s %9s\n", "", "at least", "measured");
    for (const Target& target : targets) {
        double worst = std::numeric_limits<double>::infinity();
        std::size_t worst_size = 0;
        for (const Comparison& comparison : target.comparisons) {
            const double ratio = results.nanoseconds(comparison.other) / results.nanoseconds(comparison.ramp);
            if (ratio >= worst) continue;
            worst = ratio;
            worst_size = comparison.ramp.size;
            if (ratio != ratio) break;
        }
        std::printf("%-56s %8.2f ", target.text.c_str(), target.at_least);
        if (worst != worst)
            std::printf("%9s  not measured\n", "-");
        else if (target.comparisons.size() > 1)
            std::printf("%9.2f  %s (the worst, at %zu)\n", worst, worst >= target.at_least ? "met" : "NOT met",
                        worst_size);
        else
            std::printf("%9.2f  %s\n", worst, worst >= target.at_least ? "met" : "NOT met");
    }
}

}  // namespace ramp_benchmarks
