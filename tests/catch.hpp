// Catch2, version 2 or 3.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <stdexcept>
#include <string>

#include "numbers.hpp"

namespace ramp_tests {

#if __has_include(<catch2/catch_all.hpp>)
using Catch::Approx;
#else
using Catch::Detail::Approx;
#endif

/// Only some rows are here, which may have nothing that a law speaks of.
#if defined(RAMP_SOME_ROWS)
inline constexpr bool some_rows = true;
#else
inline constexpr bool some_rows = false;
#endif

/// What the call throws; "" if nothing.
template <class Call>
std::string thrown(const Call& call) {
    try {
        call();
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

/// The tag of tests that ask for every row, which hides them there.
inline constexpr const char* about_all_rows = some_rows ? "[.all rows]" : "[all rows]";

/// The tag of tests that are about nothing but what -ffast-math gives up, which hides them there.
inline constexpr const char* about_special_values = special_values ? "[special values]" : "[.special values]";

/// The tag of tests whose reference needs a long double that is wider than double: not under valgrind, which has none,
/// nor in WebAssembly, whose C library computes e^x as a double.
inline constexpr const char* against_long_double = "[long double]";

}  // namespace ramp_tests
