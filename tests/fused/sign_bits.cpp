// value(x, y, bits) and backward_from_bits(bits, dy, dx): a derivative of two values, told by a bit.
#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <ramp/catalogue.hpp>

#include "../catch.hpp"
#include "../guarded_pages.hpp"
#include "../streaming.hpp"

using namespace ramp_tests;

namespace {

/// f(x) = 2 x + 5 for x >= -1, -3 x for x < -1: a custom activation, whose slopes are neither 0 nor 1.
template <class T>
struct Bent : ramp::Activation<Bent<T>, T> {
    static constexpr const char* name = "Bent";
    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        const auto is_left = x < V(-1);
        return {ramp::choose(is_left, ramp::opaque(V(-3) * x), ramp::multiply_add(V(2), x, V(5))),
                ramp::unless_nan(ramp::choose(is_left, V(-3), V(2)), x)};
    }
    RAMP_INLINE constexpr ramp::TwoDerivatives<T> two_derivatives() const { return {-3, 2}; }
};

/// f, whose array calls have kernels in this program: with ramp::dispatch and some rows, only PReLU's are sure to.
template <class F>
decltype(auto) runnable(const F& f) {
    if constexpr (some_rows && !std::same_as<F, ramp::PReLU<typename F::value_type>>)
        return f[ramp::on<xsimd::default_arch>];
    else
        return f;
}
template <template <class> class F, class E>
auto runnable(ramp::Function<F, E> f) {
    return f[ramp::on<xsimd::default_arch>];
}

/// Calls test(f, where the bit is set, f' where it is clear, f' where it is set) for every activation that has bits,
/// and for a few of doubles, which take as long to compile.
template <class T, class Test>
void for_each_activation(const Test& test) {
    const auto above = [](T bound) { return [=](T x) { return x > bound; }; };
    const auto beyond = [](T bound) { return [=](T x) { return x > bound || x < -bound; }; };
    const auto between = [](T low, T high) { return [=](T x) { return x > low && x < high; }; };
    test(ramp::PReLU<T>(T(-1.5)), above(0), T(-1.5), T(1));
    test(ramp::Hardsigmoid<T>(), between(-3, 3), T(0), T(1) / 6);
    test(
        Bent<T>(), [](T x) { return x >= -1; }, T(-3), T(2));
    if constexpr (std::same_as<T, float>) {
        test(ramp::ReLU<T>(), above(0), T(0), T(1));
        test(ramp::LeakyReLU<T>(T(0.2)), above(0), T(0.2), T(1));
        test(ramp::ReLU6<T>(), between(0, 6), T(0), T(1));
        test(ramp::Hardtanh<T>(T(-0.7), 2), between(T(-0.7), 2), T(0), T(1));
        test(ramp::Hardshrink<T>(T(0.3)), beyond(T(0.3)), T(0), T(1));
        test(ramp::Softshrink<T>(2), beyond(2), T(0), T(1));
        test(ramp::Threshold<T>(-1, 7), above(-1), T(0), T(1));
    }
}

/// At least `count` numbers, kinks and their neighbours among them, in an order that puts none in one place of a batch.
template <class T>
std::vector<T> numbers(std::size_t count) {
    std::vector<T> all = numbers_of_law_5<T>(count);
    for (const double kink : {-3.0, -1.0, -0.7, -0.3, 0.3, 1.0, 2.0, 3.0, 6.0})
        for (const T number : {std::nextafter(T(kink), T(-99)), T(kink), std::nextafter(T(kink), T(99))})
            all.insert(all.begin() + std::ptrdiff_t(all.size() / 3), {number, -number});
    std::erase_if(all, [](T number) { return !special_values && !is_normal_or_zero(number); });
    return all;
}

constexpr std::size_t bytes_for(std::size_t elements) {
    return elements / 8 + (elements % 8 != 0);
}
bool bit(const std::vector<std::uint8_t>& bits, std::size_t i) {
    return (bits[i / 8] >> (i % 8) & 1) != 0;
}

template <class T>
std::size_t differences(std::span<const T> a, std::span<const T> b) {
    std::size_t different = a.size() != b.size();
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) different += !same(a[i], b[i]);
    return different;
}

}  // namespace

