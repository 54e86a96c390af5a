// Every array call in one form, so that one sweep meets all of them: an activation takes part by being in the
// catalogue, and ChannelPReLU by standing beside it here.
#pragma once

#include <array>
#include <cstddef>
#include <span>
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

}  // namespace ramp_tests
