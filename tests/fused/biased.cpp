#include <ramp/biased.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <ramp/elu.hpp>
#include <ramp/prelu.hpp>
#include <ramp/relu.hpp>
#include <ramp/silu.hpp>
#include <ramp/threshold.hpp>

#include "../catch.hpp"
#include "../guarded_pages.hpp"
#include "../numbers.hpp"
#include "../streaming.hpp"

using ramp::biased;

namespace {

/// biased on every shape against f of an array of sums, and its gradients against sums in long double.
template <class F, class T = typename F::value_type>
void equals_f_of_each_sum(const F& f, std::size_t channels, std::size_t inner, std::size_t rows) {
    INFO(channels << " channels x " << inner << " x " << rows << " rows");
    const auto bias = ramp_tests::normal_numbers<T>(channels, 1);
    const auto x = ramp_tests::normal_numbers<T>(channels * inner * rows, 2),
               dy = ramp_tests::normal_numbers<T>(x.size(), 3);
    std::vector<T> y(x.size()), dx(x.size()), dbias(channels, T(1e9));
    biased(f, x, bias, y, inner);
    biased.backward(f, x, bias, dy, dx, dbias, inner);

    std::vector<T> biased_x(x.size()), right_y(x.size()), right_dx(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) biased_x[i] = x[i] + bias[i / inner % channels];
    f(biased_x, right_y);
    static_cast<void>(f.backward(biased_x, dy, right_dx));
    CHECK((y == right_y && dx == right_dx));
    std::vector<long double> sums(channels), magnitudes(channels);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const std::size_t channel = i / inner % channels;
        sums[channel] += right_dx[i], magnitudes[channel] += std::abs(right_dx[i]);
    }
    for (std::size_t c = 0; c < channels; ++c)
        CHECK(std::abs(dbias[c] - sums[c]) <= std::numeric_limits<T>::epsilon() * (1 + 4 * magnitudes[c]));

    auto in_place = dy;
    const auto first = dbias;
    biased.backward(f, x, bias, in_place, in_place, dbias, inner);
    CHECK((in_place == dx && dbias == first));
    in_place = x;
    biased.value(f, in_place, bias, in_place, inner);
    CHECK(in_place == y);
}

}  // namespace

TEMPLATE_TEST_CASE("biased is f of each element and its channel's bias, whatever the shape",
                   ramp_tests::about_special_values, float, double) {
    const ramp::ELU<TestType> f(TestType(1.5));
    for (const std::size_t channels : {1u, 2u, 3u, 7u, 16u, 64u})
        for (const std::size_t inner : {1u, 2u, 5u, 16u, 49u, 1000u})
            for (const std::size_t rows : {0u, 1u, 2u, 5u}) equals_f_of_each_sum(f, channels, inner, rows);
    equals_f_of_each_sum(f, 3, 1, 5000);
    equals_f_of_each_sum(f, 1500, 7, 2);
    equals_f_of_each_sum(f, 2, 256, 70);
    const ramp_tests::StreamingFrom streaming(0);
    for (const std::size_t channels : {1u, 16u, 37u, 48u, 1040u})
        for (const std::size_t inner : {1u, 16u, 96u})
            for (const std::size_t rows : {1u, 2u, 5u}) equals_f_of_each_sum(f, channels, inner, rows);
}

TEST_CASE("So it is with a long formula, which has fewer loops", ramp_tests::about_special_values) {
    for (const std::size_t channels : {1u, 3u, 16u, 64u})
        for (const std::size_t inner : {1u, 5u, 49u})
            for (const std::size_t rows : {0u, 1u, 2u, 5u, 30u})
                equals_f_of_each_sum(ramp::SiLU<float>(), channels, inner, rows);
    equals_f_of_each_sum(ramp::SiLU<float>(), 1500, 1, 30);
}

TEST_CASE("biased's outputs may be any of its inputs") {
    const auto try_with = [](const auto& f, std::size_t channels, std::size_t rows) {
        INFO(f.name << ", " << channels << " channels x " << rows << " rows");
        const auto bias = ramp_tests::normal_numbers<float>(channels, 1),
                   x = ramp_tests::normal_numbers<float>(channels * rows, 2);
        const auto dy = ramp_tests::normal_numbers<float>(x.size(), 3);
        std::vector<float> y(x.size()), dx(x.size()), dbias(channels), right_dx(x.size()), right_dbias(channels);
        biased(f, x, bias, y);
        biased.backward(f, x, bias, dy, right_dx, right_dbias);
        auto other = x;
        biased.backward(f, other, bias, dy, other, dbias);
        CHECK((other == right_dx && dbias == right_dbias));
        other = bias;
        biased.backward(f, x, other, dy, dx, other);
        CHECK((dx == right_dx && other == right_dbias));
        if (rows > 1) return;
        other = x;
        biased.backward(f, other, bias, dy, dx, other);
        CHECK((dx == right_dx && other == right_dbias));
        other = dy;
        biased.backward(f, x, bias, other, dx, other);
        CHECK((dx == right_dx && other == right_dbias));
        other = bias;
        biased(f, x, other, other);
        CHECK(other == y);
    };
    for (const std::size_t channels : {1u, 5u, 17u, 600u, 1500u})
        for (const std::size_t rows : {1u, 2u, 20u}) {
            try_with(ramp::SiLU<float>(), channels, rows);
            try_with(ramp::ReLU<float>(), channels, rows);
        }
}