TEMPLATE_TEST_CASE("Bits tell f' where a scalar reference does, and dx is what backward gives from x", "", float,
                   double) {
    using T = TestType;
    const auto x = numbers<T>(300), dy = random_numbers<T>(x.size(), 5);
    for_each_activation<T>([&](const auto& activation, const auto& is_set, T clear, T set) {
        const auto& f = runnable(activation);
        std::vector<T> y(x.size()), right_y(x.size()), dx(x.size()), dx_from_x(x.size());
        std::vector<std::uint8_t> bits(bytes_for(x.size()));
        f.value(x, y, bits);
        f.value(x, right_y);
        f.backward_from_bits(bits, dy, dx);
        static_cast<void>(f.backward(x, dy, dx_from_x));
        std::size_t wrong_bits = 0, wrong_y = 0, wrong_dx = 0, unlike_backward = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const bool right = !is_nan(x[i]) && is_set(x[i]);
            wrong_bits += bit(bits, i) != right;
            wrong_y += !same(y[i], right_y[i]);
            wrong_dx += !same(dx[i], dy[i] * (right ? set : clear));
            unlike_backward += !is_nan(x[i]) && !same(dx[i], dx_from_x[i]);
        }
        INFO(activation.name);
        CHECK(wrong_bits == 0);
        CHECK(wrong_y == 0);
        CHECK(wrong_dx == 0);
        CHECK(unlike_backward == 0);
    });
}

TEMPLATE_TEST_CASE("Laws 5, 7, 8: bits and dx do not depend on length, alignment, place or streaming", "", float,
                   double) {
    using T = TestType;
    constexpr std::size_t longest = 200, margin = 5;
    const auto numbers_of_x = numbers<T>(longest + 8);
    const auto all_dy = random_numbers<T>(longest, 7);
    const std::vector<T> untouched(longest + 2 * margin, sentinel<T>);
    const Bent<T> f;  // which has set bits where an array is filled up with zeros
    std::size_t wrong = 0, touched = 0;
    for (const bool streams : {false, true}) {
        const StreamingFrom streaming(streams ? 0 : ramp::streaming_threshold());
        for (std::size_t n = 0; n <= longest; ++n)
            for (const std::size_t offset : {0u, 1u, 4u}) {
                const std::size_t bytes = bytes_for(n), bits_offset = (n + offset) % 3;
                // An element's place in its batch and byte differs with its offset.
                const auto x = std::span(numbers_of_x).subspan(offset, n), dy = std::span(all_dy).first(n);
                auto y = untouched, dx = untouched, in_place = untouched, dx_in_place = untouched;
                std::vector<std::uint8_t> all_bits(bytes + 4, 0xA5), bits_in_place = all_bits;
                const auto part = [&](auto& array) { return std::span(array).subspan(offset, n); };
                std::ranges::copy(x, part(in_place).begin());
                std::ranges::copy(dy, part(dx_in_place).begin());
                const auto bits = std::span(all_bits).subspan(bits_offset, bytes);
                f.value(x, part(y), bits);
                f.value(part(in_place), part(in_place), std::span(bits_in_place).subspan(bits_offset, bytes));
                wrong += all_bits != bits_in_place || differences<T>(y, in_place) != 0;
                if (n % 8 != 0) {  // the rest of the last byte is written 0, and may be anything when read
                    wrong += bits.back() >> n % 8 != 0;
                    bits.back() = std::uint8_t(bits.back() | 0xFF << n % 8);
                }
                f.backward_from_bits(std::span<const std::uint8_t>(bits), dy, part(dx));
                f.backward_from_bits(bits, part(dx_in_place), part(dx_in_place));
                wrong += differences<T>(dx, dx_in_place) != 0;
                for (std::size_t i = 0; i < n; ++i) {
                    const bool is_set = !is_nan(x[i]) && x[i] >= -1;
                    wrong += (bits[i / 8] >> i % 8 & 1) != is_set;
                    wrong += !same(part(y)[i], f.value(x[i]));
                    wrong += !same(part(dx)[i], dy[i] * T(is_set ? 2 : -3));
                }
                for (std::size_t i = 0; i < untouched.size(); ++i)
                    if (i < offset || i >= offset + n) touched += y[i] != sentinel<T> || dx[i] != sentinel<T>;
                for (std::size_t i = 0; i < all_bits.size(); ++i)
                    if (i < bits_offset || i >= bits_offset + bytes) touched += all_bits[i] != 0xA5;
            }
    }
    CHECK(wrong == 0);
    CHECK(touched == 0);
}

