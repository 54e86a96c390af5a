// The compiler's header of x86-64's intrinsics: no more than the build has, since <immintrin.h> takes as long to read
// as all of ramp.
#pragma once
#if defined(__AVX__)
#include <immintrin.h>
#elif defined(__SSE4_1__)
#include <smmintrin.h>
#elif defined(__x86_64__)
#include <emmintrin.h>
#endif
