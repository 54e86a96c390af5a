#include <ramp/ramp.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "../array_calls.hpp"
#include "../catch.hpp"
#include "../reference.hpp"

namespace ramp_tests {

/// Pages that may be touched between two that may not.
template <class T>
class GuardedPages {
public:
    GuardedPages()
        : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))),
          memory_(static_cast<char*>(
              mmap(nullptr, mapped_bytes + 2 * page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
        protect(PROT_READ | PROT_WRITE);
        for (T& element : at_the_end(elements)) element = T(-0.5);
    }
    GuardedPages(const GuardedPages&) = delete;
    GuardedPages& operator=(const GuardedPages&) = delete;
    ~GuardedPages() { munmap(memory_, mapped_bytes + 2 * page_); }

    /// From here on, writing to them ends the program.
    void make_read_only() const { protect(PROT_READ); }

    std::span<T> at_the_end(std::size_t size) const {
        return {reinterpret_cast<T*>(memory_ + page_ + mapped_bytes - size * sizeof(T)), size};
    }
    std::span<T> at_the_beginning(std::size_t size) const { return {reinterpret_cast<T*>(memory_ + page_), size}; }

private:
    static constexpr std::size_t mapped_bytes = 1 << 16;  // a multiple of every machine's pages

    void protect(int access) const { REQUIRE(mprotect(memory_ + page_, mapped_bytes, access) == 0); }

    std::size_t page_;
    char* memory_;

public:
    static constexpr std::size_t elements = mapped_bytes / sizeof(T);
};

/// Every length to the second turn of the unrolled loop and beyond, and those around the blocks that fold.
template <class T>
std::vector<std::size_t> lengths() {
    constexpr std::size_t lanes = most_lanes<T>;
    std::vector<std::size_t> lengths;
    for (std::size_t size = 0; size <= 8 * lanes + 3; ++size) lengths.push_back(size);
    for (const std::size_t block : {ramp::loops::fold_block_size<xsimd::batch<T>>, GuardedPages<T>::elements / 2})
        for (const std::size_t size : {block - 1, block, block + 1, block + lanes + 1, 2 * block - 1})
            lengths.push_back(size);
    return lengths;
}

TEMPLATE_LIST_TEST_CASE("Law 10: no byte outside the arrays is read or written, and no input is written", "",
                        Callable) {
    using T = typename TestType::value_type;
    const GuardedPages<T> x, dy, y, d;
    x.make_read_only();
    dy.make_read_only();
    const auto threshold = ramp::streaming_threshold();
    for (const TestType& f : Reference<TestType>::samples())
        for (const std::size_t streamed_from : {threshold, std::size_t(0)})
            for (const auto& call : array_calls<TestType>())
                for (const std::size_t size : lengths<T>()) {
                    ramp::set_streaming_threshold(streamed_from);
                    call.run(f, {x.at_the_end(size), dy.at_the_end(size)}, {y.at_the_end(size), d.at_the_end(size)});
                    call.run(f, {x.at_the_beginning(size), dy.at_the_beginning(size)},
                             {y.at_the_beginning(size), d.at_the_beginning(size)});
                    // In place, at both ends.
                    call.run(f, {y.at_the_end(size), dy.at_the_beginning(size)},
                             {y.at_the_end(size), d.at_the_end(size)});
                    call.run(f, {y.at_the_beginning(size), dy.at_the_end(size)},
                             {y.at_the_beginning(size), d.at_the_beginning(size)});
                }
    ramp::set_streaming_threshold(threshold);
    SUCCEED("a stray access would have ended the program");
}

TEMPLATE_TEST_CASE("Law 10: ChannelPReLU reads and writes no byte outside its arrays and slopes", "", float, double) {
    const GuardedPages<TestType> x, dy, dx, slopes, dslopes;
    x.make_read_only();
    dy.make_read_only();
    slopes.make_read_only();
    const auto try_all = [&](std::size_t channels, std::size_t inner, std::size_t rows) {
        const std::size_t size = rows * channels * inner;
        const auto at_the_end = [size](const auto& pages) { return pages.at_the_end(size); };
        const auto at_the_beginning = [size](const auto& pages) { return pages.at_the_beginning(size); };
        const ramp::ChannelPReLU<TestType> f(slopes.at_the_end(channels), inner);
        f.value(at_the_end(x), at_the_end(dx));
        f.derivative(at_the_end(x), at_the_end(dx));
        f.backward(at_the_end(x), at_the_end(dy), at_the_end(dx), dslopes.at_the_end(channels));
        const ramp::ChannelPReLU<TestType> g(slopes.at_the_beginning(channels), inner);
        g.value(at_the_beginning(x), at_the_beginning(dx));
        g.derivative(at_the_beginning(x), at_the_beginning(dx));
        g.backward(at_the_beginning(x), at_the_beginning(dy), at_the_beginning(dx), dslopes.at_the_beginning(channels));
    };
    for (const std::size_t channels : {1u, 3u, 17u})
        for (const std::size_t inner : {1u, 2u, 5u, 37u, 250u})
            for (std::size_t rows = 0; rows * channels * inner <= 500; ++rows) try_all(channels, inner, rows);
    for (const std::size_t inner : {1u, 31u, 32u}) try_all(4 * xsimd::batch<TestType>::size + 3, inner, 2);
    try_all(4097, 1, 1);  // so many channels that their slopes are read where they are
    try_all(600, 3, 4);
    SUCCEED("a stray access would have ended the program");
}

TEMPLATE_LIST_TEST_CASE("Streaming changes no result and touches nothing else, whatever the alignment", "", Callable) {
    using T = typename TestType::value_type;
    const auto x = random_numbers<T>(6000, 3), dy = random_numbers<T>(6000, 4);
    const auto threshold = ramp::streaming_threshold();
    for (const auto& call : array_calls<TestType>())
        for (const std::size_t size : {1u, 15u, 100u, 2047u, 4099u, 5900u})
            for (const std::size_t offset : {0u, 1u, 4u, 5u, 16u}) {
                std::vector<T> outputs[2][2];
                for (const bool streams : {false, true}) {
                    ramp::set_streaming_threshold(streams ? 0 : threshold);
                    for (auto& output : outputs[streams]) output.assign(6000, T(-77));
                    call.run(TestType{}, {std::span(x).first(size), std::span(dy).first(size)},
                             {std::span(outputs[streams][0]).subspan(offset, size),
                              std::span(outputs[streams][1]).subspan(3, size)});
                    // In place: what is read is not streamed.
                    auto in_place = x;
                    call.run(TestType{}, {std::span<const T>(in_place).first(size), std::span(dy).first(size)},
                             {std::span(in_place).first(size), std::span(outputs[streams][1]).subspan(3, size)});
                    outputs[streams][0].insert(outputs[streams][0].end(), in_place.begin(), in_place.end());
                }
                ramp::set_streaming_threshold(threshold);
                std::size_t different = 0;
                for (std::size_t k = 0; k < 2; ++k)
                    for (std::size_t i = 0; i < outputs[0][k].size(); ++i)
                        different += !same(outputs[0][k][i], outputs[1][k][i]);
                INFO(TestType::name << "::" << call.name << " of " << size << " at offset " << offset);
                CHECK(different == 0);
            }
}

TEST_CASE("What is streamed is the only output that is no input, aligned, from the threshold on") {
    using ramp::loops::none, ramp::loops::output_to_stream;
    alignas(64) float memory[64] = {};
    float *const x = memory, *const y = memory + 16, *const d = memory + 32;
    const auto threshold = ramp::streaming_threshold();
    ramp::set_streaming_threshold(40);
    CHECK(output_to_stream<float, 1, 1>({x}, {y}, 10) == 0);
    CHECK(output_to_stream<float, 1, 1>({x}, {y}, 9) == none);
    CHECK(output_to_stream<float, 1, 1>({x}, {x}, 10) == none);
    CHECK(output_to_stream<float, 1, 1>({x}, {y + 4}, 10) == 0);
    CHECK(output_to_stream<float, 1, 1>({x}, {y + 2}, 10) == none);
    CHECK(output_to_stream<float, 1, 2>({x}, {x, d}, 10) == 1);
    CHECK(output_to_stream<float, 1, 2>({x}, {y, d}, 10) == none);
    auto* const between = reinterpret_cast<float*>(reinterpret_cast<char*>(y) + 2);
    CHECK(output_to_stream<float, 1, 1>({x}, {between}, 10) == none);
    ramp::set_streaming_threshold(threshold);
}

TEST_CASE("The slope's gradient does not change when the output is streamed") {
    const auto x = random_numbers<float>(10000, 5), dy = random_numbers<float>(10000, 5);
    std::vector<float> dx(10007);
    const auto threshold = ramp::streaming_threshold();
    const float gradient = ramp::prelu_backward(x, dy, std::span(dx).first(10000), 0.1);
    ramp::set_streaming_threshold(0);
    for (std::size_t offset = 0; offset < 7; ++offset)
        CHECK(same(ramp::prelu_backward(x, dy, std::span(dx).subspan(offset, 10000), 0.1), gradient));
    ramp::set_streaming_threshold(threshold);
}

TEST_CASE("map hands over several inputs and outputs, and every element once") {
    std::vector<float> a(103), b(103), sum(103), product(103);
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = float(i), b[i] = float(2 * i + 1);
    ramp::loops::map<xsimd::default_arch, float, 2, 2>(
        {a.data(), b.data()}, {sum.data(), product.data()}, a.size(),
        [](auto x, auto y) { return ramp::loops::outputs(x + y, x * y); });
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(sum[i] == a[i] + b[i]);
        CHECK(product[i] == a[i] * b[i]);
    }
}

TEST_CASE("fold adds every element once, over blocks and rests") {
    for (const std::size_t size : {0u, 1u, 7u, 100u, 4096u, 4097u, 10003u}) {
        std::vector<float> ones(size, 1), out(size);
        const double sum =
            ramp::loops::fold<xsimd::default_arch, float, 1, 1>({ones.data()}, {out.data()}, size, [](auto x) {
                return ramp::loops::Folded{ramp::loops::outputs(x + x), x};
            });
        CHECK(sum == double(size));
        CHECK(out == std::vector<float>(size, 2));
    }
}

}  // namespace ramp_tests
