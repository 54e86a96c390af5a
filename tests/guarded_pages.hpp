#pragma once

#include <cstddef>
#include <span>

#include <sys/mman.h>
#include <unistd.h>

#include "catch.hpp"

namespace ramp_tests {

/// Pages that may be touched between two that may not: a stray access ends the program.
template <class T>
class GuardedPages {
public:
    GuardedPages()
        : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))),
          memory_(static_cast<char*>(
              mmap(nullptr, mapped_bytes + 2 * page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
        protect(PROT_READ | PROT_WRITE);
        for (T& element : at_the_end(elements)) element = T(-0.5);
    }
    GuardedPages(const GuardedPages&) = delete;
    GuardedPages& operator=(const GuardedPages&) = delete;
    ~GuardedPages() { munmap(memory_, mapped_bytes + 2 * page_); }

    /// From here on, writing to them ends the program.
    void make_read_only() const { protect(PROT_READ); }

    std::span<T> at_the_end(std::size_t size) const {
        return {reinterpret_cast<T*>(memory_ + page_ + mapped_bytes - size * sizeof(T)), size};
    }
    std::span<T> at_the_beginning(std::size_t size) const { return {reinterpret_cast<T*>(memory_ + page_), size}; }

private:
    static constexpr std::size_t mapped_bytes = 1 << 16;  // a multiple of every machine's pages

    void protect(int access) const { REQUIRE(mprotect(memory_ + page_, mapped_bytes, access) == 0); }

    std::size_t page_;
    char* memory_;

public:
    static constexpr std::size_t elements = mapped_bytes / sizeof(T);
};

}  // namespace ramp_tests
