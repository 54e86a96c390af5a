// Law 14: a call of halves gives what the call of floats gives, rounded once.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <ramp/half.hpp>
#include <ramp/ramp.hpp>

#include "../catch.hpp"
#include "../numbers.hpp"
#include "../streaming.hpp"

namespace ramp_tests {

namespace {

using ramp::float16, ramp::bfloat16;

std::vector<float> floats(const auto& halves) {
    return {halves.begin(), halves.end()};
}

/// The float, rounded, or NaN both. With -ffast-math the two floats may be a few ulp apart, and a zero's sign does not
/// count, nor what is next to the smallest normal number (law 11).
template <class S>
bool is_rounded_to(S got, float exact) {
    const auto bits = [](S v) { return int(std::bit_cast<std::uint16_t>(v)); };
    const S rounded(exact);
    if (!special_values && (!(std::abs(exact) > 2 * std::numeric_limits<float>::min()) || !is_finite(exact)))
        return !is_finite(exact) || std::abs(float(got)) <= 4 * std::numeric_limits<float>::min();
    if (!special_values && std::abs(bits(got) - bits(rounded)) <= 1) return true;
    return bits(got) == bits(rounded) || (is_nan(float(got)) && is_nan(exact));
}

/// Each is the float, rounded.
template <class S>
std::size_t wrong(std::span<const S> got, std::span<const float> exact) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < got.size(); ++i) count += !is_rounded_to(got[i], exact[i]);
    return count;
}

/// Normally distributed halves.
template <class S>
std::vector<S> normal_halves(std::size_t size, unsigned seed, float scale = 2) {
    std::vector<S> halves;
    for (const float v : normal_numbers<float>(size, seed, scale)) halves.push_back(S(v));
    return halves;
}

/// Every S there is.
template <class S>
std::vector<S> all_halves() {
    std::vector<S> all;
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) all.push_back(std::bit_cast<S>(std::uint16_t(bits)));
    return all;
}

/// call(f's arrays..., outputs) of halves is that of floats, rounded: `inputs` are all read, `outputs` of these sizes
/// written.
template <class S, class Call>
void is_rounded(const std::vector<std::vector<S>>& inputs, const std::vector<std::size_t>& sizes, const Call& call) {
    std::vector<std::vector<float>> of_floats, exact;
    for (const auto& input : inputs) of_floats.push_back(floats(input));
    std::vector<std::vector<S>> got;
    for (const std::size_t size : sizes) exact.emplace_back(size), got.emplace_back(size);
    call(of_floats, exact);
    call(inputs, got);
    for (std::size_t k = 0; k < sizes.size(); ++k) CHECK(wrong<S>(got[k], exact[k]) == 0);
}

/// Not inlined, so that both types of halves share it: it is half of what is compiled here.
template <class F>
RAMP_NOINLINE ramp::ValueAndDerivative<float> of_number(const F& f, float x) {
    return f.value_and_derivative(x);
}

/// Value and derivative of every half, a batch at a time, are those of the number, rounded.
template <class S, class F>
void all_are_rounded(const F& f) {
    constexpr std::size_t lanes = xsimd::batch<float>::size;
    static const auto all = all_halves<S>();
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < all.size(); i += lanes) {
        std::array<S, lanes> x, y, d;
        std::copy_n(all.begin() + std::ptrdiff_t(i), lanes, x.begin());
        f.value_and_derivative(x, y, d);
        for (std::size_t k = 0; k < lanes; ++k) {
            if (!special_values && !is_kept(float(x[k]))) continue;
            const auto [value, derivative] = of_number(f, float(x[k]));
            wrong += !is_rounded_to(y[k], value) + !is_rounded_to(d[k], derivative);
        }
    }
    INFO(f.name);
    CHECK(wrong == 0);
}

template <class S, class... F>
void every_activation_is_rounded(const std::tuple<F...>*) {
    const auto check = []<class G>() {
        if constexpr (std::default_initializable<G>)
            all_are_rounded<S>(G());
        else
            all_are_rounded<S>(G(0.25f, -1.5f));
    };
    (check.template operator()<F>(), ...);
}

}  // namespace

TEMPLATE_TEST_CASE("Law 14: value and derivative of every activation, of every half", "", float16, bfloat16) {
#if defined(RAMP_SOME_ROWS)
    using Tried = std::tuple<ramp::ReLU<float>, ramp::SiLU<float>>;
#else
    using Tried = ramp::catalogue<float>;
#endif
    every_activation_is_rounded<TestType>(static_cast<Tried*>(nullptr));
}