TEMPLATE_TEST_CASE("NaN stays in y, its bit is clear, and a dy that is NaN or infinite shows in dx",
                   about_special_values, float, double) {
    using T = TestType;
    const auto f = runnable(ramp::relu);
    std::array<T, 3> x = {quiet_nan<T>, 1, -1}, y, dx;
    std::array<std::uint8_t, 1> bits;
    f.value(x, y, bits);
    CHECK((is_nan(y[0]) && y[1] == 1 && y[2] == 0));
    CHECK(bits[0] == 0b010);
    f.backward_from_bits(bits, std::array<T, 3>{5, infinity<T>, infinity<T>}, dx);
    CHECK((dx[0] == 0 && dx[1] == infinity<T> && is_nan(dx[2])));
    f.backward_from_bits(bits, std::array<T, 3>{quiet_nan<T>, quiet_nan<T>, -1}, dx);
    CHECK((is_nan(dx[0]) && is_nan(dx[1]) && std::signbit(dx[2])));
}

TEST_CASE("dx from bits agrees with central differences") {
    for_each_activation<double>([](const auto& activation, const auto&, double, double) {
        const auto& f = runnable(activation);
        std::vector<double> x, y, dx;
        for (double number = -7.013; number < 7; number += 0.171) x.push_back(number);  // no kink within 1e-4
        y.resize(x.size()), dx.resize(x.size());
        std::vector<std::uint8_t> bits(bytes_for(x.size()));
        f.value(x, y, bits);
        f.backward_from_bits(bits, std::vector<double>(x.size(), 3.0), dx);
        INFO(activation.name);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double step = 0x1p-14, slope = (f(x[i] + step) - f(x[i] - step)) / (2 * step);
            CHECK(std::abs(dx[i] - 3 * slope) <= 1e-6);
        }
    });
}

TEST_CASE("Objects, function objects with parameters, pointers, the grade fast and instruction sets give the same") {
    const auto x = numbers<float>(100), dy = random_numbers<float>(x.size(), 3);
    const std::size_t n = x.size();
    const ramp::LeakyReLU<float> f(0.2f);
    std::vector<float> right_y(n), right_dx(n);
    std::vector<std::uint8_t> right_bits(bytes_for(n));
    const auto on_object = runnable(f);
    on_object.value(x, right_y, right_bits);
    on_object.backward_from_bits(right_bits, dy, right_dx);
    const auto check = [&](auto value, auto backward) {
        std::vector<float> y(n), dx(n);
        std::vector<std::uint8_t> bits(right_bits.size());
        value(y, bits);
        backward(bits, dx);
        CHECK(bits == right_bits);
        CHECK(differences<float>(y, right_y) == 0);
        CHECK(differences<float>(dx, right_dx) == 0);
    };
    const auto leaky_relu = runnable(ramp::leaky_relu);
    check([&](auto& y, auto& bits) { leaky_relu.value(x, y, bits, 0.2f); },
          [&](auto& bits, auto& dx) { leaky_relu.backward_from_bits(bits, dy, dx, 0.2f); });
    check([&](auto& y, auto& bits) { leaky_relu.value(x.data(), y.data(), bits.data(), n, 0.2f); },
          [&](auto& bits, auto& dx) { leaky_relu.backward_from_bits(bits.data(), dy.data(), dx.data(), n, 0.2f); });
    check([&](auto& y, auto& bits) { f[ramp::fast][ramp::on<xsimd::default_arch>].value(x, y, bits); },
          [&](auto& bits, auto& dx) { on_object.backward_from_bits(bits, dy, dx); });
#if defined(__x86_64__)
    check(
        [&](auto& y, auto& bits) { f[ramp::on<xsimd::sse2>].value(x, y, bits); },
        [&](auto& bits, auto& dx) { ramp::leaky_relu[ramp::on<xsimd::sse2>].backward_from_bits(bits, dy, dx, 0.2f); });
#if defined(__AVX512F__)
    check([&](auto& y, auto& bits) { f[ramp::on<xsimd::fma3<xsimd::avx2>>].value(x, y, bits); },
          [&](auto& bits, auto& dx) { f[ramp::on<xsimd::fma3<xsimd::avx2>>].backward_from_bits(bits, dy, dx); });
#endif
#endif
}

