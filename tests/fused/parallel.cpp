// Calls on several threads: law 5 says that nobody can tell.
#include <algorithm>
#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <span>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <ramp/half.hpp>
#include <ramp/parallel.hpp>
#include <ramp/ramp.hpp>

#include "../catch.hpp"
#include "../numbers.hpp"
#include "../streaming.hpp"

namespace ramp_tests {

namespace {

using ramp::float16, ramp::par;

constexpr std::size_t part = ramp::loops::part_size;

/// Runs work() on so many threads, whatever the machine has.
template <class Work>
void on_threads(int threads, Work work) {
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, 64);
    tbb::task_arena(threads).execute(work);
}

/// The numbers that a call leaves in `outputs` arrays of so many elements.
template <class T, class Call>
std::vector<std::vector<T>> results_of(std::size_t outputs, std::size_t size, const Call& call) {
    std::vector<std::vector<T>> results(outputs, std::vector<T>(size, sentinel<T>));
    call(results);
    return results;
}

/// call(execution, results) gives the same bits with par, on any number of threads, as without, streamed and not.
template <class T, class Call>
void same_on_any_threads(std::size_t outputs, std::size_t size, const Call& call) {
    const auto right =
        results_of<T>(outputs, size, [&](auto& results) { call(ramp::on<ramp::default_arch>, results); });
    for (const std::size_t threshold : {std::size_t(0), ramp::default_streaming_threshold})
        for (const int threads : {1, 2, 3, 8, 64}) {
            const StreamingFrom streaming(threshold);
            std::vector<std::vector<T>> results;
            on_threads(threads,
                       [&] { results = results_of<T>(outputs, size, [&](auto& parallel) { call(par, parallel); }); });
            std::size_t wrong = 0;
            for (std::size_t k = 0; k < outputs; ++k)
                for (std::size_t i = 0; i < results[k].size(); ++i) wrong += !same(results[k][i], right[k][i]);
            INFO(size << " elements, " << threads << " threads, streamed from " << threshold);
            CHECK(wrong == 0);
        }
}

template <class T>
struct Arrays {
    std::vector<T> x, dy;
    explicit Arrays(std::size_t size)
        : x(normal_numbers<T>(size, 1, T(3))), dy(normal_numbers<T>(size, 2, T(0.1), T(2))) {}
};

template <class T, class F>
void all_calls_are_the_same(const F& f, std::size_t size) {
    const Arrays<T> in(size);
    same_on_any_threads<T>(2, size, [&](auto on, auto& y) { f[on].value_and_derivative(in.x, y[0], y[1]); });
    same_on_any_threads<T>(1, size, [&](auto on, auto& y) { f[on](in.x, y[0]); });
    same_on_any_threads<T>(1, size, [&](auto on, auto& y) { f[on].derivative(in.x, y[0]); });
    same_on_any_threads<T>(2, size, [&](auto on, auto& dx) {
        dx[0] = in.dy;
        if constexpr (std::is_void_v<decltype(f[on].backward(in.x, in.dy, dx[0]))>)
            f[on].backward(in.x, dx[0], dx[0]), f[on].backward(in.x, in.dy, dx[1]);
        else
            dx[1].assign(1, f[on].backward(in.x, dx[0], dx[0]));
    });
    if constexpr (requires(T y) { f.derivative_from_value(y); }) {
        same_on_any_threads<T>(1, size, [&](auto on, auto& d) { f[on].derivative_from_value(in.x, d[0]); });
        same_on_any_threads<T>(1, size, [&](auto on, auto& dx) { f[on].backward_from_value(in.x, in.dy, dx[0]); });
    }
}

}  // namespace

TEST_CASE("Law 5: the calls of an activation give the same bits on any number of threads") {
    for (const std::size_t size : {std::size_t(0), std::size_t(1), 2 * part - 1, 2 * part, 5 * part + 17}) {
        all_calls_are_the_same<float>(ramp::ELU<float>(), size);
        all_calls_are_the_same<double>(ramp::PReLU<double>(-0.3), size);
    }
    const std::size_t large = 261 * part + 3;  // more parts than sums
    const Arrays<double> in(large);            // a float would round away what the order of additions changes
    same_on_any_threads<double>(
        2, large, [&](auto on, auto& dx) { dx[1].assign(1, ramp::prelu[on].backward(in.x, in.dy, dx[0], 0.25)); });
}

TEST_CASE("A grade, an instruction set and par can be had together, in any order") {
    const Arrays<float> in(3 * part);
    std::vector<float> right(in.x.size()), y(right), z(right);
    ramp::silu[ramp::fast](in.x, right);
    on_threads(3, [&] {
        ramp::silu[ramp::fast][par](in.x, y);
        ramp::silu[par][ramp::fast](in.x, z);
    });
    CHECK(y == right);
    CHECK(z == right);
    CHECK(right != results_of<float>(1, right.size(), [&](auto& all) { ramp::silu(in.x, all[0]); })[0]);

    constexpr auto on = ramp::on<xsimd::default_arch>;
    using OnAll = ramp::Execution<ramp::Parallel<xsimd::default_arch>>;
    static_assert(std::same_as<decltype(ramp::elu[on][par])::execution, OnAll>);
    static_assert(std::same_as<decltype(ramp::elu[par][on])::execution, OnAll>);
    const ramp::ELU<float> f;
    static_assert(std::same_as<decltype(f[on][par])::execution, OnAll>);
    static_assert(std::same_as<decltype(f[par][on])::execution, OnAll>);
    static_assert(std::same_as<decltype(f[par][par])::execution, decltype(f[par])::execution>);
}

