// runtime_arch: array calls on the widest instruction set of the machine that runs the program. Their kernels are
// compiled once for each instruction set, in object files of their own (dispatch.cmake). CMake's target ramp::dispatch
// brings those of ramp's own activations and makes runtime_arch the default_arch.
//
// Why no wide code can reach the baseline program (law 12): a kernel's symbol names its instruction set, and the object
// files of the kernels keep every other symbol to themselves. Where there is no GNU binutils to hide them, the
// instruction set stands in the names of ramp's own functions.
#pragma once

#include <cstddef>
#include <utility>

#include <ramp/core/dispatch/levels.hpp>
#include <ramp/core/run.hpp>
#include <ramp/execution.hpp>

namespace ramp {

/// \cond
/// What kernels and their choice carry in their symbols besides: ramp's version. Programs and plugins with several
/// versions of ramp share neither.
using KernelBuild = BuildOf<~0u, version_major, version_minor, version_patch>;
/// \endcond

/// Which of levels::all is in use: the widest that the machine and its operating system have, or a lower one that the
/// environment variable RAMP_ARCH names: avx2 or sse2. A higher one is ignored, and an unknown name too, with a line on
/// stderr. Defined by core/dispatch/choice.hpp in one object file.
template <class K>
struct [[gnu::visibility("hidden")]] Choice {
    static int level;  // negative until choose() has found it
    static int choose() noexcept;

    [[nodiscard]] RAMP_INLINE static int get() noexcept {
        const int chosen = __atomic_load_n(&level, __ATOMIC_RELAXED);
        return chosen < 0 ? choose() : chosen;
    }
};
extern template struct Choice<KernelBuild>;

/// The name of the instruction set in use: "avx512", "avx2", "sse2"; "neon64" on AArch64; "baseline" elsewhere.
[[nodiscard]] RAMP_INLINE const char* runtime_arch_name() noexcept {
    return levels::names[Choice<KernelBuild>::get()];
}

/// Declared here, defined by core/dispatch/kernels.hpp in the sources that are compiled for Arch. An undefined
/// reference to it means an activation that says `dispatched`, and was not named in ramp_dispatch().
template <class Arch, class Task, std::size_t... k, std::size_t... j, class... OfLayout, class... OfF>
struct Kernel<Execution<Arch, KernelBuild>, Task, std::index_sequence<k...>, std::index_sequence<j...>,
              arguments::Types<OfLayout...>, arguments::Types<OfF...>> {
    using S = typename Task::element_type;
    [[gnu::visibility("hidden")]] static typename Task::result run(Repeated<const S*, k>... in, Repeated<S*, j>... out,
                                                                   std::size_t size, OfLayout... of_layout,
                                                                   OfF... of_f);
};

template <class B, bool halves>
struct RuntimeArch {
    /// Runs this machine's kernel. An activation that does not say `static constexpr bool dispatched = true` has none,
    /// nor have the compiler's own halves: these run on what their caller is compiled for.
    template <class Task>
    RAMP_INLINE static typename Task::result launch(const Task& task) {
        using S = typename Task::element_type;
        if constexpr (Task::activation::dispatched && (number<S> || (halves && is_half_of_ramp<S>)))
            return launch_on(task, Choice<KernelBuild>::get(), levels::all());
        else
            return call_kernel<Execution<xsimd::default_arch, B>>(task);
    }

private:
    template <class Task, class Arch, class... Narrower>
    RAMP_INLINE static typename Task::result launch_on(const Task& task, int level,
                                                       xsimd::arch_list<Arch, Narrower...>) {
        if constexpr (sizeof...(Narrower) > 0)
            if (level > 0) return launch_on(task, level - 1, xsimd::arch_list<Narrower...>());
        return call_kernel<Execution<Arch, KernelBuild>>(task);
    }
};

}  // namespace ramp
