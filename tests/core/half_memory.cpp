#include <ramp/core/half_memory.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

#include "../catch.hpp"
#include "../guarded_pages.hpp"
#include "halves.hpp"

using namespace ramp_tests;

TEMPLATE_LIST_TEST_CASE("Loads and stores of the first lanes touch no other halves", "", AllHalves) {
    const GuardedPages<std::uint16_t> pages;
    for_each_batch([&]<class V>() {
        float lanes[V::size], numbers[V::size];
        for (std::size_t i = 0; i < V::size; ++i) numbers[i] = float(i) + 1;
        for (std::size_t count = 1; count < V::size; ++count)
            for (const std::span<std::uint16_t> place : {pages.at_the_end(count), pages.at_the_beginning(count)}) {
                auto* const halves = reinterpret_cast<TestType*>(place.data());
                ramp::memory::store_first(V::load_unaligned(numbers), halves, count);
                for (std::size_t i = 0; i < count; ++i) CHECK(ramp::to_float(halves[i]) == numbers[i]);
                ramp::memory::load_first<V>(halves, count).store_unaligned(lanes);
                for (std::size_t i = 0; i < V::size; ++i) CHECK(lanes[i] == (i < count ? numbers[i] : 0));
                ramp::memory::load_first_or_minus_infinity<V>(halves, count).store_unaligned(lanes);
                for (std::size_t i = 0; i < V::size; ++i)
                    CHECK(bits_of(lanes[i]) == bits_of(i < count ? numbers[i] : -infinity<float>));

                TestType between[V::size + 2], one_by_one[V::size + 2];
                for (TestType& half : between) half = half_of<TestType>(0x1234);
                for (TestType& half : one_by_one) half = half_of<TestType>(0x1234);
                ramp::memory::store_first(V::load_unaligned(numbers), between + 1, count);
                ramp::memory::store_each(V::load_unaligned(numbers), one_by_one + 1, count);
                for (std::size_t i = 0; i < V::size + 2; ++i) {
                    const bool stored = i >= 1 && i <= count;
                    CHECK(bits_of(between[i]) == (stored ? bits_of(halves[i - 1]) : 0x1234));
                    CHECK(bits_of(one_by_one[i]) == bits_of(between[i]));
                }
                ramp::memory::load_each<V>(halves, count).store_unaligned(lanes);
                for (std::size_t i = 0; i < V::size; ++i) CHECK(lanes[i] == (i < count ? numbers[i] : 0));
            }
    });
}

TEMPLATE_LIST_TEST_CASE("Loads and stores of a whole batch touch no other halves", "", AllHalves) {
    const GuardedPages<std::uint16_t> pages;
    for_each_batch([&]<class V>() {
        for (const std::span<std::uint16_t> place : {pages.at_the_end(V::size), pages.at_the_beginning(V::size)}) {
            auto* const halves = reinterpret_cast<TestType*>(place.data());
            ramp::memory::store(V(1.5f), halves);
            float lanes[V::size];
            ramp::memory::load<V>(halves).store_unaligned(lanes);
            for (const float lane : lanes) CHECK(lane == 1.5f);
        }
    });
}

TEMPLATE_LIST_TEST_CASE("Whole batches of halves are stored, and streamed, to any place in an aligned array", "",
                        AllHalves) {
    constexpr std::size_t size = 256;
    for_each_batch([&]<class V>() {
        alignas(ramp::memory::streaming_alignment) std::uint16_t memory[size + 8] = {};
        auto* const halves = reinterpret_cast<TestType*>(memory + 8);
        float numbers[size];
        for (std::size_t i = 0; i < size; ++i) numbers[i] = float(i) - 100;
        {
            const ramp::memory::Streaming streaming(true);
            for (std::size_t i = 0; i < size; i += V::size)
                ramp::memory::stream(V::load_unaligned(numbers + i), halves + i);
        }
        for (std::size_t i = 0; i < size; ++i) CHECK(ramp::to_float(halves[i]) == numbers[i]);
        for (std::size_t i = 0; i < size; i += V::size)  // at odd places
            ramp::memory::store(V::load_unaligned(numbers + i), halves + i - 1);
        for (std::size_t i = 0; i < size; ++i) CHECK(ramp::to_float(halves[i - 1]) == numbers[i]);
        CHECK(memory[6] == 0);
    });
}
