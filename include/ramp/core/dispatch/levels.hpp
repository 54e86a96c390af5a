// The instruction sets that kernels are compiled for. dispatch.cmake has the compiler's flags for each.
#pragma once

#include <ramp/core/lanes.hpp>

/// Their names are those of RAMP_ARCH, of runtime_arch_name() and of dispatch.cmake; `all` lists them, widest first.
namespace ramp::levels {

#if defined(__x86_64__)
using avx512 = xsimd::avx512bw;
using avx2 = xsimd::fma3<xsimd::avx2>;
using sse2 = xsimd::sse2;
using all = xsimd::arch_list<avx512, avx2, sse2>;
inline constexpr const char* names[] = {"avx512", "avx2", "sse2"};
#elif defined(__aarch64__)
using neon64 = xsimd::neon64;
using all = xsimd::arch_list<neon64>;
inline constexpr const char* names[] = {"neon64"};
#else
using baseline = xsimd::default_arch;
using all = xsimd::arch_list<baseline>;
inline constexpr const char* names[] = {"baseline"};
#endif

}  // namespace ramp::levels
