// Which of runtime_levels is in use: the definitions of what dispatch.hpp declares, for the one source that
// dispatch.cmake writes for them.
#pragma once

#include <cassert>  // which xsimd's dispatching uses and does not include
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include <ramp/dispatch.hpp>

namespace ramp {

namespace choice {

/// What RAMP_ARCH and runtime_arch_name() call an instruction set.
template <class Arch>
inline constexpr const char* name = "default";
template <>
inline constexpr const char* name<xsimd::avx512bw> = "avx512";
template <>
inline constexpr const char* name<xsimd::fma3<xsimd::avx2>> = "avx2";
template <>
inline constexpr const char* name<xsimd::sse2> = "sse2";
template <>
inline constexpr const char* name<xsimd::neon64> = "neon64";

template <class... Archs>
struct Levels;

template <class... Archs>
struct Levels<xsimd::arch_list<Archs...>> {
    static constexpr int count = int(sizeof...(Archs));
    static constexpr const char* names[] = {name<Archs>...};

    /// The index of Arch, for xsimd::dispatch.
    struct Index {
        template <class Arch>
        int operator()(Arch) const noexcept {
            constexpr bool is_arch[] = {std::is_same_v<Arch, Archs>...};
            int index = 0;
            while (index + 1 < count && !is_arch[index]) ++index;
            return index;
        }
    };
};
using All = Levels<runtime_levels>;

/// Whether the operating system keeps the level's registers, after which xsimd asks from version 14 on only.
inline bool system_has([[maybe_unused]] int level) noexcept {
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (level == 0)
        return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    if (level == 1) return avx2;
#endif
    return true;
}

}  // namespace choice

int runtime_level = -1;

int choose_runtime_level() noexcept {
    using choice::All;
    int level = xsimd::dispatch<runtime_levels>(All::Index{})();
    while (!choice::system_has(level)) ++level;
    if (const char* const wanted = std::getenv("RAMP_ARCH"); wanted != nullptr && *wanted != '\0') {
        int named = 0;
        while (named < All::count && std::strcmp(wanted, All::names[named]) != 0) ++named;
        if (named == All::count) {
            std::fprintf(stderr, "ramp: RAMP_ARCH is '%s', which is none of", wanted);
            for (const char* const name : All::names) std::fprintf(stderr, " %s,", name);
            std::fprintf(stderr, " and is ignored: using %s\n", All::names[level]);
        } else if (named > level) {
            level = named;
        }
    }
    __atomic_store_n(&runtime_level, level, __ATOMIC_RELAXED);
    return level;
}

const char* runtime_arch_name() noexcept {
    const int chosen = __atomic_load_n(&runtime_level, __ATOMIC_RELAXED);
    return choice::All::names[chosen < 0 ? choose_runtime_level() : chosen];
}

}  // namespace ramp
