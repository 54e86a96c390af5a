// runtime_arch: array calls that use the widest instruction set of the machine the program runs on. Their loops are
// kernels, compiled for one instruction set each from sources that dispatch.cmake writes; CMake's target ramp::dispatch
// brings those of ramp's own activations and makes runtime_arch the default_arch.
//
// Why no wide code can reach the baseline program (law 12): a kernel's symbol names its instruction set, and the object
// files of the kernels keep every other symbol to themselves. Where there is no GNU binutils to hide them, the
// instruction set stands in the names of ramp's own functions.
#pragma once

#include <type_traits>

#include <ramp/core/lanes.hpp>
#include <ramp/core/loops.hpp>

namespace ramp {

/// The instruction sets that kernels are compiled for, widest first.
#if defined(__x86_64__)
using runtime_levels = xsimd::arch_list<xsimd::avx512bw, xsimd::fma3<xsimd::avx2>, xsimd::sse2>;
#elif defined(__aarch64__)
using runtime_levels = xsimd::arch_list<xsimd::neon64>;
#else
using runtime_levels = xsimd::arch_list<xsimd::default_arch>;
#endif

/// The index in runtime_levels of the one in use, once choose_runtime_level() has found it; negative before.
extern int runtime_level;

/// Chooses the widest level that the machine and its operating system have, or a lower one that the environment
/// variable RAMP_ARCH names: avx2 or sse2. A higher one is ignored, and an unknown name too, with a line on stderr.
int choose_runtime_level() noexcept;

/// The name of the instruction set in use: "avx512", "avx2", "sse2"; "neon64" on AArch64; "default" elsewhere.
[[nodiscard]] const char* runtime_arch_name() noexcept;

/// One of loops.hpp's calls, compiled for Arch. Declared here, defined by core/kernels.hpp in the sources that are
/// compiled for Arch: an undefined reference to it means an activation that says `dispatched`, but was not named in
/// ramp_dispatch() with this element type.
template <class Arch, class Call>
struct Kernel {
    static typename Call::result run(const Call& call);
};

/// There are kernels of Call: its activation says `static constexpr bool dispatched = true`.
template <class Call>
concept dispatched = requires {
    requires Call::function::activation::dispatched;
};

template <class Build>
struct RuntimeArch {
    /// Runs the kernel for this machine; in a constant expression, and where there is none, the call on Build.
    template <class Call>
    [[gnu::always_inline]] static constexpr typename Call::result run(const Call& call) {
        if constexpr (dispatched<Call>)
            if (!std::is_constant_evaluated()) return run_kernel(call, level(), runtime_levels{});
        return call.template on<Build>();
    }

private:
    [[nodiscard, gnu::always_inline]] static int level() noexcept {
        const int chosen = __atomic_load_n(&runtime_level, __ATOMIC_RELAXED);
        return chosen < 0 ? choose_runtime_level() : chosen;
    }

    template <class Call, class Arch, class... Narrower>
    [[gnu::always_inline]] static typename Call::result run_kernel(const Call& call, int level,
                                                                   xsimd::arch_list<Arch, Narrower...>) {
        if constexpr (sizeof...(Narrower) > 0)
            if (level > 0) return run_kernel(call, level - 1, xsimd::arch_list<Narrower...>{});
        return Kernel<Arch, Call>::run(call);
    }
};

}  // namespace ramp