TEMPLATE_TEST_CASE("Law 14: every call, of any length, in place and streamed", "", float16, bfloat16) {
    using S = TestType;
    const ramp::LeakyReLU<float> f(0.3f);
    const ramp::PReLU<float> learned(-0.3f);
    std::vector<std::size_t> sizes = {1000, 1024 + 7, 70001};
    for (std::size_t size = 0; size < 70; ++size) sizes.push_back(size);
    for (const std::size_t threshold : {std::size_t(0), ramp::default_streaming_threshold})
        for (const std::size_t size : sizes) {
            const StreamingFrom streaming(threshold);
            const std::vector<std::vector<S>> in = {normal_halves<S>(size, 1), normal_halves<S>(size, 2)};
            INFO(size << " elements, streamed from " << threshold);
            is_rounded<S>(in, {size}, [&](const auto& x, auto& y) { f(x[0], y[0]); });
            is_rounded<S>(in, {size}, [&](const auto& x, auto& d) { f.derivative(x[0], d[0]); });
            is_rounded<S>(in, {size}, [&](const auto& x, auto& dx) { dx[0] = x[1], f.backward(x[0], dx[0], dx[0]); });
            is_rounded<S>(in, {size}, [&](const auto& y, auto& d) { f.derivative_from_value(y[0], d[0]); });
            is_rounded<S>(in, {size}, [&](const auto& y, auto& dx) { f.backward_from_value(y[0], y[1], dx[0]); });
            is_rounded<S>(in, {size}, [&](const auto& x, auto& y) {
                ramp::leaky_relu.value(x[0].data(), y[0].data(), size, 0.3f);  // the pointers' form
            });
            is_rounded<S>(in, {size, size}, [&](const auto& x, auto& y) {
                std::vector<std::uint8_t> bits((size + 7) / 8);
                learned.value(x[0], y[0], bits);
                learned.backward_from_bits(bits, x[1], y[1]);
            });
            std::vector<float> gradients;
            is_rounded<S>(in, {size},
                          [&](const auto& x, auto& dx) { gradients.push_back(learned.backward(x[0], x[1], dx[0])); });
            CHECK(same(gradients[0], gradients[1]));
        }
}

TEST_CASE("Law 14: parameters for each channel, and their gradients") {
    using S = float16;
    struct Shape {
        std::size_t channels, inner, rows;
    };
    for (const auto& [channels, inner, rows] :
         {Shape{1, 1, 100}, Shape{3, 1, 50}, Shape{64, 1, 1}, Shape{64, 1, 40}, Shape{7, 5, 30}, Shape{1000, 1, 20},
          Shape{16, 49, 3}, Shape{130, 2, 20}, Shape{64, 1, 1200}, Shape{200, 40, 9}}) {
        const std::size_t size = channels * inner * rows;
        const std::vector<std::vector<S>> in = {normal_halves<S>(size, 1), normal_halves<S>(channels, 3),
                                                normal_halves<S>(size, 2)};
        INFO(channels << " channels x " << inner << ", " << rows << " rows");
        is_rounded<S>(in, {size}, [&, inner = inner](const auto& x, auto& y) {
            ramp::biased(ramp::silu, x[0], x[1], y[0], inner);
        });
        is_rounded<S>(in, {size, channels}, [&, inner = inner](const auto& x, auto& dx) {
            ramp::biased.backward(ramp::silu, x[0], x[1], x[2], dx[0], dx[1], inner);
        });
        is_rounded<S>(in, {size, size}, [&, inner = inner](const auto& x, auto& y) {
            ramp::channel_prelu.value_and_derivative(x[0], x[1], y[0], y[1], inner);
        });
        is_rounded<S>(in, {size, channels}, [&, inner = inner](const auto& x, auto& dx) {
            ramp::channel_prelu.backward(x[0], x[1], x[2], dx[0], dx[1], inner);
        });
    }
}

