// The storage types of 16 bits, their bits, and the batches that they are loaded to.
#pragma once

#include <ramp/core/half_memory.hpp>
#include <ramp/half.hpp>

#include <bit>
#include <cstdint>
#include <tuple>

namespace ramp_tests {

using ramp::bfloat16, ramp::float16;

/// With the compiler's own, where it has any.
using AllHalves = std::tuple<float16, bfloat16
#if defined(__STDCPP_FLOAT16_T__) && defined(__STDCPP_BFLOAT16_T__)
                             ,
                             std::float16_t, std::bfloat16_t
#elif defined(__FLT16_MAX__) && (defined(__clang__) || defined(__x86_64__))
                             ,
                             _Float16
#endif
                             >;

inline std::uint32_t bits_of(float v) {
    return std::bit_cast<std::uint32_t>(v);
}
template <ramp::half S>
std::uint16_t bits_of(S v) {
    return std::bit_cast<std::uint16_t>(v);
}

template <class S>
S half_of(std::uint32_t bits) {
    return std::bit_cast<S>(std::uint16_t(bits));
}

/// f.operator()<V>() for the batches of this build, of each size that it has.
template <class F>
void for_each_batch(const F& f) {
    f.template operator()<xsimd::batch<float>>();
#if defined(__x86_64__)
    f.template operator()<xsimd::batch<float, xsimd::sse2>>();
#if defined(__AVX__)
    f.template operator()<xsimd::batch<float, xsimd::avx>>();
#endif
#endif
}

}  // namespace ramp_tests
