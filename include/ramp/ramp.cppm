// `import ramp;` is <ramp/ramp.hpp> and <ramp/half.hpp> without their macros. What is ramp's belongs to the global
// module, where it is the same as in a file that includes the headers. What is not comes before, and so do the headers
// with intrinsics, which are static functions for clang++: a module must not show them.
module;

#if defined(__GNUC__) && !defined(__clang__)
#error "g++ 16 forgets in a module that unaligned loads are unaligned, so that they crash: include <ramp/ramp.hpp> instead"
#endif

#include <array>
#include <cmath>
#include <concepts>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <limits>
#include <span>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#if __has_include(<stdfloat>)
#include <stdfloat>
#endif

#include <ramp/core/build.hpp>
#include <ramp/core/xsimd.hpp>

#include <ramp/core/registers/aarch64.hpp>
#include <ramp/core/registers/aarch64_halves.hpp>
#include <ramp/core/registers/x86.hpp>
#include <ramp/core/registers/x86_half_formats.hpp>

export module ramp;

export namespace ramp {
using ramp::version_major, ramp::version_minor, ramp::version_patch;  // which build.hpp has included
}

#if defined(__clang__)
#pragma clang diagnostic ignored "-Winclude-angled-in-module-purview"
#endif
export extern "C++" {
#include <ramp/half.hpp>
#include <ramp/ramp.hpp>
}
