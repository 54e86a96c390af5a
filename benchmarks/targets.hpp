// What ramp is meant to reach, and whether it does.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "results.hpp"

namespace ramp_benchmarks {

/// ramp's speed over another's at the same work, which is the other's time over ramp's.
struct Comparison {
    Key ramp;
    Key other;
};

struct Target {
    std::string text;
    double at_least;                      ///< 0: measured for the sake of its number
    std::vector<Comparison> comparisons;  ///< the worst one counts
};

/// Those that hold for the instruction set that this program is built for.
[[nodiscard]] std::vector<Target> targets();

/// What has to be measured for them.
[[nodiscard]] std::set<std::string> names(const std::vector<Target>& targets);

void print(const std::vector<Target>& targets, const Results& results);

}  // namespace ramp_benchmarks
