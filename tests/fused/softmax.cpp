#include <ramp/softmax.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <list>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "../catch.hpp"
#include "../guarded_pages.hpp"
#include "../streaming.hpp"

using ramp::cross_entropy;
using ramp::log_softmax;
using ramp::softmax;
using ramp_tests::Real;

namespace {

/// std::log1p, which -ffast-math makes less exact.
Real log_one_plus(Real v) {
    if (v >= 1e-3L) return std::log(1 + v);
    Real series = 0;
    for (int power = 6; power >= 1; --power) series = v * (1 / Real(power) - series);
    return series;
}

/// The exact softmax of a row, and its logarithms.
struct Row {
    std::vector<Real> y, log_y;
    Real log_of_sum = 0;  ///< of e^(x - greatest)

    template <class T>
    explicit Row(std::span<const T> x) {
        const auto greatest = std::max_element(x.begin(), x.end());
        Real others = 0;
        for (auto i = x.begin(); i != x.end(); ++i)
            if (i != greatest) others += std::exp(Real(*i) - Real(*greatest));
        log_of_sum = log_one_plus(others);
        for (const T v : x) {
            const volatile Real distance = Real(v) - Real(*greatest);  // else -ffast-math adds the last two first
            log_y.push_back(distance - log_of_sum);
            y.push_back(std::exp(Real(v) - Real(*greatest)) / (1 + others));
        }
    }
};

/// How far a sum may be off: of few addends, by their roundings.
template <class T>
Real tolerance_of_sum(std::size_t columns) {
    const Real bound = sizeof(T) == 4 ? 1e-6L : 2e-13L;
    return std::min(bound, Real(columns) * std::numeric_limits<T>::epsilon() / 2);
}

template <class T>
void softmax_is_near_the_reference(const std::vector<T>& x, std::size_t columns) {
    std::vector<T> y(x.size()), log_y(x.size());
    softmax(x, y, columns);
    log_softmax(x, log_y, columns);
    std::size_t wrong = 0, wrong_logs = 0, outside = 0, without_sum = 0;
    Real worst = 0, worst_sum = 0;
    const Real of_sum = tolerance_of_sum<T>(columns);
    const Real smallest = (ramp_tests::special_values ? 1 : 1.42L) * std::numeric_limits<T>::min();
    for (std::size_t i = 0; i < x.size(); i += columns) {
        const Row row(std::span<const T>(x).subspan(i, columns));
        // By what factor the sum that all quotients are within 3 ulp for may be off.
        Real sum = 0, least = 0, most = std::numeric_limits<Real>::infinity();
        for (std::size_t k = 0; k < columns; ++k) {
            const Real got = y[i + k], exact = row.y[k], exact_log = row.log_y[k];
            sum += got;
            outside += !(got >= 0 && got <= 1) || log_y[i + k] > 0;
            if (exact >= smallest) {
                const Real error = std::abs(got - exact) - of_sum * exact;
                const Real ulp = ramp_tests::last_place<T>(exact);
                worst = std::max(worst, error / ulp);
                least = std::max(least, exact / (got + 3 * ulp));
                most = std::min(most, exact / (got - 3 * ulp));
            } else {
                wrong += !(got <= 1.1L * smallest);
            }
            if (std::abs(exact_log) >= smallest) {
                const Real error = std::abs(log_y[i + k] - exact_log) - of_sum * row.log_of_sum;
                wrong_logs += !(error <= 2 * ramp_tests::last_place<T>(exact_log));
            } else {
                wrong_logs += !(-log_y[i + k] <= 1.1L * smallest);
            }
        }
        worst_sum = std::max(worst_sum, std::abs(sum - 1));
        without_sum += !(least <= most && least <= 1 + of_sum && most >= 1 - of_sum);
    }
    INFO(columns << " columns, from " << x.front() << ", " << double(worst) << " ulp");
    CHECK(worst <= 3);
    CHECK(without_sum == 0);
    CHECK(worst_sum <= (sizeof(T) == 4 ? 1e-6L : 2e-13L));
    CHECK(wrong == 0);
    CHECK(wrong_logs == 0);
    CHECK(outside == 0);
}

constexpr std::size_t widths[] = {1, 2, 3, 7, 8, 9, 63, 64, 65, 1000};

}  // namespace

