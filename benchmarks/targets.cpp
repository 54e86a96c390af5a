#include "targets.hpp"

#include <array>
#include <cstdio>
#include <limits>
#include <tuple>
#include <utility>

#include <ramp/ramp.hpp>

#include "level.hpp"
#include "work.hpp"

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

/// ramp beside another contestant at the same work.
Comparison beside(const std::string& contestant, const std::string& work, std::size_t size, const char* type = "float",
                  const char* ramp = "ramp") {
    return {{work, type, size, ramp}, {contestant == memcpy_name ? memcpy_name : work, type, size, contestant}};
}

/// One work of ramp's beside another.
Comparison beside_own(const char* other, const char* work, std::size_t size) {
    return {{work, "float", size, "ramp"}, {other, "float", size, "ramp"}};
}

template <std::size_t n>
std::vector<Comparison> beside_at(const std::string& contestant, const std::string& work,
                                  const std::array<std::size_t, n>& sizes) {
    std::vector<Comparison> comparisons;
    for (const std::size_t size : sizes) comparisons.push_back(beside(contestant, work, size));
    return comparisons;
}

template <class... F>
std::vector<std::string> names_of(const std::tuple<F...>*) {
    return {F::name...};
}

template <class... F>
bool has_fast(const std::string& name, const std::tuple<F...>*) {
    return ((ramp::has_grades<F> && name == F::name) || ...);
}
bool has_fast(const std::string& name) {
    return has_fast(name, static_cast<const ramp::catalogue<float>*>(nullptr));
}

class Targets {
public:
    std::vector<Target> targets;

    void add(std::string text, double at_least, std::vector<Comparison> comparisons) {
        targets.push_back({std::move(text), at_least, std::move(comparisons)});
    }

    void add_values() {
        if (width_in_bits == 512) {
            add("ReLU, 1 Ki: memcpy", 0.95, {beside("memcpy", "ReLU::value", in_first_cache)});
            add("LeakyReLU, 1 Ki: memcpy", 0.75, {beside("memcpy", "LeakyReLU::value", in_first_cache)});
            add("ELU, 1 Ki: loop over xsimd::expm1", 2.2, {beside("xsimd loop", "ELU::value", in_first_cache)});
            add("ELU, 1 Ki: loop over std::expm1", 15, {beside("plain loop", "ELU::value", in_first_cache)});
        }
        const double over_xnnpack = width_in_bits == 512 ? 1.05 : width_in_bits == 256 ? 1.1 : 1.0;
        add("ELU, 1 Ki: XNNPACK's kernel for these vectors", over_xnnpack,
            {beside("XNNPACK kernel", "ELU::value", in_first_cache)});
        if (processor_has_no_wider_vectors())
            add("ELU, 1 Ki: XNNPACK as installed", over_xnnpack, {beside("XNNPACK", "ELU::value", in_first_cache)});
        add("ELU of double, 1 Ki: loop over xsimd::expm1", 2,
            {beside("xsimd loop", "ELU::value", in_first_cache, "double")});
        add("ELU of double, 1 Ki: SLEEF", 1, {beside("SLEEF", "ELU::value", in_first_cache, "double")});
        add("ReLU, 64 Mi: memcpy", 0.85, {beside("memcpy", "ReLU::value", in_memory)});
        add("LeakyReLU, 64 Mi: memcpy", 0.85, {beside("memcpy", "LeakyReLU::value", in_memory)});
        add("ELU, 64 Mi: memcpy", 0.7, {beside("memcpy", "ELU::value", in_memory)});
        add("ELU value_and_derivative, 1 Ki: value (1.3 x its time)", 1 / 1.3,
            {beside_own("ELU::value", "ELU::value_and_derivative", in_first_cache)});
    }

    void add_backward_passes() {
        add("ReLU backward, 64 Mi: oneDNN", 1.1, {beside("oneDNN", "ReLU::backward", in_memory)});
        add("ELU backward, 64 Mi: oneDNN", 1.3, {beside("oneDNN", "ELU::backward", in_memory)});
        add("PReLU backward, 64 Mi: LeakyReLU backward", 0.9,
            {beside_own("LeakyReLU::backward", "PReLU::backward", in_memory)});
        add("PReLU backward, 1 Ki: LeakyReLU backward", 0.6,
            {beside_own("LeakyReLU::backward", "PReLU::backward", in_first_cache)});
        add("ReLU backward in place, 1 Ki: plain loop", 1, {beside("plain loop", in_place_work, in_first_cache)});
        add("ReLU backward in place, 64 Mi: plain loop", 1, {beside("plain loop", in_place_work, in_memory)});
    }

