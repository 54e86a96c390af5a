// Registers every contestant at every piece of work that it takes part in.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ramp/ramp.hpp>

#include "level.hpp"
#include "made.hpp"
#include "measure.hpp"
#include "peers/memcpy.hpp"
#include "peers/plain_loop.hpp"
#include "results.hpp"
#include "work.hpp"

namespace ramp_benchmarks {

template <class... Contestants>
class Suite {
public:
    /// `always` are the names to register whatever their size; the rest of the
    /// matrix only if `whole_matrix`.
    Suite(Results& results, std::set<std::string> always, bool whole_matrix)
        : results_(results), always_(std::move(always)), whole_matrix_(whole_matrix) {}

    void add_all() {
        add_matrix<float>();
        add_matrix<double>();
        add_known(std::make_index_sequence<known_sizes.size()>());
        for (const std::size_t size : {in_first_cache, in_memory})
            add_contestants<BackwardInPlace>(ramp::ReLU<float>(), in_place_work, size);
        for (const std::size_t count : channel_counts) add_channels(count);
        for (const Level& level : levels()) add_level(level, static_cast<ramp::catalogue<float>*>(nullptr));
    }

    /// Every activation and call, at every size.
    template <class T>
    void add_matrix() {
        std::set<std::size_t> sizes(short_sizes.begin(), short_sizes.end());
        sizes.insert(matrix_sizes.begin(), matrix_sizes.end());
        for (const std::size_t size : sizes) {
            add({memcpy_name, type_name<T>, size, memcpy_name}, measure_memcpy<T>);
            add_activations(size, static_cast<ramp::catalogue<T>*>(nullptr));
        }
    }

private:
    using Measure = std::function<void(benchmark::State&, Result&)>;

    template <class... F>
    void add_activations(std::size_t size, std::tuple<F...>*) {
        (add_calls(size, made<F>(), static_cast<ramp::calls::all*>(nullptr)), ...);
    }

    template <class F, class... Calls>
    void add_calls(std::size_t size, const F& f, std::tuple<Calls...>*) {
        (add_contestants<Calls>(f, std::string(F::name) + "::" + Calls::names[0], size), ...);
    }

    template <class Call, class F>
    void add_contestants(const F& f, const std::string& work, std::size_t size) {
        (add<Contestants, Call>(f, work, size), ...);
    }

    template <class Contestant, class Call, class F>
    void add(const F& f, const std::string& work, std::size_t size) {
        if constexpr (takes_part<Contestant, F, Call>)
            add({work, type_name<typename F::value_type>, size, Contestant::name},
                [f](auto& state, auto& result) { measure<Contestant, Call>(state, result, f); });
    }

    template <std::size_t... k>
    void add_known(std::index_sequence<k...>) {
        (add_known_size<known_sizes[k]>(ramp::ReLU<float>()), ...);
        (add_known_size<known_sizes[k]>(ramp::LeakyReLU<float>()), ...);
        (add_known_size<known_sizes[k]>(ramp::ELU<float>()), ...);
        (add_known_value<known_sizes[k]>(ramp::Sigmoid<float>()), ...);
        (add_known_value<known_sizes[k]>(ramp::Tanh<float>()), ...);
    }

    template <std::size_t size, class F>
    void add_known_value(const F& f) {
        (add_known_call<Contestants, Value, size>(f), ...);
    }
    template <std::size_t size, class F>
    void add_known_size(const F& f) {
        add_known_value<size>(f);
        (add_known_call<Contestants, Backward, size>(f), ...);
    }

    template <class Contestant, class Call, std::size_t size, class F>
    void add_known_call(const F& f) {
        if constexpr (runs<Contestant, F, Call, KnownArrays<float, size>>)
            add({known_size_work(F::name, Call::names[0]), "float", size, Contestant::name},
                [f](auto& state, auto& result) { measure_known<Contestant, Call, size>(state, result, f); });
    }

    /// One row, and as many as fit the second cache.
    void add_channels(std::size_t count) {
        static const Buffer<float> slopes = random_numbers<float>(channel_counts.back(), 3);
        const ChannelPReLU<float> f{slopes.numbers().first(count)};
        for (const std::size_t size : {count, in_second_cache}) {
            add_contestants<Value>(f, channel_work(count, "value"), size);
            add_contestants<Backward>(f, channel_work(count, "backward"), size);
        }
    }

    /// ramp's calls, compiled for another instruction set.
    template <class... F>
    void add_level(const Level& level, std::tuple<F...>*) {
        for (const LevelCall& call : level.calls) {
            const auto add_to = [&]<class G>(const G& f) {
                if (call.activation != std::string(G::name)) return;
                const auto difference_of_call = call.call == std::string(Value::names[0])
                                                    ? difference_of<Value, G, float>
                                                    : difference_of<Backward, G, float>;
                add({std::string(G::name) + "::" + call.call, "float", in_first_cache, level.contestant},
                    [=](benchmark::State& state, Result& result) {
                        const auto arrays = arrays_for<Value>(f, result);
                        // between instruction sets the last bits differ
                        time(
                            state, result, [=] { call.run(arrays); },
                            [&] { return difference_of_call(f, arrays, {.relative = 4, .absolute = 0}); });
                    });
            };
            (add_to(made<F>()), ...);
        }
    }

    void add(const Key& key, const Measure& measure) {
        const auto holds = [&](const auto& sizes) { return std::ranges::find(sizes, key.size) != sizes.end(); };
        const bool in_matrix = holds(matrix_sizes) || !holds(short_sizes);
        if (!always_.contains(key.name()) && !(whole_matrix_ && in_matrix)) return;
        Result& result = results_.add(key);
        benchmark::RegisterBenchmark(key.name().c_str(), [&result, measure](benchmark::State& state) {
            measure(state, result);
        })->MinTime(0.005);
    }

    template <class T>
    static constexpr const char* type_name = std::is_same_v<T, float> ? "float" : "double";

    Results& results_;
    std::set<std::string> always_;
    bool whole_matrix_;
};

}  // namespace ramp_benchmarks
