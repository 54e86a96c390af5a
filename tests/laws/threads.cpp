#include <thread>
#include <vector>

#include "../catch.hpp"
#include "../streaming.hpp"
#include "../subject.hpp"

namespace ramp_tests {

TEMPLATE_TEST_CASE("Threads share an activation, each on its part of the arrays, while the threshold changes", "",
                   float, double) {
    using T = TestType;
    constexpr std::size_t threads = 4, part = 3001, size = threads * part, rounds = 4;
    const auto dy = random_numbers<T>(size, 2);
    const auto threshold = ramp::streaming_threshold();
    for (const auto& f : subjects<T>()) {
        if (!f.has_own_code) continue;
        auto x = numbers_of_law_5_for(f, size);
        for (const auto& call : f.calls()) {
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
            ramp::set_streaming_threshold(threshold);
            const auto right = one_by_one<T>(f, call, x, dy);
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < size; ++i)
                wrong += !same(first[i], right[i][0]) || (call.outputs == 2 && !same(second[i], right[i][1]));
            INFO(f.name() << ", " << call.name);
            CHECK(wrong == 0);
        }
    }
}

}  // namespace ramp_tests