TEST_CASE("A sum of nothing but -0 is -0, of floats and halves, in place, on any number of threads") {
    for (const std::size_t channels : {1u, 5u, 9u, 129u, 70000u})
        for (const std::size_t rows : {1u, 2u, 3u}) {
            // relu'(x + bias) is 0, and dy is negative.
            const std::vector<float> x(rows * channels, 1), dy(x.size(), -1);
            const std::vector<float16> x16(x.size(), float16(1)), dy16(x.size(), float16(-1));
            std::vector<float> dx(x.size()), bias(channels, -9), sums(channels);
            std::vector<float16> dx16(x.size()), bias16(channels, float16(-9)), sums16(channels);
            const auto is_minus_zero = [](float v) { return same(v, -0.0f); };
            INFO(rows << " rows of " << channels);
            const auto check = [&](const auto& biased) {
                biased.backward(ramp::relu, x, bias, dy, dx, sums);
                CHECK(std::ranges::all_of(sums, is_minus_zero));
                biased.backward(ramp::relu, x16, bias16, dy16, dx16, sums16);
                CHECK(std::ranges::all_of(sums16, is_minus_zero));
                auto in_place = bias;
                biased.backward(ramp::relu, x, in_place, dy, dx, in_place);
                CHECK(std::ranges::all_of(in_place, is_minus_zero));
            };
            check(ramp::biased);
            on_threads(3, [&] { check(ramp::biased[par]); });
        }
}

TEST_CASE("Law 14 on several threads: channels and rows of halves, in place") {
    struct Shape {
        std::size_t channels, inner, rows;
    };
    for (const auto& [channels, inner, rows] : {Shape{64, 1, 2500}, Shape{200, 40, 12}, Shape{3, 30000, 1}}) {
        const std::size_t size = channels * inner * rows;
        const Arrays<float> in(size);
        std::vector<float16> x, dy, bias(channels, float16(0.25f)), dbias(channels), dx(size);
        for (std::size_t i = 0; i < size; ++i) x.push_back(float16(in.x[i])), dy.push_back(float16(in.dy[i]));
        auto in_place = x;
        auto bias_in_place = bias;
        INFO(channels << " channels x " << inner << ", " << rows << " rows");
        ramp::biased.backward(ramp::relu6, x, bias, dy, dx, dbias, inner);
        on_threads(3, [&, inner = inner] {
            ramp::biased[par].backward(ramp::relu6, in_place, bias_in_place, dy, in_place, bias_in_place, inner);
        });
        const auto floats = [](const auto& halves) { return std::vector<float>(halves.begin(), halves.end()); };
        CHECK(floats(in_place) == floats(dx));
        CHECK(floats(bias_in_place) == floats(dbias));
        ramp::softmax(x, dx, channels);
        on_threads(3, [&, channels = channels] { ramp::softmax[par](x, x, channels); });
        CHECK(floats(x) == floats(dx));
    }
}

TEMPLATE_TEST_CASE("Law 5: a bias and a slope for each channel, and their gradients, on any number of threads", "",
                   float, double) {
    using T = TestType;
    struct Shape {
        std::size_t channels, inner, rows;
    };
    // Of many rows, of rows longer than a part, of channels longer than a part, of one row; few channels, and many.
    for (const auto& [channels, inner, rows] :
         {Shape{1, 1, 3 * part}, Shape{3, 1, 40000}, Shape{64, 1, 2500}, Shape{64, 1, 40000}, Shape{100, 7, 300},
          Shape{128, 1, 1100}, Shape{129, 3, 400}, Shape{1000, 1, 150}, Shape{1024, 1, 150}, Shape{1031, 40, 3},
          Shape{70000, 1, 3}, Shape{64, 1500, 2}, Shape{3, part + 5, 2}, Shape{2, 3 * part, 1}, Shape{1, 200, 500},
          Shape{5000, 31, 1}}) {
        const std::size_t size = channels * inner * rows;
        const Arrays<T> in(size);
        const auto bias = normal_numbers<T>(channels, 3);
        INFO(channels << " channels x " << inner << ", " << rows << " rows");
        same_on_any_threads<T>(
            1, size, [&, inner = inner](auto on, auto& y) { ramp::biased[on](ramp::relu6, in.x, bias, y[0], inner); });
        same_on_any_threads<T>(2, size, [&, inner = inner, channels = channels](auto on, auto& dx) {
            dx[1].resize(channels);
            ramp::biased[on].backward(ramp::relu6, in.x, bias, in.dy, dx[0], dx[1], inner);
        });
        same_on_any_threads<T>(2, size, [&, inner = inner](auto on, auto& y) {
            ramp::channel_prelu[on].value_and_derivative(in.x, bias, y[0], y[1], inner);
        });
        same_on_any_threads<T>(2, size, [&, inner = inner, channels = channels](auto on, auto& dx) {
            dx[1].resize(channels);
            ramp::channel_prelu[on].backward(in.x, bias, in.dy, dx[0], dx[1], inner);
        });
    }
}

