// The kernel that runs a task: the one call that is not inlined, compiled here or in another object file.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <ramp/core/task.hpp>

namespace ramp {

/// How an activation and a layout go to a kernel: not as a struct, but one by one, the first's numbers and the second's
/// words. A struct of four floats, or of five words, g++ 12 puts together in memory, copies it as a vector and takes it
/// apart again, which takes 16 ns a call of the one and 8 of the other (Sapphire Rapids).
namespace arguments {

/// A number's or a word's place, whatever the members are. Not a T: clang++ takes an argument that is not set for
/// undefined behaviour.
template <class T>
struct [[gnu::may_alias]] Place {
    T value;
};

/// How many places of T an A has; 0 where it goes as it is. Words may have no padding, which is not set.
template <class A, class T>
inline constexpr std::size_t count =
    std::is_trivially_copyable_v<A> && !std::is_empty_v<A> && alignof(A) == alignof(T) && sizeof(A) <= 8 * sizeof(T) &&
            sizeof(A) % sizeof(T) == 0 && (number<T> || std::has_unique_object_representations_v<A>)
        ? sizeof(A) / sizeof(T)
        : 0;

/// The types of what goes to a kernel for A.
template <class... Argument>
struct Types {};
template <class A, class T, std::size_t... k>
[[nodiscard]] consteval auto types(std::index_sequence<k...>) {
    if constexpr (sizeof...(k) == 0)
        return Types<Held<A>>();
    else
        return Types<Repeated<Place<T>, k>...>();
}
template <class A, class T>
using types_of = decltype(types<A, T>(std::make_index_sequence<count<A, T>>()));

/// Which arguments these are.
template <class A, class T>
using sequence = std::make_index_sequence<(count<A, T> > 0 ? count<A, T> : 1)>;

/// The k-th argument for a.
template <class T, std::size_t k, class A>
[[nodiscard]] RAMP_INLINE decltype(auto) get(const A& a) noexcept {
    if constexpr (count<A, T> == 0)
        return (a);
    else
        return Place<T>(reinterpret_cast<const Place<T>*>(&a)[k]);
}

/// Memory for an A.
template <class A, class T>
union Memory {
    Place<T> places[count<A, T>];
    A a;
    RAMP_INLINE Memory() noexcept {}
};

/// A of its arguments.
template <class A>
[[nodiscard]] RAMP_INLINE const A& make(const A& a) noexcept {
    return a;
}
template <class A, class T, std::same_as<Place<T>>... P>
requires(sizeof...(P) + 1 == count<A, T>) [[nodiscard]] RAMP_INLINE A make(Place<T> first, P... others) noexcept {
    Memory<A, T> memory;
    std::size_t k = 0;
    memory.places[k++] = first;
    ((memory.places[k++] = others), ...);
    return memory.a;
}

}  // namespace arguments

/// Every number of a task by itself: in memory it takes 7 ns a call, and an array of two pointers g++ 12 puts together
/// in a vector register and takes apart again.
template <class E, class Task, class = std::make_index_sequence<Task::call::inputs>,
          class = std::make_index_sequence<Task::call::outputs>,
          class = arguments::types_of<typename Task::layout_type, std::size_t>,
          class = arguments::types_of<typename Task::activation, typename Task::T>>
struct Kernel;

template <class E, class Task, std::size_t... k, std::size_t... j, std::size_t... l, std::size_t... p>
RAMP_INLINE typename Task::result call_kernel(const Task& task, std::index_sequence<k...>, std::index_sequence<j...>,
                                              std::index_sequence<l...>, std::index_sequence<p...>) {
    return Kernel<E, Task>::run(task.inputs[k]..., task.outputs[j]..., task.size,
                                arguments::get<std::size_t, l>(task.layout)...,
                                arguments::get<typename Task::T, p>(task.f)...);
}
template <class E, class Task>
RAMP_INLINE typename Task::result call_kernel(const Task& task) {
    return call_kernel<E>(task, std::make_index_sequence<Task::call::inputs>(),
                          std::make_index_sequence<Task::call::outputs>(),
                          arguments::sequence<typename Task::layout_type, std::size_t>(),
                          arguments::sequence<typename Task::activation, typename Task::T>());
}

/// What that call does.
template <class E, class Call, class F, class Layout, class S>
RAMP_INLINE auto run_here(const Task<Call, F, Layout, S>& task) {
    using T = typename F::value_type;
    using V = xsimd::batch<T, typename E::arch>;
    using Whole = Task<Call, F, Layout, S>;
    if constexpr (Whole::has_few) {
        if (!task.template is_few<V>()) [[unlikely]] {
            if constexpr (Whole::may_stream && !Whole::is_sum)
                if (task.streams()) return call_kernel<E>(task.streamed());
            return call_kernel<E>(task.of_many());
        }
        return task.template of_few<V>();
    } else if constexpr (!Whole::may_stream) {
        return task.template loop<V>();
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

template <class E, class Task, std::size_t... k, std::size_t... j, class... OfLayout, class... OfF>
struct Kernel<E, Task, std::index_sequence<k...>, std::index_sequence<j...>, arguments::Types<OfLayout...>,
              arguments::Types<OfF...>> {
    using S = typename Task::element_type;

    RAMP_NOINLINE static typename Task::result run(Repeated<const S*, k>... in, Repeated<S*, j>... out,
                                                   std::size_t size, OfLayout... of_layout, OfF... of_f) {
        return run_here<E>(Task{{in...},
                                {out...},
                                size,
                                arguments::make<typename Task::activation>(of_f...),
                                arguments::make<typename Task::layout_type>(of_layout...)});
    }
};

}  // namespace ramp
