// THE LIST OF CALLS. What goes through all array calls (checks, loops, kernels, function objects, tests, benchmarks)
// runs over it.
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ramp/core/loops/channels.hpp>

namespace ramp {

/// F has a learned parameter, with df/dparameter = parameter_derivative(x).
template <class F, class V>
concept has_parameter_derivative = requires(const F& f, V x) {
    f.parameter_derivative(x);
};

/// Each call: how many arrays it reads and writes, the names that messages use, and what it does with the lanes.
/// Further lanes are the parameters of the element's channel.
namespace calls {

/// y = f(x)
struct Value {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char* names[] = {"value", "x", "y"};
    template <class F, lanes V, class... P>
    requires requires(const F& f, V x, P... p) { f.formula(x, p...); }
    RAMP_INLINE static constexpr auto of(const F& f, V x, P... p) { return loops::outputs(f.formula(x, p...).value); }
};

/// d = f'(x)
struct Derivative {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char* names[] = {"derivative", "x", "d"};
    template <class F, lanes V, class... P>
    requires requires(const F& f, V x, P... p) { f.formula(x, p...); }
    RAMP_INLINE static constexpr auto of(const F& f, V x, P... p) {
        return loops::outputs(f.formula(x, p...).derivative);
    }
};

/// y = f(x), d = f'(x)
struct ValueAndDerivative {
    static constexpr std::size_t inputs = 1, outputs = 2;
    static constexpr const char* names[] = {"value_and_derivative", "x", "y", "d"};
    template <class F, lanes V, class... P>
    requires requires(const F& f, V x, P... p) { f.formula(x, p...); }
    RAMP_INLINE static constexpr auto of(const F& f, V x, P... p) {
        const auto both = f.formula(x, p...);
        return loops::outputs(both.value, both.derivative);
    }
};

/// dx = dy f'(x), and the gradient of a learned parameter where f has one
struct Backward {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char* names[] = {"backward", "x", "dy", "dx"};
    template <class F, lanes V, class... P>
    requires requires(const F& f, V x, P... p) { f.formula(x, p...); }
    RAMP_INLINE static constexpr auto of(const F& f, V x, V dy, P... p) {
        const auto dx = loops::outputs(opaque(dy * f.formula(x, p...).derivative));
        if constexpr (has_parameter_derivative<F, V>)
            return loops::Folded{dx, dy, f.parameter_derivative(x)};
        else
            return dx;
    }
};

/// d = f'(x) from y = f(x)
struct DerivativeFromValue {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char* names[] = {"derivative_from_value", "y", "d"};
    template <class F, lanes V>
    requires requires(const F& f, V y) { f.formula_from_value(y); }
    RAMP_INLINE static constexpr auto of(const F& f, V y) { return loops::outputs(f.formula_from_value(y)); }
};

/// dx = dy f'(x) from y = f(x)
struct BackwardFromValue {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char* names[] = {"backward_from_value", "y", "dy", "dx"};
    template <class F, lanes V>
    requires requires(const F& f, V y) { f.formula_from_value(y); }
    RAMP_INLINE static constexpr auto of(const F& f, V y, V dy) {
        return loops::outputs(opaque(dy * f.formula_from_value(y)));
    }
};

using all = std::tuple<Value, Derivative, ValueAndDerivative, Backward, DerivativeFromValue, BackwardFromValue>;

}  // namespace calls

/// What is small goes by value, which keeps an activation in registers.
template <class F>
using Held = std::conditional_t<std::is_trivially_copyable_v<F> && sizeof(F) <= 4 * sizeof(double), const F, const F&>;

/// Call on f's lanes: the one function object of the loops. A kernel's symbol is made of its name.
template <class Call, class F>
struct OnLanes {
    static constexpr std::size_t unroll = F::unroll;
    Held<F> f;
    template <lanes... V>
    RAMP_INLINE constexpr auto operator()(V... v) const {
        return Call::of(f, v...);
    }
};

/// The arrays of a call lie one after the other.
struct Contiguous {};

/// Every element has the parameter of its channel.
template <class T>
struct PerChannel {
    const T* parameters;
    loops::Channels channels;
    T* gradients = nullptr;
};

/// One array call as a value: what is run here, or by a kernel in another object file.
template <class Call, class F, class Layout = Contiguous>
struct Task {
    using T = typename F::value_type;
    using call = Call;
    using activation = F;
    using layout_type = Layout;
    static constexpr bool has_channels = !std::is_same_v<Layout, Contiguous>;
    static constexpr bool folds = std::is_same_v<Call, calls::Backward> && has_parameter_derivative<F, T>;
    using result = std::conditional_t<folds && !has_channels, T, void>;

