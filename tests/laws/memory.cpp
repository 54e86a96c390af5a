// Law 10: no stray access; and streaming, which changes nothing but the time.
#include <cstring>
#include <span>
#include <vector>

#include "../catch.hpp"
#include "../guarded_pages.hpp"
#include "../streaming.hpp"
#include "../subject.hpp"

namespace ramp_tests {

namespace {

/// Every length to the second turn of the unrolled loop and beyond, those around the blocks that fold, and more than a
/// page, which is more than what streaming loops prefetch.
template <class T>
std::vector<std::size_t> lengths() {
    const std::size_t lanes = most_lanes<T>(), fold_block = 52 * batch_lanes<T>(), page = 4096 / sizeof(T);
    std::vector<std::size_t> lengths = {page + 1, 2 * page - 1};
    for (std::size_t size = 0; size <= 8 * lanes + 3; ++size) lengths.push_back(size);
    for (const std::size_t size :
         {fold_block - 1, fold_block, fold_block + 1, fold_block + lanes + 1, 2 * fold_block - 1})
        lengths.push_back(size);
    return lengths;
}

/// For a form of a call that runs the loop of another: what is shorter than a batch, a batch, and several with a rest.
template <class T>
std::vector<std::size_t> few_lengths() {
    const std::size_t lanes = most_lanes<T>();
    return {0, 1, lanes - 1, lanes, lanes + 1, 8 * lanes + 3};
}

}  // namespace

TEMPLATE_TEST_CASE("Law 10: no byte outside the arrays is read or written, and no input is written", "", float,
                   double) {
    const GuardedPages<TestType> x, dy, y, d;
    x.make_read_only();
    dy.make_read_only();
    const auto all = lengths<TestType>(), few = few_lengths<TestType>();
    for (const auto& f : subjects<TestType>()) {
        if (!f.has_own_code) continue;
        for (const std::size_t streamed_from : {ramp::streaming_threshold(), std::size_t(0)}) {
            const StreamingFrom streaming(streamed_from);
            for (const auto& call : f.calls()) {
                for (const std::size_t size : call.has_own_loop ? all : few) {
                    call.run(f, {x.at_the_end(size), dy.at_the_end(size)}, {y.at_the_end(size), d.at_the_end(size)});
                    call.run(f, {x.at_the_beginning(size), dy.at_the_beginning(size)},
                             {y.at_the_beginning(size), d.at_the_beginning(size)});
                    // In place, at both ends.
                    call.run(f, {y.at_the_end(size), dy.at_the_beginning(size)},
                             {y.at_the_end(size), d.at_the_end(size)});
                    call.run(f, {y.at_the_beginning(size), dy.at_the_end(size)},
                             {y.at_the_beginning(size), d.at_the_beginning(size)});
                }
            }
        }
    }
    SUCCEED("a stray access would have ended the program");
}

TEMPLATE_TEST_CASE("Streaming changes no result and touches nothing else, whatever the alignment", "", float, double) {
    using T = TestType;
    constexpr std::size_t elements = 2100;
    const auto x = random_numbers<T>(elements, 3), dy = random_numbers<T>(elements, 4);
    for (const auto& f : subjects<T>()) {
        if (!f.has_own_code) continue;
        for (const auto& call : f.calls())
            for (const std::size_t size : {1u, 15u, 100u, 1027u, 2047u})
                for (const std::size_t offset : {0u, 1u, 4u, 5u, 16u}) {
                    if (!call.has_own_loop && (offset != 0 || size != 100)) continue;
                    std::vector<T> outputs[2][3];
                    for (const bool streams : {false, true}) {
                        auto& [first, second, in_place] = outputs[streams];
                        const StreamingFrom streaming(streams ? 0 : ramp::streaming_threshold());
                        first.assign(elements, T(-77)), second.assign(elements, T(-77)), in_place = x;
                        call.run(f, {std::span(x).first(size), std::span(dy).first(size)},
                                 {std::span(first).subspan(offset, size), std::span(second).subspan(3, size)});
                        // In place: what is read is not streamed, but the second output may be.
                        call.run(f, {std::span<const T>(in_place).subspan(3, size), std::span(dy).first(size)},
                                 {std::span(in_place).subspan(3, size), std::span(second).subspan(offset, size)});
                    }
                    std::size_t different = 0;
                    for (std::size_t k = 0; k < 3; ++k) {
                        const auto &plain = outputs[0][k], &streamed = outputs[1][k];
                        if (std::memcmp(plain.data(), streamed.data(), elements * sizeof(T)) == 0) continue;
                        for (std::size_t i = 0; i < elements; ++i) different += !same(plain[i], streamed[i]);
                    }
                    INFO(f.name() << ", " << call.name << " of " << size << " at offset " << offset);
                    CHECK(different == 0);
                }
    }
}

}  // namespace ramp_tests
