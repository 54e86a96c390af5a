#include <ramp/core/loops/fold.hpp>
#include <ramp/core/loops/map.hpp>
#include <ramp/relu.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "../catch.hpp"
#include "../streaming.hpp"

namespace ramp_tests {

TEST_CASE("What is streamed is the only output that is not an input, aligned, from the threshold on") {
    using ramp::loops::none, ramp::loops::output_to_stream;
    alignas(64) float memory[64] = {};
    float *const x = memory, *const y = memory + 16, *const d = memory + 32;
    CHECK(output_to_stream<float, 1, 1>({x}, {y}) == 0);
    CHECK(output_to_stream<float, 1, 1>({x}, {x}) == none);
    CHECK(output_to_stream<float, 1, 1>({x}, {y + 4}) == 0);
    CHECK(output_to_stream<float, 1, 1>({x}, {y + 2}) == none);
    CHECK(output_to_stream<float, 1, 2>({x}, {x, d}) == 1);
    CHECK(output_to_stream<float, 1, 2>({x}, {y, d}) == none);
    auto* const between = reinterpret_cast<float*>(reinterpret_cast<char*>(y) + 2);
    CHECK(output_to_stream<float, 1, 1>({x}, {between}) == none);

    const StreamingFrom streaming(40);
    using Task = ramp::Task<ramp::calls::Value, ramp::ReLU<float>>;
    CHECK(Task{{x}, {y}, 10, {}}.streams());
    CHECK(!Task{{x}, {y}, 9, {}}.streams());
    CHECK(!Task{{x}, {x}, 10, {}}.streams());
}

TEST_CASE("A sum in pairs is the same, whoever adds up a power of two of its numbers") {
    std::vector<double> numbers(77);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = 1 / double(i + 1);
    const auto sum_of = [&](std::size_t begin, std::size_t end) {
        ramp::loops::PairwiseSum sum;
        for (std::size_t i = begin; i < end; ++i) sum.add(numbers[i]);
        return sum.total();
    };
    CHECK(sum_of(0, 0) == 0);
    CHECK(sum_of(0, 3) == (numbers[0] + numbers[1]) + numbers[2]);
    CHECK(sum_of(0, 7) ==
          ((numbers[0] + numbers[1]) + (numbers[2] + numbers[3])) + ((numbers[4] + numbers[5]) + numbers[6]));
    for (std::size_t size = 1; size <= numbers.size(); ++size)
        for (const std::size_t together : {2u, 4u, 16u, 64u}) {
            ramp::loops::PairwiseSum of_sums;
            for (std::size_t i = 0; i < size; i += together) of_sums.add(sum_of(i, std::min(i + together, size)));
            CHECK(of_sums.total() == sum_of(0, size));
        }
}

TEST_CASE("map hands over several inputs and outputs, and every element once") {
    std::vector<float> a(103), b(103), sum(103), product(103);
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = float(i), b[i] = float(2 * i + 1);
    const std::array<const float*, 2> inputs = {a.data(), b.data()};
    const std::array<float*, 2> outputs = {sum.data(), product.data()};
    const auto f = [](auto x, auto y) { return ramp::loops::outputs(x + y, x * y); };
    ramp::loops::map<xsimd::batch<float>>(inputs, outputs, a.size(), f);
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(sum[i] == a[i] + b[i]);
        CHECK(product[i] == a[i] * b[i]);
    }
}

TEST_CASE("fold adds every element once, over blocks and rests") {
    for (const std::size_t size : {0u, 1u, 7u, 100u, 4096u, 4097u, 10003u}) {
        std::vector<float> ones(size, 1), out(size);
        const std::array<const float*, 1> inputs = {ones.data()};
        const std::array<float*, 1> outputs = {out.data()};
        const auto f = [](auto x) { return ramp::loops::Folded{ramp::loops::outputs(x + x), x, decltype(x)(1)}; };
        const double sum = ramp::loops::fold<xsimd::batch<float>>(inputs, outputs, size, f);
        CHECK(sum == double(size));
        CHECK(out == std::vector<float>(size, 2));
    }
}

}  // namespace ramp_tests
