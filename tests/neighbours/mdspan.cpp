#include <version>
#if defined(__cpp_lib_mdspan)

#include <ramp/mdspan.hpp>
#include <ramp/ramp.hpp>

#include <mdspan>
#include <vector>

#include "../catch.hpp"

namespace {

template <class T, std::size_t rank, class Layout = std::layout_right>
using Span = std::mdspan<T, std::dextents<int, rank>, Layout>;

template <class X, class Y = X>
concept callable = requires(X&& x, Y&& y) {
    ramp::elu(static_cast<X&&>(x), static_cast<Y&&>(y));
};

static_assert(callable<Span<float, 2>> && callable<const Span<double, 3>&> &&
              callable<std::vector<float>&, Span<float, 2>>);
static_assert(callable<std::mdspan<const float, std::extents<int, 3, 4>>, Span<float, 2>>);
static_assert(!callable<Span<float, 2>, Span<const float, 2>> && !callable<Span<int, 2>>);
static_assert(!callable<Span<float, 2, std::layout_stride>>);  // it may have gaps
// Those of one call have one order; of one index, none.
static_assert(!callable<Span<float, 2>, Span<float, 2, std::layout_left>>);
static_assert(callable<Span<float, 2, std::layout_left>> && callable<Span<float, 1, std::layout_left>, Span<float, 2>>);

static_assert(ramp::extent_of<std::mdspan<float, std::extents<int, 3, 4>>> == 12 &&
              ramp::extent_of<std::mdspan<float, std::extents<int, 3, std::dynamic_extent>>> == std::dynamic_extent);

}  // namespace

TEST_CASE("Calls take mdspan") {
    const auto numbers = ramp_tests::normal_numbers<float>(12, 1);
    std::vector<float> y(12), right(12);
    const Span<const float, 2> x(numbers.data(), 3, 4);
    const Span<float, 2> out(y.data(), 3, 4);
    ramp::elu(numbers, right), ramp::elu(x, out);
    CHECK(y == right);
    ramp::softmax(numbers, right, 4), ramp::softmax(x, out, x.extent(1));
    CHECK(y == right);
    CHECK(ramp_tests::thrown([&] { ramp::elu(x, Span<float, 2>(y.data(), 3, 3)); }) ==
          "ramp::ELU::value: x has 12 elements, but y has 9");
    CHECK(y == right);
}

#endif