    /// The smooth family, in the default grade.
    void add_smooth() {
        const auto add_value = [&](const char* name, const char* contestant, double at_least) {
            add(std::string(name) + ", 1 Ki: " + contestant, at_least,
                {beside(contestant, std::string(name) + "::value", in_first_cache)});
        };
        const auto add_backward = [&](const char* name, double at_least) {
            add(std::string(name) + " backward, 1 Ki: oneDNN", at_least,
                {beside("oneDNN", std::string(name) + "::backward", in_first_cache)});
        };
        const auto on_avx512 = [](double at_least) { return width_in_bits == 512 ? at_least : 0; };
        add_value("Sigmoid", "SLEEF", 0.95);
        add_value("Sigmoid", "oneDNN", on_avx512(1.35));
        add_value("Tanh", "XNNPACK kernel", on_avx512(0.85));
        for (const char* name : {"Sigmoid", "GELU", "GELUTanh"}) add_value(name, "XNNPACK kernel", 0);
        add_value("Sigmoid", "XNNPACK", 0);
        add_value("Sigmoid", "Eigen", 0);
        add_value("Tanh", "SLEEF", 2.5);
        add_value("Tanh", "oneDNN", 1);
        add_value("Tanh", "Eigen", 0);
        add_value("Softplus", "oneDNN", on_avx512(1.05));
        add_value("Softplus", "SLEEF", on_avx512(1.9));
        add_value("SiLU", "oneDNN", on_avx512(1.7));
        add_value("Mish", "oneDNN", on_avx512(0.7));
        add_value("GELU", "oneDNN", on_avx512(1.2));
        add_value("GELU", "SLEEF", 0);
        add_value("GELUTanh", "oneDNN", on_avx512(1.1));
        for (const char* name : {"Sigmoid", "Tanh", "Softplus", "GELU"}) add_backward(name, on_avx512(1.2));
        for (const char* name : {"SiLU", "Mish", "GELUTanh"}) add_backward(name, on_avx512(0.9));
        add("Tanh of double, 1 Ki: SLEEF", 1.7, {beside("SLEEF", "Tanh::value", in_first_cache, "double")});
        add("Sigmoid of double, 1 Ki: SLEEF", 0.95, {beside("SLEEF", "Sigmoid::value", in_first_cache, "double")});
        add("Softplus of double, 1 Ki: SLEEF", 0.95, {beside("SLEEF", "Softplus::value", in_first_cache, "double")});
    }

    /// The smooth family in the grade `fast`.
    void add_fast() {
        const auto add_work = [&](const std::string& name, const std::string& call, const char* contestant,
                                  double at_least) {
            add(name + " " + call + ", fast, 1 Ki: " + contestant, at_least,
                {beside(contestant, name + "::" + call, in_first_cache, "float", "ramp, fast")});
        };
        const auto by_width = [](double avx512, double avx2, double sse2) {
            return width_in_bits == 512 ? avx512 : width_in_bits == 256 ? avx2 : sse2;
        };
        const double over_sigmoid = by_width(0.8, 0.95, 0.9);
        if (processor_has_no_wider_vectors()) add_work("Sigmoid", "value", "XNNPACK", over_sigmoid);
        add_work("Sigmoid", "value", "XNNPACK kernel", over_sigmoid);
        for (const char* rational : {"Eigen", "XNNPACK kernel"}) add_work("Tanh", "value", rational, 0.95);
        const std::pair<const char*, double> values[] = {{"SiLU", 2.5}, {"Mish", 1.5}, {"GELU", 1.4}, {"GELUTanh", 2}};
        for (const auto& [name, at_least] : values) add_work(name, "value", "oneDNN", by_width(at_least, 0, 0));
        for (const char* name : {"Sigmoid", "Tanh", "Softplus", "SiLU", "Mish", "GELU", "GELUTanh"})
            add_work(name, "backward", "oneDNN", by_width(1.3, 0, 0));
        for (const std::string& name : names_of(static_cast<ramp::catalogue<float>*>(nullptr)))
            for (const std::string call : {"value", "backward"})
                if (has_fast(name))
                    add(name + " " + call + ", 1 Ki, fast: default", 0,
                        {{{name + "::" + call, "float", in_first_cache, "ramp, fast"},
                          {name + "::" + call, "float", in_first_cache, "ramp"}}});
    }

