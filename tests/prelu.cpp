#include <ramp/prelu.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.hpp"
#include "reference.hpp"

static_assert(ramp::prelu(-2.0, -0.5) == 1 && ramp::prelu_derivative(-2.0f, 0.5) == 0.5f);
static_assert(ramp::PReLU<float>{}.slope() == 0.25f && ramp::PReLU<float>{}.slope_derivative(-3.0f) == -3.0f);
static_assert([] {
    const std::array<float, 3> x = {-1, 2, -3}, dy = {1, 10, 100};
    std::array<float, 3> dx{};
    const float slope_gradient = ramp::PReLU<float>(0.5f).backward(x, dy, dx);
    return slope_gradient == -301 && dx == std::array<float, 3>{0.5f, 10, 50};
}());

template <class F>
concept tells_its_derivative_from_its_value = requires(const F& f, float y, std::span<float> d) {
    f.derivative_from_value(y);
}
|| requires(const F& f, std::span<const float> y, std::span<float> d) {
    f.derivative_from_value(y, d);
}
|| requires(const F& f, std::span<const float> y, std::span<float> dx) {
    f.backward_from_value(y, y, dx);
};
static_assert(!tells_its_derivative_from_its_value<ramp::PReLU<float>>);

TEST_CASE("PReLU's slope can be set, to any finite number") {
    ramp::PReLU<float> f;
    f.set_slope(-2);
    CHECK(f.slope() == -2);
    CHECK_THROWS_AS(f.set_slope(std::nanf("")), std::invalid_argument);
    CHECK(f.slope() == -2);
    CHECK_THROWS_WITH(ramp::PReLU<double>(std::numeric_limits<double>::infinity()),
                      "ramp::PReLU: slope must be finite, but is inf");
}

TEMPLATE_TEST_CASE("prelu takes a number or a batch", "", float, double, xsimd::batch<float>, xsimd::batch<double>) {
    std::array<ramp::element_t<TestType>, ramp::lane_count<TestType>> lanes;
    const auto all_lanes_are = [&](TestType v, ramp::element_t<TestType> expected) {
        ramp::loops::store(v, lanes.data());
        return std::all_of(lanes.begin(), lanes.end(), [&](auto lane) { return lane == expected; });
    };
    CHECK(all_lanes_are(ramp::prelu(TestType(-4), -0.25), 1));
    CHECK(all_lanes_are(ramp::prelu_derivative(TestType(-4), -0.25), ramp::element_t<TestType>(-0.25)));
}

TEMPLATE_TEST_CASE("df/dslope is min(x, 0), and NaN and zeros stay what they are", "", float, double) {
    using Batch = xsimd::batch<TestType>;
    constexpr TestType infinity = std::numeric_limits<TestType>::infinity();
    const ramp::PReLU<TestType> f;
    for (const TestType x : {TestType(3), TestType(-3), TestType(0), -TestType(0), infinity, -infinity}) {
        if (!ramp_tests::special_values && !(x == 3 || x == -3)) continue;
        const TestType expected = std::signbit(x) || x == 0 ? x : TestType(0);
        for (const TestType got : {f.slope_derivative(x), f.slope_derivative(Batch(x)).get(0)}) {
            INFO(x);
            CHECK(got == expected);
            CHECK((!ramp_tests::special_values || std::signbit(got) == std::signbit(expected)));
        }
    }
    if (ramp_tests::special_values) {
        constexpr TestType nan = std::numeric_limits<TestType>::quiet_NaN();
        CHECK(std::isnan(f.slope_derivative(nan)));
        CHECK(std::isnan(f.slope_derivative(Batch(nan)).get(0)));
    }
}

