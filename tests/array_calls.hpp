// Every array call of an activation in one form, so that one sweep meets all of them.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <ramp/ramp.hpp>

namespace ramp_tests {

/// An array call with up to two inputs and outputs, and what it should give for one element.
template <class F>
struct ArrayCall {
    using T = typename F::value_type;
    using Inputs = std::array<std::span<const T>, 2>;
    using Outputs = std::array<std::span<T>, 2>;

    const char* name;
    std::size_t inputs;
    std::size_t outputs;
    void (*run)(const F&, const Inputs&, const Outputs&);
    std::array<T, 2> (*number)(const F&, T, T);
};

template <class F>
std::vector<ArrayCall<F>> array_calls() {
    using Call = ArrayCall<F>;
    using T = typename F::value_type;
    using In = const typename Call::Inputs&;
    using Out = const typename Call::Outputs&;
    using Numbers = std::array<T, 2>;
    std::vector<Call> calls = {
        {"value", 1, 1, [](const F& f, In in, Out out) { f.value(in[0], out[0]); },
         [](const F& f, T x, T) { return Numbers{f.value(x)}; }},
        {"operator()", 1, 1, [](const F& f, In in, Out out) { f(in[0], out[0]); },
         [](const F& f, T x, T) { return Numbers{f(x)}; }},
        {"derivative", 1, 1, [](const F& f, In in, Out out) { f.derivative(in[0], out[0]); },
         [](const F& f, T x, T) { return Numbers{f.derivative(x)}; }},
        {"value_and_derivative", 1, 2,
         [](const F& f, In in, Out out) { f.value_and_derivative(in[0], out[0], out[1]); },
         [](const F& f, T x, T) {
             return Numbers{f.value(x), f.derivative(x)};
         }},
        {"backward", 2, 1, [](const F& f, In in, Out out) { f.backward(in[0], in[1], out[0]); },
         [](const F& f, T x, T dy) { return Numbers{dy * f.derivative(x)}; }},
    };
    if constexpr (ramp::value_tells_the_branch<F, T>) {
        calls.push_back({"derivative_from_value", 1, 1,
                         [](const F& f, In in, Out out) { f.derivative_from_value(in[0], out[0]); },
                         [](const F& f, T y, T) { return Numbers{f.derivative_from_value(y)}; }});
        calls.push_back({"backward_from_value", 2, 1,
                         [](const F& f, In in, Out out) { f.backward_from_value(in[0], in[1], out[0]); },
                         [](const F& f, T y, T dy) { return Numbers{dy * f.derivative_from_value(y)}; }});
    }
    return calls;
}

}  // namespace ramp_tests
