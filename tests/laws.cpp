// Every law x every catalogue entry x {float, double}.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "array_calls.hpp"
#include "catch.hpp"
#include "reference.hpp"

namespace ramp_tests {

template <class T>
constexpr T infinity = std::numeric_limits<T>::infinity();
template <class T>
constexpr T nan = std::numeric_limits<T>::quiet_NaN();

/// The batch form of f on one number.
template <class T, class Function>
T through_batch(T x, Function function) {
    using Batch = xsimd::batch<T>;
    T lanes[Batch::size];
    function(Batch(x)).store_unaligned(lanes);
    for (const T lane : lanes)
        if (!same(lane, lanes[0])) return nan<T>;
    return lanes[0];
}

TEMPLATE_LIST_TEST_CASE("Laws 1 and 6: value and derivative are the formulas', within the stated ulp", "", Catalogue) {
    using T = typename TestType::value_type;
    using R = Reference<TestType>;
    for (const TestType& f : R::samples()) {
        long double worst = 0, worst_of_derivative = 0;
        for (const T x : finite_numbers<T>(40000)) {
            const long double exact = R::derivative(f, x);
            const long double apart = ulps_apart(f.value(x), R::value(f, x));
            const bool normal = std::abs(exact) >= static_cast<long double>(std::numeric_limits<T>::min());
            const long double derivative_apart = normal || exact == 0 ? ulps_apart(f.derivative(x), exact) : 0.0L;
            INFO(TestType::name << " at x = " << x);
            // a long double cannot hold the product of two doubles: a hair more than half an ulp
            if (!(apart <= R::ulps + 0x1p-9L)) CHECK(double(apart) <= R::ulps);
            if (!(derivative_apart <= R::ulps_of_derivative)) CHECK(double(derivative_apart) <= R::ulps_of_derivative);
            worst = std::max(worst, apart);
            worst_of_derivative = std::max(worst_of_derivative, derivative_apart);
        }
        CHECK(worst <= R::ulps + 0x1p-9L);
        CHECK(worst_of_derivative <= R::ulps_of_derivative);
    }
}

TEMPLATE_LIST_TEST_CASE("Laws 1 to 4 and 6: arrays, whatever they run on, give the formulas' results", "", Catalogue) {
    using T = typename TestType::value_type;
    using R = Reference<TestType>;
    auto x = finite_numbers<T>(5000);
    x.insert(x.end(), {T(0), -T(0), infinity<T>, -infinity<T>, nan<T>});
    std::vector<T> y(x.size()), d(x.size());
    for (const TestType& f : R::samples()) {
        f.value_and_derivative(x, y, d);
        for (std::size_t i = 0; i < x.size(); ++i) {
            INFO(TestType::name << " at x = " << x[i]);
            if (std::isnan(x[i])) {
                CHECK((std::isnan(y[i]) && std::isnan(d[i])));
                continue;
            }
            const long double value = R::value(f, x[i]), derivative = R::derivative(f, x[i]);
            if (x[i] == 0 || std::isinf(x[i])) {
                CHECK(same(y[i], static_cast<T>(value)));
                CHECK(same(d[i], static_cast<T>(derivative)));
                continue;
            }
            const long double apart = ulps_apart(y[i], value);
            if (!(apart <= R::ulps + 0x1p-9L)) CHECK(double(apart) <= R::ulps);
            if (derivative != 0 && std::abs(derivative) < static_cast<long double>(std::numeric_limits<T>::min()))
                continue;
            const long double derivative_apart = ulps_apart(d[i], derivative);
            if (!(derivative_apart <= R::ulps_of_derivative)) CHECK(double(derivative_apart) <= R::ulps_of_derivative);
        }
    }
}

TEMPLATE_LIST_TEST_CASE("Law 1: the derivative at zero is the limit from the left", "", Catalogue) {
    using T = typename TestType::value_type;
    for (const TestType& f : Reference<TestType>::samples()) {
        const auto limit = T(Reference<TestType>::derivative(f, -0.0L));
        INFO(TestType::name);
        CHECK(f.derivative(T(0)) == limit);
        CHECK(f.derivative(-T(0)) == limit);
    }
}

TEMPLATE_LIST_TEST_CASE("Law 1: the derivative is the slope of the value", "", Catalogue) {
    using T = typename TestType::value_type;
    // The rounding of the difference and the third derivative's share in it are of one size at this step.
    const T step = std::is_same_v<T, float> ? T(0x1p-8) : T(0x1p-17);
    const T tolerance = std::is_same_v<T, float> ? T(3e-5) : T(5e-11);
    for (const TestType& f : Reference<TestType>::samples())
        for (int i = -64; i <= 64; ++i) {
            if (i == 0) continue;
            const T x = T(i) / 8, difference = (f.value(x + step) - f.value(x - step)) / (2 * step);
            if (!std::isfinite(difference)) continue;  // the largest slope, beyond 1
            const T size = std::max({std::abs(f.value(x)), std::abs(f.derivative(x)), T(1)});
            INFO(TestType::name << " at x = " << x);
            CHECK(std::abs(difference - f.derivative(x)) <= tolerance * size);
        }
}

TEMPLATE_LIST_TEST_CASE("Law 2: zero keeps its sign", "", Catalogue) {
    using T = typename TestType::value_type;
    using R = Reference<TestType>;
    for (const TestType& f : R::samples())
        for (const T zero : {T(0), -T(0)}) {
            INFO(TestType::name << " at " << zero);
            const auto value = static_cast<T>(R::value(f, zero));
            CHECK(same(f.value(zero), value));
            CHECK(same(through_batch(zero, [&](auto v) { return f.value(v); }), value));
        }
}

TEMPLATE_LIST_TEST_CASE("Law 3: infinity goes to the limit, and zero times infinity never shows", "", Catalogue) {
    using T = typename TestType::value_type;
    using R = Reference<TestType>;
    for (const TestType& f : R::samples())
        for (const T x : {infinity<T>, -infinity<T>}) {
            INFO(TestType::name << " at " << x);
            const auto value = static_cast<T>(R::value(f, x)), derivative = static_cast<T>(R::derivative(f, x));
            CHECK(same(f.value(x), value));
            CHECK(same(f.derivative(x), derivative));
            CHECK(same(through_batch(x, [&](auto v) { return f.value(v); }), value));
            CHECK(same(through_batch(x, [&](auto v) { return f.derivative(v); }), derivative));
        }
}

TEMPLATE_LIST_TEST_CASE("Law 4: NaN is never lost", "", Catalogue) {
    using T = typename TestType::value_type;
    for (const TestType& f : Reference<TestType>::samples())
        for (const T x : {nan<T>, std::copysign(nan<T>, T(-1))}) {
            INFO(TestType::name);
            CHECK(std::isnan(f.value(x)));
            CHECK(std::isnan(f.derivative(x)));
            CHECK(std::isnan(through_batch(x, [&](auto v) { return f.value(v); })));
            CHECK(std::isnan(through_batch(x, [&](auto v) { return f.derivative(v); })));
            const std::vector<T> xs(37, x), dy(37, T(0));
            std::vector<T> dx(37, T(0));
            f.backward(xs, dy, dx);
            for (const T element : dx) CHECK(std::isnan(element));
        }
}

TEMPLATE_LIST_TEST_CASE("Law 4: NaN is never made", "", Catalogue) {
    using T = typename TestType::value_type;
    auto numbers = finite_numbers<T>(5000);
    numbers.insert(numbers.end(), {infinity<T>, -infinity<T>});
    for (const TestType& f : Reference<TestType>::samples())
        for (const T x : numbers) {
            const auto batch_value = through_batch(x, [&](auto v) { return f.value(v); });
            const auto batch_derivative = through_batch(x, [&](auto v) { return f.derivative(v); });
            if (std::isnan(f.value(x)) || std::isnan(f.derivative(x)) || std::isnan(batch_value) ||
                std::isnan(batch_derivative))
                FAIL_CHECK(TestType::name << " makes a NaN of x = " << x);
        }
    SUCCEED();
}

TEMPLATE_LIST_TEST_CASE("Law 5: number, batch and fused forms give the same bits", "", Catalogue) {
    using T = typename TestType::value_type;
    auto numbers = finite_numbers<T>(5000);
    numbers.insert(numbers.end(), {infinity<T>, -infinity<T>, nan<T>});
    std::size_t different = 0;
    for (const TestType& f : Reference<TestType>::samples())
        for (const T x : numbers) {
            const auto [value, derivative] = f.value_and_derivative(x);
            different += !same(value, f.value(x));
            different += !same(derivative, f.derivative(x));
            different += !same(f(x), f.value(x));
            different += !same(through_batch(x, [&](auto v) { return f.value(v); }), f.value(x));
            different += !same(through_batch(x, [&](auto v) { return f.derivative(v); }), f.derivative(x));
        }
    CHECK(different == 0);
}

/// Calls visit(Arch{}) for every architecture of this build.
template <class Visit>
void every_architecture(Visit visit) {
    xsimd::supported_architectures::for_each(visit);
}

TEMPLATE_LIST_TEST_CASE("Law 5: every architecture that this build has gives the same bits", "", Catalogue) {
    using T = typename TestType::value_type;
    auto x = finite_numbers<T>(2000);
    x.insert(x.end(), {infinity<T>, -infinity<T>, nan<T>});
    std::vector<T> y(x.size()), d(x.size());
    std::size_t architectures = 0;
    for (const TestType& f : Reference<TestType>::samples())
        every_architecture([&](auto arch) {
            using Arch = decltype(arch);
            f.template value_and_derivative<Arch>(x, y, d);
            std::size_t different = 0;
            for (std::size_t i = 0; i < x.size(); ++i)
                different += !same(y[i], f.value(x[i])) || !same(d[i], f.derivative(x[i]));
            INFO(TestType::name << " on " << Arch::name());
            CHECK(different == 0);
            ++architectures;
        });
    CHECK(architectures > 0);
}

TEMPLATE_LIST_TEST_CASE("Laws 5, 7 and 8: an array's element depends on its input alone, in place or not", "",
                        Catalogue) {
    using T = typename TestType::value_type;
    constexpr std::size_t lanes = most_lanes<T>;
    constexpr std::size_t longest = 4 * lanes + 3 + 4 * lanes;  // past one turn of the unrolled loop
    constexpr T sentinel = T(-7654321);
    auto numbers = special_numbers<T>();
    numbers.insert(numbers.begin(), {infinity<T>, T(-1.25), -infinity<T>, nan<T>, T(3), T(-0.1)});
    const auto gradients = random_numbers<T>(numbers.size() + longest + lanes, 2);
    while (numbers.size() < longest + lanes) numbers.push_back(gradients[numbers.size()]);

    for (const TestType& f : Reference<TestType>::samples())
        for (const auto& call : array_calls<TestType>()) {
            std::size_t wrong = 0, touched = 0;
            const auto right_results =
                one_by_one<TestType>(call, f, numbers, std::span(gradients).first(numbers.size()));
            for (std::size_t size = 0; size <= longest; ++size)
                for (std::size_t offset = 0; offset < lanes; ++offset)
                    for (const int in_place : {-1, 0, 1}) {  // the output is nobody's, the first input, the second
                        if (in_place >= int(call.inputs)) continue;
                        std::vector<std::vector<T>> inputs = {numbers, gradients};
                        std::vector<std::vector<T>> outputs(2, std::vector<T>(size + 2 * lanes, sentinel));
                        const std::size_t output_offset = in_place < 0 ? (offset * 3 + 1) % lanes : offset;
                        std::vector<T>& first = in_place < 0 ? outputs[0] : inputs[std::size_t(in_place)];
                        const std::vector<T> before = first;
                        call.run(f,
                                 {std::span<const T>(inputs[0]).subspan(offset, size),
                                  std::span<const T>(inputs[1]).subspan(offset, size)},
                                 {std::span<T>(first).subspan(output_offset, size),
                                  std::span<T>(outputs[1]).subspan(offset, size)});
                        for (std::size_t i = 0; i < size; ++i) {
                            const auto& right = right_results[offset + i];
                            wrong += !same(first[output_offset + i], right[0]);
                            if (call.outputs == 2) wrong += !same(outputs[1][offset + i], right[1]);
                        }
                        for (std::size_t i = 0; i < first.size(); ++i)
                            if (i < output_offset || i >= output_offset + size) touched += !same(first[i], before[i]);
                    }
            INFO(TestType::name << "::" << call.name);
            CHECK(wrong == 0);
            CHECK(touched == 0);
        }
}

TEMPLATE_LIST_TEST_CASE("Laws 7 and 9: sizes that differ and partial overlaps throw before anything is written", "",
                        Catalogue) {
    using T = typename TestType::value_type;
    const TestType f;
    for (const auto& call : array_calls<TestType>()) {
        INFO(TestType::name << "::" << call.name);
        std::vector<T> memory(100, T(-5));
        const std::vector<T> before = memory;
        const auto rejects = [&](const typename ArrayCall<TestType>::Inputs& inputs,
                                 const typename ArrayCall<TestType>::Outputs& outputs, const std::string& part) {
            std::string message;
            try {
                call.run(f, inputs, outputs);
            } catch (const std::invalid_argument& error) {
                message = error.what();
            }
            const std::string function = call.name == std::string("operator()") ? "value" : call.name;
            CHECK(message.find(std::string("ramp::") + TestType::name + "::" + function) == 0);
            CHECK(message.find(part) != std::string::npos);
            CHECK(memory == before);
        };
        const auto at = [&](std::size_t begin, std::size_t size) { return std::span<T>(memory).subspan(begin, size); };
        rejects({at(0, 10), at(10, 10)}, {at(20, 9), at(30, 9)}, "10 elements");
        rejects({at(0, 10), at(10, 10)}, {at(20, 11), at(40, 11)}, "has 11");
        rejects({at(0, 0), at(10, 0)}, {at(20, 1), at(40, 1)}, "has 1");
        rejects({at(0, 10), at(10, 10)}, {at(1, 10), at(40, 10)}, "overlap in part");
        rejects({at(9, 10), at(30, 10)}, {at(0, 10), at(40, 10)}, "overlap in part");
        if (call.inputs == 2) {
            rejects({at(0, 10), at(10, 9)}, {at(20, 10), at(40, 10)}, "has 9");
            rejects({at(0, 10), at(20, 10)}, {at(29, 10), at(40, 10)}, "overlap in part");
        }
        if (call.outputs == 2) {
            rejects({at(0, 10), at(10, 10)}, {at(20, 10), at(40, 11)}, "has 11");
            rejects({at(0, 10), at(10, 10)}, {at(20, 10), at(21, 10)}, "overlap in part");
            rejects({at(0, 10), at(10, 10)}, {at(20, 10), at(20, 10)}, "are one array");
        }
        call.run(f, {}, {});                                             // empty arrays are fine
        call.run(f, {at(0, 10), at(10, 10)}, {at(20, 10), at(30, 10)});  // neighbours are
    }
}

TEMPLATE_LIST_TEST_CASE("An activation is a small trivially copyable value", "", Catalogue) {
    STATIC_REQUIRE(std::is_trivially_copyable_v<TestType>);
    STATIC_REQUIRE(sizeof(TestType) <= 4 * sizeof(typename TestType::value_type));
}

}  // namespace ramp_tests
