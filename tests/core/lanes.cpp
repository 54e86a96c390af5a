#include <ramp/core/lanes.hpp>

#include <cmath>
#include <random>

#include "../catch.hpp"

static_assert(ramp::lanes<float> && ramp::lanes<double> && ramp::lanes<xsimd::batch<float>>);
static_assert(!ramp::lanes<int> && !ramp::lanes<long double> && !ramp::lanes<xsimd::batch<std::int32_t>>);
static_assert(ramp::lanes_of<xsimd::batch<double>, double> && !ramp::lanes_of<xsimd::batch<double>, float>);
static_assert(ramp::choose(true, 1.0f, 2.0f) == 1);

TEMPLATE_TEST_CASE("multiply_add rounds once where the machine can, and the batch does as the number", "", float,
                   double) {
    using Batch = xsimd::batch<TestType>;
    std::mt19937 random(3);
    std::uniform_real_distribution<TestType> uniform(-2, 2);
    for (int i = 0; i < 10000; ++i) {
        const TestType a = uniform(random), b = uniform(random), c = -a * b * (1 + TestType(i % 3) / 1000);
        const TestType number = ramp::multiply_add(a, b, c);
        if (ramp::has_fused_multiply_add) {
            CHECK(number == std::fma(a, b, c));
            CHECK(ramp::constant_fused(a, b, c) == std::fma(a, b, c));
        }
        TestType lanes[Batch::size];
        ramp::multiply_add(Batch(a), Batch(b), Batch(c)).store_unaligned(lanes);
        for (const TestType lane : lanes) CHECK(lane == number);
    }
}
