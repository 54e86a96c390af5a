// Laws 1 and 6: what the forms give is what the definitions give, within the stated units of the last place.
#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <vector>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

namespace {

/// The largest error found, and where.
template <class T>
struct Worst {
    const Subject<T>& f;
    const char* of;
    double bound;
    Real error = 0;
    T x = 0, got = 0;

    void add(T at, T result, Real apart) {
        if (apart <= error) return;  // a NaN is added
        error = apart <= std::numeric_limits<Real>::max() ? apart : std::numeric_limits<Real>::infinity();
        x = at, got = result;
    }
    void check() const {
        INFO(f.name() << ": " << std::setprecision(17) << of << " at " << x << " is " << got << ", exactly "
                      << double(exact()));
        CHECK(double(error) <= bound + double(hair));
    }

private:
    Real exact() const {
        const std::string what = of;
        return what == "value" ? f.value(x) : what == "derivative" ? f.derivative(x) : f.derivative_from_value(x);
    }
};

template <class T>
Worst<T> worst_value(const Subject<T>& f) {
    return {f, "value", f.promise.value};
}
template <class T>
Worst<T> worst_derivative(const Subject<T>& f) {
    return {f, "derivative", f.promise.derivative};
}

/// Whether law 6 speaks of this result where subnormal numbers are flushed: not next to the smallest normal one.
template <class T>
bool is_promised_flushed(Real exact) {
    return is_promised<T>(exact) && (exact == 0 || std::abs(exact) >= 1.42L * std::numeric_limits<T>::min());
}

template <class T>
bool is_exact_from(const Subject<T>& f, T x) {
    return static_cast<Real>(x) >= f.promise.exact_from;
}

}  // namespace

#if defined(__SSE2__)
// As audio code sets it. What law 5's limit leaves: where neither x nor the result nor a parameter is subnormal.
TEMPLATE_TEST_CASE("Law 6: the bounds hold where subnormal numbers are flushed to zero", against_long_double, float,
                   double) {
    constexpr unsigned flush_to_zero = 1u << 15, denormals_are_zero = 1u << 6;
    for (const auto& f : subjects<TestType>()) {
        if (f.activation->numbers.empty()) continue;
        if (!std::all_of(f.sample.parameters.begin(), f.sample.parameters.end(), is_normal_or_zero<TestType>)) continue;
        auto value = worst_value(f), derivative = worst_derivative(f);
        auto x = finite_numbers_for(f, 10000);
        std::erase_if(x, [](TestType v) { return !is_normal_or_zero(v); });
        std::vector<TestType> y(x.size()), d(x.size());
        const unsigned before = _mm_getcsr();
        _mm_setcsr(before | flush_to_zero | denormals_are_zero);
        for (const auto& call : f.activation->calls)
            if (call.of == std::array{Of::value, Of::derivative}) call.run(f, {x, {}}, {y, d});
        _mm_setcsr(before);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const Real exact = f.value(x[i]), exact_derivative = f.derivative(x[i]);
            if (is_promised_flushed<TestType>(exact)) value.add(x[i], y[i], f.error_of_value(y[i], exact));
            if (is_promised_flushed<TestType>(exact_derivative))
                derivative.add(x[i], d[i], f.error_of_derivative(d[i], exact_derivative, x[i]));
        }
        value.check();
        derivative.check();
    }
}
#endif

