#include "ratios.hpp"

#include <cstdio>
#include <string>

namespace ramp_benchmarks {
namespace {

const Result* best_peer(const Results& results, const Key& ramp) {
    const Result* best = nullptr;
    for (const Result& result : results) {
        const Key& key = result.key;
        const bool same_work = key.work == ramp.work && key.type == ramp.type && key.size == ramp.size;
        if (!same_work || key.contestant.starts_with(ramp.contestant) || !result.measured()) continue;
        if (!best || result.nanoseconds < best->nanoseconds) best = &result;
    }
    return best;
}

/// A ratio to two digits, or a dash where one of the two was not measured.
std::string ratio(double numerator, double denominator) {
    const double quotient = numerator / denominator;
    if (quotient != quotient) return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", quotient);
    return text;
}

/// An error in ulp, or a dash where it is not known.
std::string ulp(double error) {
    if (error != error) return "-";
    char text[32];
    std::snprintf(text, sizeof text, error < 100 ? "%.2f" : error < 1e5 ? "%.0f" : "%.0e", error);
    return text;
}

}  // namespace

void print_ratios(const Results& results) {
    std::printf(
        "Times are ns an element, the best of all repetitions. Above 1, ramp is faster. Errors are the worst ulp of\n"
        "these numbers; those of derivatives in ulp of max(|f'|, 1/64).\n\n");
    std::printf("%-34s %-6s %9s %8s %6s  %-14s %8s %8s %10s %12s\n", "", "", "elements", "ramp", "ulp", "best peer",
                "its time", "its ulp", "peer/ramp", "memcpy/ramp");
    for (const Result& result : results) {
        const Key& key = result.key;
        if (key.contestant != "ramp" || !result.measured()) continue;
        const Result* const peer = best_peer(results, key);
        const double memcpy = results.nanoseconds({memcpy_name, key.type, key.size, memcpy_name});
        std::printf("%-34s %-6s %9zu %8.3f %6s  %-14s ", key.work.c_str(), key.type.c_str(), key.size,
                    result.nanoseconds, ulp(result.error).c_str(), peer ? peer->key.contestant.c_str() : "-");
        if (peer)
            std::printf("%8.3f %8s %10s", peer->nanoseconds, ulp(peer->error).c_str(),
                        ratio(peer->nanoseconds, result.nanoseconds).c_str());
        else
            std::printf("%8s %8s %10s", "-", "-", "-");
        std::printf(" %12s\n", ratio(memcpy, result.nanoseconds).c_str());
    }
}

}  // namespace ramp_benchmarks
