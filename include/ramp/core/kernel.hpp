// The kernel that runs a task: the one call that is not inlined, compiled here or in another object file.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <ramp/core/task.hpp>

namespace ramp {

/// How an activation goes to a kernel.
namespace arguments {

/// A number's place in an activation, whatever the members are. Not a T: clang++ takes an argument that is not set for
/// undefined behaviour.
template <number T>
struct [[gnu::may_alias]] Place {
    T value;
};

/// How many places F has, which go to a kernel one by one, in registers; 0 where it goes as it is. A struct of four
/// floats g++ 12 puts together in memory and takes apart again (16 ns a call, Sapphire Rapids).
template <class F, class T = typename F::value_type>
inline constexpr std::size_t count =
    std::is_trivially_copyable_v<F> && !std::is_empty_v<F> && alignof(F) == alignof(T) && sizeof(F) <= 8 * sizeof(T) &&
            sizeof(F) % sizeof(T) == 0
        ? sizeof(F) / sizeof(T)
        : 0;

/// The types of what goes to a kernel for F.
template <class... Argument>
struct Types {};
template <class F, std::size_t... k>
[[nodiscard]] consteval auto types(std::index_sequence<k...>) {
    if constexpr (sizeof...(k) == 0)
        return Types<Held<F>>();
    else
        return Types<Repeated<Place<typename F::value_type>, k>...>();
}
template <class F>
using types_of = decltype(types<F>(std::make_index_sequence<count<F>>()));

/// The k-th argument for f.
template <std::size_t k, class F>
[[nodiscard]] RAMP_INLINE decltype(auto) get(const F& f) noexcept {
    if constexpr (count<F> == 0)
        return (f);
    else
        return Place<typename F::value_type>(reinterpret_cast<const Place<typename F::value_type>*>(&f)[k]);
}

/// Memory for an F.
template <class F>
union Memory {
    Place<typename F::value_type> places[count<F>];
    F f;
    RAMP_INLINE Memory() noexcept {}
};

/// F of its arguments.
template <class F>
[[nodiscard]] RAMP_INLINE const F& make(const F& f) noexcept {
    return f;
}
template <class F, std::same_as<Place<typename F::value_type>>... P>
requires(sizeof...(P) == count<F>) [[nodiscard]] RAMP_INLINE F make(P... places) noexcept {
    Memory<F> memory;
    std::size_t k = 0;
    ((memory.places[k++] = places), ...);
    return memory.f;
}

}  // namespace arguments

/// Every number of a task by itself: in memory it takes 7 ns a call, and an array of two pointers g++ 12 puts together
/// in a vector register and takes apart again.
template <class E, class Task, class = std::make_index_sequence<Task::call::inputs>,
          class = std::make_index_sequence<Task::call::outputs>, class = arguments::types_of<typename Task::activation>>
struct Kernel;

template <class E, class Task, std::size_t... k, std::size_t... j, std::size_t... p>
RAMP_INLINE typename Task::result call_kernel(const Task& task, std::index_sequence<k...>, std::index_sequence<j...>,
                                              std::index_sequence<p...>) {
    return Kernel<E, Task>::run(task.inputs[k]..., task.outputs[j]..., task.size, task.layout,
                                arguments::get<p>(task.f)...);
}
template <class E, class Task>
RAMP_INLINE typename Task::result call_kernel(const Task& task) {
    constexpr std::size_t places = arguments::count<typename Task::activation>;
    return call_kernel<E>(task, std::make_index_sequence<Task::call::inputs>(),
                          std::make_index_sequence<Task::call::outputs>(),
                          std::make_index_sequence<(places > 0 ? places : 1)>());
}

/// What that call does.
template <class E, class Call, class F, class Layout, class S>
RAMP_INLINE auto run_here(const Task<Call, F, Layout, S>& task) {
    using T = typename F::value_type;
    using V = xsimd::batch<T, typename E::arch>;
    using Whole = Task<Call, F, Layout, S>;
    if constexpr (!Layout::streams) {
        return task.template loop<V>();
    } else if constexpr (Whole::is_sum) {
        if (task.size > loops::fold_block_size<V>) [[unlikely]]
            return call_kernel<E>(task.streamed(task.streams()));
        return task.template of_few<V>();
    } else {
        // One comparison for short arrays, which the loop asks too (g++ 12: 0.3 ns a call).
        const bool streams = task.size >= loops::unroll * V::size && task.streams();
        if constexpr (Whole::is_one_loop) {
            return task.streamed(streams).template loop<V>();
        } else {
            if (streams) [[unlikely]]
                return call_kernel<E>(task.streamed());
            return task.template loop<V>();
        }
    }
}

template <class E, class Task, std::size_t... k, std::size_t... j, class... Argument>
struct Kernel<E, Task, std::index_sequence<k...>, std::index_sequence<j...>, arguments::Types<Argument...>> {
    using S = typename Task::element_type;

    RAMP_NOINLINE static typename Task::result run(Repeated<const S*, k>... in, Repeated<S*, j>... out,
                                                   std::size_t size, typename Task::layout_type layout,
                                                   Argument... of_f) {
        return run_here<E>(Task{{in...}, {out...}, size, arguments::make<typename Task::activation>(of_f...), layout});
    }
};

}  // namespace ramp
