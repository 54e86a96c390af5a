#include <ramp/core/math/exponential.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "../catch.hpp"

using namespace ramp_tests;

static_assert(ramp::exponential(0.0f) == 1 && ramp::exponential(1000.0) == infinity<double>);
static_assert(ramp::exponential(-1000.0f) == 0 && ramp::expm1(-1000.0) == -1);
static_assert(ramp::expm1(1000.0f) == infinity<float>);

TEMPLATE_TEST_CASE("Exponential's e^x and e^x - 1 stay within 1 ulp on a dense sweep", against_long_double, float,
                   double) {
    const auto lowest = std::log(static_cast<Real>(std::numeric_limits<TestType>::min()));
    Real worst = 0, worst_minus_one = 0;
    TestType worst_x = 0, worst_minus_one_x = 0;
    for (double sweep = -1e-9; sweep > lowest; sweep *= 1.00002) {
        const auto x = TestType(sweep);
        const auto exponential = ramp::Exponential<TestType>()(x);
        const Real apart = ulps_apart(exponential.value(), std::exp(static_cast<Real>(x)));
        const Real minus_one_apart = ulps_apart(exponential.minus_one(), std::expm1(static_cast<Real>(x)));
        if (!(apart <= worst)) worst = apart, worst_x = x;
        if (!(minus_one_apart <= worst_minus_one)) worst_minus_one = minus_one_apart, worst_minus_one_x = x;
    }
    INFO("e^x: " << double(worst) << " ulp at " << worst_x);
    INFO("e^x - 1: " << double(worst_minus_one) << " ulp at " << worst_minus_one_x);
    CHECK(worst <= 1);
    CHECK(worst_minus_one <= 1);
}

TEMPLATE_TEST_CASE("Exponential's e^x - 1 near multiples of ln 2 and halfway between them", against_long_double, float,
                   double) {
    const Real ln2 = std::log(2.0L);
    for (int half = 1; half < 60; ++half) {
        const auto middle = TestType(-half * ln2 / 2);
        TestType x = middle;
        for (int i = 0; i < 50; ++i) x = std::nextafter(x, TestType(0));
        for (int i = 0; i < 100; ++i, x = std::nextafter(x, TestType(-100))) {
            const auto exponential = ramp::Exponential<TestType>()(x);
            const auto exact_x = static_cast<Real>(x);
            if (!(ulps_apart(exponential.minus_one(), std::expm1(exact_x)) <= 1)) FAIL_CHECK("e^x - 1 at x = " << x);
            if (!(ulps_apart(exponential.value(), std::exp(exact_x)) <= 1)) FAIL_CHECK("e^x at x = " << x);
        }
    }
    SUCCEED();
}

namespace {

constexpr Real bound_of_expm1(Real x) {
    return x <= 0 ? 1 : 1.25L;
}

/// What is wrong with exponential(x) and expm1(x), or nullptr.
template <class T>
const char* fault(T x) {
    const T value = ramp::exponential(x), minus_one = ramp::expm1(x);
    if (is_nan(x)) return is_nan(value) && is_nan(minus_one) ? nullptr : "NaN is lost";
    const Real exact = std::exp(static_cast<Real>(x)), exact_minus_one = std::expm1(static_cast<Real>(x));
    if (exact < std::numeric_limits<T>::min() ? !(value >= 0 && value <= std::numeric_limits<T>::min())
                                              : is_promised<T>(exact) && !(ulps_apart(value, exact) <= 1))
        return "e^x is wrong";
    if (is_promised<T>(exact_minus_one) && !(ulps_apart(minus_one, exact_minus_one) <= bound_of_expm1(x)))
        return "e^x - 1 is wrong";
    if (special_values && x == 0 && std::signbit(minus_one) != std::signbit(x)) return "e^x - 1 has lost zero's sign";
    return nullptr;
}

/// The batch that holds x in all lanes has other bits than the number x.
template <class T>
bool batch_differs(T x) {
    using Batch = xsimd::batch<T>;
    T values[Batch::size], minus_ones[Batch::size];
    ramp::exponential(Batch(x)).store_unaligned(values);
    ramp::expm1(Batch(x)).store_unaligned(minus_ones);
    return !same(values[Batch::size - 1], ramp::exponential(x)) || !same(minus_ones[0], ramp::expm1(x));
}

template <class T>
void check(T x) {
    if (!special_values && !is_finite(x)) return;
    if (const char* wrong = fault(x)) FAIL_CHECK(wrong << " at " << x);
    if (special_values && !is_nan(x) && batch_differs(x)) FAIL_CHECK("A batch differs at " << x);
}

}  // namespace

TEST_CASE("exponential and expm1 of a stride over all floats keep to their ulp, and a batch does as the number",
          against_long_double) {
    constexpr std::uint64_t stride = 4099;
    for (std::uint64_t bits = 0; bits < std::uint64_t(1) << 32; bits += stride)
        check(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    SUCCEED();
}

TEST_CASE("exponential and expm1 of a dense sweep over double", against_long_double) {
    for (double x = 1e-300; x < 800; x *= x < 1e-4 ? 1.3 : 1.0002) check(x), check(-x);
    for (double x = 17; x < 45; x += 0.001) check(x);  // where 1 is about a unit in the last place of e^x
    SUCCEED();
}

TEMPLATE_TEST_CASE("exponential and expm1 at special points, and on both sides of where e^x overflows",
                   against_long_double, float, double) {
    using Limits = std::numeric_limits<TestType>;
    const auto last = std::nextafter(TestType(std::log(static_cast<Real>(Limits::max()))), TestType(0));
    for (const TestType x :
         {TestType(0), Limits::denorm_min(), Limits::min(), TestType(1), std::nextafter(TestType(1), TestType(2)), last,
          std::nextafter(last, infinity<TestType>), TestType(last + 1), TestType(128), TestType(1000), TestType(1e30),
          Limits::max(), infinity<TestType>, quiet_nan<TestType>})
        check(x), check(-x);
    CHECK(is_finite(ramp::exponential(last)));
    if (special_values) {
        CHECK(ramp::exponential(infinity<TestType>) == infinity<TestType>);
        CHECK(ramp::exponential(TestType(1e30)) == infinity<TestType>);
        CHECK(ramp::exponential(-infinity<TestType>) == 0);
        CHECK(ramp::expm1(-infinity<TestType>) == -1);
    }
}
