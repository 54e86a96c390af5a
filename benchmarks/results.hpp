// What was measured.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <deque>
#include <limits>
#include <string>
#include <vector>

namespace ramp_benchmarks {

/// One contestant at one piece of work.
struct Key {
    std::string work;  ///< "ELU::value"
    std::string type;  ///< "float"
    std::size_t size;  ///< elements
    std::string contestant;

    /// As Google Benchmark knows it.
    [[nodiscard]] std::string name() const { return work + '/' + type + '/' + std::to_string(size) + '/' + contestant; }
};

/// The work that every other is compared with; its contestant has the same name.
inline constexpr const char* memcpy_name = "memcpy";

struct Result {
    Key key;
    double nanoseconds = std::numeric_limits<double>::quiet_NaN();  ///< for an element, in the best repetition
    double error = std::numeric_limits<double>::quiet_NaN();        ///< in ulp, the worst of these numbers
    std::size_t calls = 1;                                          ///< in one timed iteration
    bool checked = false;
    std::string difference = {};  ///< from ramp's numbers; nothing is timed if there is one

    [[nodiscard]] bool measured() const { return nanoseconds == nanoseconds; }
};

/// In the order in which they were registered; a result stays where it is.
class Results {
public:
    Result& add(Key key) { return results_.emplace_back(Result{std::move(key)}); }

    [[nodiscard]] Result* find(const std::string& name) {
        for (Result& result : results_)
            if (result.key.name() == name) return &result;
        return nullptr;
    }

    /// NaN if it was not measured.
    [[nodiscard]] double nanoseconds(const Key& key) const { return of(key, &Result::nanoseconds); }
    [[nodiscard]] double error(const Key& key) const { return of(key, &Result::error); }

    [[nodiscard]] auto begin() const { return results_.begin(); }
    [[nodiscard]] auto end() const { return results_.end(); }

private:
    [[nodiscard]] double of(const Key& key, double Result::*figure) const {
        for (const Result& result : results_)
            if (result.key.name() == key.name()) return result.*figure;
        return std::numeric_limits<double>::quiet_NaN();
    }

    std::deque<Result> results_;
};

/// Google Benchmark, with its runs interleaved and repeated twelve times, unless an argument says otherwise; false if
/// it does not know one.
inline bool initialize(int argc, char** argv) {
    static char interleaving[] = "--benchmark_enable_random_interleaving=true",
                repetitions[] = "--benchmark_repetitions=12", least[] = "--benchmark_min_time=0.05";
    std::vector<char*> arguments = {argv[0], interleaving, repetitions, least};
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    int count = int(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data());
    return !benchmark::ReportUnrecognizedArguments(count, arguments.data());
}

/// Keeps the best of Google Benchmark's repetitions: whatever else the machine does only ever makes a run slower.
class Reporter : public benchmark::BenchmarkReporter {
public:
    explicit Reporter(Results& results) : results_(results) {}

    bool ReportContext(const Context&) override { return true; }

    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.run_type != Run::RT_Iteration) continue;
            Result* const result = results_.find(run.run_name.function_name);
            if (!result || !result->difference.empty()) continue;
            const double elements = double(run.iterations) * double(result->calls) * double(result->key.size);
            const double nanoseconds = run.real_accumulated_time * 1e9 / elements;
            if (!(result->nanoseconds <= nanoseconds)) result->nanoseconds = nanoseconds;
        }
    }

private:
    Results& results_;
};

}  // namespace ramp_benchmarks
