#pragma once

#include <cstddef>
#include <span>

#if defined(_WIN32)
#include <memoryapi.h>
#include <sysinfoapi.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

#include "catch.hpp"

namespace ramp_tests {

/// Of the system's memory: pages that may not be touched, and what may be done with them.
#if defined(_WIN32)
enum class Access : DWORD { read = PAGE_READONLY, read_and_write = PAGE_READWRITE };
inline std::size_t page_bytes() {
    SYSTEM_INFO system;
    GetSystemInfo(&system);
    return system.dwPageSize;
}
inline void* new_pages(std::size_t bytes) {
    return VirtualAlloc(nullptr, bytes, MEM_RESERVE | MEM_COMMIT, PAGE_NOACCESS);
}
inline void delete_pages(void* pages, std::size_t) {
    VirtualFree(pages, 0, MEM_RELEASE);
}
inline bool allow(Access access, void* pages, std::size_t bytes) {
    DWORD before;
    return VirtualProtect(pages, bytes, DWORD(access), &before);
}
#else
enum class Access { read = PROT_READ, read_and_write = PROT_READ | PROT_WRITE };
inline std::size_t page_bytes() {
    return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}
inline void* new_pages(std::size_t bytes) {
    return mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
inline void delete_pages(void* pages, std::size_t bytes) {
    munmap(pages, bytes);
}
inline bool allow(Access access, void* pages, std::size_t bytes) {
    return mprotect(pages, bytes, int(access)) == 0;
}
#endif

/// Pages that may be touched between two that may not: a stray access ends the program.
template <class T>
class GuardedPages {
public:
    GuardedPages() : page_(page_bytes()), memory_(static_cast<char*>(new_pages(mapped_bytes + 2 * page_))) {
#if defined(__EMSCRIPTEN__)
        SKIP("WebAssembly has no pages that may not be touched");
#endif
        protect(Access::read_and_write);
        for (T& element : at_the_end(elements)) element = T(-0.5);
    }
    GuardedPages(const GuardedPages&) = delete;
    GuardedPages& operator=(const GuardedPages&) = delete;
    ~GuardedPages() {
        delete_pages(memory_, mapped_bytes + 2 * page_);
    }

    /// From here on, writing to them ends the program.
    void make_read_only() const {
        protect(Access::read);
    }

    std::span<T> at_the_end(std::size_t size) const {
        return {reinterpret_cast<T*>(memory_ + page_ + mapped_bytes - size * sizeof(T)), size};
    }
    std::span<T> at_the_beginning(std::size_t size) const {
        return {reinterpret_cast<T*>(memory_ + page_), size};
    }

private:
    static constexpr std::size_t mapped_bytes = 1 << 16;  // a multiple of every machine's pages

    void protect(Access access) const {
        REQUIRE(allow(access, memory_ + page_, mapped_bytes));
    }

    std::size_t page_;
    char* memory_;

public:
    static constexpr std::size_t elements = mapped_bytes / sizeof(T);
};

}  // namespace ramp_tests
