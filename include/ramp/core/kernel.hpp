// The kernel that runs a task: the one call that is not inlined, compiled here or in another object file.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <ramp/core/task.hpp>

namespace ramp {

/// A number in an activation, whichever member it belongs to.
template <number T>
struct [[gnu::may_alias]] Member {
    T value;
};

/// How many numbers an activation is, which go to a kernel one by one, in registers; 0 where it is too many, or
/// something else. A struct of four floats g++ 12 puts together in memory and takes apart again (16 ns a call, Sapphire
/// Rapids).
template <class F, class T = typename F::value_type>
inline constexpr std::size_t number_count =
    std::is_trivially_copyable_v<F> && !std::is_empty_v<F> && alignof(F) == alignof(T) && sizeof(F) <= 8 * sizeof(T)
        ? sizeof(F) / sizeof(T)
        : 0;

/// The types of what goes to a kernel for an activation.
template <class... Part>
struct Parts {};
template <class F, std::size_t... k>
[[nodiscard]] consteval auto parts(std::index_sequence<k...>) {
    if constexpr (sizeof...(k) == 0)
        return Parts<Held<F>>();
    else
        return Parts<Repeated<typename F::value_type, k>...>();
}
template <class F>
using parts_of = decltype(parts<F>(std::make_index_sequence<number_count<F>>()));

/// The k-th of these, of f.
template <std::size_t k, class F>
[[nodiscard]] RAMP_INLINE decltype(auto) part(const F& f) noexcept {
    if constexpr (number_count<F> == 0)
        return (f);
    else
        return typename F::value_type(reinterpret_cast<const Member<typename F::value_type>*>(&f)[k].value);
}

/// The place of an F that is not there yet.
template <class F>
union Unmade {
    std::byte memory[sizeof(F)];
    F f;
    RAMP_INLINE Unmade() noexcept {}
};

/// f again, from all its parts.
template <class F>
[[nodiscard]] RAMP_INLINE const F& whole(const F& f) noexcept {
    return f;
}
template <class F, std::same_as<typename F::value_type>... Number>
requires(sizeof...(Number) == number_count<F>) [[nodiscard]] RAMP_INLINE F whole(Number... numbers) noexcept {
    Unmade<F> made;
    std::size_t k = 0;
    ((reinterpret_cast<Member<typename F::value_type>*>(made.memory)[k++].value = numbers), ...);
    return made.f;
}

/// Every number of a task by itself: in memory it takes 7 ns a call, and an array of two pointers g++ 12 puts together
/// in a vector register and takes apart again.
template <class E, class Task, class = std::make_index_sequence<Task::call::inputs>,
          class = std::make_index_sequence<Task::call::outputs>, class = parts_of<typename Task::activation>>
struct Kernel;

template <class E, class Task, std::size_t... k, std::size_t... j, std::size_t... p>
RAMP_INLINE typename Task::result call_kernel(const Task& task, std::index_sequence<k...>, std::index_sequence<j...>,
                                              std::index_sequence<p...>) {
    return Kernel<E, Task>::run(task.inputs[k]..., task.outputs[j]..., task.size, task.layout, part<p>(task.f)...);
}
template <class E, class Task>
RAMP_INLINE typename Task::result call_kernel(const Task& task) {
    constexpr std::size_t numbers = number_count<typename Task::activation>;
    return call_kernel<E>(task, std::make_index_sequence<Task::call::inputs>(),
                          std::make_index_sequence<Task::call::outputs>(),
                          std::make_index_sequence<(numbers > 0 ? numbers : 1)>());
}

/// What that call does.
template <class E, class Call, class F, class Layout, class S>
RAMP_INLINE auto run_here(const Task<Call, F, Layout, S>& task) {
    using T = typename F::value_type;
    using V = xsimd::batch<T, typename E::arch>;
    constexpr bool folds = Task<Call, F, Layout, S>::folds;
    if constexpr (!Layout::streams) {
        return task.template loop<V>();
    } else if constexpr (folds && Layout::returns_sum) {
        if (task.size > loops::fold_block_size<V>) [[unlikely]]
            return call_kernel<E>(task.streamed(task.streams()));
        return task.template of_few<V>();
    } else {
        // One comparison for short arrays, which the loop asks too (g++ 12: 0.3 ns a call).
        const bool streams = task.size >= loops::unroll * V::size && task.streams();
        if constexpr (Streamed<Layout>::template is_one_loop<OnLanes<Call, F>, folds>) {
            return task.streamed(streams).template loop<V>();
        } else {
            if (streams) [[unlikely]]
                return call_kernel<E>(task.streamed());
            return task.template loop<V>();
        }
    }
}

template <class E, class Task, std::size_t... k, std::size_t... j, class... Part>
struct Kernel<E, Task, std::index_sequence<k...>, std::index_sequence<j...>, Parts<Part...>> {
    using S = typename Task::element_type;

    RAMP_NOINLINE static typename Task::result run(Repeated<const S*, k>... in, Repeated<S*, j>... out,
                                                   std::size_t size, typename Task::layout_type layout, Part... part) {
        return run_here<E>(Task{{in...}, {out...}, size, whole<typename Task::activation>(part...), layout});
    }
};

}  // namespace ramp
