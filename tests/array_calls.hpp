// Every array call of an activation in one form, so that one sweep meets all of them.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
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

/// The most lanes of T that an array call can run on: those of this build, or of the kernels chosen at run time.
template <class T>
inline constexpr std::size_t most_lanes = std::is_same_v<ramp::default_arch, xsimd::default_arch>
                                              ? xsimd::batch<T>::size
                                              : 64 / sizeof(T);

/// Whether array calls round as this build's numbers and batches do. Kernels chosen at run time may have the fused
/// multiply-add that this build has not.
inline bool arrays_round_as_numbers() {
#if defined(RAMP_DISPATCH)
    const std::string_view kernels = ramp::runtime_arch_name();
    return ramp::has_fused_multiply_add || (kernels != "avx2" && kernels != "avx512");
#else
    return true;
#endif
}

/// What law 5 says a call gives for each of these elements, whatever stands around it: the number form's bits, or where
/// arrays do not round as numbers do, those of a call on this element alone.
template <class F>
std::vector<std::array<typename F::value_type, 2>> one_by_one(const ArrayCall<F>& call, const F& f,
                                                              std::span<const typename F::value_type> first,
                                                              std::span<const typename F::value_type> second) {
    using T = typename F::value_type;
    std::vector<std::array<T, 2>> results(first.size());
    for (std::size_t i = 0; i < results.size(); ++i)
        if (arrays_round_as_numbers())
            results[i] = call.number(f, first[i], second[i]);
        else
            call.run(f, {first.subspan(i, 1), second.subspan(i, 1)},
                     {std::span(&results[i][0], 1), std::span(&results[i][1], 1)});
    return results;
}

}  // namespace ramp_tests
