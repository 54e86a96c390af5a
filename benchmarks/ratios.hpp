// The table of ratios.
#pragma once

#include "results.hpp"

namespace ramp_benchmarks {

/// For each piece of work: ramp's time, the best peer, and both the peer's and memcpy's time over ramp's.
void print_ratios(const Results& results);

}  // namespace ramp_benchmarks