TEMPLATE_TEST_CASE("softmax and log_softmax are near a long double reference, whatever the width",
                   ramp_tests::against_long_double, float, double) {
    using T = TestType;
    // About where the greatest is subtracted: 200 for float, 1442 for double.
    for (const std::size_t columns : widths)
        for (const T shift : {T(0), T(-5), T(90), T(-199), T(200), T(-250), T(1440), T(-1443), T(1e4), T(-3e6)})
            for (const T scale : {T(0.1), T(3), T(60), T(1000)})
                softmax_is_near_the_reference(
                    ramp_tests::normal_numbers<T>(3 * columns, unsigned(columns), scale, shift), columns);
    softmax_is_near_the_reference(ramp_tests::normal_numbers<T>(100003, 1, 2), 100003);
}

TEMPLATE_TEST_CASE("The sum over millions of columns is within 1e-6 of 1", "", float, double) {
    for (const TestType step : {TestType(0), TestType(1e-6)}) {
        std::vector<TestType> x(3000001), y(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) x[i] = TestType(0.3) + step * TestType(i);
        softmax(x, y, x.size());
        Real sum = 0;
        for (const TestType v : y) sum += v;
        CHECK(std::abs(sum - 1) <= 1e-6L);
    }
}

TEMPLATE_TEST_CASE("Where one logit dominates, its logarithm has the others' sum, and ties count", "", float, double) {
    using T = TestType;
    for (const std::size_t columns : widths) {
        if (columns == 1) continue;
        std::vector<T> x(columns, T(-40)), y(columns);
        x[columns / 2] = 3;
        log_softmax(x, y, columns);
        const Real exact = log_one_plus(Real(columns - 1) * std::exp(Real(-43)));
        CHECK(std::abs(-Real(y[columns / 2]) / exact - 1) <= 2e-6L);
        CHECK(std::abs(cross_entropy(x, std::array{columns / 2}, columns) / exact - 1) <= 2e-6L);
        // Each of the others is subnormal; their sum is not.
        const T far = sizeof(T) == 4 ? T(-89) : T(-710);
        for (T& v : x) v = v == 3 ? T(0) : far;
        log_softmax(x, y, columns);
        const Real tiny = Real(columns - 1) * std::exp(Real(far));
        CHECK((tiny < 2 * std::numeric_limits<T>::min() || std::abs(-Real(y[columns / 2]) / tiny - 1) <= 2e-6L));
        std::fill(x.begin(), x.end(), T(-77));
        log_softmax(x, y, columns);
        CHECK(std::abs(-Real(y[0]) / std::log(Real(columns)) - 1) <= 1e-6L);
    }
}

TEMPLATE_TEST_CASE("softmax of one column is 1, and of two equal ones 1/2", "", float, double) {
    using Limits = std::numeric_limits<TestType>;
    for (const TestType v : {TestType(0), TestType(0.1), TestType(-7.7), TestType(123), TestType(-1e5), Limits::max(),
                             Limits::lowest(), Limits::denorm_min()}) {
        TestType one[1] = {v}, two[2] = {v, v};
        softmax(one, one, 1);
        softmax(two, two, 2);
        CHECK(ramp_tests::same(one[0], TestType(1)));
        CHECK((ramp_tests::same(two[0], TestType(0.5)) && ramp_tests::same(two[1], TestType(0.5))));
    }
}

TEMPLATE_TEST_CASE("Rows of the largest numbers do not overflow", "", float, double) {
    using Limits = std::numeric_limits<TestType>;
    for (const std::size_t columns : {3u, 8u, 70u, 1000u}) {
        std::vector<TestType> x(columns, Limits::lowest()), y(columns), d(columns);
        x[1] = Limits::max();
        softmax(x, y, columns);
        std::vector<TestType> expected(columns);
        expected[1] = 1;
        CHECK(y == expected);
        CHECK(cross_entropy.value_and_gradient(x, std::array{1}, d, columns) == 0);
        expected[1] = 0;
        CHECK(d == expected);
        x.assign(columns, Limits::max());
        softmax(x, y, columns);
        CHECK(std::abs(y[columns - 1] * Real(columns) - 1) <= 4 * Limits::epsilon());
        if constexpr (ramp_tests::special_values) {
            x[1] = Limits::lowest();
            log_softmax(x, y, columns);
            CHECK(y[1] == -Limits::infinity());
        }
    }
    // Nor does the sum of losses where their mean does not, or a loss that is twice the largest number.
    const TestType large = Limits::max() * TestType(0.75);
    const std::array<TestType, 10> x = {0, large, 0, large, -large, large, large, 0, 0, large};
    std::array<TestType, 10> d;
    const std::array labels = {0, 0, 0, 0, 0};
    const auto is_large = [&](TestType loss) { return std::abs(loss - large) <= 4 * Limits::epsilon() * large; };
    CHECK(is_large(cross_entropy(x, labels, 2)));
    CHECK(is_large(cross_entropy.value_and_gradient(x, labels, d, 2)));
}