    std::array<const T*, Call::inputs> inputs;
    std::array<T*, Call::outputs> outputs;
    std::size_t size;
    Held<F> f;
    Layout layout{};

    /// The loop that the call and the layout ask for, over lanes V: in a constant expression a T.
    template <class V, std::size_t streamed = loops::none>
    RAMP_INLINE constexpr result loop() const {
        const OnLanes<Call, F> g{f};
        if constexpr (has_channels && folds)
            loops::fold_channels<V>(inputs, outputs, size, layout.parameters, layout.channels, layout.gradients, g);
        else if constexpr (has_channels)
            loops::map_channels<V>(inputs, outputs, size, layout.parameters, layout.channels, g);
        else if constexpr (folds)
            return T(loops::fold<V, streamed>(inputs, outputs, size, g));
        else
            loops::map<V, streamed>(inputs, outputs, size, g);
    }

    /// The same without a loop, for arrays of `known` elements.
    template <class V, std::size_t known>
    RAMP_INLINE result inlined() const {
        const OnLanes<Call, F> g{f};
        if constexpr (folds)
            return T(loops::fold<V, loops::none, known>(inputs, outputs, known, g));
        else
            loops::map_known<V, known>(inputs, outputs, g);
    }
};

/// Type, whatever the number: for a parameter for each of a sequence of numbers.
template <class Type, std::size_t>
using Repeated = Type;

/// What the one call that is not inlined does.
template <class E, class Task, class = std::make_index_sequence<Task::call::inputs>,
          class = std::make_index_sequence<Task::call::outputs>>
struct KernelBody;

template <class E, class Task, std::size_t... k, std::size_t... j>
struct KernelBody<E, Task, std::index_sequence<k...>, std::index_sequence<j...>> {
    using T = typename Task::T;
    using V = xsimd::batch<T, typename E::arch>;
    using F = Held<typename Task::activation>;
    using Layout = typename Task::layout_type;

    RAMP_INLINE static typename Task::result run(Repeated<const T*, k>... in, Repeated<T*, j>... out, std::size_t size,
                                                 F f, Layout layout) {
        if constexpr (!Task::has_channels)
            // One comparison for short arrays, which the loop asks too (g++ 12: 0.3 ns a call).
            if (size >= loops::unroll * V::size && size * sizeof(T) >= streaming_threshold()) [[unlikely]]
                if (streamed_output({in...}, {out...}, size) != loops::none)
                    return run_streamed(in..., out..., size, f, layout);
        return Task{{in...}, {out...}, size, f, layout}.template loop<V>();
    }

private:
    RAMP_INLINE static std::size_t streamed_output(std::array<const T*, sizeof...(k)> inputs,
                                                   std::array<T*, sizeof...(j)> outputs, std::size_t size) {
        return loops::output_to_stream<T>(inputs, outputs, size);
    }

    /// By itself, so that the function for short arrays stays small.
    RAMP_NOINLINE static typename Task::result run_streamed(Repeated<const T*, k>... in, Repeated<T*, j>... out,
                                                            std::size_t size, F f, Layout layout) {
        return stream(Task{{in...}, {out...}, size, f, layout}, streamed_output({in...}, {out...}, size));
    }

    template <std::size_t output = 0>
    RAMP_INLINE static typename Task::result stream(const Task& task, std::size_t streamed) {
        if constexpr (output + 1 < Task::call::outputs)
            if (streamed != output) return stream<output + 1>(task, streamed);
        const memory::Streaming streaming;
        return task.template loop<V, output>();
    }
};

/// That call, compiled here or in a kernel's object file. Every number by itself: a task in memory takes 7 ns a call,
/// and an array of two pointers g++ 12 puts together in a vector register and takes apart again.
template <class E, class Task, class = std::make_index_sequence<Task::call::inputs>,
          class = std::make_index_sequence<Task::call::outputs>>
struct Kernel;

template <class E, class Task, std::size_t... k, std::size_t... j>
struct Kernel<E, Task, std::index_sequence<k...>, std::index_sequence<j...>> {
    using T = typename Task::T;

    RAMP_INLINE static typename Task::result call(const Task& task) {
        return run(task.inputs[k]..., task.outputs[j]..., task.size, task.f, task.layout);
    }

    RAMP_NOINLINE static typename Task::result run(Repeated<const T*, k>... in, Repeated<T*, j>... out,
                                                   std::size_t size, Held<typename Task::activation> f,
                                                   typename Task::layout_type layout) {
        return KernelBody<E, Task>::run(in..., out..., size, f, layout);
    }
};

}  // namespace ramp
