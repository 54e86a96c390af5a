// What standard C++ has no word for: the library's only macros. Every other header includes this one first, directly or
// not, so that a compiler that is not told to take C++20 says so once and stops.
#pragma once

#if !(__cplusplus >= 202002L || (defined(_MSVC_LANG) && _MSVC_LANG >= 202002L))
#error "ramp needs C++20: compile with -std=c++20 or later"
#include "ramp needs C++20: compile with -std=c++20 or later"  // no such file: the one thing that ends a compilation
#endif

/// Inlined at every optimisation level, so that two builds never share its code (law 12).
#if defined(_MSC_VER) && !defined(__clang__)
#define RAMP_INLINE __forceinline
#define RAMP_NOINLINE __declspec(noinline)
#define RAMP_COLD __declspec(noinline)
#else
#define RAMP_INLINE inline __attribute__((always_inline))
#define RAMP_NOINLINE __attribute__((noinline))
#define RAMP_COLD __attribute__((cold, noinline))
#endif

// The branches of constant expressions ask __builtin_is_constant_evaluated(): clang++ 14 with libstdc++ 12 and C++23
// takes std::is_constant_evaluated() for true in a running program, and a function around it makes g++ inline both
// branches.
