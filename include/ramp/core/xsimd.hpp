// xsimd, with what its versions need around it.
#pragma once

#include <xsimd/config/xsimd_config.hpp>
#if defined(XSIMD_WITH_EMULATED) && XSIMD_WITH_EMULATED
#undef XSIMD_NO_SUPPORTED_ARCHITECTURE  // xsimd 13 defines it where there are only emulated batches
#endif
#if defined(__FAST_MATH__)
#include <xsimd/xsimd.hpp>
// g++ 16 undefines it in xsimd's region of signed zeros, which ends only where it is defined.
#if !defined(__FAST_MATH__)
#pragma GCC pop_options
#endif
#else
#include <xsimd/xsimd.hpp>
#endif