namespace {

constexpr std::array<double, 11> constant_x = {-1, 2, 0, 7, -8, 6.5, -0.25, 5, 3, -3, 1};

/// The constant expression's results.
struct Constants {
    std::array<double, 11> y{}, dx{};
    std::array<std::uint8_t, 2> bits = {0xFF, 0xFF};
    constexpr Constants() {
        ramp::relu6.value(constant_x, y, bits);
        ramp::relu6.backward_from_bits(bits, constant_x, dx);
    }
};
constexpr Constants constants;
static_assert(constants.bits == std::array<std::uint8_t, 2>{0b10000010, 0b101});
static_assert(constants.y == std::array<double, 11>{0, 2, 0, 6, 0, 6, 0, 5, 3, 0, 1});
static_assert(constants.dx == std::array<double, 11>{0, 2, 0, 0, 0, 0, 0, 5, 3, 0, 1});

template <class F, class... A>
concept has_value = requires(const F& f, A&&... a) {
    f.value(std::forward<A>(a)...);
};
template <class F, class... A>
concept has_backward = requires(const F& f, A&&... a) {
    f.backward_from_bits(std::forward<A>(a)...);
};
using F = const decltype(ramp::relu);
using Floats = std::vector<float>&;
using Doubles = std::vector<double>&;
using Bits = std::vector<std::uint8_t>&;
using ConstBits = const std::vector<std::uint8_t>&;
static_assert(has_value<F, Floats, Floats, Bits> && has_value<F, Floats, Floats, std::span<std::uint8_t>>);
static_assert(has_value<F, Floats, Floats, std::uint8_t (&)[4]>);
static_assert(has_value<ramp::PReLU<float>, Floats, Floats, Bits> &&
              !has_value<ramp::PReLU<float>, Doubles, Doubles, Bits>);
static_assert(!has_value<F, Floats, Doubles, Bits> && !has_value<F, Floats, const std::vector<float>&, Bits>);
static_assert(!has_value<F, Floats, Floats, ConstBits> && !has_value<F, Floats, Floats, std::vector<std::uint8_t>>);
static_assert(!has_value<F, Floats, Floats, std::vector<int>&> && !has_value<F, Floats, Floats, std::vector<bool>&>);
static_assert(!has_value<F, Floats, Floats, Bits, float> &&
              !has_value<const decltype(ramp::elu), Floats, Floats, Bits>);
static_assert(!has_value<F, float*, float*, std::uint8_t*> && !has_value<F, float*, const float*, std::uint8_t*, int>);
static_assert(has_backward<F, ConstBits, Floats, Floats> && has_backward<F, std::vector<std::uint8_t>, Floats, Floats>);
static_assert(!has_backward<F, ConstBits, Floats, Doubles> && !has_backward<F, Floats, Floats, Floats>);
static_assert(!has_backward<F, ConstBits, Floats, const std::vector<float>&>);
static_assert(!has_backward<const decltype(ramp::squared_relu), ConstBits, Floats, Floats>);
static_assert(!has_backward<const decltype(ramp::threshold), ConstBits, Floats, Floats, float>);
static_assert(has_backward<const decltype(ramp::threshold), ConstBits, Floats, Floats, float, float>);

}  // namespace

TEST_CASE("A constant expression gives the bits that the program gives") {
    std::array<double, 11> y, dx;
    std::array<std::uint8_t, 2> bits;
    runnable(ramp::relu6).value(constant_x, y, bits);
    runnable(ramp::relu6).backward_from_bits(bits, constant_x, dx);
    CHECK(bits == constants.bits);
    CHECK((differences<double>(y, constants.y) == 0 && differences<double>(dx, constants.dx) == 0));
}