TEST_CASE("biased's gradients are those of central differences") {
    const std::vector<double> x = {-2.0, -0.6, 0.3, 1.0, -0.1, 0.7}, bias = {0.25, -0.4, 0.1},
                              dy = {1, -2, 3, -1, 0.5, 2};
    // The sum of dy f(x + bias), whose gradients they are.
    const auto loss = [&](const std::vector<double>& at, const std::vector<double>& biases) {
        std::vector<double> y(at.size());
        biased(ramp::silu, at, biases, y);
        double sum = 0;
        for (std::size_t i = 0; i < y.size(); ++i) sum += dy[i] * y[i];
        return sum;
    };
    std::vector<double> dx(x.size()), dbias(bias.size());
    biased.backward(ramp::silu, x, bias, dy, dx, dbias);
    constexpr double step = 1e-5;
    for (std::size_t i = 0; i < x.size(); ++i) {
        auto above = x, below = x;
        above[i] += step, below[i] -= step;
        CHECK(dx[i] == ramp_tests::Approx((loss(above, bias) - loss(below, bias)) / (2 * step)).epsilon(1e-6));
    }
    for (std::size_t c = 0; c < bias.size(); ++c) {
        auto above = bias, below = bias;
        above[c] += step, below[c] -= step;
        CHECK(dbias[c] == ramp_tests::Approx((loss(x, above) - loss(x, below)) / (2 * step)).epsilon(1e-6));
    }
}

TEST_CASE("biased takes an activation, a function object, a grade and an execution") {
    const std::vector<float> x = {-3, -1, 0.5f, 2, -0.25f, 1}, bias = {1, -0.5f, 0.125f};
    std::vector<float> y(x.size()), dx(x.size()), dbias(bias.size());
    const auto is = [&](const auto& f) {
        bool all = true;
        for (std::size_t i = 0; i < x.size(); ++i) all = all && std::abs(y[i] - f(x[i] + bias[i % 3])) <= 1e-6f;
        return all;
    };
    biased(ramp::relu, x, bias, y);
    CHECK(is(ramp::ReLU<float>()));
    biased(ramp::silu[ramp::fast], x, bias, y);
    CHECK(is(ramp::silu[ramp::fast]));
    biased(ramp::ELU<float>(2.0f), x, bias, y);
    CHECK(is(ramp::ELU<float>(2.0f)));
#if defined(__x86_64__)
    biased[ramp::on<xsimd::sse2>](ramp::silu, x, bias, y);
    CHECK(is(ramp::SiLU<float>()));
    biased.backward(ramp::relu[ramp::on<xsimd::sse2>], x, bias, x, dx, dbias);
    CHECK(dbias == std::vector<float>{2, 0, 1.5f});
#endif
}

TEST_CASE("biased's sums of equal numbers, whose rounding goes one way, are within 1e-6") {
    const std::vector<float> x(65536, 1.0f), dy(65536, -1.85775f), bias = {0.5f};
    std::vector<float> dx(x.size()), dbias(1);
    for (const std::size_t inner : {1u, 4u, 64u, 65536u}) {
        biased.backward(ramp::relu, x, bias, dy, dx, dbias, inner);
        CHECK(dbias[0] == ramp_tests::Approx(65536 * -1.85775).epsilon(1e-6));
    }
}

TEST_CASE("A bias that is not finite gives what f gives for it, in its channel and in no other",
          ramp_tests::about_special_values) {
    using Limits = std::numeric_limits<float>;
    const std::vector<float> x = {1, 1, 1, -1, -1, -1}, bias = {Limits::quiet_NaN(), -Limits::infinity(), 1};
    std::vector<float> y(6), dx(6), dbias(3);
    biased(ramp::silu, x, bias, y);
    biased.backward(ramp::silu, x, bias, x, dx, dbias);
    CHECK(
        (std::isnan(y[0]) && std::isnan(y[3]) && y[1] == 0 && y[4] == 0 && std::abs(y[2] - ramp::silu(2.0f)) <= 1e-6f));
    CHECK((std::isnan(dbias[0]) && dbias[1] == 0 && dbias[2] == dx[2] + dx[5]));
}