TEMPLATE_TEST_CASE("PReLU::backward returns the slope's gradient, of any length and in place", "", float, double) {
    std::mt19937 random(5);
    std::uniform_real_distribution<TestType> uniform(-1, 1);
    for (const std::size_t size :
         {0u, 1u, 2u, 3u, 5u, 8u, 15u, 16u, 17u, 63u, 64u, 65u, 1000u, 4095u, 4096u, 4097u, 50001u}) {
        std::vector<TestType> x(size), dy(size), dx(size);
        long double exact = 0, magnitude = 0;
        for (std::size_t i = 0; i < size; ++i) {
            x[i] = uniform(random), dy[i] = uniform(random);
            const long double product = x[i] < 0 ? static_cast<long double>(x[i]) * dy[i] : 0;
            exact += product, magnitude += std::abs(product);
        }
        const TestType gradient = ramp::prelu_backward(x, dy, dx, 0.1);
        INFO(size << " elements");
        CHECK(std::abs(gradient - exact) <= std::numeric_limits<TestType>::epsilon() * (4 * magnitude));
        CHECK(ramp::prelu_backward(x, dy, dx, 0.1) == gradient);
        CHECK(ramp::prelu_backward(x, dy, dy, 0.1) == gradient);
        CHECK(dy == dx);
    }
}

TEST_CASE("prelu and prelu_derivative agree with the functor") {
    const std::vector<float> x = {-2, 3};
    std::vector<float> y(2);
    ramp::prelu(x, y, 0.5);
    CHECK(y == std::vector<float>{-1, 3});
    ramp::prelu_derivative(x, y, 0.5);
    CHECK(y == std::vector<float>{0.5f, 1});
}

namespace {

/// What ChannelPReLU should give, one number after the other, with sums in long double.
template <class T>
struct ChannelReference {
    std::vector<T> y, d, dx;
    std::vector<long double> dslopes, magnitudes;

    ChannelReference(const std::vector<T>& slopes, std::size_t inner, const std::vector<T>& x, const std::vector<T>& dy)
        : dslopes(slopes.size()), magnitudes(slopes.size()) {
        for (std::size_t i = 0; i < x.size(); ++i) {
            const std::size_t channel = i / inner % slopes.size();
            y.push_back(x[i] < 0 ? slopes[channel] * x[i] : x[i]);
            d.push_back(x[i] > 0 ? T(1) : slopes[channel]);
            dx.push_back(dy[i] * d.back());
            const auto addend = x[i] < 0 ? static_cast<long double>(x[i]) * dy[i] : 0.0L;
            dslopes[channel] += addend, magnitudes[channel] += std::abs(addend);
        }
    }
};

template <class T>
std::vector<T> normal_numbers(std::size_t size, unsigned seed, T shift = 0) {
    std::mt19937 random(seed);
    std::normal_distribution<T> normal(shift);
    std::vector<T> numbers(size);
    for (T& number : numbers) number = normal(random);
    return numbers;
}

template <class T>
void channels_equal_the_reference(std::size_t channels, std::size_t inner, std::size_t rows) {
    const auto slopes = normal_numbers<T>(channels, 1);
    const auto x = normal_numbers<T>(channels * inner * rows, 2), dy = normal_numbers<T>(x.size(), 3);
    const ChannelReference<T> reference(slopes, inner, x, dy);
    const ramp::ChannelPReLU<T> f(slopes, inner);
    std::vector<T> y(x.size()), dslopes(channels, T(1e9));
    INFO(channels << " channels x " << inner << " x " << rows << " rows");
    f.value(x, y);
    CHECK(y == reference.y);
    f(x, y);
    CHECK(y == reference.y);
    f.derivative(x, y);
    CHECK(y == reference.d);
    f.backward(x, dy, y, dslopes);
    CHECK(y == reference.dx);
    for (std::size_t c = 0; c < channels; ++c)
        CHECK(std::abs(dslopes[c] - reference.dslopes[c]) <=
              std::numeric_limits<T>::epsilon() * (1 + 4 * reference.magnitudes[c]));
    const auto first = dslopes;
    y = dy;
    f.backward(x, y, y, dslopes);
    CHECK(y == reference.dx);
    CHECK(dslopes == first);
    y = x;
    f.value(y, y);
    CHECK(y == reference.y);
}

}  // namespace