TEST_CASE("A loss has no more sums than there is room for, however many rows there are", "[long]") {
    constexpr std::size_t rows = std::size_t(1) << 23, columns = 4;
    const std::vector<float> x(rows * columns, 1);
    const std::vector<unsigned char> labels(rows, 2);
    CHECK(std::abs(cross_entropy(x, labels, columns) - std::log(4.0f)) <= 1e-6f);
}

TEMPLATE_TEST_CASE("Infinities and NaN stay in their rows", ramp_tests::about_special_values, float, double) {
    constexpr TestType inf = ramp_tests::infinity<TestType>, nan = ramp_tests::quiet_nan<TestType>;
    for (const std::size_t columns : widths) {
        const auto ordinary = ramp_tests::normal_numbers<TestType>(3 * columns, 1);
        std::vector<TestType> y(ordinary.size()), log_y(y), d(y), right(y), right_log(y);
        softmax(ordinary, right, columns);
        log_softmax(ordinary, right_log, columns);
        const auto of_other_rows = [&](std::size_t i) { return i < columns || i >= 2 * columns; };
        const auto spoils = [&](const std::vector<TestType>& x) {
            softmax(x, y, columns);
            log_softmax(x, log_y, columns);
            const std::array<int, 3> labels{};
            CHECK(ramp_tests::is_nan(cross_entropy.value_and_gradient(x, labels, d, columns)));
            CHECK(ramp_tests::is_nan(cross_entropy(x, labels, columns)));
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < x.size(); ++i)
                wrong += of_other_rows(i)
                             ? !ramp_tests::same(y[i], right[i]) || !ramp_tests::same(log_y[i], right_log[i]) ||
                                   ramp_tests::is_nan(d[i])
                             : !ramp_tests::is_nan(y[i]) || !ramp_tests::is_nan(log_y[i]) || !ramp_tests::is_nan(d[i]);
            CHECK(wrong == 0);
        };
        INFO(columns << " columns");
        for (const std::size_t place : {std::size_t(0), columns / 2, columns - 1}) {
            for (const TestType special : {nan, -nan, inf}) {
                auto x = ordinary;
                x[columns + place] = special;
                spoils(x);
                std::fill_n(x.begin() + std::ptrdiff_t(columns), columns, -inf);
                x[columns + place] = special;
                spoils(x);
            }
            auto x = ordinary;
            x[columns + place] = -inf;
            if (columns > 1) {
                softmax(x, y, columns);
                log_softmax(x, log_y, columns);
                CHECK((ramp_tests::same(y[columns + place], TestType(0)) && log_y[columns + place] == -inf));
                CHECK(std::none_of(y.begin(), y.end(), ramp_tests::is_nan<TestType>));
                CHECK(std::none_of(log_y.begin(), log_y.end(), ramp_tests::is_nan<TestType>));
                const std::array labels{std::size_t(0), place, std::size_t(0)};
                CHECK(cross_entropy.value_and_gradient(x, labels, d, columns) == inf);
                CHECK(ramp_tests::same(d[columns + place], TestType(-1 / 3.0)));
                log_softmax.backward(log_y, ordinary, d, columns);
                CHECK(ramp_tests::same(d[columns + place], ordinary[columns + place]));
            }
        }
        auto x = ordinary;
        std::fill_n(x.begin() + std::ptrdiff_t(columns), columns, -inf);
        spoils(x);
        for (const TestType special : {nan, inf}) {
            x = ordinary;
            x[columns] = special;
            softmax.backward(right, x, d, columns);
            CHECK(std::count_if(d.begin(), d.end(), ramp_tests::is_nan<TestType>) >= 1);
            CHECK(std::none_of(d.begin() + std::ptrdiff_t(2 * columns), d.end(), ramp_tests::is_nan<TestType>));
        }
    }
}