static_assert([] {
    const std::array<double, 4> x = {-1, 2, -1, -2}, dy = {1, 2, 3, 4};
    const std::array<double, 2> bias = {0.5, 1};
    std::array<double, 4> y{}, dx{};
    std::array<double, 2> dbias{};
    biased(ramp::relu, x, bias, y, 2);
    biased.backward(ramp::relu, x, bias, dy, dx, dbias, 2);
    return y == std::array<double, 4>{0, 2.5, 0, 0} && dx == std::array<double, 4>{0, 2, 0, 0} &&
           dbias == std::array<double, 2>{2, 0};
}());

// What is not a call of biased: a parameter that is learned, or that has no default; mixed types; a const output.
template <class F, class X, class B, class Y>
constexpr bool can_be_called = requires(const F& f, X& x, B& b, Y& y) {
    biased(f, x, b, y);
};
using Floats = std::vector<float>;
static_assert(can_be_called<decltype(ramp::relu), const Floats, const Floats, Floats>);
static_assert(!can_be_called<decltype(ramp::prelu), const Floats, const Floats, Floats>);
static_assert(!can_be_called<decltype(ramp::threshold), const Floats, const Floats, Floats>);
static_assert(can_be_called<ramp::Threshold<float>, const Floats, const Floats, Floats>);
static_assert(!can_be_called<ramp::ELU<double>, const Floats, const Floats, Floats>);
static_assert(!can_be_called<decltype(ramp::relu), const Floats, const std::vector<double>, Floats>);
static_assert(!can_be_called<decltype(ramp::relu), const Floats, const Floats, const Floats>);

TEST_CASE("biased rejects bad shapes before anything is written") {
    const std::vector<float> bias = {1, 2, 3};
    std::vector<float> memory(60, 5);
    const auto before = memory;
    const auto at = [&](std::size_t begin, std::size_t size) { return std::span(memory).subspan(begin, size); };
    const auto rejects = [&](auto call, const std::string& message) {
        CHECK(ramp_tests::thrown(call).find(message) != std::string::npos);
        CHECK(memory == before);
    };
    rejects([&] { biased(ramp::relu, at(0, 6), std::span<const float>(), at(6, 6)); },
            "ramp::biased::value: bias has 0 elements");
    rejects([&] { biased(ramp::relu, at(0, 6), bias, at(6, 6), 0); },
            "ramp::biased::value: inner must be at least 1, but is 0");
    rejects([&] { biased(ramp::relu, at(0, 9), bias, at(9, 9), 2); },
            "ramp::biased::value: x has 9 elements, which is not a multiple of 3 channels x 2");
    rejects([&] { biased(ramp::relu, at(0, 12), bias, at(6, 12)); }, "overlap in part");
    rejects([&] { biased.backward(ramp::relu, at(0, 6), bias, at(6, 6), at(12, 6), at(18, 2)); },
            "ramp::biased::backward: bias has 3 elements, but dbias has 2");
    rejects([&] { biased.backward(ramp::relu, at(0, 6), bias, at(6, 5), at(12, 6), at(18, 3)); },
            "x has 6 elements, but dy has 5");
}

TEST_CASE("Law 10: biased reads and writes no byte outside its arrays") {
    const ramp_tests::GuardedPages<float> x, dy, dx, bias, dbias;
    x.make_read_only(), dy.make_read_only(), bias.make_read_only();
    const auto try_at = [&](const auto& at, std::size_t channels, std::size_t inner, std::size_t rows) {
        const std::size_t size = rows * channels * inner;
        const auto try_with = [&](const auto& f) {
            biased(f, at(x, size), at(bias, channels), at(dx, size), inner);
            biased.backward(f, at(x, size), at(bias, channels), at(dy, size), at(dx, size), at(dbias, channels), inner);
        };
        try_with(ramp::relu);
        try_with(ramp::silu);
    };
    for (const std::size_t channels : {1u, 3u, 17u, 600u, 1500u})
        for (const std::size_t inner : {1u, 2u, 5u, 37u})
            for (const std::size_t rows : {0u, 1u, 2u, 3u}) {
                if (rows * channels * inner > x.elements) continue;
                try_at([](const auto& pages, std::size_t size) { return pages.at_the_end(size); }, channels, inner,
                       rows);
                try_at([](const auto& pages, std::size_t size) { return pages.at_the_beginning(size); }, channels,
                       inner, rows);
            }
    SUCCEED("a stray access would have ended the program");
}
