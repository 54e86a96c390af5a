// How far a contestant's result may be from ramp's.
#pragma once

namespace ramp_benchmarks {

/// In units of the type's epsilon: relative to ramp's result, and on top of that relative to 1, in a backward pass to
/// dy. Those who take e^x - 1 as exp(x) - 1 need the latter.
struct Tolerance {
    double relative;
    double absolute;
};

}  // namespace ramp_benchmarks