TEMPLATE_TEST_CASE("ChannelPReLU equals a scalar reference in both layouts, whatever the shape", "", float, double) {
    for (const std::size_t channels : {1u, 2u, 3u, 7u, 16u, 64u})
        for (const std::size_t inner : {1u, 2u, 5u, 16u, 49u, 1000u})
            for (const std::size_t rows : {0u, 1u, 2u, 5u})
                channels_equal_the_reference<TestType>(channels, inner, rows);
    channels_equal_the_reference<TestType>(3, 1, 5000);
    channels_equal_the_reference<TestType>(2000, 1, 130);
    channels_equal_the_reference<TestType>(1500, 7, 2);
    channels_equal_the_reference<TestType>(600, 33, 3);
    channels_equal_the_reference<TestType>(2, 255, 3);
    channels_equal_the_reference<TestType>(2, 256, 70);
}

TEMPLATE_TEST_CASE("Laws 1 to 5: ChannelPReLU's elements have the bits that PReLU gives with their slope", "", float,
                   double) {
    using Limits = std::numeric_limits<TestType>;
    const std::vector<TestType> slopes = {0, TestType(0.3), -2, Limits::max()};
    auto numbers = ramp_tests::finite_numbers<TestType>(500);
    numbers.insert(numbers.end(), {Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN()});
    for (const std::size_t inner : {1u, 3u, 300u}) {
        const std::size_t row = slopes.size() * inner;
        auto x = numbers;
        while (x.size() % row != 0) x.push_back(numbers[x.size() % numbers.size()]);
        std::vector<TestType> y(x.size()), d(x.size()), dx(x.size()), dslopes(slopes.size());
        const ramp::ChannelPReLU<TestType> f(slopes, inner);
        f.value(x, y);
        f.derivative(x, d);
        f.backward(x, x, dx, dslopes);
        std::size_t different = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const ramp::PReLU<TestType> prelu(slopes[i / inner % slopes.size()]);
            different += !ramp_tests::same(y[i], prelu.value(x[i]));
            different += !ramp_tests::same(d[i], prelu.derivative(x[i]));
            different += !ramp_tests::same(dx[i], x[i] * prelu.derivative(x[i]));
        }
        INFO("inner " << inner);
        CHECK(different == 0);
    }
}

TEST_CASE("Slopes' gradients of equal numbers, whose rounding goes one way, are within 1e-6 too") {
    const std::vector<float> x(65536, -1.85775f), dy(65536, 1.0f), slopes = {0.1f};
    std::vector<float> dx(65536), dslopes(1);
    const double exact = 65536 * double(-1.85775f);
    CHECK(std::abs(ramp::prelu_backward(x, dy, dx, 0.1) - exact) <= 1e-6 * std::abs(exact));
    for (const std::size_t inner : {1u, 4u, 64u, 65536u}) {
        ramp::ChannelPReLU<float>(slopes, inner).backward(x, dy, dx, dslopes);
        CHECK(std::abs(dslopes[0] - exact) <= 1e-6 * std::abs(exact));
    }
    // Many rows of so many channels that each of their elements has a column of its own.
    constexpr std::size_t channels = 3000, rows = 500;
    const std::vector<float> all_x(channels * rows, -1.85775f), all_dy(all_x.size(), 1.0f), all_slopes(channels, 0.1f);
    std::vector<float> all_dx(all_x.size()), all_dslopes(channels);
    ramp::ChannelPReLU<float>(all_slopes).backward(all_x, all_dy, all_dx, all_dslopes);
    const double exact_of_one = rows * double(-1.85775f);
    for (const float dslope : {all_dslopes.front(), all_dslopes.back()})
        CHECK(std::abs(dslope - exact_of_one) <= 1e-6 * std::abs(exact_of_one));
}