TEMPLATE_TEST_CASE("Law 5: a row's bits are its own, wherever it stands, in place or not", "", float, double) {
    const auto equal = [](std::span<const TestType> a, const std::vector<TestType>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), ramp_tests::same<TestType>);
    };
    for (const std::size_t columns : {1u, 2u, 3u, 5u, 8u, 10u, 16u, 17u, 63u, 64u, 100u, 1000u}) {
        const auto x = ramp_tests::normal_numbers<TestType>(columns, unsigned(columns), 4),
                   dy = ramp_tests::normal_numbers<TestType>(columns, 7);
        std::vector<TestType> y(columns), log_y(columns), dx(columns), log_dx(columns), gradient(columns);
        softmax(x, y, columns);
        log_softmax(x, log_y, columns);
        softmax.backward(y, dy, dx, columns);
        log_softmax.backward(log_y, dy, log_dx, columns);
        const auto loss = cross_entropy.value_and_gradient(x, std::array{columns - 1}, gradient, columns);
        CHECK(ramp_tests::same(loss, cross_entropy(x, std::array{columns - 1}, columns)));
        for (const std::size_t rows : {1u, 2u, 5u})
            for (std::size_t row = 0; row < rows; ++row)
                for (std::size_t offset = 0; offset < 3; ++offset) {
                    auto memory = ramp_tests::normal_numbers<TestType>(rows * columns + offset, 9), others = memory;
                    const auto all = std::span(memory).subspan(offset), all_others = std::span(others).subspan(offset);
                    const auto at = all.subspan(row * columns, columns),
                               at_others = all_others.subspan(row * columns, columns);
                    const auto fill = [&](const std::vector<TestType>& a, const std::vector<TestType>& b) {
                        std::copy(a.begin(), a.end(), at.begin());
                        std::copy(b.begin(), b.end(), at_others.begin());
                    };
                    std::size_t wrong = 0;
                    fill(x, x);
                    softmax(all, all_others, columns);
                    wrong += !equal(at_others, y);
                    softmax(all, all, columns);
                    wrong += !equal(at, y);
                    fill(x, x);
                    log_softmax(all, all_others, columns);
                    wrong += !equal(at_others, log_y);
                    log_softmax(all, all, columns);
                    wrong += !equal(at, log_y);
                    fill(y, dy);
                    softmax.backward(all, all_others, all_others, columns);
                    wrong += !equal(at_others, dx);
                    fill(y, dy);
                    softmax.backward(all, all_others, all, columns);
                    wrong += !equal(at, dx);
                    fill(log_y, dy);
                    log_softmax.backward(all, all_others, all_others, columns);
                    wrong += !equal(at_others, log_dx);
                    fill(log_y, dy);
                    log_softmax.backward(all, all_others, all, columns);
                    wrong += !equal(at, log_dx);
                    const std::vector<std::size_t> labels(rows, columns - 1);
                    fill(x, x);
                    const auto apart = cross_entropy.value_and_gradient(all, labels, all_others, columns);
                    wrong += rows == 1 && !equal(at_others, gradient);
                    wrong += !ramp_tests::same(apart, cross_entropy.value_and_gradient(all, labels, all, columns));
                    wrong += !equal(all, others.empty() ? others : std::vector(all_others.begin(), all_others.end()));
                    INFO(columns << " columns, row " << row << " of " << rows << ", " << offset);
                    CHECK(wrong == 0);
                }
    }
}

TEMPLATE_TEST_CASE("Law 5: rows of large arrays, which are streamed, have the bits of others", "", float, double) {
    for (const std::size_t columns : {5u, 16u, 48u, 1000u, 1024u})
        for (const std::size_t rows : {1u, 3u}) {
            const auto x = ramp_tests::normal_numbers<TestType>(columns * rows, 1, 4),
                       dy = ramp_tests::normal_numbers<TestType>(x.size(), 2);
            const auto results = [&](std::size_t threshold) {
                const ramp_tests::StreamingFrom streaming(threshold);
                std::array<std::vector<TestType>, 4> all;
                for (auto& result : all) result.resize(x.size());
                auto& [y, dx, log_y, log_dx] = all;
                softmax(x, y, columns);
                softmax.backward(y, dy, dx, columns);
                log_softmax(x, log_y, columns);
                log_softmax.backward(log_y, dy, log_dx, columns);
                return all;
            };
            INFO(columns << " columns, " << rows << " rows");
            CHECK(results(0) == results(std::size_t(-1)));
        }
}

