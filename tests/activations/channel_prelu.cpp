#include <ramp/channel_prelu.hpp>
#include <ramp/half.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "../catch.hpp"
#include "../guarded_pages.hpp"
#include "../stack.hpp"

using ramp::channel_prelu;

// It keeps no slopes, so that none dangle, and none are shared by a copied network.
static_assert(std::is_empty_v<std::remove_const_t<decltype(channel_prelu)>>);

namespace {

/// What channel_prelu should give, one number after the other, with sums in long double.
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
void channels_equal_the_reference(std::size_t channels, std::size_t inner, std::size_t rows) {
    const auto slopes = ramp_tests::normal_numbers<T>(channels, 1);
    const auto x = ramp_tests::normal_numbers<T>(channels * inner * rows, 2),
               dy = ramp_tests::normal_numbers<T>(x.size(), 3);
    const ChannelReference<T> reference(slopes, inner, x, dy);
    std::vector<T> y(x.size()), d(x.size()), dslopes(channels, T(1e9));
    INFO(channels << " channels x " << inner << " x " << rows << " rows");
    channel_prelu(x, slopes, y, inner);
    CHECK(y == reference.y);
    channel_prelu.derivative(x, slopes, y, inner);
    CHECK(y == reference.d);
    channel_prelu.value_and_derivative(x, slopes, y, d, inner);
    CHECK((y == reference.y && d == reference.d));
    channel_prelu.backward(x, slopes, dy, y, dslopes, inner);
    CHECK(y == reference.dx);
    for (std::size_t c = 0; c < channels; ++c)
        CHECK(std::abs(dslopes[c] - reference.dslopes[c]) <=
              std::numeric_limits<T>::epsilon() * (1 + 4 * reference.magnitudes[c]));
    const auto first = dslopes;
    y = dy;
    channel_prelu.backward(x, slopes, y, y, dslopes, inner);
    CHECK(y == reference.dx);
    CHECK(dslopes == first);
    y = x;
    channel_prelu(y, slopes, y, inner);
    CHECK(y == reference.y);
}

}  // namespace

TEMPLATE_TEST_CASE("channel_prelu equals a scalar reference in both layouts, whatever the shape", "", float, double) {
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
    // About the channels and pieces at which the loops change.
    for (const std::size_t channels : {63u, 65u, 639u, 640u, 641u, 769u, 1023u, 1024u, 1025u})
        for (const std::size_t inner : {1u, 31u, 32u, 33u}) channels_equal_the_reference<TestType>(channels, inner, 3);
}

TEMPLATE_TEST_CASE("Laws 1 to 5: channel_prelu's elements have the bits that PReLU gives with their slope", "", float,
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
        channel_prelu.value_and_derivative(x, slopes, y, d, inner);
        channel_prelu.backward(x, slopes, x, dx, dslopes, inner);
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
    for (const std::size_t inner : {1u, 4u, 64u, 65536u}) {
        channel_prelu.backward(x, slopes, dy, dx, dslopes, inner);
        CHECK(std::abs(dslopes[0] - exact) <= 1e-6 * std::abs(exact));
    }
    // Many rows of so many channels that each of their elements has a column of its own.
    constexpr std::size_t channels = 3000, rows = 500;
    const std::vector<float> all_x(channels * rows, -1.85775f), all_dy(all_x.size(), 1.0f), all_slopes(channels, 0.1f);
    std::vector<float> all_dx(all_x.size()), all_dslopes(channels);
    channel_prelu.backward(all_x, all_slopes, all_dy, all_dx, all_dslopes);
    const double exact_of_one = rows * double(-1.85775f);
    for (const float dslope : {all_dslopes.front(), all_dslopes.back()})
        CHECK(std::abs(dslope - exact_of_one) <= 1e-6 * std::abs(exact_of_one));
}

TEMPLATE_TEST_CASE("channel_prelu's outputs may be any of its inputs", "", float, double) {
    for (const std::size_t channels : {5u, 1023u, 1500u}) {
        const auto slopes = ramp_tests::normal_numbers<TestType>(channels, 1),
                   x = ramp_tests::normal_numbers<TestType>(channels, 2);
        const auto dy = ramp_tests::normal_numbers<TestType>(channels, 3);
        const ChannelReference<TestType> reference(slopes, 1, x, dy);
        std::vector<TestType> dx(channels), dslopes(channels);
        channel_prelu.backward(x, slopes, dy, dx, dslopes);
        CHECK(dx == reference.dx);
        auto s = slopes, a = x, b = dy;
        channel_prelu(x, s, s);
        CHECK(s == reference.y);
        channel_prelu.backward(a, slopes, dy, dx, a);
        CHECK((a == dslopes && dx == reference.dx));
        channel_prelu.backward(x, slopes, b, dx, b);
        CHECK((b == dslopes && dx == reference.dx));
        s = slopes;
        channel_prelu.backward(x, s, dy, s, dslopes);
        CHECK(s == reference.dx);
        s = slopes;
        channel_prelu.backward(x, s, dy, dx, s);
        CHECK((s == dslopes && dx == reference.dx));
    }
    for (const std::size_t channels : {16u, 64u, 600u, 1500u})
        for (const std::size_t rows : {2u, 5u, 20u}) {
            const auto slopes = ramp_tests::normal_numbers<TestType>(channels, 1),
                       x = ramp_tests::normal_numbers<TestType>(rows * channels, 2);
            std::vector<TestType> dx(x.size()), right_dx(x.size()), dslopes(channels);
            channel_prelu.backward(x, slopes, x, right_dx, dslopes);
            auto s = slopes;
            channel_prelu.backward(x, s, x, dx, s);
            INFO(channels << " channels, " << rows << " rows");
            CHECK((s == dslopes && dx == right_dx));
        }
}

