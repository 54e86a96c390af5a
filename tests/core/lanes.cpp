#include <ramp/core/lanes.hpp>
#include <ramp/core/math/square_root.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>

#include "../catch.hpp"

static_assert(ramp::lanes<float> && ramp::lanes<double> && ramp::lanes<xsimd::batch<float>>);
static_assert(!ramp::lanes<int> && !ramp::lanes<long double> && !ramp::lanes<xsimd::batch<std::int32_t>>);
static_assert(ramp::lanes_of<xsimd::batch<double>, double> && !ramp::lanes_of<xsimd::batch<double>, float>);
static_assert(ramp::choose(true, 1.0f, 2.0f) == 1);

/// The number, or 0 in a constant expression.
template <class T>
constexpr T number_at_run_time(T v) {
    if (__builtin_is_constant_evaluated()) return 0;
    return v;
}
static_assert(number_at_run_time(7) == 0);

// As clang++ 14 does in C++23 with libstdc++ 12's function.
TEST_CASE("A running program is not taken for a constant expression") {
    int number = 7;
    number = number_at_run_time(number);
    CHECK(number == 7);
}

TEMPLATE_TEST_CASE("multiply_add rounds once where the machine can, and the batch does as the number", "", float,
                   double) {
    using Batch = xsimd::batch<TestType>;
    std::mt19937 random(3);
    std::uniform_real_distribution<TestType> uniform(-2, 2);
    for (int i = 0; i < 10000; ++i) {
        const TestType a = uniform(random), b = uniform(random), c = -a * b * (1 + TestType(i % 3) / 1000);
        const TestType number = ramp::multiply_add(a, b, c);
        if (ramp::has_fused_multiply_add) CHECK(number == std::fma(a, b, c));
        TestType lanes[Batch::size];
        ramp::multiply_add(Batch(a), Batch(b), Batch(c)).store_unaligned(lanes);
        for (const TestType lane : lanes) CHECK(lane == number);
    }
}

static_assert(ramp::constant::fused(3.0f, 5.0f, -15.0f) == 0 && ramp::constant::fused(3.0, 5.0, -15.0) == 0);
static_assert(__builtin_copysignf(1, ramp::constant::fused(-3.0f, 0.0f, -0.0f)) == -1);
static_assert(__builtin_copysign(1, ramp::constant::fused(-3.0, 0.0, -0.0)) == -1);

static_assert(ramp::square_root(9.0) == 3 && ramp::square_root(__builtin_inf()) == __builtin_inf());
static_assert(!ramp_tests::special_values || ramp::square_root(-1.0) != ramp::square_root(-1.0));
static_assert(__builtin_copysign(1, ramp::square_root(-0.0)) == -1);
// Newton's steps end below the first root and above the second.
static_assert(ramp::square_root(0x1.66d1381f32395p+0) == 0x1.2f145dfe77f41p+0);
static_assert(ramp::square_root(0x1.20c4ca8631138p+1) == 0x1.80831b4d24c35p+0);
// Just below halfway between two floats, by less than a double next to them can tell.
static_assert(ramp::constant::fused(0x1.0002p0f, 0x1.fffcp-25f, 0x1.000002p0f) == 0x1.000002p0f);
// Just above halfway, by less than the smallest number.
static_assert(ramp::constant::fused(0x1.0000000000001p-1000, 0x1.0000000000001p0, 0x1.0000000000003p-1000) ==
              0x1.0000000000003p-999);
// The product alone is beyond the largest number.
static_assert(ramp::constant::fused(0x1p512, 0x1p512, -0x1p1000) == (0x1p24 - 1) * 0x1p1000);

/// a b + c in a constant expression, and what it was computed from. A program may contract or regroup the sums.
template <class T>
struct Fused {
    T a, b, c, result;
};

/// Next to overflow and to underflow too, and where a b and c cancel.
template <class T>
constexpr auto fused_at_compile_time = [] {
    std::array<Fused<T>, 3300> cases{};
    T a = sizeof(T) == 4 ? T(1e37) : T(1e307);
    for (std::size_t i = 0; i < 300; ++i) {
        const T b = T(0.3) - T(i % 7) / 10, c = i % 3 == 0 ? a / 3 : -a;
        cases[i] = {a, b, c, ramp::constant::fused(a, b, c)};
        a *= sizeof(T) == 4 ? T(0.6) : T(0.01);
        if (a < std::numeric_limits<T>::min() * 1000) a = T(1.7);
    }
    std::uint64_t random = 1;
    const auto next = [&random] {
        random = random * 6364136223846793005u + 1442695040888963407u;
        return T(random >> 11) * T(0x1p-51) - 2;
    };
    for (std::size_t i = 300; i < 600; ++i) {  // the second factor is the tiny one
        const T factor = T(1.1) + T(i) / 1000, b = std::numeric_limits<T>::min() * (T(1.3) + T(i) / 700), c = b * 2 / 3;
        cases[i] = {factor, b, c, ramp::constant::fused(factor, b, c)};
    }
    for (std::size_t i = 600; i < cases.size(); ++i) {
        const T factor = next(), b = next(), c = -factor * b * (1 + T(i % 3) / 1000);
        cases[i] = {factor, b, c, ramp::constant::fused(factor, b, c)};
    }
    return cases;
}();

TEMPLATE_TEST_CASE("constant::fused rounds once, next to overflow and to underflow too", "", float, double) {
    for (const auto& [a, b, c, result] : fused_at_compile_time<TestType>) {
        INFO(a << " " << b << " " << c);
        CHECK(result == std::fma(a, b, c));
    }
}