TEMPLATE_TEST_CASE("cross_entropy and its gradient are near a long double reference, whatever the labels' type",
                   ramp_tests::against_long_double, float, double) {
    using T = TestType;
    const auto try_labels = [](auto zero, std::size_t columns, std::size_t rows) {
        using Label = decltype(zero);
        const auto x = ramp_tests::normal_numbers<T>(columns * rows, 5, 5);
        std::vector<Label> labels(rows);
        for (std::size_t row = 0; row < rows; ++row) labels[row] = Label(row * 7 % columns);
        std::vector<T> d(x.size());
        const T loss = cross_entropy.value_and_gradient(x, labels, d, columns);
        CHECK(loss == cross_entropy(x, labels, columns));
        CHECK(loss == cross_entropy.value(x, labels, columns));
        Real exact = 0, worst = 0;
        const Real epsilon = std::numeric_limits<T>::epsilon();
        for (std::size_t row = 0; row < rows; ++row) {
            const Row reference(std::span<const T>(x).subspan(row * columns, columns));
            const auto label = std::size_t(labels[row]);
            exact -= reference.log_y[label] / Real(rows);
            for (std::size_t k = 0; k < columns; ++k) {
                const Real gradient = (reference.y[k] - (k == label)) / Real(rows);
                const Real size = (reference.y[k] + (k == label)) / Real(rows);
                worst =
                    std::max(worst, std::abs(d[row * columns + k] - gradient) / (size + std::numeric_limits<T>::min()));
            }
        }
        INFO(columns << " columns, " << rows << " rows");
        CHECK(std::abs(loss - exact) <= (4 * epsilon + tolerance_of_sum<T>(columns)) * exact);
        CHECK(worst <= 4 * epsilon + tolerance_of_sum<T>(columns));
    };
    for (const std::size_t columns : {1u, 2u, 10u, 100u})
        for (const std::size_t rows : {1u, 2u, 63u, 64u, 65u, 200u}) {
            try_labels(std::int8_t(0), columns, rows);
            try_labels(std::uint64_t(0), columns, rows);
        }
    try_labels(0, 1000, 3);
    try_labels('\0', 10, 3);
    try_labels(std::int16_t(0), 1000, 3);
    const std::vector<T> nothing;
    std::vector<T> d;
    CHECK(cross_entropy(nothing, std::vector<int>(), 5) == 0);
    CHECK(cross_entropy.value_and_gradient(nothing, std::vector<int>(), d, 5) == 0);
}

TEST_CASE("Gradients are the slopes of the functions") {
    for (const std::size_t columns : {1u, 2u, 5u, 10u, 40u}) {
        constexpr std::size_t rows = 3;
        const auto x = ramp_tests::normal_numbers<double>(rows * columns, 1, 2),
                   dy = ramp_tests::normal_numbers<double>(x.size(), 2);
        std::vector<double> y(x.size()), of_softmax(y), of_log_softmax(y), of_cross_entropy(y);
        const std::array labels{std::size_t(0), columns / 2, columns - 1};
        softmax(x, y, columns);
        softmax.backward(y, dy, of_softmax, columns);
        log_softmax(x, y, columns);
        log_softmax.backward(y, dy, of_log_softmax, columns);
        CHECK(std::isfinite(cross_entropy.value_and_gradient(x, labels, of_cross_entropy, columns)));
        const auto slope = [&](const auto& f, std::size_t i) {
            constexpr double step = 1e-4;
            const auto at = [&](double distance) {
                auto moved = x;
                moved[i] += distance;
                return f(moved);
            };
            return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
        };
        const auto weighted = [&](const auto& f) {
            return [&](const std::vector<double>& moved) {
                f(moved, y, columns);
                double sum = 0;
                for (std::size_t i = 0; i < y.size(); ++i) sum += y[i] * dy[i];
                return sum;
            };
        };
        for (std::size_t i = 0; i < x.size(); ++i) {
            CHECK(std::abs(slope(weighted(softmax), i) - of_softmax[i]) <= 1e-6 * (std::abs(of_softmax[i]) + 1e-4));
            CHECK(std::abs(slope(weighted(log_softmax), i) - of_log_softmax[i]) <=
                  1e-6 * (std::abs(of_log_softmax[i]) + 1e-4));
            const auto loss = [&](const std::vector<double>& moved) { return cross_entropy(moved, labels, columns); };
            CHECK(std::abs(slope(loss, i) - of_cross_entropy[i]) <= 1e-6 * (std::abs(of_cross_entropy[i]) + 1e-4));
        }
    }
}

