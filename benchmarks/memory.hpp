// The arrays that every contestant works on.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <random>
#include <span>

#include "work.hpp"

namespace ramp_benchmarks {

/// Uninitialised numbers at the start of a page.
template <class T>
class Buffer {
public:
    explicit Buffer(std::size_t size)
        // a page more than asked for, because XNNPACK may read a few bytes past the end
        : numbers_(static_cast<T*>(std::aligned_alloc(page, (size * sizeof(T) / page + 2) * page))), size_(size) {
        if (!numbers_) throw std::bad_alloc();
    }

    [[nodiscard]] std::span<T> numbers() const { return {numbers_.get(), size_}; }

private:
    static constexpr std::size_t page = 4096;
    struct Free {
        void operator()(T* numbers) const { std::free(numbers); }
    };
    std::unique_ptr<T, Free> numbers_;
    std::size_t size_;
};

/// Normally distributed numbers, the same in every run. Their signs are random, as in a network: sorted or positive
/// numbers would flatter whoever branches.
template <class T>
[[nodiscard]] Buffer<T> random_numbers(std::size_t size, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<T> distribution(T(0), T(2));
    Buffer<T> buffer(size);
    for (T& number : buffer.numbers()) number = distribution(generator);
    return buffer;
}

/// Zeros, written so that no page is touched first in a timed loop.
template <class T>
[[nodiscard]] Buffer<T> zeros(std::size_t size) {
    Buffer<T> buffer(size);
    for (T& number : buffer.numbers()) number = T(0.0f);
    return buffer;
}

template <class T>
class Memory {
public:
    explicit Memory(std::size_t size)
        : x_(random_numbers<T>(size, 1)),
          dy_(random_numbers<T>(size, 2)),
          y_(zeros<T>(size)),
          result_(zeros<T>(size)),
          second_result_(zeros<T>(size)),
          gradient_(zeros<T>(channel_counts.back())) {}

    [[nodiscard]] std::size_t size() const { return x_.numbers().size(); }
    [[nodiscard]] std::span<T> y() const { return y_.numbers(); }
    [[nodiscard]] Arrays<T> arrays() const {
        return {x_.numbers(),       dy_.numbers(), y_.numbers(), result_.numbers(), second_result_.numbers(),
                gradient_.numbers()};
    }

private:
    Buffer<T> x_, dy_, y_, result_, second_result_, gradient_;
};

template <class T>
void forget_results(const Arrays<T>& arrays) {
    for (const std::span<T> results : {arrays.result, arrays.second_result, arrays.gradient})
        std::ranges::fill(results, std::numeric_limits<T>::quiet_NaN());
}

/// The one set of arrays of T, with room for `size` elements at least.
template <class T>
[[nodiscard]] Memory<T>& shared_memory(std::size_t size) {
    static std::unique_ptr<Memory<T>> memory;
    if (!memory || memory->size() < size) {
        memory.reset();
        memory = std::make_unique<Memory<T>>(size);
    }
    return *memory;
}

}  // namespace ramp_benchmarks
