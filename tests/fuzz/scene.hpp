// The memory that a fuzzed call works in: its arrays lie anywhere in it, and every byte around them is looked at.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <ramp/core/memory.hpp>

#if __has_include(<sanitizer/asan_interface.h>)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) static_cast<void>(address)
#define ASAN_UNPOISON_MEMORY_REGION(address, size) static_cast<void>(address)
#endif

namespace ramp_tests {

/// The fuzzer's bytes, one after the other; zeros when they are used up.
class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    template <class Number>
    Number take() {
        Number number{};
        const std::size_t count = std::min(sizeof number, size_);
        if (count > 0) std::memcpy(&number, data_, count);
        data_ += count, size_ -= count;
        return number;
    }
    std::size_t byte() { return take<std::uint8_t>(); }
    std::size_t size() const { return size_; }

    /// The next `count` bytes, as far as there are any.
    Bytes part(std::size_t count) {
        const Bytes part(data_, std::min(count, size_));
        data_ += part.size_, size_ -= part.size_;
        return part;
    }

private:
    const std::uint8_t* data_;
    std::size_t size_;
};

[[noreturn]] inline void found(const std::string& what) {
    std::fprintf(stderr, "FINDING: %s\n", what.c_str());
    std::abort();
}

inline std::string shown(long double v) {
    char text[64];
    std::snprintf(text, sizeof text, "%.21Lg (%La)", v, v);
    return text;
}

inline constexpr std::size_t longest = 13000;

template <class T>
alignas(64) inline T memory[5 * (longest + 128)];

/// Where an array lies in memory<T>.
struct Place {
    std::size_t begin, size;
    std::size_t end() const { return begin + size; }
    bool operator==(const Place&) const = default;
    bool shares_with(const Place& other) const {
        return size != 0 && other.size != 0 && begin < other.end() && other.begin < end();
    }
};

template <class T>
std::span<T> at(const Place& place) {
    return {memory<T> + place.begin, place.size};
}

/// Places arrays of mostly `size` elements: apart, one over another exactly or in part, next to each other, or of a
/// size of their own.
class Places {
public:
    explicit Places(Bytes& bytes) : bytes_(bytes) {}

    Place next(std::size_t size, bool may_differ = true) {
        const std::size_t region = end_, way = bytes_.byte(), argument = bytes_.byte();
        end_ += size + 128;
        Place place{region + argument % 64, size};
        if (!taken_.empty()) {
            const Place& other = taken_[way / 8 % taken_.size()];
            const std::size_t distance = argument % 65;
            if (way % 8 == 4) place.begin = other.begin;
            if (way % 8 == 5) place.begin = other.begin >= distance ? other.begin - distance : other.begin;
            if (way % 8 == 6) place.begin = other.begin + distance;
            if (way % 8 == 7 && way < 128) place.begin = other.end();
            if (way % 8 == 7 && way >= 128 && may_differ)
                place.size = argument % 2 == 0 ? size + argument % 16 : size / 2;
        }
        end_ = std::max(end_, place.end() + 64);
        taken_.push_back(place);
        return place;
    }
    /// Elements from the beginning of memory that any array is near.
    std::size_t used() const { return end_; }

private:
    Bytes& bytes_;
    std::vector<Place> taken_;
    std::size_t end_ = 64;
};

/// The numbers that arrays are filled with, over and over: any bits, or where activations bend.
template <class T>
std::vector<T> payload(Bytes& bytes) {
    std::vector<T> numbers;
    const bool any_bits = bytes.byte() % 2 == 0;
    for (std::size_t count = bytes.byte(); count > 0 && bytes.size() > 0; --count)
        numbers.push_back(any_bits ? bytes.take<T>()
                                   : T(bytes.take<std::int16_t>()) / (sizeof(T) == 4 ? T(256) : T(32)));
    if (numbers.empty()) numbers.push_back(T(-1));
    return numbers;
}

template <class T>
void fill(const Place& place, const std::vector<T>& numbers, std::size_t first) {
    for (std::size_t i = 0; i < place.size; ++i) memory<T>[place.begin + i] = numbers[(first + i) % numbers.size()];
}