TEMPLATE_TEST_CASE("Backward passes are near a long double reference", "", float, double) {
    const Real epsilon = std::numeric_limits<TestType>::epsilon();
    for (const std::size_t columns : {1u, 2u, 9u, 65u, 1000u, 5000u}) {
        const auto x = ramp_tests::normal_numbers<TestType>(2 * columns, 1, 2),
                   dy = ramp_tests::normal_numbers<TestType>(x.size(), 2, 1, 1);
        std::vector<TestType> y(x.size()), log_y(y), dx(y), log_dx(y);
        softmax(x, y, columns);
        log_softmax(x, log_y, columns);
        softmax.backward(y, dy, dx, columns);
        log_softmax.backward(log_y, dy, log_dx, columns);
        std::size_t wrong = 0;
        for (std::size_t row = 0; row < 2; ++row) {
            Real sum = 0, magnitude = 0, log_sum = 0, log_magnitude = 0;
            for (std::size_t i = row * columns; i < (row + 1) * columns; ++i) {
                const Real product = Real(y[i]) * dy[i];
                sum += product, magnitude += std::abs(product);
                log_sum += dy[i], log_magnitude += std::abs(dy[i]);
            }
            for (std::size_t i = row * columns; i < (row + 1) * columns; ++i) {
                const Real e = std::exp(Real(log_y[i])), of_sum = tolerance_of_sum<TestType>(columns) + 2 * epsilon;
                const Real error = std::abs(dx[i] - y[i] * (dy[i] - sum));
                const Real log_error = std::abs(log_dx[i] - (dy[i] - e * log_sum));
                wrong += !(error <= y[i] * (2 * epsilon * std::abs(dy[i]) + of_sum * magnitude));
                wrong += !(log_error <= 2 * epsilon * std::abs(dy[i]) + of_sum * e * log_magnitude);
            }
        }
        INFO(columns << " columns");
        CHECK(wrong == 0);
    }
}

static_assert([] {
    const std::array<double, 6> x = {1, 1, -700, 0, 0, 0}, dy = {1, 2, 3, 1, 1, 1};
    std::array<double, 6> y{}, log_y{}, dx{};
    softmax(x, y, 3);
    log_softmax(x, log_y, 3);
    softmax.backward(y, dy, dx, 3);
    const bool right = y[0] == 0.5 && y[2] < 1e-300 && y[3] > 0.3333 && y[3] < 0.3334 && log_y[0] < -0.6931 &&
                       log_y[0] > -0.6932 && dx[0] == -0.25 && dx[1] == 0.25;
    log_softmax.backward(log_y, dy, dx, 3);
    const std::array<int, 2> labels = {0, 2};
    const double loss = cross_entropy.value_and_gradient(x, labels, y, 3);
    return right && dx[0] < -1.99 && dx[0] > -2.01 && loss > 0.895 && loss < 0.896 && y[0] == -0.25 &&
           loss == cross_entropy(x, labels, 3);
}());

template <class... A>
concept has_softmax = requires(A&&... a) {
    softmax(static_cast<A&&>(a)...);
};
template <class... A>
concept has_backward = requires(A&&... a) {
    log_softmax.backward(static_cast<A&&>(a)...);
};
template <class... A>
concept has_cross_entropy = requires(A&&... a) {
    cross_entropy(static_cast<A&&>(a)...);
};
template <class... A>
concept has_gradient = requires(A&&... a) {
    cross_entropy.value_and_gradient(static_cast<A&&>(a)...);
};
using Floats = std::vector<float>&;
using Doubles = std::vector<double>&;
static_assert(has_softmax<Floats, Floats, int> &&
              has_softmax<const std::vector<float>&, std::span<float>, unsigned char>);
