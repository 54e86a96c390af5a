// How an array call runs: on which instruction set, and what for its code is compiled.
#pragma once

#include <ramp/core/lanes.hpp>

namespace ramp {

/// The widest instruction set of the machine that runs the program (dispatch.hpp). B is what its caller is compiled
/// for. With `halves`, which the macro that HALVES in ramp_dispatch() defines makes true, arrays of halves too.
template <class B, bool halves>
struct RuntimeArch;
#if defined(RAMP_DISPATCH_HALVES)
using runtime_arch = RuntimeArch<Build, true>;
#else
using runtime_arch = RuntimeArch<Build, false>;
#endif

/// The instruction set that array calls use unless told otherwise: the widest one the compiler's flags allow, or with
/// ramp::dispatch linked, which defines the macro, the widest one of the machine.
#if defined(RAMP_DISPATCH)
using default_arch = runtime_arch;
#else
using default_arch = xsimd::default_arch;
#endif

/// One thread, on the instruction set Arch, in code that is compiled for B. Both stand in every loop's symbol: an sse2
/// loop compiled with -march=x86-64-v4 is another one than that of a baseline build (law 12).
template <class Arch = default_arch, class B = Build>
struct Execution {
    using arch = Arch;
};

/// E runs a call on several threads: those run its parts on E::arch::part.
template <class E>
concept is_parallel = requires {
    typename E::arch::part;
};

/// What f[Before][After] runs on: the instruction set of the one that names one last, on several threads if one says
/// so.
template <class Before, class After>
struct Combined {
    using type = After;
};
template <is_parallel Before, class After>
struct Combined<Before, After> {
    using type = typename Before::arch::template of<After>;
};
template <class Before, is_parallel After>
struct Combined<Before, After> {
    using type = typename After::arch::template of<Before>;
};
template <is_parallel After>
struct Combined<void, After> {
    using type = After;
};
template <is_parallel Before, is_parallel After>
struct Combined<Before, After> {
    using type = After;
};
template <class Before, class After>
using combined_t = typename Combined<Before, After>::type;

/// elu[on<xsimd::sse2>](x, y), f[on<xsimd::sse2>].backward(x, dy, dx): the call on this instruction set.
template <class Arch, class B = Build>
inline constexpr Execution<Arch, B> on{};

}  // namespace ramp
