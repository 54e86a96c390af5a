// The array sizes that are timed.
#pragma once

#include <array>
#include <cstddef>

namespace ramp_benchmarks {

inline constexpr std::size_t in_first_cache = std::size_t(1) << 10;
inline constexpr std::size_t in_memory = std::size_t(64) << 20;

/// Elements: a handful, and what fits the first, the second and the third cache, and none.
inline constexpr std::array matrix_sizes = {std::size_t(16), in_first_cache, std::size_t(64) << 10,
                                            std::size_t(1) << 20, in_memory};

/// Where the cost of a call and of what is left over shows: on both sides of every batch's size.
inline constexpr std::array<std::size_t, 15> short_sizes = {1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 48, 63, 64};

}  // namespace ramp_benchmarks