TEST_CASE("Law 14: gates and rows") {
    using S = bfloat16;
    for (const std::size_t columns : {1u, 2u, 7u, 16u, 17u, 64u, 1000u}) {
        const std::size_t rows = 70, size = rows * columns;
        const std::vector<std::vector<S>> in = {normal_halves<S>(size, 1, 4), normal_halves<S>(size, 2),
                                                normal_halves<S>(size, 3), normal_halves<S>(2 * size, 4)};
        std::vector<int> labels(rows);
        for (std::size_t row = 0; row < rows; ++row) labels[row] = int(row * 5 % columns);
        INFO("rows of " << columns);
        is_rounded<S>(in, {size}, [](const auto& x, auto& y) { ramp::reglu(x[0], x[1], y[0]); });
        is_rounded<S>(in, {size, size},
                      [](const auto& x, auto& d) { ramp::reglu.backward(x[0], x[1], x[2], d[0], d[1]); });
        is_rounded<S>(in, {size}, [&](const auto& x, auto& y) { ramp::reglu.packed(x[3], y[0], columns); });
        is_rounded<S>(in, {2 * size},
                      [&](const auto& x, auto& dx) { ramp::reglu.packed_backward(x[3], x[2], dx[0], columns); });
        is_rounded<S>(in, {size}, [&](const auto& x, auto& y) { ramp::softmax(x[0], y[0], columns); });
        is_rounded<S>(in, {size}, [&](const auto& x, auto& y) { y[0] = x[0], ramp::softmax(y[0], y[0], columns); });
        is_rounded<S>(in, {size}, [&](const auto& y, auto& dx) { ramp::softmax.backward(y[0], y[1], dx[0], columns); });
        is_rounded<S>(in, {size}, [&](const auto& x, auto& y) { ramp::log_softmax(x[0], y[0], columns); });
        is_rounded<S>(in, {size},
                      [&](const auto& y, auto& dx) { ramp::log_softmax.backward(y[0], y[1], dx[0], columns); });
        std::vector<float> losses;
        is_rounded<S>(in, {size, size}, [&](const auto& x, auto& d) {
            losses.push_back(ramp::cross_entropy.value_and_gradient(x[0], labels, d[0], columns));
            d[1] = x[0];
            losses.push_back(ramp::cross_entropy.value_and_gradient(d[1], labels, d[1], columns));
            losses.push_back(ramp::cross_entropy(x[0], labels, columns));
        });
        for (const float loss : losses) CHECK(same(loss, losses[0]));
    }
}

TEST_CASE("Arrays of halves of a known extent, and constant expressions") {
    constexpr auto relu_of = [](float v) {
        const std::array<float16, 3> x = {float16(v), float16(-v), float16(0)};
        std::array<float16, 3> y{};
        ramp::relu(x, y);
        return float(y[0]) + float(y[1]) + float(y[2]);
    };
    static_assert(relu_of(1.5f) == 1.5f);
    CHECK(relu_of(1.5f) == 1.5f);
    std::array<bfloat16, 21> x, y;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = bfloat16(float(i) - 10);
    ramp::hardswish(x, y);
    std::vector<float> exact(x.size());
    ramp::hardswish(floats(x), exact);
    CHECK(wrong<bfloat16>(y, exact) == 0);
}

void half_layer(std::span<const ramp::bfloat16> x, std::span<const ramp::bfloat16> bias, std::span<ramp::bfloat16> y) {
    ramp::biased(ramp::hardswish, x, bias, y);
}

TEST_CASE("README's layer of halves") {
    const std::vector<std::vector<bfloat16>> in = {normal_halves<bfloat16>(60, 1), normal_halves<bfloat16>(12, 2)};
    std::vector<bfloat16> y(60);
    half_layer(in[0], in[1], y);
    std::vector<float> exact(60);
    ramp::biased(ramp::hardswish, floats(in[0]), floats(in[1]), exact);
    CHECK(wrong<bfloat16>(y, exact) == 0);
}

TEST_CASE("Halves do not mix with other elements, and what is wrong with them is said before anything is written") {
    using Halves = std::vector<float16>;
    static_assert(std::invocable<decltype(ramp::elu), Halves&, Halves&>);
    static_assert(!std::invocable<decltype(ramp::elu), Halves&, std::vector<float>&>);
    static_assert(!std::invocable<decltype(ramp::elu), Halves&, std::vector<bfloat16>&>);
    static_assert(!std::invocable<ramp::ELU<double>, Halves&, Halves&>);
    const Halves x(5);
    Halves y(4, float16(7)), slopes = {float16(1), float16(quiet_nan<float>)}, z(10, float16(7));
    CHECK_THROWS_AS(ramp::elu(x, y), std::invalid_argument);
    CHECK(thrown([&] { ramp::channel_prelu(z, slopes, z); }).find("slopes[1] must be finite, but is nan") !=
          std::string::npos);
    for (const float16 v : y) CHECK(float(v) == 7);
    for (const float16 v : z) CHECK(float(v) == 7);
}

}  // namespace ramp_tests
