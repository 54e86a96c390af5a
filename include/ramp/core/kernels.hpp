// The kernels behind runtime_arch, for the sources that dispatch.cmake writes: one for each instruction set, compiled
// with its flags, in which `template struct ramp::Kernels<Arch, Activations...>;` defines Kernel<Arch, Call>::run for
// every array call of these activations.
#pragma once

#include <span>
#include <tuple>

#include <ramp/dispatch.hpp>

namespace ramp {

template <class Arch, class Call>
[[gnu::used, gnu::noinline]] typename Call::result Kernel<Arch, Call>::run(const Call& call) {
    return call.template on<Arch>();
}

/// An Arch whose array calls end in their kernel for Arch: compiling the calls compiles the kernels.
template <class Arch>
struct KernelOf {
    template <class Call>
    [[gnu::always_inline]] static typename Call::result run(const Call& call) {
        return Kernel<Arch, Call>::run(call);
    }
};

/// The kernels of F, an activation or a tuple of activations.
template <class Arch, class F>
struct KernelsOfOne {
    static void compile(const F& f) {
        using On = KernelOf<Arch>;
        using T = typename F::value_type;
        const std::span<const T> in;
        const std::span<T> out;
        f.template value<On>(in, out);
        f.template derivative<On>(in, out);
        if constexpr (requires { f.template value_and_derivative<On>(in, out, out); })
            f.template value_and_derivative<On>(in, out, out);
        if constexpr (requires { f.template backward<On>(in, in, out); }) f.template backward<On>(in, in, out);
        if constexpr (requires { f.template backward<On>(in, in, out, out); })
            f.template backward<On>(in, in, out, out);
        if constexpr (requires { f.template derivative_from_value<On>(in, out); })
            f.template derivative_from_value<On>(in, out);
        if constexpr (requires { f.template backward_from_value<On>(in, in, out); })
            f.template backward_from_value<On>(in, in, out);
    }
};

template <class Arch, class... F>
struct KernelsOfOne<Arch, std::tuple<F...>> {
    static void compile(const std::tuple<F...>& f) { (KernelsOfOne<Arch, F>::compile(std::get<F>(f)), ...); }
};

template <class Arch, class... F>
struct Kernels {
    static void compile(const F&... f) { (KernelsOfOne<Arch, F>::compile(f), ...); }
};

}  // namespace ramp