TEST_CASE("Law 5: gates, rows and bits on any number of threads") {
    using T = float;
    for (const std::size_t columns :
         {std::size_t(1), std::size_t(10), std::size_t(1000), std::size_t(1024), part + 1}) {
        const std::size_t rows = (3 * part + columns) / columns, size = rows * columns;
        const Arrays<T> in(2 * size);
        const auto first = [&](const auto& all, std::size_t count) { return std::span(all).first(count); };
        const auto x = first(in.x, size), dy = first(in.dy, size);
        std::vector<int> labels(rows);
        for (std::size_t row = 0; row < rows; ++row) labels[row] = int(row * 7 % columns);
        INFO(rows << " rows of " << columns);
        same_on_any_threads<T>(1, size, [&](auto on, auto& y) { ramp::reglu[on](x, dy, y[0]); });
        same_on_any_threads<T>(2, size, [&](auto on, auto& d) { ramp::reglu[on].backward(x, dy, dy, d[0], d[1]); });
        same_on_any_threads<T>(1, size, [&](auto on, auto& y) { ramp::reglu[on].packed(in.x, y[0], columns); });
        same_on_any_threads<T>(1, 2 * size,
                               [&](auto on, auto& dx) { ramp::reglu[on].packed_backward(in.x, dy, dx[0], columns); });
        same_on_any_threads<T>(1, size, [&](auto on, auto& y) { ramp::softmax[on](x, y[0], columns); });
        same_on_any_threads<T>(1, size, [&](auto on, auto& dx) { ramp::softmax[on].backward(x, dy, dx[0], columns); });
        same_on_any_threads<T>(1, size, [&](auto on, auto& y) { ramp::log_softmax[on](x, y[0], columns); });
        same_on_any_threads<T>(1, size,
                               [&](auto on, auto& dx) { ramp::log_softmax[on].backward(x, dy, dx[0], columns); });
        same_on_any_threads<T>(2, size, [&](auto on, auto& loss) {
            loss[1].assign(1, ramp::cross_entropy[on].value_and_gradient(x, labels, loss[0], columns));
            loss[1].push_back(ramp::cross_entropy[on](x, labels, columns));
        });
        same_on_any_threads<T>(2, size, [&](auto on, auto& y) {
            std::vector<std::uint8_t> bits((size + 7) / 8);
            const ramp::PReLU<T> f(T(-0.3));
            f[on].value(x, y[0], bits);
            f[on].backward_from_bits(bits, dy, y[1]);
        });
    }
}

namespace {

/// Waits in each call until another thread has come, or a long time is over.
class Meeting {
public:
    void arrive() {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!has_met(std::this_thread::get_id()) && std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
    }
    bool has_met() {
        const std::lock_guard lock(mutex_);
        return threads_.size() > 1;
    }

private:
    bool has_met(std::thread::id id) {
        const std::lock_guard lock(mutex_);
        threads_.insert(id);
        return threads_.size() > 1;
    }
    std::mutex mutex_;
    std::set<std::thread::id> threads_;
} meeting;

struct Waiting : ramp::Activation<Waiting, float> {
    static constexpr const char* name = "Waiting";
    template <ramp::lanes_of<float> V>
    ramp::ValueAndDerivative<V> formula(V x) const {
        meeting.arrive();
        return {x, V(1)};
    }
};

}  // namespace

TEST_CASE("par uses more than one thread") {
    std::vector<float> x(4 * part, 1), y(x.size());
    on_threads(4, [&] { Waiting()[par](x, y); });
    CHECK(meeting.has_met());
    CHECK(x == y);
}

TEST_CASE("Law 9: what is wrong is said before any thread writes") {
    std::vector<float> x(4 * part), y(x.size() - 1, 5), other(x.size(), 5), bias(3);
    CHECK_THROWS_AS(ramp::elu[par](x, y), std::invalid_argument);
    CHECK_THROWS_AS(ramp::elu[par](std::span(other).first(3 * part), std::span(other).subspan(1, 3 * part)),
                    std::invalid_argument);
    CHECK_THROWS_AS(ramp::biased[par](ramp::elu, x, bias, other), std::invalid_argument);
    CHECK_THROWS_AS(ramp::softmax[par](x, other, 3), std::invalid_argument);
    CHECK_THROWS_AS(ramp::cross_entropy[par](x, std::vector<int>(4, int(part)), part), std::invalid_argument);
    CHECK(y == std::vector<float>(y.size(), 5));
    CHECK(other == std::vector<float>(other.size(), 5));
}

}  // namespace ramp_tests
