// Law 6 on floats by their bits: a stride of them in the ordinary tests, every one of the 2^32 under the hidden tag
// [.exhaustive]. The reference is double; a product of two floats is exact there.
#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include <ramp/ramp.hpp>

#include "catch.hpp"

namespace ramp_tests {

// Values are judged down to zero, derivatives where they are normal numbers; -ffast-math flushes what is not, and a
// derivative next to it.
constexpr double smallest_value = special_values ? 0 : 0x1p-126;
constexpr double smallest_derivative = special_values ? 0x1p-126 : 1.42 * 0x1p-126;

constexpr std::uint32_t sign = 0x80000000u, infinity_bits = 0x7f800000u;

bool is_nan(float v) {
    return (std::bit_cast<std::uint32_t>(v) & ~sign) > infinity_bits;
}
bool is_finite(float v) {
    return (std::bit_cast<std::uint32_t>(v) & ~sign) < infinity_bits;
}

/// The distance of `got` from `exact` in units of exact's last place; 0 where exact is below `smallest` and `got` is,
/// too. NaN is told by its bits: -ffast-math takes no number for one.
double ulps(float got, double exact, double smallest) {
    if (is_nan(got)) return 0x1p126;
    const double magnitude = std::abs(exact);
    if (magnitude < smallest) return std::abs(double(got)) <= smallest ? 0 : 0x1p126;
    if (magnitude > double(std::numeric_limits<float>::max())) return std::abs(got) >= 0x1p127f ? 0 : 0x1p126;
    const auto exponent = std::int64_t(std::bit_cast<std::uint64_t>(magnitude) >> 52) - 1023;
    const double last_place =
        std::bit_cast<double>(std::uint64_t(std::max<std::int64_t>(exponent, -126) - 23 + 1023) << 52);
    return std::abs(double(got) - exact) / last_place;
}

struct Errors {
    double worst = 0, sum = 0;
    float worst_at = 0;
    std::uint64_t count = 0, wrong = 0;  // wrong: where the result is known bit for bit, and is another one
    float wrong_at = 0;

    void add(float x, double error) {
        ++count;
        sum += error;
        if (!(error <= worst)) worst = error, worst_at = x;
    }
    void expect(float x, bool right) {
        if (right) return;
        if (++wrong == 1) wrong_at = x;
    }
    void add(const Errors& other) {
        if (other.worst > worst) worst = other.worst, worst_at = other.worst_at;
        if (wrong == 0) wrong_at = other.wrong_at;
        sum += other.sum, count += other.count, wrong += other.wrong;
    }
};

/// The errors of y = f(x), with left(x) the exact result in double for x < 0 and `right` telling whether y is what x >
/// 0 must give, at zero too. `exactly`: left(x), rounded once, is the only right result.
template <class Left, class Right>
Errors errors(const std::vector<float>& x, const std::vector<float>& y, bool exactly, double smallest, Left left,
              Right right) {
    Errors errors;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (is_nan(x[i])) {
            if (special_values) errors.expect(x[i], is_nan(y[i]));
        } else if (!is_finite(x[i]) && !special_values) {
            continue;
        } else if (!(x[i] < 0)) {
            errors.expect(x[i], right(x[i], y[i]));
        } else if (exactly) {
            const double exact = left(double(x[i]));
            errors.add(x[i], ulps(y[i], exact, smallest));
            const auto bits = std::bit_cast<std::uint32_t>(y[i]), rounded = std::bit_cast<std::uint32_t>(float(exact));
            errors.expect(x[i], bits == rounded || (!special_values && std::abs(exact) < 0x1p-125));
        } else {
            errors.add(x[i], ulps(y[i], left(double(x[i])), smallest));
        }
    }
    return errors;
}

/// An activation's value and derivative on every `stride`-th float, beside what they should be.
struct Row {
    std::string function;
    double bound;
    Errors errors;
};

