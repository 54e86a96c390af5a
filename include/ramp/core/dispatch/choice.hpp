// Which of levels::all is in use: the definitions of what dispatch.hpp declares, for the source that dispatch.cmake
// writes for them.
#pragma once

#include <cassert>  // which xsimd's dispatching uses and does not include
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <type_traits>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include <ramp/dispatch.hpp>

namespace ramp {

/// The index of Arch, for xsimd::dispatch.
template <class... Archs>
struct LevelIndex {
    template <class Arch>
    int operator()(Arch) const noexcept {
        constexpr bool is_arch[] = {std::is_same_v<Arch, Archs>...};
        int index = 0;
        while (index + 1 < int(sizeof...(Archs)) && !is_arch[index]) ++index;
        return index;
    }
};

template <class... Archs>
[[nodiscard]] int widest_of_machine(xsimd::arch_list<Archs...>) noexcept {
    return xsimd::dispatch<xsimd::arch_list<Archs...>>(LevelIndex<Archs...>())();
}

/// Whether the machine has F16C, which xsimd does not ask, and the operating system keeps the level's registers, which
/// xsimd asks from version 14 on only.
[[nodiscard]] inline bool system_has([[maybe_unused]] int level) noexcept {
#if defined(__x86_64__)
    __builtin_cpu_init();
    unsigned a = 0, b = 0, c = 0, d = 0;
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_F16C) != 0;
    if (level == 0)
        return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    if (level == 1) return avx2;
#endif
    return true;
}

template <class K>
int Choice<K>::level = -1;

template <class K>
int Choice<K>::choose() noexcept {
    int chosen = widest_of_machine(levels::all());
    while (!system_has(chosen)) ++chosen;
    if (const char* const wanted = std::getenv("RAMP_ARCH"); wanted != nullptr && *wanted != '\0') {
        constexpr int count = int(std::size(levels::names));
        int named = 0;
        while (named < count && std::strcmp(wanted, levels::names[named]) != 0) ++named;
        if (named == count) {
            const std::size_t letters = std::strspn(wanted, "abcdefghijklmnopqrstuvwxyz0123456789");  // no escapes
            std::fprintf(stderr, "ramp: RAMP_ARCH is '%.*s', which is none of", int(letters < 16 ? letters : 16),
                         wanted);
            for (const char* const name : levels::names) std::fprintf(stderr, " %s,", name);
            std::fprintf(stderr, " and is ignored: using %s\n", levels::names[chosen]);
        } else if (named > chosen) {
            chosen = named;
        }
    }
    __atomic_store_n(&level, chosen, __ATOMIC_RELAXED);
    return chosen;
}

template struct Choice<KernelBuild>;

}  // namespace ramp
