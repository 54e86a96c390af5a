// ramp's calls, compiled for a narrower instruction set than the rest of the program.
#pragma once

#include <span>
#include <vector>

#include "work.hpp"

namespace ramp_benchmarks {

struct LevelCall {
    const char* activation;
    const char* call;
    void (*run)(const Arrays<float>& arrays);
};

/// The contestant that those of wider levels are compared with.
inline constexpr const char* baseline_level = "ramp, SSE2";

struct Level {
    const char* contestant;  ///< "ramp, AVX"
    std::span<const LevelCall> calls;
};

/// Those that are part of the program and that the processor has: each level.cpp adds its own.
inline std::vector<Level>& levels() {
    static std::vector<Level> levels;
    return levels;
}

}  // namespace ramp_benchmarks