TEMPLATE_TEST_CASE("Laws 1 and 6: value and derivative are the formulas', within the stated ulp", against_long_double,
                   float, double) {
    for (const auto& f : subjects<TestType>()) {
        if (f.activation->numbers.empty()) continue;
        auto value = worst_value(f), derivative = worst_derivative(f);
        std::size_t inexact = 0;
        const auto forms = f.numbers();
        for (const TestType x : finite_numbers_for(f, 40000)) {
            const Real exact = f.value(x), exact_derivative = f.derivative(x);
            if (!is_promised<TestType>(exact) || !is_promised<TestType>(exact_derivative)) continue;
            for (const auto& form : forms) {
                if (form.of == Of::derivative_from_value) continue;
                const bool is_value = form.of == Of::value;
                const TestType got = form.number(f, x);
                if (is_value)
                    value.add(x, got, f.error_of_value(got, exact));
                else
                    derivative.add(x, got, f.error_of_derivative(got, exact_derivative, x));
                inexact +=
                    is_exact_from(f, x) && !same(got, static_cast<TestType>(is_value ? exact : exact_derivative));
            }
        }
        value.check();
        derivative.check();
        INFO(f.name());
        CHECK(inexact == 0);
    }
}

TEMPLATE_TEST_CASE("Laws 1 and 6: arrays, whatever they run on and however they are called, give the formulas' results",
                   special_values ? against_long_double : about_special_values, float, double) {
    for (const auto& f : subjects<TestType>()) {
        const auto x = finite_numbers_for(f, 4000);
        std::vector<std::array<Real, 2>> exact;
        for (const TestType number : x) exact.push_back({f.value(number), f.derivative(number)});
        auto value = worst_value(f), derivative = worst_derivative(f);
        for (const auto& call : f.calls()) {
            if (call.inputs != 1 || call.is_from_value()) continue;
            std::array<std::vector<TestType>, 2> outputs;
            for (auto& output : outputs) output.assign(x.size(), sentinel<TestType>);
            call.run(f, {x, x}, {outputs[0], outputs[1]});
            for (std::size_t k = 0; k < call.outputs; ++k)
                for (std::size_t i = 0; i < x.size(); ++i) {
                    const TestType got = outputs[k][i];
                    if (call.of[k] == Of::value)
                        value.add(x[i], got, f.error_of_value(got, exact[i][0]));
                    else
                        derivative.add(x[i], got, f.error_of_derivative(got, exact[i][1], x[i]));
                }
        }
        value.check();
        derivative.check();
    }
}

TEMPLATE_TEST_CASE("Law 6: the derivative from the value is the formula's, within the stated ulp", against_long_double,
                   float, double) {
    for (const auto& f : subjects<TestType>()) {
        if (!f.activation->has_derivative_from_value()) continue;
        const auto forms = f.numbers();
        Worst<TestType> worst{f, "derivative_from_value", f.promise.from_value};
        for (const TestType x : finite_numbers_for(f, 10000)) {
            const auto y = static_cast<TestType>(f.value(x));
            const Real exact = f.derivative_from_value(y);
            if (!is_kept(y) || !is_promised<TestType>(exact)) continue;
            for (const auto& form : forms) {
                if (form.of != Of::derivative_from_value) continue;
                const TestType got = form.number(f, y);
                worst.add(y, got, f.error_of_derivative_from_value(got, exact));
            }
        }
        worst.check();
    }
}

TEMPLATE_TEST_CASE("Law 1: the definition of the derivative from the value is that of the derivative",
                   against_long_double, float, double) {
    for (const auto& f : subjects<TestType>()) {
        if (!f.activation->has_derivative_from_value()) continue;
        std::size_t compared = 0;
        for (const TestType x : finite_numbers_for(f, 10000)) {
            if (f.promise.value_hides_x) break;
            ++compared;
            const Real derivative = f.derivative(x), from_value = f.derivative_from_value(f.value(x));
            const Real cancelled =
                1e-15L * std::max(std::abs(f.derivative_from_value(0)), std::abs(f.derivative_from_value(0.5L)));
            if (std::abs(from_value - derivative) <= 1e-6L * std::abs(derivative) + cancelled) continue;
            INFO(f.name() << " at " << x);
            CHECK(double(from_value) == double(derivative));
        }
        INFO(f.name());
        CHECK((compared > 0 || f.promise.value_hides_x));
    }
}

}  // namespace ramp_tests