static_assert(!has_softmax<Floats, Doubles, int> && !has_softmax<Floats, const std::vector<float>&, int>);
static_assert(!has_softmax<Floats, Floats> && !has_softmax<Floats, Floats, bool> &&
              !has_softmax<Floats, Floats, float>);
static_assert(!has_softmax<Floats, std::vector<float>, int> && !has_softmax<std::list<float>&, Floats, int>);
static_assert(has_backward<Floats, Floats, Floats, long> && !has_backward<Floats, Doubles, Floats, long>);
static_assert(!has_backward<Floats, Floats, int>);
static_assert(has_cross_entropy<Floats, std::vector<int>, int> &&
              has_cross_entropy<Floats, std::span<const char>, int>);
static_assert(!has_cross_entropy<Floats, std::vector<bool>&, int> && !has_cross_entropy<Floats, std::span<bool>, int>);
static_assert(!has_cross_entropy<Floats, Floats, int> && !has_cross_entropy<Floats, std::vector<int>>);
static_assert(has_gradient<Floats, std::vector<int>, Floats, int> &&
              !has_gradient<Floats, std::vector<int>, Doubles, int>);
static_assert(std::is_empty_v<std::remove_const_t<decltype(softmax)>> &&
              std::is_empty_v<decltype(ramp::CrossEntropyFunction<>())>);

TEST_CASE("softmax, log_softmax and cross_entropy reject bad calls before anything is written") {
    std::vector<float> memory(60, 5);
    const auto before = memory;
    const auto at = [&](std::size_t begin, std::size_t size) { return std::span(memory).subspan(begin, size); };
    const auto rejects = [&](auto call, const std::string& message) {
        const std::string thrown = ramp_tests::thrown(call);
        CHECK(thrown == message);
        CHECK(memory == before);
    };
    rejects([&] { softmax(at(0, 6), at(6, 6), 0u); }, "ramp::softmax::value: columns must be at least 1, but is 0");
    rejects([&] { softmax(at(0, 0), at(6, 0), -3); }, "ramp::softmax::value: columns must be at least 1, but is -3");
    rejects([&] { log_softmax(at(0, 6), at(6, 6), 4); },
            "ramp::log_softmax::value: x has 6 elements, which is not a multiple of 4 columns");
    rejects([&] { softmax.value(at(0, 6), at(6, 6), std::size_t(-1)); },
            "ramp::softmax::value: x has 6 elements, which is not a multiple of 18446744073709551615 columns");
    rejects([&] { softmax(at(0, 6), at(6, 3), 3); }, "ramp::softmax::value: x has 6 elements, but y has 3");
    rejects([&] { softmax(at(0, 6), at(3, 6), 3); },
            "ramp::softmax::value: x, of 6 elements, and y, of 6, overlap in part");
    rejects([&] { softmax.backward(at(0, 6), at(6, 3), at(12, 6), 3); },
            "ramp::softmax::backward: y has 6 elements, but dy has 3");
    rejects([&] { log_softmax.backward(at(0, 6), at(6, 6), at(7, 6), 3); },
            "ramp::log_softmax::backward: dy, of 6 elements, and dx, of 6, overlap in part");
    const std::vector<int> labels = {0, 2};
    rejects([&] { (void)cross_entropy(at(0, 6), labels, std::int8_t(-1)); },
            "ramp::cross_entropy::value: columns must be at least 1, but is -1");
    rejects([&] { (void)cross_entropy(at(0, 7), labels, 3); },
            "ramp::cross_entropy::value: logits has 7 elements, which is not a multiple of 3 columns");
    rejects([&] { (void)cross_entropy(at(0, 9), labels, 3); },
            "ramp::cross_entropy::value: there are 3 rows, but 2 labels");
    rejects([&] { (void)cross_entropy(at(0, 0), labels, 3); },
            "ramp::cross_entropy::value: there are 0 rows, but 2 labels");
    rejects(
        [&] {
            cross_entropy.value_and_gradient(at(0, 6), std::vector{0, 3}, at(6, 6), 3);
        },
        "ramp::cross_entropy::value_and_gradient: the label of row 1 must be at least 0 and below 3, but is 3");
    rejects(
        [&] {
            cross_entropy.value_and_gradient(at(0, 6), std::vector<std::int8_t>{-1, 0}, at(6, 6), 3);
        },
        "ramp::cross_entropy::value_and_gradient: the label of row 0 must be at least 0 and below 3, but is -1");
    rejects(
        [&] { (void)cross_entropy(at(0, 3), std::vector<std::uint64_t>{~0ull}, 3); },
        "ramp::cross_entropy::value: the label of row 0 must be at least 0 and below 3, but is 18446744073709551615");
    rejects([&] { cross_entropy.value_and_gradient(at(0, 6), labels, at(6, 3), 3); },
            "ramp::cross_entropy::value_and_gradient: logits has 6 elements, but dlogits has 3");
    rejects([&] { cross_entropy.value_and_gradient(at(0, 6), labels, at(5, 6), 3); },
            "ramp::cross_entropy::value_and_gradient: logits, of 6 elements, and dlogits, of 6, overlap in part");
    const std::span<const std::uint8_t> inside(reinterpret_cast<const std::uint8_t*>(memory.data() + 7), 2);
    rejects([&] { cross_entropy.value_and_gradient(at(0, 6), inside, at(6, 6), 3); },
            "ramp::cross_entropy::value_and_gradient: labels and dlogits overlap");
    softmax(at(0, 0), at(0, 0), 7);
    CHECK(memory == before);
}

