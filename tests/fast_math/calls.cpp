// Built with -ffast-math; its results are judged by main.cpp, which is not.
#include "calls.hpp"

#include <tuple>

#include <ramp/ramp.hpp>

template <class F>
Results<F> results(const F& f, const std::vector<typename F::value_type>& x) {
    Results<F> results;
    results.values.resize(x.size());
    results.derivatives.resize(x.size());
    f.value_and_derivative(x, results.values, results.derivatives);
    for (const auto element : x) {
        results.number_values.push_back(f.value(element));
        results.number_derivatives.push_back(f.derivative(element));
    }
    return results;
}

template <class... F>
auto instantiate(const std::tuple<F...>&) {
    return std::tuple(&results<F>...);
}
template auto instantiate(const ramp::catalogue<float>&);
template auto instantiate(const ramp::catalogue<double>&);
