// Catch2, version 2 or 3.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

namespace ramp_tests {

/// -ffast-math gives up zeros' signs, infinities, NaN and equal bits (law 11): what is about them is then not tried.
#if defined(__FAST_MATH__)
inline constexpr bool special_values = false;
#else
inline constexpr bool special_values = true;
#endif

/// The tag of tests that are about nothing else, which hides them there.
inline constexpr const char* about_special_values = special_values ? "[special values]" : "[.special values]";

/// The tag of tests whose reference needs a long double that is wider than double: not under valgrind, which has none.
inline constexpr const char* against_long_double = "[long double]";

}  // namespace ramp_tests
