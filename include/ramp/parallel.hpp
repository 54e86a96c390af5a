// par: array calls on all cores, by the standard library's parallel algorithms.
#pragma once

#include <algorithm>
#include <cstddef>
#include <execution>

#include <ramp/core/activation.hpp>

#if !defined(__cpp_lib_execution)
#error "ramp::par needs a standard library with parallel algorithms"
#endif

namespace ramp {

/// The instruction set of a parallel call: its parts run on Arch, by as many threads as the algorithms use. Which parts
/// there are, the shape alone decides.
template <class Arch, class B = Build>
struct Parallel {
    using part = Execution<Arch, B>;
    template <class E>
    using of = Execution<Parallel<typename E::arch, B>, B>;

    /// work(i) for each i below count, on any thread. `place` has as many bytes at least.
    template <class Work>
    RAMP_INLINE static void for_each(const void* place, std::size_t count, const Work& work) {
        run(place, count, &work, [](const void* of, std::size_t i) { (*static_cast<const Work*>(of))(i); });
    }

    template <class Task>
    RAMP_INLINE static typename Task::result launch(const Task& task) {
        if (task.size < 2 * loops::part_size) return run_kernel<part>(task);
        return divide(task);
    }

private:
    /// One function, whatever the work: the algorithm's code is long. It wants iterators, so the addresses of bytes,
    /// which are not read, are the numbers.
    static void run(const void* place, std::size_t count, const void* work, void (*call)(const void*, std::size_t)) {
        const auto* const first = static_cast<const unsigned char*>(place);
        std::for_each(std::execution::par, first, first + count,
                      [=](const unsigned char& byte) { call(work, std::size_t(&byte - first)); });
    }

    template <class Call, class F, class Layout, class S>
    static typename Task<Call, F, Layout, S>::result divide(const Task<Call, F, Layout, S>& task) {
        if constexpr (Task<Call, F, Layout, S>::may_stream)
            if (task.streams()) return divide(task.streamed());
        if constexpr (Task<Call, F, Layout, S>::folds)
            return sum(task);
        else
            run_parts(task, loops::part_size);
    }

    template <class Call, class F, class S>
    static void divide(const Task<Call, F, Rows, S>& task) {
        run_parts(task, whole(task.layout.columns));
    }

    template <class Call, class F, class S>
    static void divide(const Task<Call, F, PerChannel<S>, S>& task) {
        if constexpr (Task<Call, F, PerChannel<S>, S>::folds) {
            const std::size_t of_a_part = loops::part_of_channels(task.size, task.layout.channels);
            if (of_a_part < task.size)
                sum_rows(task, of_a_part);
            else
                sum_some_channels(task);
        } else if (task.layout.channels.row_size() <= loops::part_size) {
            for_each_part(task, whole(task.layout.channels.row_size()),
                          [&](std::size_t, const auto& of_task) { run_channels(of_task, task.streams()); });
        } else {
            run_parts_of_rows(task);
        }
    }

    /// A part's elements, of which so many belong together.
    static std::size_t whole(std::size_t together) {
        return together < loops::part_size ? loops::part_size / together * together : together;
    }

    /// work(i, part i), of so many elements.
    template <class Task, class Work>
    static void for_each_part(const Task& task, std::size_t of_a_part, const Work& work) {
        ramp::for_each_part<Execution<Parallel, B>>(
            task.inputs[0], task.size, of_a_part,
            [&](std::size_t i, std::size_t begin, std::size_t end) { work(i, task.part(begin, end - begin)); });
    }

    template <class Task>
    static void run_parts(const Task& task, std::size_t of_a_part) {
        for_each_part(task, of_a_part, [](std::size_t, const Task& of_task) { run_kernel<part>(of_task); });
    }

