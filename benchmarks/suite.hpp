// Registers every contestant at every piece of work that it takes part in.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>

#include <ramp/ramp.hpp>

#include "measure.hpp"
#include "peers/memcpy.hpp"
#include "results.hpp"
#include "sizes.hpp"

namespace ramp_benchmarks {

template <class T>
inline constexpr const char* type_name = std::is_same_v<T, float> ? "float" : "double";

template <class... Contestants>
class Suite {
public:
    /// `always` are the names to register whatever their size; the rest of the matrix only if `whole_matrix`.
    Suite(Results& results, std::set<std::string> always, bool whole_matrix)
        : results_(results), always_(std::move(always)), whole_matrix_(whole_matrix) {}

    template <class T>
    void add_all() {
        const auto at_every_size = [&](auto add) {
            for (const std::size_t size : short_sizes) add(size);
            for (const std::size_t size : matrix_sizes)
                if (std::ranges::find(short_sizes, size) == short_sizes.end()) add(size);
        };
        at_every_size([&](std::size_t size) {
            add({memcpy_name, type_name<T>, size, memcpy_name}, measure_memcpy<T>);
        });
        at_every_size([&](std::size_t size) {
            [&]<class... F>(std::type_identity<std::tuple<F...>>) {
                (add_activation<F>(size), ...);
            }(std::type_identity<ramp::catalogue<T>>{});
        });
    }

private:
    template <class F>
    void add_activation(std::size_t size) {
        (add_operations<Contestants, F>(size), ...);
    }

    template <class Contestant, class F>
    void add_operations(std::size_t size) {
        add_operation<Contestant, F, Value>(size);
        add_operation<Contestant, F, Derivative>(size);
        add_operation<Contestant, F, ValueAndDerivative>(size);
        add_operation<Contestant, F, Backward>(size);
        add_operation<Contestant, F, BackwardFromValue>(size);
    }

    template <class Contestant, class F, class Operation>
    void add_operation(std::size_t size) {
        if constexpr (takes_part<Contestant, F, Operation>)
            add({std::string(F::name) + "::" + Operation::name, type_name<typename F::value_type>, size,
                 Contestant::name},
                measure<Contestant, F, Operation>);
    }

    void add(const Key& key, void (*measure)(benchmark::State&, Result&)) {
        const bool in_matrix = std::ranges::find(matrix_sizes, key.size) != matrix_sizes.end();
        if (!always_.contains(key.name()) && !(whole_matrix_ && in_matrix)) return;
        Result& result = results_.add(key);
        benchmark::RegisterBenchmark(key.name().c_str(), [&result, measure](benchmark::State& state) {
            measure(state, result);
        })->MinTime(0.01);
    }

    Results& results_;
    std::set<std::string> always_;
    bool whole_matrix_;
};

}  // namespace ramp_benchmarks
