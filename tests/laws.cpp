// Every law x every catalogue entry x {float, double}.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
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

/// What no array call gives or is given.
template <class T>
constexpr T sentinel = T(-7654321);

/// NaN, infinities, special and random numbers, at least `count`.
template <class T>
std::vector<T> numbers_of_law_5(std::size_t count) {
    auto numbers = special_numbers<T>();
    if (special_values) numbers.insert(numbers.begin(), {infinity<T>, T(-1.25), -infinity<T>, nan<T>, T(3), T(-0.1)});
    const auto random = random_numbers<T>(count);
    if (numbers.size() < count)
        numbers.insert(numbers.end(), random.begin(), random.begin() + std::ptrdiff_t(count - numbers.size()));
    return numbers;
}

/// No difference was found in f, compiled for `architecture`. Catch2's macros are code in every instance.
void check_none(std::size_t differences, const char* f, const char* architecture) {
    INFO(f << " on " << architecture);
    CHECK(differences == 0);
}

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

TEMPLATE_LIST_TEST_CASE("Laws 1 and 6: value and derivative are the formulas', within the stated ulp",
                        against_long_double, Catalogue) {
    using T = typename TestType::value_type;
    using R = Reference<TestType>;
    for (const TestType& f : R::samples()) {
        long double worst = 0, worst_of_derivative = 0;
        for (const T x : finite_numbers<T>(40000)) {
            const long double exact = R::derivative(f, x), exact_value = R::value(f, x);
            if (!is_promised<T>(exact) || !is_promised<T>(exact_value)) continue;
            const long double apart = ulps_apart(f.value(x), exact_value);
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

TEMPLATE_LIST_TEST_CASE("Laws 1 to 4 and 6: arrays, whatever they run on, give the formulas' results",
                        special_values ? against_long_double : about_special_values, Catalogue) {
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

TEMPLATE_LIST_TEST_CASE("Law 1: the derivative is the slope of the value", "", Catalogue) {
    using T = typename TestType::value_type;
    // The rounding of the difference and the third derivative's share in it are of one size at this step.
    const T step = std::is_same_v<T, float> ? T(0x1p-8) : T(0x1p-17);
    const T tolerance = std::is_same_v<T, float> ? T(3e-5) : T(5e-11);
    for (const TestType& f : Reference<TestType>::samples())
        for (int i = -64; i <= 64; ++i) {
            if (i == 0) continue;
            const T x = T(i) / 8, difference = (f.value(x + step) - f.value(x - step)) / (2 * step);
            if (!is_normal_or_zero(difference)) continue;  // the largest slope, beyond 1
            const T size = std::max({std::abs(f.value(x)), std::abs(f.derivative(x)), T(1)});
            INFO(TestType::name << " at x = " << x);
            CHECK(std::abs(difference - f.derivative(x)) <= tolerance * size);
        }
}

TEMPLATE_LIST_TEST_CASE("Law 4: NaN is never made", about_special_values, Catalogue) {
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
    const auto numbers = numbers_of_law_5<T>(5000);
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

/// The NEON of 32 bits has no double: xsimd says so, or gives its batch no lanes (8.1).
template <class T, class Arch>
constexpr bool has_batches() {
    if constexpr (xsimd::has_simd_register<T, Arch>::value)
        return xsimd::batch<T, Arch>::size > 0;
    else
        return false;
}

/// How many of f's results on Arch's batches of x are not these.
template <class Arch, class F, class T = typename F::value_type>
std::size_t different_in_batches(const F& f, const std::vector<T>& x, const std::vector<T>& values,
                                 const std::vector<T>& derivatives) {
    using Batch = xsimd::batch<T, Arch>;
    std::size_t different = 0;
    for (std::size_t i = 0; i + Batch::size <= x.size(); i += Batch::size) {
        const auto both = f.value_and_derivative(Batch::load_unaligned(&x[i]));
        T y[Batch::size], d[Batch::size];
        both.value.store_unaligned(y);
        both.derivative.store_unaligned(d);
        for (std::size_t lane = 0; lane < Batch::size; ++lane)
            different += !same(y[lane], values[i + lane]) || !same(d[lane], derivatives[i + lane]);
    }
    return different;
}

TEMPLATE_LIST_TEST_CASE("Law 5: batches of every architecture that this build has give the number's bits", "",
                        Catalogue) {
    using T = typename TestType::value_type;
    const auto x = numbers_of_law_5<T>(2000);
    std::size_t architectures = 0;
    for (const TestType& f : Reference<TestType>::samples()) {
        std::vector<T> values, derivatives;
        for (const T number : x) values.push_back(f.value(number)), derivatives.push_back(f.derivative(number));
        xsimd::supported_architectures::for_each([&](auto arch) {
            using Arch = decltype(arch);
            if constexpr (has_batches<T, Arch>()) {
                check_none(different_in_batches<Arch>(f, x, values, derivatives), TestType::name, Arch::name());
                ++architectures;
            }
        });
    }
    CHECK(architectures > 0);
}

/// Calls visit(Arch{}) for one architecture of each register width that this build has beside its widest.
template <class First, class... Rest, class Visit>
void every_narrower_width(xsimd::arch_list<First, Rest...>, Visit visit) {
    constexpr std::size_t width = xsimd::batch<float, First>::size;
    if constexpr (width != xsimd::batch<float>::size && ((width != xsimd::batch<float, Rest>::size) && ...))
        visit(First{});
    if constexpr (sizeof...(Rest) > 0) every_narrower_width(xsimd::arch_list<Rest...>{}, visit);
}

TEMPLATE_LIST_TEST_CASE("Law 5: arrays in narrower registers give the number's bits, whatever the length", "",
                        Catalogue) {
    using T = typename TestType::value_type;
    const auto x = numbers_of_law_5<T>(100);
    const TestType f;
    std::vector<T> values, derivatives;
    for (const T number : x) values.push_back(f.value(number)), derivatives.push_back(f.derivative(number));
    every_narrower_width(xsimd::supported_architectures(), [&](auto arch) {
        using Arch = decltype(arch);
        std::size_t wrong = 0;
        for (std::size_t size = 0; size <= 6 * xsimd::batch<T, Arch>::size + 3; ++size) {
            std::vector<T> y(size + 1, sentinel<T>), d = y;
            f.template value_and_derivative<Arch>(std::span(x).first(size), std::span(y).first(size),
                                                  std::span(d).first(size));
            for (std::size_t i = 0; i < size; ++i) wrong += !same(y[i], values[i]) || !same(d[i], derivatives[i]);
            wrong += !same(y[size], sentinel<T>) || !same(d[size], sentinel<T>);
        }
        check_none(wrong, TestType::name, Arch::name());
    });
}

/// What one run of an array call is about: its arrays' length, and how far each is from where a batch would begin.
struct Position {
    std::size_t size, first_input, second_input, first_output, second_output;
    enum { apart, first_in_place, second_in_place } output;
};

/// The runs of one call on one activation, and what was wrong with them.
template <class F>
class PositionSweep {
    using T = typename F::value_type;
    static constexpr std::size_t lanes = most_lanes<T>;

public:
    static constexpr std::size_t longest = 8 * lanes + 3;  // past two turns of the unrolled loop
    std::size_t wrong = 0, touched = 0;

    PositionSweep(const F& f, const ArrayCall<F>& call) : f_(f), call_(call) {
        x_ = numbers_of_law_5<T>(longest + lanes);
        dy_ = random_numbers<T>(x_.size(), 2);
        right_ = one_by_one<F>(call, f, x_, dy_);
    }

    void run(const Position& at) {
        if (at.output == Position::second_in_place && call_.inputs < 2) return;
        // Every lane and every place in the rest meets every number in turn.
        const std::size_t shift = (at.size + 3 * at.first_input + 5 * at.first_output) % lanes;
        std::size_t output = 2, output_offset = at.first_output;
        if (at.output == Position::first_in_place) output = 0, output_offset = at.first_input;
        if (at.output == Position::second_in_place) output = 1, output_offset = at.second_input;
        const std::size_t offsets[] = {at.first_input, at.second_input, output_offset, at.second_output};
        for (auto& array : arrays_) std::fill_n(array.begin(), at.size + 3 * lanes, sentinel<T>);
        std::copy_n(x_.begin() + std::ptrdiff_t(shift), at.size, start(0, offsets[0]));
        std::copy_n(dy_.begin() + std::ptrdiff_t(shift), at.size, start(1, offsets[1]));
        const auto part = [&](std::size_t k, std::size_t offset) { return std::span<T>(&*start(k, offset), at.size); };
        call_.run(f_, {part(0, offsets[0]), part(1, offsets[1])}, {part(output, output_offset), part(3, offsets[3])});

        for (std::size_t k = 0; k < 4; ++k) {
            const T* elements = arrays_[k].data();
            const std::size_t begin = lanes + (k == output ? output_offset : offsets[k]);
            for (std::size_t i = 0; i < begin; ++i) touched += !same(elements[i], sentinel<T>);
            for (std::size_t i = begin + at.size; i < at.size + 3 * lanes; ++i)
                touched += !same(elements[i], sentinel<T>);
            for (std::size_t i = 0; i < at.size; ++i) {
                const T got = elements[begin + i];
                if (k == output)
                    wrong += !same(got, right_[shift + i][0]);
                else if (k < 2)
                    touched += !same(got, (k == 0 ? x_ : dy_)[shift + i]);
                else if (k == 3)
                    wrong += !same(got, call_.outputs == 2 ? right_[shift + i][1] : sentinel<T>);
            }
        }
    }

private:
    /// Where array k's elements begin, `offset` beyond a multiple of a batch's size.
    typename std::vector<T>::iterator start(std::size_t k, std::size_t offset) {
        return arrays_[k].begin() + std::ptrdiff_t(lanes + offset);
    }

    const F& f_;
    const ArrayCall<F>& call_;
    std::vector<T> x_, dy_;
    std::vector<std::array<T, 2>> right_;
    std::array<std::vector<T>, 4> arrays_ = {std::vector<T>(longest + 3 * lanes), std::vector<T>(longest + 3 * lanes),
                                             std::vector<T>(longest + 3 * lanes), std::vector<T>(longest + 3 * lanes)};
};

TEMPLATE_LIST_TEST_CASE("Laws 5, 7 and 8: an array's element depends on its input alone, in place or not", "",
                        Callable) {
    using T = typename TestType::value_type;
    constexpr std::size_t lanes = most_lanes<T>;
    constexpr std::size_t longest = PositionSweep<TestType>::longest;
    const auto outputs = {Position::apart, Position::first_in_place, Position::second_in_place};
    const auto samples = Reference<TestType>::samples();
    for (const auto& call : array_calls<TestType>()) {
        for (const TestType& f : samples) {
            PositionSweep<TestType> sweep(f, call);
            for (std::size_t size = 0; size <= longest; ++size)
                for (std::size_t offset = 0; offset < lanes; ++offset)
                    for (const auto output : outputs)
                        sweep.run({size, offset, offset * 5 % lanes, (offset * 3 + 1) % lanes, offset, output});
            // Every input's offset with every output's: the parameter makes no other code, but a layout does.
            if (&f == &samples.front() || std::is_same_v<TestType, EqualChannels<T>>)
                for (std::size_t size = 0; size <= 4 * lanes + 3; ++size)
                    for (std::size_t in = 0; in < lanes; ++in)
                        for (std::size_t out = 0; out < lanes; ++out)
                            sweep.run({size, in, (in + 3 * out) % lanes, out, (out + 5 * in) % lanes, Position::apart});
            INFO(TestType::name << "::" << call.name);
            CHECK(sweep.wrong == 0);
            CHECK(sweep.touched == 0);
        }
    }
}

TEMPLATE_LIST_TEST_CASE("Laws 7 and 9: sizes that differ and partial overlaps throw before anything is written", "",
                        Callable) {
    using T = typename TestType::value_type;
    const TestType f;
    for (const auto& call : array_calls<TestType>()) {
        INFO(TestType::name << "::" << call.name);
        std::string function = "ramp::";
        function.append(TestType::name).append("::").append(call.function).append(": ");
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
            CHECK(message.find(function) == 0);
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

TEMPLATE_LIST_TEST_CASE("Threads share an activation, each on its part of the arrays, while the threshold changes", "",
                        Callable) {
    using T = typename TestType::value_type;
    constexpr std::size_t threads = 4, part = 3001, size = threads * part, rounds = 4;
    const auto x = numbers_of_law_5<T>(size), dy = random_numbers<T>(size, 2);
    const TestType f;
    const auto threshold = ramp::streaming_threshold();
    for (const auto& call : array_calls<TestType>()) {
        std::vector<T> first(size, sentinel<T>), second = first;
        std::vector<std::thread> workers;
        for (std::size_t begin = 0; begin < size; begin += part)
            workers.emplace_back([&, begin] {
                const auto mine = [begin](auto& array) { return std::span(array).subspan(begin, part); };
                for (std::size_t round = 0; round < rounds; ++round)
                    call.run(f, {mine(x), mine(dy)}, {mine(first), mine(second)});
            });
        for (std::size_t k = 0; k < 100; ++k) ramp::set_streaming_threshold(k % 2 == 0 ? 0 : threshold);
        for (auto& worker : workers) worker.join();
        const auto right = one_by_one<TestType>(call, f, x, dy);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < size; ++i)
            wrong += !same(first[i], right[i][0]) || (call.outputs == 2 && !same(second[i], right[i][1]));
        INFO(TestType::name << "::" << call.name);
        CHECK(wrong == 0);
    }
    ramp::set_streaming_threshold(threshold);
}

TEMPLATE_LIST_TEST_CASE("An activation is a small trivially copyable value", "", Catalogue) {
    STATIC_REQUIRE(std::is_trivially_copyable_v<TestType>);
    STATIC_REQUIRE(sizeof(TestType) <= 4 * sizeof(typename TestType::value_type));
}

}  // namespace ramp_tests