static_assert([] {
    const std::array<double, 2> slopes = {0.5, 2};
    const std::array<double, 8> x = {-1, 2, -1, 2, -1, 2, -1, -2}, dy = {1, 1, 1, 1, 1, 1, 10, 10};
    std::array<double, 8> y{}, dx{};
    std::array<double, 2> dslopes{};
    channel_prelu(x, slopes, y, 2);
    channel_prelu.backward(x, slopes, dy, dx, dslopes, 2);
    return y == std::array<double, 8>{-0.5, 2, -2, 2, -0.5, 2, -2, -4} && dx[0] == 0.5 && dx[7] == 20 &&
           dslopes == std::array<double, 2>{-2, -31};
}());

TEST_CASE("channel_prelu rejects bad shapes and slopes before anything is written") {
    const std::vector<float> slopes = {1, 2, 3};
    std::vector<float> memory(60, 5);
    const auto before = memory;
    const auto at = [&](std::size_t begin, std::size_t size) { return std::span(memory).subspan(begin, size); };
    const auto rejects = [&](auto call, const std::string& message) {
        const std::string thrown = ramp_tests::thrown(call);
        INFO(thrown);
        CHECK(thrown.find(message) != std::string::npos);
        CHECK(memory == before);
    };
    rejects([&] { channel_prelu(at(0, 6), std::span<const float>(), at(6, 6)); },
            "ramp::channel_prelu::value: slopes has 0 elements");
    rejects([&] { channel_prelu(at(0, 6), slopes, at(6, 6), 0); },
            "ramp::channel_prelu::value: inner must be at least 1, but is 0");
    rejects(
        [&] {
            channel_prelu(at(0, 6), std::vector<float>{1, std::nanf("")}, at(6, 6));
        },
        "ramp::channel_prelu::value: slopes[1] must be finite, but is nan");
    for (const std::size_t wrong : {0u, 16u})
        for (const float slope : {std::nanf(""), -std::numeric_limits<float>::infinity()}) {
            std::vector<float> of_more(17, 0.5f);
            of_more[wrong] = slope;
            rejects([&] { channel_prelu(at(0, 17), of_more, at(17, 17)); }, "must be finite");
        }
    rejects([&] { channel_prelu.value(at(0, 9), slopes, at(9, 9), 2); },
            "ramp::channel_prelu::value: x has 9 elements, which is not a multiple of 3 channels x 2");
    rejects([&] { channel_prelu.derivative(at(0, 4), slopes, at(9, 4), 2); },
            "ramp::channel_prelu::derivative: x has 4 elements, which is not a multiple of 3 channels x 2");
    rejects([&] { channel_prelu(at(0, 9), slopes, at(9, 9), -1); },
            "ramp::channel_prelu::value: inner must be at least 1, but is -1");
    rejects([&] { channel_prelu(at(0, 9), slopes, at(9, 9), std::size_t(-1) / 2); }, "not a multiple of 3 channels x");
    rejects([&] { channel_prelu(at(0, 12), slopes, at(12, 6), 2); }, "x has 12 elements, but y has 6");
    rejects([&] { channel_prelu(at(0, 12), slopes, at(6, 12), 2); }, "overlap in part");
    rejects([&] { channel_prelu.value_and_derivative(at(0, 12), slopes, at(12, 12), at(24, 6), 2); },
            "ramp::channel_prelu::value_and_derivative: x has 12 elements, but d has 6");
    rejects([&] { channel_prelu.value_and_derivative(at(0, 12), slopes, at(12, 12), at(12, 12), 2); },
            "y and d are one array");
    const auto rejects_backward = [&](auto x, auto s, auto dy, auto dx, auto dslopes, const std::string& message) {
        rejects([&] { channel_prelu.backward(x, s, dy, dx, dslopes, 2); }, message);
    };
    rejects_backward(at(0, 12), std::span(slopes), at(12, 12), at(24, 12), at(36, 2),
                     "slopes has 3 elements, but dslopes has 2");
    rejects_backward(at(0, 12), std::span(slopes), at(12, 6), at(24, 12), at(36, 3), "x has 12 elements, but dy has 6");
    rejects_backward(at(0, 12), std::span(slopes), at(12, 12), at(24, 12), at(33, 3), "overlap in part");
    rejects_backward(at(0, 12), std::span(slopes), at(12, 12), at(24, 12), at(10, 3), "overlap in part");
    rejects_backward(at(0, 12), std::span(slopes), at(12, 12), at(24, 12), at(0, 3), "overlap in part");
    rejects_backward(at(0, 6), at(20, 3), at(6, 6), at(18, 6), at(40, 3),
                     "slopes, of 3 elements, and dx, of 6, overlap in part");
    rejects_backward(at(0, 6), at(20, 3), at(6, 6), at(12, 6), at(21, 3),
                     "slopes, of 3 elements, and dslopes, of 3, overlap in part");
    rejects([&] { channel_prelu.backward(at(0, 3), slopes, at(3, 3), at(6, 3), at(6, 3)); },
            "dx and dslopes are one array");
    rejects([&] { channel_prelu(at(0, 6), at(20, 3), at(20, 6)); },
            "slopes, of 3 elements, and y, of 6, overlap in part");
    channel_prelu(at(0, 0), slopes, at(0, 0), 2);
    CHECK(memory == before);
    channel_prelu.backward(at(0, 0), slopes, at(0, 0), at(30, 0), at(30, 3));  // an empty array shares nothing
    CHECK(std::vector(memory.begin() + 30, memory.begin() + 33) == std::vector<float>(3));
}