    /// Parts of a power of two of loops::fold_parts()'s.
    template <class Task>
    static double sum(const Task& task) {
        constexpr std::size_t most_sums = 256;
        std::size_t of_a_sum = loops::part_size;
        while (loops::part_count(task.size, of_a_sum) > most_sums) of_a_sum *= 2;
        double sums[most_sums];
        for_each_part(task, of_a_sum, [&](std::size_t i, const Task& of_task) { sums[i] = run_kernel<part>(of_task); });
        loops::PairwiseSum total;
        for (std::size_t i = 0; i < loops::part_count(task.size, of_a_sum); ++i) total.add(sums[i]);
        return total.total();
    }

    /// A part of channels, past the caches where the whole task would go there.
    template <class Task>
    static void run_channels(const Task& of_task, bool streams) {
        if constexpr (Task::may_stream)
            if (streams) return run_kernel<part>(of_task.streamed());
        run_kernel<part>(of_task);
    }

    /// Of each long row some channels, and of a long channel pieces.
    template <class Task>
    static void run_parts_of_rows(const Task& task) {
        const auto layout = task.layout;
        const std::size_t row = layout.channels.row_size(), inner = layout.channels.inner;
        const bool is_long = inner > loops::part_size;
        const std::size_t together = is_long ? inner : row, of_a_part = is_long ? loops::part_size : whole(inner);
        const std::size_t parts = loops::part_count(together, of_a_part);
        for_each(task.inputs[0], task.size / together * parts, [&](std::size_t i) {
            const std::size_t from = i % parts * of_a_part, left = together - from;
            const std::size_t begin = i / parts * together + from, count = left < of_a_part ? left : of_a_part;
            const std::size_t piece = is_long ? count : inner;
            Task of_row = task.part(begin, count);
            of_row.layout = {layout.parameters + begin % row / inner, {count / piece, piece}, layout.gradients};
            run_channels(of_row, task.streams());
        });
    }

    /// A few channels' sums, by parts of whole rows.
    template <class Call, class F, class S>
    static void sum_rows(const Task<Call, F, PerChannel<S>, S>& task, std::size_t of_a_part) {
        using T = typename F::value_type;
        auto channels = task.layout.channels;
        channels.row_stride = channels.row_size();
        T sums[loops::most_channel_parts * loops::most_grouped_channels];
        for_each_part(task, of_a_part, [&](std::size_t i, const auto& of_task) {
            const PerChannel<S, T> layout{task.layout.parameters, channels, sums + i * channels.count};
            run_channels(
                Task<Call, F, PerChannel<S, T>, S>{of_task.inputs, of_task.outputs, of_task.size, of_task.f, layout},
                task.streams());
        });
        loops::ChannelTotals<T> totals;
        for (std::size_t i = 0; i < loops::part_count(task.size, of_a_part); ++i)
            totals.add(sums + i * channels.count, channels.count);
        totals.store(task.layout.gradients, channels.count);
    }

    /// Sums of some of the channels each, over all rows.
    template <class Task>
    static void sum_some_channels(const Task& task) {
        const auto layout = task.layout;
        const auto channels = layout.channels;
        // Of a row at least, which lie together: 256 take longer than one thread (Sapphire Rapids).
        constexpr std::size_t columns = 512;
        const std::size_t row = channels.row_size(), inner = channels.inner;
        const std::size_t least = loops::part_count(columns, inner), parts = task.size / loops::part_size;
        const std::size_t even = loops::part_count(channels.count, parts), of_a_part = least > even ? least : even;
        const auto run_some = [&](std::size_t, std::size_t first, std::size_t last) {
            Task of_channels = task.part(first * inner, task.size - first * inner);
            of_channels.layout = {layout.parameters + first, {last - first, inner, row}, layout.gradients + first};
            run_channels(of_channels, task.streams());
        };
        ramp::for_each_part<Execution<Parallel, B>>(task.inputs[0], channels.count, of_a_part, run_some);
    }
};

/// f[par](x, y), f[par].backward(x, dy, dx), softmax[par](x, y, columns): the call on all cores. A formula must not
/// throw.
inline constexpr Execution<Parallel<default_arch>> par{};

}  // namespace ramp
