// Calls beside an activation, by several threads at once.
#include <cstddef>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

#include <ramp/biased.hpp>
#include <ramp/gated.hpp>
#include <ramp/prelu.hpp>
#include <ramp/softmax.hpp>

#include "../catch.hpp"
#include "../numbers.hpp"
#include "../streaming.hpp"

namespace {

constexpr auto here = ramp::on<xsimd::default_arch>;
constexpr std::size_t columns = 50, part = 60 * columns;

/// What each thread reads, all of it shared, and what it writes.
struct Work {
    std::span<const float> x, up;
    std::vector<float> results, other = std::vector<float>(part), sums = std::vector<float>(columns);
    std::vector<std::uint8_t> bits = std::vector<std::uint8_t>(part / 8);

    void run() {
        const auto keep = [&](const std::vector<float>& y) { results.insert(results.end(), y.begin(), y.end()); };
        const std::vector<int> labels(part / columns, 3);
        const auto bias = up.first(columns);
        std::vector<float> y(part);
        results.clear();
        ramp::biased(ramp::silu[here], x, bias, y), keep(y);
        ramp::biased.backward(ramp::silu[here], x, bias, up, y, sums), keep(y), keep(sums);
        ramp::swiglu[here](x, up, y), keep(y);
        ramp::swiglu[here].backward(x, up, up, y, other), keep(y), keep(other);
        ramp::softmax(x, y, columns), keep(y);
        ramp::softmax.backward(y, up, y, columns), keep(y);
        ramp::log_softmax(x, y, columns), keep(y);
        keep({ramp::cross_entropy.value_and_gradient(x, labels, y, columns)}), keep(y);
        ramp::PReLU<float>().value(x, y, bits), keep(y);
        ramp::PReLU<float>().backward_from_bits(bits, up, y), keep(y);
    }
};

}  // namespace

TEST_CASE("Threads share what calls beside an activation read, while the threshold changes") {
    const auto x = ramp_tests::normal_numbers<float>(part, 1, 3), up = ramp_tests::normal_numbers<float>(part, 2);
    Work alone{x, up, {}};
    alone.run();
    std::vector<Work> works(4, Work{x, up, {}});
    const ramp_tests::StreamingFrom as_before(ramp::streaming_threshold());
    std::vector<std::thread> threads;
    for (auto& work : works)
        threads.emplace_back([&work] {
            for (std::size_t round = 0; round < 4; ++round) work.run();
        });
    for (std::size_t k = 0; k < 100; ++k)
        ramp::set_streaming_threshold(k % 2 == 0 ? 0 : ramp::default_streaming_threshold);
    for (auto& thread : threads) thread.join();
    for (const auto& work : works) {
        CHECK(work.results == alone.results);
        CHECK(work.bits == alone.bits);
    }
}
