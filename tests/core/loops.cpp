#include <ramp/ramp.hpp>

#include <cstddef>
#include <span>

#include <sys/mman.h>
#include <unistd.h>

#include "../array_calls.hpp"
#include "../catch.hpp"
#include "../reference.hpp"

namespace ramp_tests {

/// A page that may be touched between two that may not.
template <class T>
class GuardedPage {
public:
    GuardedPage()
        : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))),
          memory_(static_cast<char*>(mmap(nullptr, 3 * page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
        REQUIRE(mprotect(memory_ + page_, page_, PROT_READ | PROT_WRITE) == 0);
        for (T& element : at_the_end(page_ / sizeof(T))) element = T(-0.5);
    }
    GuardedPage(const GuardedPage&) = delete;
    GuardedPage& operator=(const GuardedPage&) = delete;
    ~GuardedPage() { munmap(memory_, 3 * page_); }

    std::span<T> at_the_end(std::size_t size) const {
        return {reinterpret_cast<T*>(memory_ + 2 * page_ - size * sizeof(T)), size};
    }
    std::span<T> at_the_beginning(std::size_t size) const { return {reinterpret_cast<T*>(memory_ + page_), size}; }

private:
    std::size_t page_;
    char* memory_;
};

TEMPLATE_LIST_TEST_CASE("Law 10: no byte outside the arrays is read or written", "", Catalogue) {
    using T = typename TestType::value_type;
    const GuardedPage<T> x, dy, y, d;
    for (const auto& call : array_calls<TestType>())
        for (std::size_t size = 0; size <= 8 * xsimd::batch<T>::size + 3; ++size) {
            call.run(TestType{}, {x.at_the_end(size), dy.at_the_end(size)}, {y.at_the_end(size), d.at_the_end(size)});
            call.run(TestType{}, {x.at_the_beginning(size), dy.at_the_beginning(size)},
                     {y.at_the_beginning(size), d.at_the_beginning(size)});
        }
    SUCCEED("a stray access would have ended the program");
}

TEST_CASE("map hands over several inputs and outputs, and every element once") {
    std::vector<float> a(103), b(103), sum(103), product(103);
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = float(i), b[i] = float(2 * i + 1);
    ramp::loops::map<ramp::default_arch, float, 2, 2>(
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
            ramp::loops::fold<ramp::default_arch, float, 1, 1>({ones.data()}, {out.data()}, size, [](auto x) {
                return ramp::loops::Folded{ramp::loops::outputs(x + x), x};
            });
        CHECK(sum == double(size));
        CHECK(out == std::vector<float>(size, 2));
    }
}

}  // namespace ramp_tests