TEMPLATE_TEST_CASE("Laws 7 and 9: wrong sizes and overlaps throw before anything is written", "", float, double) {
    using T = TestType;
    alignas(16) std::array<T, 64> memory;
    memory.fill(sentinel<T>);
    const auto before = memory;
    const auto at = [&](std::size_t begin, std::size_t size) { return std::span(memory).subspan(begin, size); };
    const auto bytes_at = [&](std::size_t byte, std::size_t size) {
        return std::span(reinterpret_cast<std::uint8_t*>(memory.data()) + byte, size);
    };
    const auto f = runnable(ramp::relu);
    const auto rejects = [&](auto call, const std::string& message) {
        CHECK(thrown(call) == message);
        CHECK(std::equal(memory.begin(), memory.end(), before.begin()));
    };
    constexpr std::size_t size = sizeof(T);
    const auto free = bytes_at(60 * size, 2);
    rejects([&] { f.value(at(0, 10), at(10, 9), free); }, "ramp::ReLU::value: x has 10 elements, but y has 9");
    rejects([&] { f.value(at(0, 10), at(9, 10), free); },
            "ramp::ReLU::value: x, of 10 elements, and y, of 10, overlap in part");
    rejects([&] { f.value(at(0, 10), at(10, 10), bytes_at(60 * size, 1)); },
            "ramp::ReLU::value: x has 10 elements, whose bits take 2 bytes, but bits has 1");
    rejects([&] { f.value(at(0, 8), at(10, 8), free); },
            "ramp::ReLU::value: x has 8 elements, whose bits take 1 bytes, but bits has 2");
    rejects([&] { f.value(at(0, 0), at(10, 0), bytes_at(0, 1)); },
            "ramp::ReLU::value: x has 0 elements, whose bits take 0 bytes, but bits has 1");
    rejects([&] { f.value(at(10, 10), at(30, 10), bytes_at(10 * size - 1, 2)); },
            "ramp::ReLU::value: x, of 10 elements, and bits, of 2 bytes, overlap");
    rejects([&] { f.value(at(10, 10), at(30, 10), bytes_at(40 * size - 1, 2)); },
            "ramp::ReLU::value: y, of 10 elements, and bits, of 2 bytes, overlap");
    rejects([&] { f.value(at(10, 10), at(10, 10), bytes_at(10 * size, 2)); },
            "ramp::ReLU::value: x, of 10 elements, and bits, of 2 bytes, overlap");
    rejects([&] { f.value(&memory[0], &memory[20], free.data(), -1); },
            "ramp::ReLU::value: the count must be at least 0, but is -1");
    rejects([&] { f.backward_from_bits(free, at(0, 9), at(10, 10)); },
            "ramp::ReLU::backward_from_bits: dy has 9 elements, but dx has 10");
    rejects([&] { f.backward_from_bits(free, at(0, 17), at(20, 17)); },
            "ramp::ReLU::backward_from_bits: dy has 17 elements, whose bits take 3 bytes, but bits has 2");
    rejects([&] { f.backward_from_bits(bytes_at(20 * size - 1, 2), at(10, 10), at(30, 10)); },
            "ramp::ReLU::backward_from_bits: dy, of 10 elements, and bits, of 2 bytes, overlap");
    rejects([&] { f.backward_from_bits(bytes_at(30 * size - 1, 2), at(10, 10), at(30, 10)); },
            "ramp::ReLU::backward_from_bits: dx, of 10 elements, and bits, of 2 bytes, overlap");
    f.value(at(0, 0), at(0, 0), bytes_at(0, 0));
    CHECK(std::equal(memory.begin(), memory.end(), before.begin()));
    f.value(at(10, 10), at(20, 10), bytes_at(10 * size - 2, 2));  // neighbours are fine
    f.backward_from_bits(bytes_at(10 * size - 2, 2), at(10, 10), at(20, 10));
    CHECK(thrown([&] { f.value(at(10, 10), at(20, 10), bytes_at(30 * size, 2)); }).empty());
}

TEMPLATE_TEST_CASE("Law 10: no byte outside the arrays and their bits is read or written", "", float, double) {
    using T = TestType;
    const GuardedPages<T> x, y;
    const GuardedPages<std::uint8_t> bits, written_bits;
    x.make_read_only();
    bits.make_read_only();
    const ramp::PReLU<T> f;
    for (const std::size_t streamed_from : {ramp::streaming_threshold(), std::size_t(0)}) {
        const StreamingFrom streaming(streamed_from);
        for (std::size_t n = 0; n <= 300; ++n) {
            const auto try_at = [&](const auto& at) {
                f.value(at(x, n), at(y, n), at(written_bits, bytes_for(n)));
                f.value(at(y, n), at(y, n), at(written_bits, bytes_for(n)));
                f.backward_from_bits(at(bits, bytes_for(n)), at(x, n), at(y, n));
                f.backward_from_bits(at(bits, bytes_for(n)), at(y, n), at(y, n));
            };
            try_at([](const auto& pages, std::size_t size) { return pages.at_the_end(size); });
            try_at([](const auto& pages, std::size_t size) { return pages.at_the_beginning(size); });
        }
    }
    SUCCEED("a stray access would have ended the program");
}
