// The way of an array call: the arrays' check, its task, and the kernel that runs it.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include <ramp/core/arrays.hpp>
#include <ramp/core/kernel.hpp>
#include <ramp/execution.hpp>

namespace ramp {

/// Arch says itself where a task is run (dispatch.hpp).
template <class Arch, class Task>
concept launches = requires(const Task& task) {
    Arch::launch(task);
};

/// Runs the task on E, in a running program.
template <class E, class Task>
RAMP_INLINE typename Task::result run_kernel(const Task& task) {
    using Arch = typename E::arch;
    static_assert(
        requires { sizeof(Arch); }, "ramp: runtime_arch needs the CMake target ramp::dispatch");
    if constexpr (launches<Arch, Task>)
        return Arch::launch(task);
    else
        return call_kernel<E>(task);
}

/// Runs the task on E, or in a constant expression.
template <class E, class Task>
RAMP_INLINE constexpr typename Task::result run_task(const Task& task) {
    if (__builtin_is_constant_evaluated()) return task.template loop<typename Task::T>();
    return run_kernel<E>(task);
}

/// What runs the parts of a call on E.
template <class E>
struct PartOf {
    using type = E;
};
template <is_parallel E>
struct PartOf<E> {
    using type = typename E::arch::part;
};
template <class E>
using part_of_t = typename PartOf<E>::type;

/// work(i, begin, end) for part i of `count` rows, of so many each. `place` has a byte for each part at least.
template <class E, class Work>
RAMP_INLINE constexpr void for_each_part(const void* place, std::size_t count, std::size_t of_a_part,
                                         const Work& work) {
    const std::size_t parts = loops::part_count(count, of_a_part);
    const auto of_part = [&](std::size_t i) {
        const std::size_t begin = i * of_a_part, left = count - begin;
        work(i, begin, left < of_a_part ? count : begin + of_a_part);
    };
    if constexpr (is_parallel<E>)
        if (!__builtin_is_constant_evaluated() && parts > 1) return E::arch::for_each(place, parts, of_part);
    for (std::size_t i = 0; i < parts; ++i) of_part(i);
}

/// The number of elements of R, if its type tells it; else std::dynamic_extent.
template <class R>
inline constexpr std::size_t extent_of = array_traits_t<R>::template extent<R>;

/// The number of elements, where all arrays that tell one when compiled tell the same one; else std::dynamic_extent.
template <std::size_t... extents>
[[nodiscard]] consteval std::size_t common_extent() {
    std::size_t common = std::dynamic_extent;
    for (const std::size_t extent : {extents...}) {
        if (extent == std::dynamic_extent) continue;
        if (common != std::dynamic_extent && common != extent) return std::dynamic_extent;
        common = extent;
    }
    return common;
}

/// R is a std::array or a C array: two of one extent are the same array or apart, and need no check.
template <class R>
inline constexpr bool holds_elements = std::is_array_v<R>;
template <class T, std::size_t extent>
inline constexpr bool holds_elements<std::array<T, extent>> = true;

/// The batch for so many elements: Arch's, or a narrower one that they fill. Loading a part of a wide one takes 6 ns
/// where a neighbour in memory was just written (Zen 4).
template <class T, class Arch, std::size_t known, class Narrow = xsimd::make_sized_batch_t<T, known>>
using fitting_batch =
    std::conditional_t<known == 0 || known >= xsimd::batch<T, Arch>::size || std::is_void_v<Narrow>,
                       xsimd::batch<T, Arch>, Narrow>;  // xsimd 8.1's NEON of 32 bits has batches of 0 doubles

/// Arrays of so many batches or fewer, if their size is known when compiled, are met without a call.
inline constexpr std::size_t most_inlined_batches = 8;

template <class Call, class E, std::size_t known, bool are_right, class F, class T, std::size_t N, std::size_t... k,
          std::size_t... j>
RAMP_INLINE constexpr auto run(const char* name, const F& f, const std::array<check::Elements<T>, N>& arrays,
                               std::index_sequence<k...>, std::index_sequence<j...>) {
    using Run = Task<Call, F, Contiguous, T>;
    using Result = std::conditional_t<Run::folds, typename Run::T, void>;
    if constexpr (!are_right)
        if (!check::arrays<Call::inputs>(name, Call::names, arrays)) return Result();
    const Run task{{arrays[k].data...}, {const_cast<T*>(arrays[Call::inputs + j].data)...}, arrays[0].size, f};
    if constexpr (known != std::dynamic_extent && !launches<typename E::arch, Run>) {
        using V = fitting_batch<typename Run::T, typename E::arch, known>;
        if constexpr (known <= most_inlined_batches * V::size)
            if (!__builtin_is_constant_evaluated()) return Result(task.template inlined<V, known>());
    }
    return Result(run_task<E>(task));
}

/// Checks the arrays, inputs first, runs the call, and returns the gradient of f's learned parameter where it has one.
/// Messages give the name.
template <class Call, class E, class F, class... Arrays>
RAMP_INLINE constexpr auto run(const char* name, const F& f, Arrays&... arrays) {
    constexpr std::size_t known = common_extent<extent_of<Arrays>...>();
    constexpr bool are_right = known != std::dynamic_extent && known != 0 && Call::outputs == 1 &&
                               (holds_elements<std::remove_const_t<Arrays>> && ...);
    return run<Call, E, known, are_right>(name, f, check::elements_of(arrays...),
                                          std::make_index_sequence<Call::inputs>(),
                                          std::make_index_sequence<Call::outputs>());
}

}  // namespace ramp