template <class F, class Left, class LeftDerivative>
std::array<Row, 2> sweep(const std::string& name, const F& f, std::uint64_t stride, bool exactly, double bound,
                         double derivative_bound, Left left, LeftDerivative left_derivative, float derivative_at_zero) {
    constexpr std::uint64_t block = 1 << 16, all = std::uint64_t(1) << 32;
    const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    std::array<Row, 2> rows = {Row{name + " value", bound, {}}, Row{name + " derivative", derivative_bound, {}}};
    std::vector<std::array<Errors, 2>> found(threads);
    std::atomic<std::uint64_t> next = 0;
    const auto work = [&](unsigned thread) {
        std::vector<float> x, y(block), d(block);
        for (std::uint64_t begin = next.fetch_add(block * stride); begin < all;
             begin = next.fetch_add(block * stride)) {
            if (thread == 0 && stride == 1 && begin % (block << 8) < block * threads) {
                std::fprintf(stderr, "\r%s: %3.0f %%", name.c_str(), 100 * double(begin) / double(all));
            }
            x.clear();
            for (std::uint64_t bits = begin; bits < all && x.size() < block; bits += stride)
                x.push_back(std::bit_cast<float>(std::uint32_t(bits)));
            y.resize(x.size()), d.resize(x.size());
            f.value(x, y);
            f.derivative(x, d);
            found[thread][0].add(errors(x, y, exactly, smallest_value, left, [](float v, float got) {
                return std::bit_cast<std::uint32_t>(got) == std::bit_cast<std::uint32_t>(v) ||
                       (!special_values && got == v);
            }));
            found[thread][1].add(errors(x, d, exactly, smallest_derivative, left_derivative, [&](float v, float got) {
                return got == (v > 0 ? 1.0f : derivative_at_zero);
            }));
        }
    };
    std::vector<std::thread> workers;
    for (unsigned thread = 0; thread < threads; ++thread) workers.emplace_back(work, thread);
    for (auto& worker : workers) worker.join();
    if (stride == 1) std::fprintf(stderr, "\r%*s\r", 60, "");
    for (const auto& part : found)
        for (std::size_t k = 0; k < 2; ++k) rows[k].errors.add(part[k]);
    return rows;
}

std::vector<Row> sweep_all(std::uint64_t stride) {
    std::vector<Row> rows;
    const auto add = [&](const std::array<Row, 2>& two) { rows.insert(rows.end(), two.begin(), two.end()); };
    const auto linear = [&](const std::string& name, const auto& f, double slope) {
        add(sweep(
            name, f, stride, true, 0.5, 0, [=](double x) { return slope * x; }, [=](double) { return slope; },
            float(slope)));
    };
    const auto elu = [&](const std::string& name, float alpha, double bound) {
        add(sweep(
            name, ramp::ELU<float>(alpha), stride, false, bound, bound,
            [=](double x) { return double(alpha) * std::expm1(x); },
            [=](double x) { return double(alpha) * std::exp(x); }, alpha));
    };
    add(sweep(
        "ReLU", ramp::ReLU<float>{}, stride, true, 0, 0, [](double) { return 0.0; }, [](double) { return 0.0; }, 0));
    linear("LeakyReLU, slope 0.01", ramp::LeakyReLU<float>(), double(0.01f));
    linear("PReLU, slope -1.7", ramp::PReLU<float>(-1.7f), double(-1.7f));
    elu("ELU, alpha 1", 1, 1);
    elu("ELU, alpha 1.6732632", 1.6732632f, 2);
    elu("ELU, alpha 1.99", 1.99f, 2);
    return rows;
}

void check(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        INFO(row.function << ": " << row.errors.worst << " ulp at " << row.errors.worst_at << ", first wrong at "
                          << row.errors.wrong_at);
        CHECK(row.errors.count > 0);
        CHECK(row.errors.worst <= row.bound);
        CHECK(row.errors.wrong == 0);
    }
}

TEST_CASE("Law 6: a stride of four million floats keeps to the stated ulp", "[long]") {
    check(sweep_all(1021));
}

TEST_CASE("Law 6: every float keeps to the stated ulp", "[.exhaustive]") {
    const auto rows = sweep_all(1);
    std::printf("| function | worst, ulp | at x | mean for x < 0, ulp |\n|---|---|---|---|\n");
    for (const Row& row : rows)
        std::printf("| %s | %.3f | %.9g | %.4f |\n", row.function.c_str(), row.errors.worst,
                    double(row.errors.worst_at), row.errors.sum / double(row.errors.count));
    check(rows);
}

}  // namespace ramp_tests
