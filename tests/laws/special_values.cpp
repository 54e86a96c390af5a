// Laws 1 to 4 as a table: what every activation gives for the numbers at which implementations differ, written down in
// its row by hand and compared bit for bit, through every form. Where a formula rounds, its bound holds.
//
// The literals that no mental arithmetic gives are products and exponentials of 80 digits and more, rounded once.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

namespace {

/// The gradient that comes in, in backward().
template <class T>
constexpr T dy = T(-0.5);

template <class T>
class Table {
public:
    explicit Table(const Subject<T>& f) : f_(f) {}
    std::size_t compared = 0;

    /// `got` is what a form gives at special point i.
    void compare(const char* form, Of of, std::size_t i, T got) {
        const Expected<T>& expected = of == Of::value ? f_.sample.values[i] : f_.sample.derivatives[i];
        const T x = special_points<T>[i], right = of == Of::backward ? dy<T> * expected.v : expected.v;
        if (!special_values && !(is_normal_or_zero(x) && is_normal_or_zero(right))) return;  // law 11
        ++compared;
        if (same(got, right)) return;
        const double bound = of == Of::value ? f_.promise.value : f_.promise.derivative;
        // Exact results that lie halfway may be rounded to either side.
        if (expected.is_rounded && ulps_apart(got, static_cast<Real>(right)) <= static_cast<Real>(bound) + 0.5L) return;
        if (expected.is_rounded && f_.promise.vanishing_value > 0 && got == 0 &&
            (right != 0 || std::signbit(got) == std::signbit(right)) &&
            !(std::abs(right) >= std::numeric_limits<T>::min()))
            return;
        char message[300];
        std::snprintf(message, sizeof message, "%s, %s%s, at %a is %a, not %a", f_.name().c_str(), form,
                      of == Of::backward ? ", backward" : "", double(x), double(got), double(right));
        FAIL_CHECK(message);
    }

private:
    const Subject<T>& f_;
};

constexpr std::size_t points = special_points<float>.size();

template <class T>
void compare_numbers(const Subject<T>& f, Table<T>& table) {
    const std::size_t lanes = batch_lanes<T>();
    for (const auto& form : f.numbers()) {
        if (form.of == Of::derivative_from_value) continue;
        for (std::size_t i = 0; i < points; ++i) {
            table.compare(form.name, form.of, i, form.number(f, special_points<T>[i]));
            std::vector<T> x(lanes), y(lanes);
            for (std::size_t lane = 0; lane < lanes; ++lane) x[lane] = special_points<T>[(i + lane) % points];
            form.batch(f, x.data(), y.data());
            for (std::size_t lane = 0; lane < lanes; ++lane)
                table.compare(form.name, form.of, (i + lane) % points, y[lane]);
        }
    }
}

/// Every x in every lane, in whole batches and in what is left over.
template <class T>
void compare_arrays(const Subject<T>& f, Table<T>& table) {
    for (const auto& call : f.calls()) {
        if (call.is_from_value()) continue;
        for (std::size_t shift = 0; shift < points; ++shift)
            for (const std::size_t size : {points, points + 3, 6 * points + 1}) {
                std::vector<T> x(size), dys(size, dy<T>), first(size), second(size);
                for (std::size_t i = 0; i < size; ++i) x[i] = special_points<T>[(i + shift) % points];
                call.run(f, {x, dys}, {first, second});
                for (std::size_t i = size - points; i < size; ++i) {
                    table.compare(call.name.c_str(), call.of[0], (i + shift) % points, first[i]);
                    if (call.outputs == 2)
                        table.compare(call.name.c_str(), call.of[1], (i + shift) % points, second[i]);
                }
            }
    }
}

}  // namespace

TEMPLATE_TEST_CASE(
    "Laws 1 to 4: the rows' special values hold bit for bit in every form of value, derivative, backward", "", float,
    double) {
    std::size_t compared = 0;
    for (const auto& f : subjects<TestType>()) {
        if (f.sample.values.empty()) continue;
        INFO(f.name());
        REQUIRE((f.sample.values.size() == points && f.sample.derivatives.size() == points));
        Table<TestType> table(f);
        compare_numbers(f, table);
        compare_arrays(f, table);
        compared += table.compared;
    }
    CHECK(compared > 10000);
}

TEMPLATE_TEST_CASE("Every activation has its special values, and they are the definition's", against_long_double, float,
                   double) {
    for (const auto& activation : activations<TestType>()) {
        INFO(activation.name);
        CHECK(!activation.samples.front().values.empty());
    }
    if (!special_values) return;
    for (const auto& f : subjects<TestType>())
        for (std::size_t i = 0; i < f.sample.values.size(); ++i) {
            const TestType x = special_points<TestType>[i];
            const TestType value = f.sample.values[i].v, derivative = f.sample.derivatives[i].v;
            INFO(f.name() << " at " << x);
            if (is_nan(x)) {
                CHECK((is_nan(value) && is_nan(derivative)));
            } else {
                // The hand that rounded and the definition's rounding meet halfway between two subnormal numbers.
                if (f.value(x) != value) CHECK(double(ulps_apart(value, f.value(x))) <= 0.5 + double(hair));
                if (f.derivative(x) != derivative)
                    CHECK(double(ulps_apart(derivative, f.derivative(x))) <= 0.5 + double(hair));
            }
        }
}

}  // namespace ramp_tests
