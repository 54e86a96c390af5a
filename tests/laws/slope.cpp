// Law 1: value and derivative belong together, and what happens at a kink is one rule for all.
#include <algorithm>
#include <cmath>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

namespace {

bool is_near_a_kink(const Promise& promise, Real x, Real distance) {
    return std::any_of(promise.kinks.begin(), promise.kinks.end(),
                       [=](Real kink) { return std::abs(x - kink) <= distance; });
}

template <class T>
T number(const Subject<T>& f, Of of, T x) {
    for (const auto& form : f.activation->numbers)
        if (form.of == of) return form.number(f, x);
    return sentinel<T>;
}

}  // namespace

TEMPLATE_TEST_CASE("Law 1: the derivative is the slope of the value", "", float, double) {
    using T = TestType;
    // The rounding of the difference and the third derivative's share in it are of one size at this step.
    const T step = std::is_same_v<T, float> ? T(0x1p-8) : T(0x1p-17);
    const T tolerance = std::is_same_v<T, float> ? T(3e-5) : T(5e-11);
    for (const auto& f : subjects<T>()) {
        if (f.activation->numbers.empty()) continue;
        std::size_t tried = 0;
        for (int i = -64; i <= 64; ++i) {
            const T x = T(i) / 8;
            if (i == 0 || is_near_a_kink(f.promise, x, step)) continue;
            const T above = number(f, Of::value, T(x + step)), below = number(f, Of::value, T(x - step));
            const T difference = (above - below) / (2 * step), derivative = number(f, Of::derivative, x);
            if (!is_normal_or_zero(difference)) continue;  // the largest slope, beyond 1
            ++tried;
            const T size = std::max({std::abs(number(f, Of::value, x)), std::abs(derivative), T(1)});
            if (std::abs(difference - derivative) <= tolerance * size) continue;
            INFO(f.name() << " at x = " << x << ": the difference over " << 2 * step << " is allowed "
                          << tolerance * size);
            CHECK(difference == derivative);
        }
        INFO(f.name());
        CHECK(tried > 50);
    }
}

TEMPLATE_TEST_CASE("Law 1: the definition's derivative is the slope of the definition's value", against_long_double,
                   float, double) {
    for (const auto& f : subjects<TestType>())
        for (int i = -3000; i <= 3000; ++i) {
            const Real x = Real(i) / 256 + 0x1p-12L, step = 0x1p-21L;
            if (is_near_a_kink(f.promise, x, step)) continue;
            const Real difference = (f.value(x + step) - f.value(x - step)) / (2 * step), derivative = f.derivative(x);
            if (std::abs(difference - derivative) <=
                1e-8L * std::max({std::abs(f.value(x)), std::abs(derivative), 1.0L}))
                continue;
            INFO(f.name() << " at x = " << double(x));
            CHECK(double(difference) == double(derivative));
        }
}

TEMPLATE_TEST_CASE("Law 1: at a kink at 0 the derivative is the left piece's, at any other the flatter piece's", "",
                   float, double) {
    std::size_t kinks = 0;
    for (const auto& f : subjects<TestType>())
        for (const Real kink : f.promise.kinks) {
            const auto at = static_cast<TestType>(kink);
            const Real left = f.derivative(std::nextafter(at, -infinity<TestType>));
            const Real right = f.derivative(std::nextafter(at, infinity<TestType>));
            const Real right_one = kink == 0 || std::abs(left) < std::abs(right) ? left : right;
            ++kinks;
            INFO(f.name() << " at " << double(kink));
            CHECK(std::abs(f.derivative(kink) - right_one) <= 1e-6L * std::abs(right_one));
            for (const auto& form : f.numbers())
                if (form.of == Of::derivative)
                    CHECK(f.error_of_derivative(form.number(f, at), f.derivative(kink), kink) <=
                          f.promise.derivative + hair);
        }
    CHECK((some_rows || kinks >= activations<TestType>().size()));
}

}  // namespace ramp_tests
