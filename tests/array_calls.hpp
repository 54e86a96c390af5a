// Every array call in one form, so that one sweep meets all of them: an activation takes part by being in the
// catalogue, and ChannelPReLU by standing beside it here.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include <ramp/ramp.hpp>

#include "reference.hpp"

namespace ramp_tests {

/// An array call with up to two inputs and outputs, and what it should give for one element.
template <class F>
struct ArrayCall {
    using T = typename F::value_type;
    using Inputs = std::array<std::span<const T>, 2>;
    using Outputs = std::array<std::span<T>, 2>;

    const char* name;
    const char* function;  // as messages name it
    std::size_t inputs;
    std::size_t outputs;
    void (*run)(const F&, const Inputs&, const Outputs&);
    std::array<T, 2> (*number)(const F&, T, T);
};

/// Compiled once, in array_calls.cpp: a test that calls them all then compiles none of them.
template <class F>
std::vector<ArrayCall<F>> array_calls();

/// How an array is divided into channels.
enum class Layout { one_channel, one_piece, channel_each };

/// ChannelPReLU, all of whose channels have one slope, so that it gives what PReLU gives whatever the layout.
template <class T>
struct EqualChannels {
    using value_type = T;
    static constexpr const char* name = ramp::ChannelPReLU<T>::name;
    ramp::PReLU<T> channel = ramp::PReLU<T>(T(-0.3));
    Layout layout = Layout::one_channel;
};

template <class T>
struct Reference<EqualChannels<T>> {
    static std::vector<EqualChannels<T>> samples() {
        std::vector<EqualChannels<T>> samples;
        for (const Layout layout : {Layout::one_channel, Layout::one_piece, Layout::channel_each})
            samples.push_back({ramp::PReLU<T>(T(-0.3)), layout});
        return samples;
    }
};

/// Everything that has array calls, with every element type.
using Callable = decltype(std::tuple_cat(std::declval<Catalogue>(),
                                         std::declval<std::tuple<EqualChannels<float>, EqualChannels<double>>>()));

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
