// How long calls take beside each other, for the examples that compare speeds.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <limits>

/// The seconds that each call takes at its best. The calls take turns, so that whatever else the machine does slows all
/// of them; the best of many rounds is the one that it slowed least. A round repeats each call, for the clock to see
/// it.
template <class... Calls>
std::array<double, sizeof...(Calls)> best_times(int rounds, int repeats, const Calls&... calls) {
    using Clock = std::chrono::steady_clock;
    std::array<double, sizeof...(Calls)> best;
    best.fill(std::numeric_limits<double>::infinity());
    const auto measure = [&](double& seconds, const auto& call) {
        const auto start = Clock::now();
        for (int i = 0; i < repeats; ++i) call();
        seconds = std::min(seconds, std::chrono::duration<double>(Clock::now() - start).count() / repeats);
    };
    for (int round = 0; round < rounds; ++round) {
        std::size_t k = 0;
        (measure(best[k++], calls), ...);
    }
    return best;
}
