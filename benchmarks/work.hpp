// What is timed: the library's calls, the arrays that they work on, and their sizes.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>

#include <ramp/ramp.hpp>

namespace ramp_benchmarks {

using ramp::calls::Backward;
using ramp::calls::BackwardFromValue;
using ramp::calls::Derivative;
using ramp::calls::DerivativeFromValue;
using ramp::calls::Value;
using ramp::calls::ValueAndDerivative;

/// result = result f'(x). Beside the library's calls, since a call knows nothing of where its output is.
struct BackwardInPlace {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char* names[] = {"backward in place", "x", "result"};
};

/// The call reads y = f(x).
template <class Call>
inline constexpr bool is_from_value = Call::names[1][0] == 'y';

template <class Call, class F>
concept has_call = requires(F f, typename F::value_type v) {
    Call::of(f, v);
}
|| requires(F f, typename F::value_type v) {
    Call::of(f, v, v);
};

/// What a call reads and writes. All arrays have one size and the same alignment.
template <class T, class Input = std::span<const T>, class Output = std::span<T>>
struct Arrays {
    Input x;
    Input dy;
    Input y;  ///< f(x), for the calls that start from it
    Output result;
    Output second_result;   ///< the derivative, for the call that writes both
    std::span<T> gradient;  ///< of the slope, or of each channel's

    [[nodiscard]] Arrays part(std::size_t first, std::size_t count) const {
        return {x.subspan(first, count),
                dy.subspan(first, count),
                y.subspan(first, count),
                result.subspan(first, count),
                second_result.subspan(first, count),
                gradient};
    }
};

/// Arrays whose size the compiler knows.
template <class T, std::size_t size>
using KnownArrays = Arrays<T, const std::array<T, size>&, std::array<T, size>&>;

/// How far a contestant's result may be from ramp's, in units of the type's epsilon: relative to ramp's result, and on
/// top of that relative to 1, in a backward pass to dy. Those who take e^x - 1 as exp(x) - 1 need the latter.
struct Tolerance {
    double relative;
    double absolute;
};

inline constexpr std::size_t in_first_cache = std::size_t(1) << 10;
inline constexpr std::size_t in_second_cache = std::size_t(16) << 10;
inline constexpr std::size_t in_memory = std::size_t(64) << 20;

/// Elements: a handful, and what fits the first, the second and the third cache, and none.
inline constexpr std::array matrix_sizes = {std::size_t(16), in_first_cache, std::size_t(64) << 10,
                                            std::size_t(1) << 20, in_memory};

/// Where the cost of a call and of what is left over shows: on both sides of every batch's size.
inline constexpr std::array<std::size_t, 15> short_sizes = {1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 48, 63, 64};

/// A small network's layers, whose sizes the compiler knows.
inline constexpr std::array<std::size_t, 5> known_sizes = {4, 8, 16, 32, 64};

/// channel_prelu's slopes.
inline constexpr std::array<std::size_t, 5> channel_counts = {16, 64, 256, 1024, 4096};

/// Works that the list of calls does not name.
inline constexpr const char* in_place_work = "ReLU::backward in place";
[[nodiscard]] inline std::string known_size_work(const std::string& activation, const std::string& call) {
    return activation + "::" + call + " of known size";
}
[[nodiscard]] inline std::string channel_work(std::size_t channels, const std::string& call) {
    return "channel_prelu::" + call + " of " + std::to_string(channels);
}

}  // namespace ramp_benchmarks