TEMPLATE_TEST_CASE("ChannelPReLU's outputs may be any of its inputs", "", float, double) {
    for (const std::size_t channels : {5u, 1023u, 1500u}) {
        const auto slopes = normal_numbers<TestType>(channels, 1), x = normal_numbers<TestType>(channels, 2);
        const auto dy = normal_numbers<TestType>(channels, 3);
        const ChannelReference<TestType> reference(slopes, 1, x, dy);
        std::vector<TestType> dx(channels), dslopes(channels);
        ramp::ChannelPReLU<TestType>(slopes).backward(x, dy, dx, dslopes);
        CHECK(dx == reference.dx);
        auto s = slopes, a = x, b = dy;
        ramp::ChannelPReLU<TestType>(s).value(x, s);
        CHECK(s == reference.y);
        ramp::ChannelPReLU<TestType>(slopes).backward(a, dy, dx, a);
        CHECK((a == dslopes && dx == reference.dx));
        ramp::ChannelPReLU<TestType>(slopes).backward(x, b, dx, b);
        CHECK((b == dslopes && dx == reference.dx));
        s = slopes;
        ramp::ChannelPReLU<TestType>(s).backward(x, dy, s, dslopes);
        CHECK(s == reference.dx);
    }
}

TEST_CASE("ChannelPReLU looks at its slopes where they are") {
    std::vector<float> slopes = {0.5f, 2};
    const ramp::ChannelPReLU<float> f(slopes);
    CHECK(f.slopes().data() == slopes.data());
    CHECK(f.inner() == 1);
    const std::vector<float> x = {-1, -1};
    std::vector<float> y(2);
    slopes[1] = -3;
    f.value(x, y);
    CHECK(y == std::vector<float>{-0.5f, 3});
    f.backward(x, x, y, slopes);  // an output may be an input, the slopes themselves too
    CHECK(y == std::vector<float>{-0.5f, 3});
    CHECK(slopes == std::vector<float>{1, 1});
}

static_assert([] {
    const std::array<double, 2> slopes = {0.5, 2};
    const std::array<double, 8> x = {-1, 2, -1, 2, -1, 2, -1, -2}, dy = {1, 1, 1, 1, 1, 1, 10, 10};
    std::array<double, 8> y{}, dx{};
    std::array<double, 2> dslopes{};
    const ramp::ChannelPReLU<double> f(slopes, 2);
    f.value(x, y);
    f.backward(x, dy, dx, dslopes);
    return y == std::array<double, 8>{-0.5, 2, -2, 2, -0.5, 2, -2, -4} && dx[0] == 0.5 && dx[7] == 20 &&
           dslopes == std::array<double, 2>{-2, -31};
}());

