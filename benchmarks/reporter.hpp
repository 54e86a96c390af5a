// Google Benchmark's reports, into Results.
#pragma once

#include <benchmark/benchmark.h>

#include <vector>

#include "results.hpp"

namespace ramp_benchmarks {

/// Keeps the best repetition: whatever else the machine does only ever makes a run slower.
class Reporter : public benchmark::BenchmarkReporter {
public:
    explicit Reporter(Results& results) : results_(results) {}

    bool ReportContext(const Context&) override { return true; }

    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.run_type != Run::RT_Iteration) continue;
            Result* const result = results_.find(run.run_name.function_name);
            if (!result || !result->difference.empty()) continue;
            const double nanoseconds =
                run.real_accumulated_time * 1e9 / double(run.iterations) / double(result->key.size);
            if (!(result->nanoseconds <= nanoseconds)) result->nanoseconds = nanoseconds;
        }
    }

private:
    Results& results_;
};

}  // namespace ramp_benchmarks