TEMPLATE_TEST_CASE("Law 10: channel_prelu reads and writes no byte outside its arrays and slopes", "", float, double) {
    const ramp_tests::GuardedPages<TestType> x, dy, dx, d, slopes, dslopes;
    x.make_read_only();
    dy.make_read_only();
    slopes.make_read_only();
    const auto try_all = [&](std::size_t channels, std::size_t inner, std::size_t rows) {
        const auto try_at = [&](const auto& at) {
            const std::size_t size = rows * channels * inner;
            channel_prelu(at(x, size), at(slopes, channels), at(dx, size), inner);
            channel_prelu.derivative(at(x, size), at(slopes, channels), at(dx, size), inner);
            channel_prelu.value_and_derivative(at(x, size), at(slopes, channels), at(dx, size), at(d, size), inner);
            channel_prelu.backward(at(x, size), at(slopes, channels), at(dy, size), at(dx, size), at(dslopes, channels),
                                   inner);
        };
        try_at([](const auto& pages, std::size_t size) { return pages.at_the_end(size); });
        try_at([](const auto& pages, std::size_t size) { return pages.at_the_beginning(size); });
    };
    for (const std::size_t channels : {1u, 3u, 17u})
        for (const std::size_t inner : {1u, 2u, 5u, 37u, 250u})
            for (std::size_t rows = 0; rows * channels * inner <= 500; ++rows) try_all(channels, inner, rows);
    for (const std::size_t inner : {1u, 31u, 32u}) try_all(4 * xsimd::batch<TestType>::size + 3, inner, 2);
    try_all(4097, 1, 1);  // so many channels that their slopes are read where they are
    try_all(600, 3, 4);
    SUCCEED("a stray access would have ended the program");
}

TEMPLATE_TEST_CASE("channel_prelu takes no more than 16 KB of the stack, whatever the shape",
                   ramp_tests::has_ordinary_frames ? "" : "[.]", float, double, ramp::float16) {
    for (const std::size_t channels : {1u, 16u, 639u, 641u, 1023u, 1024u, 1025u, 4096u})
        for (const std::size_t inner : {1u, 3u, 32u}) {
            const std::vector<TestType> slopes(channels, TestType(0.5)), x(channels * inner * 3, TestType(-1));
            std::vector<TestType> y(x.size()), d(x.size()), dslopes(channels);
            INFO(channels << " channels x " << inner);
            const std::size_t backward =
                ramp_tests::stack_bytes([&] { channel_prelu.backward(x, slopes, x, y, dslopes, inner); });
            CHECK(backward <= 16384);
            const std::size_t both =
                ramp_tests::stack_bytes([&] { channel_prelu.value_and_derivative(x, slopes, y, d, inner); });
            CHECK(both <= 16384);
        }
}

TEST_CASE("Slopes' gradients of a hundred million elements are within 1e-6 of the exact sums", "[long]") {
    constexpr std::size_t block = 1'000'000, blocks = 100;
    const auto x_block = ramp_tests::normal_numbers<float>(block, 5),
               dy_block = ramp_tests::normal_numbers<float>(block, 6, 1, 0.05f);
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
    CHECK(close(ramp::prelu.backward(x, dy, dy), blocks * exact));
    for (std::size_t k = 0; k < blocks; ++k)
        std::copy(dy_block.begin(), dy_block.end(), dy.begin() + std::ptrdiff_t(k * block));
    const std::vector<float> slopes = {0.1f, 0.2f};
    std::vector<float> dslopes(2);
    channel_prelu.backward(x, slopes, dy, dy, dslopes);
    CHECK(close(dslopes[0], blocks * exact_even));
    CHECK(close(dslopes[1], blocks * (exact - exact_even)));
}