TEST_CASE("ChannelPReLU rejects bad shapes and slopes before anything is written") {
    using F = ramp::ChannelPReLU<float>;
    const std::vector<float> slopes = {1, 2, 3};
    CHECK_THROWS_WITH(F(std::span<const float>()), "ramp::ChannelPReLU: there are no slopes");
    CHECK_THROWS_WITH(F(slopes, 0), "ramp::ChannelPReLU: inner must be at least 1, but is 0");
    CHECK_THROWS_WITH(F(std::vector<float>{1, std::nanf("")}), "ramp::ChannelPReLU: slope must be finite, but is nan");
    std::vector<float> memory(60, 5);
    const auto before = memory;
    const auto at = [&](std::size_t begin, std::size_t size) { return std::span(memory).subspan(begin, size); };
    const F f(slopes, 2), last(slopes);
    const auto rejects = [&](auto call, const std::string& message) {
        std::string thrown;
        try {
            call();
        } catch (const std::invalid_argument& error) {
            thrown = error.what();
        }
        INFO(thrown);
        CHECK(thrown.find(message) != std::string::npos);
        CHECK(memory == before);
    };
    rejects([&] { f.value(at(0, 9), at(9, 9)); },
            "ramp::ChannelPReLU::value: x has 9 elements, no multiple of 3 channels x 2");
    rejects([&] { f.derivative(at(0, 4), at(9, 4)); },
            "ramp::ChannelPReLU::derivative: x has 4 elements, no multiple of 3 channels x 2");
    rejects([&] { F(slopes, std::size_t(-1)).value(at(0, 9), at(9, 9)); }, "no multiple of 3 channels x");
    rejects([&] { f.value(at(0, 12), at(12, 6)); }, "x has 12 elements, but y has 6");
    rejects([&] { f.value(at(0, 12), at(6, 12)); }, "overlap in part");
    rejects([&] { f.backward(at(0, 12), at(12, 12), at(24, 12), at(36, 2)); },
            "slopes has 3 elements, but dslopes has 2");
    rejects([&] { f.backward(at(0, 12), at(12, 12), at(24, 12), at(33, 3)); }, "overlap in part");
    rejects([&] { f.backward(at(0, 12), at(12, 12), at(24, 12), at(10, 3)); }, "overlap in part");
    rejects([&] { f.backward(at(0, 12), at(12, 12), at(24, 12), at(0, 3)); }, "overlap in part");
    rejects([&] { last.backward(at(0, 3), at(3, 3), at(6, 3), at(6, 3)); }, "dx and dslopes are one array");
    rejects([&] { F(at(20, 3)).backward(at(0, 6), at(6, 6), at(18, 6), at(40, 3)); },
            "slopes, of 3 elements, and dx, of 6, overlap in part");
    rejects([&] { F(at(20, 3)).backward(at(0, 6), at(6, 6), at(12, 6), at(21, 3)); },
            "slopes, of 3 elements, and dslopes, of 3, overlap in part");
    rejects([&] { F(at(20, 3)).value(at(0, 6), at(20, 6)); }, "slopes, of 3 elements, and y, of 6, overlap in part");
    f.value(at(0, 0), at(0, 0));
    CHECK(memory == before);
    last.backward(at(0, 0), at(0, 0), at(30, 0), at(30, 3));  // an empty array shares nothing, wherever it is
    CHECK(std::vector(memory.begin() + 30, memory.begin() + 33) == std::vector<float>(3));
}

TEST_CASE("Slopes' gradients of a hundred million elements are within 1e-6 of the exact sums", "[long]") {
    constexpr std::size_t block = 1'000'000, blocks = 100;
    const auto x_block = normal_numbers<float>(block, 5), dy_block = normal_numbers<float>(block, 6, 0.05f);
    long double exact = 0, exact_even = 0;
    for (std::size_t i = 0; i < block; ++i) {
        const auto addend = x_block[i] < 0 ? static_cast<long double>(x_block[i]) * dy_block[i] : 0.0L;
        exact += addend;
        if (i % 2 == 0) exact_even += addend;
    }
    std::vector<float> x, dy;
    for (std::size_t k = 0; k < blocks; ++k) {
        x.insert(x.end(), x_block.begin(), x_block.end());
        dy.insert(dy.end(), dy_block.begin(), dy_block.end());
    }
    const auto close = [](float got, long double wanted) { return std::abs(got - wanted) <= 1e-6L * std::abs(wanted); };
    float plain = 0;
    for (std::size_t i = 0; i < x.size(); ++i) plain += x[i] < 0 ? x[i] * dy[i] : 0.0f;
    CHECK(!close(plain, blocks * exact));
    CHECK(close(ramp::PReLU<float>{}.backward(x, dy, dy), blocks * exact));
    for (std::size_t k = 0; k < blocks; ++k)
        std::copy(dy_block.begin(), dy_block.end(), dy.begin() + std::ptrdiff_t(k * block));
    const std::vector<float> slopes = {0.1f, 0.2f};
    std::vector<float> dslopes(2);
    ramp::ChannelPReLU<float>(slopes).backward(x, dy, dy, dslopes);
    CHECK(close(dslopes[0], blocks * exact_even));
    CHECK(close(dslopes[1], blocks * (exact - exact_even)));
}