TEMPLATE_TEST_CASE("Law 10: softmax and cross_entropy read and write no byte outside their arrays", "", float, double) {
    const ramp_tests::GuardedPages<TestType> x, y, dx;
    x.make_read_only();
    const std::array<int, 70> labels{};
    const auto try_all = [&](std::size_t columns, std::size_t rows) {
        const auto try_at = [&](const auto& at) {
            const std::size_t size = rows * columns;
            softmax(at(x, size), at(y, size), columns);
            softmax.backward(at(y, size), at(x, size), at(dx, size), columns);
            log_softmax(at(x, size), at(y, size), columns);
            log_softmax.backward(at(y, size), at(x, size), at(dx, size), columns);
            CHECK(cross_entropy(at(x, size), std::span(labels).first(rows), columns) >= 0);
            cross_entropy.value_and_gradient(at(x, size), std::span(labels).first(rows), at(dx, size), columns);
        };
        try_at([](const auto& pages, std::size_t size) { return pages.at_the_end(size); });
        try_at([](const auto& pages, std::size_t size) { return pages.at_the_beginning(size); });
    };
    for (std::size_t columns = 1; columns <= 70; ++columns)
        for (const std::size_t rows : {0u, 1u, 2u, 70u}) try_all(columns, rows);
    try_all(900, 3);
}

TEMPLATE_TEST_CASE("on<Arch> is the same to the last places", "", float, double) {
    constexpr auto narrow = ramp::on<xsimd::default_arch>;
    for (const std::size_t columns : {3u, 40u}) {
        const auto x = ramp_tests::normal_numbers<TestType>(2 * columns, 1);
        std::vector<TestType> y(x.size()), z(y);
        const auto close = [&] {
            const auto near = [](TestType a, TestType b) {
                return std::abs(a - b) <= 16 * std::numeric_limits<TestType>::epsilon() * (std::abs(a) + TestType(0.1));
            };
            return std::equal(y.begin(), y.end(), z.begin(), near);
        };
        softmax(x, y, columns);
        softmax[narrow](x, z, columns);
        CHECK(close());
        softmax[ramp::fast].backward(y, x, y, columns);
        softmax[narrow].backward(z, x, z, columns);
        CHECK(close());
        const std::array labels{1, 2};
        const auto loss = cross_entropy.value_and_gradient(x, labels, y, columns);
        CHECK(std::abs(loss - cross_entropy[narrow].value_and_gradient(x, labels, z, columns)) < TestType(1e-5));
        CHECK(close());
#if defined(__x86_64__)
        softmax(x, y, columns);
        softmax[ramp::on<xsimd::sse2>](x, z, columns);
        CHECK(close());
        log_softmax(x, y, columns);
        log_softmax[ramp::on<xsimd::sse2>](x, z, columns);
        CHECK(close());
#endif
    }
}