    void add_short_arrays() {
        add("ReLU, 1 to 64: plain loop", 1, beside_at("plain loop", "ReLU::value", short_sizes));
        add("ELU, 1 to 64: plain loop", 1, beside_at("plain loop", "ELU::value", short_sizes));
        for (const std::string name : {"ReLU", "LeakyReLU", "ELU"})
            for (const std::string call : {"value", "backward"})
                add(name + " " + call + ", known size, 4 to 64: plain loop", 1,
                    beside_at("plain loop", known_size_work(name, call), known_sizes));
        for (const std::string name : {"ELU", "Sigmoid", "Tanh"})
            add(name + " value, known size, 4 to 64: RTNeural", 1,
                beside_at("RTNeural", known_size_work(name, "value"), known_sizes));
    }

    void add_channels() {
        for (const bool one_row : {true, false})
            for (const std::string call : {"value", "backward"}) {
                std::vector<Comparison> comparisons;
                for (const std::size_t count : channel_counts)
                    comparisons.push_back(
                        beside("plain loop", channel_work(count, call), one_row ? count : in_second_cache));
                add("channel_prelu " + call + (one_row ? ", one row" : ", 16 Ki") +
                        ", 16 to 4,096 channels: plain loop",
                    1, std::move(comparisons));
            }
    }

    void add_levels() {
        for (const Level& level : levels())
            for (const std::string name : {"LeakyReLU", "PReLU", "ELU"})
                for (const std::string call : {"value", "backward"}) {
                    if (level.contestant == std::string(baseline_level)) continue;
                    const std::string work = name + "::" + call;
                    add(name + " " + call + ", 1 Ki, " + level.contestant + ": " + baseline_level, 1,
                        {{{work, "float", in_first_cache, level.contestant},
                          {work, "float", in_first_cache, baseline_level}}});
                }
    }

    /// Every activation beside the loop over its textbook formula, which is off by more ulp than ramp's in some, and
    /// beside memcpy: numbers without a target.
    void add_catalogue() {
        for (const std::string& name : names_of(static_cast<ramp::catalogue<float>*>(nullptr))) {
            add(name + ", 1 Ki: memcpy", 0, {beside("memcpy", name + "::value", in_first_cache)});
            for (const std::string call : {"value", "backward"})
                add(name + " " + call + ", 1 Ki: plain loop", 0,
                    {beside("plain loop", name + "::" + call, in_first_cache)});
        }
    }
};

}  // namespace

std::vector<Target> targets() {
    Targets result;
    result.add_values();
    result.add_backward_passes();
    result.add_smooth();
    result.add_fast();
    result.add_short_arrays();
    result.add_channels();
    result.add_levels();
    result.add_catalogue();
    return std::move(result.targets);
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
    std::printf("%-66s %8s %9s\n", "", "at least", "measured");
    for (const Target& target : targets) {
        double worst = std::numeric_limits<double>::infinity();
        std::size_t worst_at = 0;
        for (std::size_t k = 0; k < target.comparisons.size(); ++k) {
            const auto& [ramp, other] = target.comparisons[k];
            const double ratio = results.nanoseconds(other) / results.nanoseconds(ramp);
            if (ratio >= worst) continue;
            worst = ratio;
            worst_at = k;
            if (ratio != ratio) break;
        }
        if (target.at_least > 0)
            std::printf("%-66s %8.2f ", target.text.c_str(), target.at_least);
        else
            std::printf("%-66s %8s ", target.text.c_str(), "");
        if (worst != worst) {
            std::printf("%9s  not measured\n", "-");
            continue;
        }
        std::printf("%9.2f", worst);
        if (target.at_least > 0) std::printf("  %s", worst >= target.at_least ? "met" : "NOT met");
        const auto& [own, other] = target.comparisons[worst_at];
        if (results.error(other) >= 1.5) std::printf("  %.1f ulp : %.4g", results.error(own), results.error(other));
        if (target.comparisons.size() > 1)
            std::printf(" (the worst: %s, %zu)", target.comparisons[worst_at].ramp.work.c_str(),
                        target.comparisons[worst_at].ramp.size);
        std::printf("\n");
    }
}

}  // namespace ramp_benchmarks
