#include <ramp/core/exponential.hpp>

#include <cmath>
#include <limits>

#include "../catch.hpp"
#include "../reference.hpp"

using ramp_tests::ulps_apart;

TEMPLATE_TEST_CASE("e^x and e^x - 1 stay within 1 ulp on a dense sweep", ramp_tests::against_long_double, float,
                   double) {
    const auto lowest = std::log(static_cast<long double>(std::numeric_limits<TestType>::min()));
    long double worst = 0, worst_minus_one = 0;
    TestType worst_x = 0, worst_minus_one_x = 0;
    for (double sweep = -1e-9; sweep > lowest; sweep *= 1.00002) {
        const auto x = TestType(sweep);
        const auto exponential = ramp::Exponential<TestType>()(x);
        const long double apart = ulps_apart(exponential.value(), std::exp(static_cast<long double>(x)));
        const long double minus_one_apart =
            ulps_apart(exponential.minus_one(), std::expm1(static_cast<long double>(x)));
        if (!(apart <= worst)) worst = apart, worst_x = x;
        if (!(minus_one_apart <= worst_minus_one)) worst_minus_one = minus_one_apart, worst_minus_one_x = x;
    }
    INFO("e^x: " << double(worst) << " ulp at " << worst_x);
    INFO("e^x - 1: " << double(worst_minus_one) << " ulp at " << worst_minus_one_x);
    CHECK(worst <= 1);
    CHECK(worst_minus_one <= 1);
}

TEMPLATE_TEST_CASE("e^x - 1 near multiples of ln 2 and halfway between them", ramp_tests::against_long_double, float,
                   double) {
    const long double ln2 = std::log(2.0L);
    for (int half = 1; half < 60; ++half) {
        const auto middle = TestType(-half * ln2 / 2);
        TestType x = middle;
        for (int i = 0; i < 50; ++i) x = std::nextafter(x, TestType(0));
        for (int i = 0; i < 100; ++i, x = std::nextafter(x, TestType(-100))) {
            const auto exponential = ramp::Exponential<TestType>()(x);
            const auto exact_x = static_cast<long double>(x);
            if (!(ulps_apart(exponential.minus_one(), std::expm1(exact_x)) <= 1)) FAIL_CHECK("e^x - 1 at x = " << x);
            if (!(ulps_apart(exponential.value(), std::exp(exact_x)) <= 1)) FAIL_CHECK("e^x at x = " << x);
        }
    }
    SUCCEED();
}
