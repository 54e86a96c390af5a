// How lanes come from memory and go there: whole, in part, and past the caches.
#pragma once

#include <concepts>
#include <cstddef>

#include <ramp/core/lanes.hpp>

namespace ramp {

/// From this many bytes on, the only output that is not an input is streamed past the caches: the memory then need not
/// be read before it is written. Reading the output again costs more, yet the two passes together still less from about
/// 32 MiB on; below 16 MiB streaming loses.
inline constexpr std::size_t default_streaming_threshold = std::size_t(32) << 20;

/// \cond
inline std::size_t streaming_threshold_setting = default_streaming_threshold;
/// \endcond

/// The threshold in bytes of all array calls of the program.
[[nodiscard]] RAMP_INLINE std::size_t streaming_threshold() noexcept {
    return __atomic_load_n(&streaming_threshold_setting, __ATOMIC_RELAXED);
}

/// Sets it; std::size_t(-1) turns streaming off. It never changes a result.
RAMP_INLINE void set_streaming_threshold(std::size_t bytes) noexcept {
    __atomic_store_n(&streaming_threshold_setting, bytes, __ATOMIC_RELAXED);
}

namespace memory {

template <lanes V, class T>
RAMP_INLINE constexpr V load(const T* source) noexcept {
    if constexpr (std::same_as<V, T>)
        return *source;
    else
        return V::load_unaligned(source);
}

template <lanes V, class T>
RAMP_INLINE constexpr void store(V v, T* destination) noexcept {
    if constexpr (std::same_as<V, T>)
        *destination = v;
    else
        v.store_unaligned(destination);
}

/// A batch whose first `count` lanes, at least one and fewer than all, are source's; the others are 0.
template <lanes V, class T>
RAMP_INLINE V load_first(const T* source, std::size_t count) noexcept {
#if defined(__x86_64__)
    if constexpr (has_registers<V>) return V(registers::load_some(typename V::register_type(V(0)), source, count));
#endif
    T buffer[lane_count<V>] = {};
    for (std::size_t i = 0; i < count; ++i) buffer[i] = source[i];
    return V::load_unaligned(buffer);
}

/// -0, which changes nothing that it is added to, for so many lanes, and then as many -infinities.
template <number T, std::size_t lanes>
struct Padding {
    T numbers[2 * lanes];
    constexpr Padding() : numbers() {
        for (std::size_t i = 0; i < 2 * lanes; ++i) numbers[i] = i < lanes ? -T(0) : -positive_infinity<T>;
    }
};
template <number T, std::size_t lanes>
inline constexpr Padding<T, lanes> padding;

/// As load_first(), with -infinity in the other lanes.
template <lanes V, class T>
RAMP_INLINE V load_first_or_minus_infinity(const T* source, std::size_t count) noexcept {
    constexpr std::size_t lanes = lane_count<V>;
    return load_first<V>(source, count) + V::load_unaligned(padding<T, lanes>.numbers + (lanes - count));
}

/// Stores v's first `count` lanes, at least one and fewer than all.
template <lanes V, class T>
RAMP_INLINE void store_first(V v, T* destination, std::size_t count) noexcept {
#if defined(__x86_64__)
    if constexpr (has_registers<V>) return registers::store_some(typename V::register_type(v), destination, count);
#endif
    T buffer[lane_count<V>];
    v.store_unaligned(buffer);
    for (std::size_t i = 0; i < count; ++i) destination[i] = buffer[i];
}

/// In bytes.
inline constexpr std::size_t cache_line = 64;

/// So many elements fill cache lines.
template <class T>
[[nodiscard]] RAMP_INLINE constexpr bool are_whole_lines(std::size_t count) noexcept {
    return count % (cache_line / sizeof(T)) == 0;
}

/// Has `bytes` bytes, some way ahead of the address, brought into the caches. They need not be the array's: nothing is
/// read.
template <std::size_t bytes, class T>
RAMP_INLINE void prefetch(const T* address, std::size_t ahead) noexcept {
    const auto* const first = reinterpret_cast<const char*>(address) + ahead;
    for (std::size_t i = 0; i < bytes; i += cache_line) builtin::prefetch(first + i);
}

/// Streamed stores need this alignment: less than a wide batch's size, so that what malloc returns has it, and a sum
/// need not begin elsewhere for it.
inline constexpr std::size_t streaming_alignment = 16;

/// The machine can store V past the caches.
template <lanes V>
#if defined(__x86_64__)
inline constexpr bool can_stream = has_registers<V>;
#else
inline constexpr bool can_stream = false;
#endif

/// Stores past the caches, where the machine can, while a Streaming(true) lives.
template <lanes V, class T>
RAMP_INLINE void stream(V v, T* destination) noexcept {
#if defined(__x86_64__)
    if constexpr (has_registers<V>) return registers::stream(typename V::register_type(v), destination);
#endif
    v.store_unaligned(destination);
}

/// Makes streamed stores, at its end, visible in order with all later ones, where there are any.
class Streaming {
public:
    RAMP_INLINE constexpr explicit Streaming(bool streams) noexcept : streams_(streams) {}
    RAMP_INLINE constexpr ~Streaming() noexcept {
#if defined(__x86_64__)
        if (streams_) _mm_sfence();
#endif
    }
    Streaming(const Streaming&) = delete;
    Streaming& operator=(const Streaming&) = delete;

private:
    [[maybe_unused]] const bool streams_;
};

}  // namespace memory
}  // namespace ramp
