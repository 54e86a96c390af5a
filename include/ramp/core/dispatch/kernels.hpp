// The kernels behind runtime_arch, for the sources that dispatch.cmake writes: one for each activation and instruction
// set, in which `template struct ramp::Kernels<Arch, Activations...>;` compiles every array call of these activations.
#pragma once

#include <concepts>
#include <cstddef>
#include <tuple>
#include <utility>

#include <ramp/core/activation.hpp>
#include <ramp/dispatch.hpp>

namespace ramp {

template <class Arch, class Task, std::size_t... k, std::size_t... j, class... OfLayout, class... OfF>
[[gnu::used]] RAMP_NOINLINE typename Task::result
Kernel<Execution<Arch, KernelBuild>, Task, std::index_sequence<k...>, std::index_sequence<j...>,
       arguments::Types<OfLayout...>, arguments::Types<OfF...>>::run(Repeated<const S*, k>... in,
                                                                     Repeated<S*, j>... out, std::size_t size,
                                                                     OfLayout... of_layout, OfF... of_f) {
    return run_here<Execution<Arch, KernelBuild>>(Task{{in...},
                                                       {out...},
                                                       size,
                                                       arguments::make<typename Task::activation>(of_f...),
                                                       arguments::make<typename Task::layout_type>(of_layout...)});
}

/// A class that is not an activation lists its own calls.
template <class F>
concept has_row_calls = requires {
    typename F::row_calls;
};

/// In Kernels, these on arrays of S.
template <half S, class... F>
struct OnHalves {};

template <class Arch, class... F>
struct Kernels {
    static void compile() { (of(static_cast<const F*>(nullptr)), ...); }

private:
    template <class Activation>
    static void of(const Activation*) {
        of_grades<Activation, typename Activation::value_type>();
    }
    template <half S, class... Activation>
    static void of(const OnHalves<S, Activation...>*) {
        (of_halves<Activation, S>(), ...);
    }
    template <class Activation, class S>
    static void of_halves() {
        if constexpr (std::same_as<typename Activation::value_type, number_of_t<S>>) of_grades<Activation, S>();
    }

    template <class Activation, class S>
    static void of_grades() {
        if constexpr (has_row_calls<Activation>)
            of_row_calls<Activation, S>(static_cast<typename Activation::row_calls*>(nullptr));
        else
            of_lists<Activation, S>();
        if constexpr (has_grades<Activation>) of_lists<Fast<Activation>, S>();
        if constexpr (has_two_derivatives<Activation>) of_bits<Activation, S>(static_cast<calls::with_bits*>(nullptr));
    }

    template <class Activation, class S>
    static void of_lists() {
        of_calls<Activation, S>(static_cast<calls::all*>(nullptr));
        of_calls<Activation, S>(static_cast<calls::fused*>(nullptr));
    }

    /// Each call, on lanes alone and with a number for each channel, whichever there is.
    template <class Activation, class S, class... Call>
    static void of_calls(std::tuple<Call...>*) {
        static_assert(Activation::dispatched,
                      "ramp: an activation in ramp_dispatch() says `static constexpr bool "
                      "dispatched = true`, else its kernels are never called");
        (compile<Call, Activation, Contiguous, S>(std::make_index_sequence<Call::inputs>()), ...);
        (compile<Call, Activation, PerChannel<S>, S>(std::make_index_sequence<Call::inputs + 1>()), ...);
    }

    template <class Activation, class S, class... Call>
    static void of_bits(std::tuple<Call...>*) {
        (compile<Task<Call, Activation, WithBits<typename Call::byte>, S>>(), ...);
    }

    template <class Activation, class S, class... Call>
    static void of_row_calls(std::tuple<Call...>*) {
        using T = typename Activation::value_type;
        (compile<Task<Call, Activation, typename Call::template layout<T>, S>>(), ...);
    }

    template <class Call, class Activation, class Layout, class S, std::size_t... lane>
    static void compile(std::index_sequence<lane...>) {
        using T = typename Activation::value_type;
        if constexpr (has_call<Call, Activation, Repeated<T, lane>...>) {
            using Whole = Task<Call, Activation, Layout, S>;
            compile<Whole>();
            if constexpr (half<S> && Whole::folds && std::same_as<Layout, PerChannel<S>>)  // the parts of `par`
                compile<Task<Call, Activation, PerChannel<S, T>, S>>();
        }
    }

    /// Naming the kernel compiles it; and the one that `par` runs on parts of what is streamed, which for a formula
    /// that stands once is the same code again.
    template <class Task>
    static void compile() {
        static_cast<void>(&Kernel<Execution<Arch, KernelBuild>, Task>::run);
        if constexpr (Task::may_stream) compile<decltype(std::declval<const Task&>().streamed())>();
    }
};

}  // namespace ramp