/// The threshold of one call: from nothing on, from a few bytes on, or as it comes.
inline std::size_t streamed_from(Bytes& bytes) {
    const std::size_t byte = bytes.byte();
    return byte == 255 ? ramp::default_streaming_threshold : byte * byte / 4;
}

template <class T>
inline constexpr const char* type_name = sizeof(T) == 4 ? "float" : "double";

/// Which output, if any, lies over an input in part, or over another output: what the message then says.
inline std::string overlap(std::span<const Place> inputs, std::span<const Place> outputs) {
    for (std::size_t k = 0; k < outputs.size(); ++k) {
        for (const Place& input : inputs)
            if (outputs[k].shares_with(input) && !(outputs[k] == input)) return "overlap in part";
        for (const Place& other : outputs.first(k))
            if (outputs[k].shares_with(other)) return outputs[k] == other ? "are one array" : "overlap in part";
    }
    return "";
}

/// What a message says of two arrays that should have one size.
inline std::vector<std::string> sizes_differ(const Place& x, const Place& other) {
    return {std::to_string(x.size) + " elements", "has " + std::to_string(other.size)};
}

template <class T>
std::vector<T> copied(std::span<const T> numbers) {
    return {numbers.begin(), numbers.end()};
}

/// memory<T> before a call, the call itself, and what it must leave alone.
template <class T>
class Scene {
public:
    Scene(const Places& places, std::string call) : used_(places.used()), call_(std::move(call)) {
        if (used_ > std::size(memory<T>)) std::abort();  // the harness's own mistake
        std::memset(static_cast<void*>(memory<T>), 0xA5, used_ * sizeof(T));
    }

    const std::string& call() const { return call_; }
    std::span<const T> before(const Place& place) const { return std::span(before_).subspan(place.begin, place.size); }

    /// Runs it with only `arrays` readable and returns what it threw, or "".
    template <class Run>
    std::string run(const std::vector<Place>& arrays, Run run) {
        before_.assign(memory<T>, memory<T> + used_);
        ASAN_POISON_MEMORY_REGION(memory<T>, used_ * sizeof(T));
        for (const Place& array : arrays) ASAN_UNPOISON_MEMORY_REGION(memory<T> + array.begin, array.size * sizeof(T));
        std::string message;
        try {
            run();
        } catch (const std::invalid_argument& error) {
            message = error.what();
            if (message.empty()) found(call_ + " throws without a message");
        }
        ASAN_UNPOISON_MEMORY_REGION(memory<T>, used_ * sizeof(T));
        return message;
    }

    void only_written(std::vector<Place> outputs) const {
        std::sort(outputs.begin(), outputs.end(), [](const Place& a, const Place& b) { return a.begin < b.begin; });
        outputs.push_back({used_, 0});
        std::size_t begin = 0;
        for (const Place& output : outputs) {
            const std::size_t size = std::max(begin, output.begin) - begin;
            if (std::memcmp(memory<T> + begin, before_.data() + begin, size * sizeof(T)) != 0)
                found(call_ + " wrote to elements " + std::to_string(begin) + " to " + std::to_string(begin + size) +
                      " of its memory, which are none of its outputs'");
            begin = std::max(begin, output.end());
        }
    }

    /// What was thrown names the function and what is wrong, and nothing was written.
    void rejected(const std::string& message, const std::string& function,
                  const std::vector<std::string>& parts) const {
        only_written({});
        if (message.find(function + ": ") != 0) found(call_ + " should have thrown, naming itself; thrown: " + message);
        for (const std::string& part : parts)
            if (message.find(part) == std::string::npos)
                found(std::string(call_).append(": no \"").append(part).append("\" in: ").append(message));
    }
    void accepted(const std::string& message, const std::vector<Place>& outputs) const {
        if (!message.empty()) found(call_ + " threw: " + message);
        only_written(outputs);
    }

    [[noreturn]] void wrong(std::size_t i, T x, T dy, T got, long double exact) const {
        found(call_ + ", element " + std::to_string(i) + ": x = " + shown(x) + ", dy = " + shown(dy) + ", got " +
              shown(got) + ", exact " + shown(exact));
    }

private:
    std::size_t used_;
    std::string call_;
    std::vector<T> before_;
};

}  // namespace ramp_tests
