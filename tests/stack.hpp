#pragma once

#include <cstddef>
#include <cstring>

#if !defined(_WIN32)
#include <pthread.h>
#include <sys/mman.h>
#endif

#include "catch.hpp"

namespace ramp_tests {

/// Whether the compiler's frames are those of a user's program: neither a sanitizer's nor unoptimised.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define RAMP_TESTS_SANITIZED
#endif
#endif
#if defined(RAMP_TESTS_SANITIZED) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
    !defined(__OPTIMIZE__)
inline constexpr bool has_ordinary_frames = false;
#else
inline constexpr bool has_ordinary_frames = true;
#endif

/// Bytes of the stack below its own that a function writes to, in a thread whose stack was painted before. All these
/// threads, one after the other, have one stack: new pages would take longer than all else.
template <class Function>
std::size_t stack_bytes([[maybe_unused]] const Function& function) {
#if defined(_WIN32) || defined(__EMSCRIPTEN__)
    SKIP("a thread's stack cannot be chosen here");
    return 0;
#else
    constexpr std::size_t size = std::size_t(1) << 20;
    constexpr unsigned char paint = 0xA5;
    static void* const memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    auto* const stack = static_cast<unsigned char*>(memory);
    const auto painted_after = [&](void* (*run)(void*), void* argument) {
        std::memset(stack, paint, size);
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        REQUIRE(pthread_attr_setstack(&attributes, stack, size) == 0);
        pthread_t thread;
        REQUIRE(pthread_create(&thread, &attributes, run, argument) == 0);
        REQUIRE(pthread_join(thread, nullptr) == 0);
        // Neighbours that are alike, all the way from the first: memcmp is quicker than a loop.
        constexpr std::size_t piece = 4096;
        std::size_t painted = 0;
        while (painted + piece < size && std::memcmp(stack, stack + painted, piece) == 0) painted += piece;
        while (painted < size && stack[painted] == paint) ++painted;
        return painted;
    };
    const std::size_t without = painted_after([](void*) -> void* { return nullptr; }, nullptr);
    const std::size_t with = painted_after(
        [](void* argument) -> void* {
            (*static_cast<const Function*>(argument))();
            return nullptr;
        },
        const_cast<Function*>(&function));
    return without > with ? without - with : 0;
#endif
}

}  // namespace ramp_tests
