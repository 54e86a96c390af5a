// gated and its named forms. Activations that RAMP_TEST_DISPATCH may have no kernels of run on what the build is for.
#include <ramp/elu.hpp>
#include <ramp/gated.hpp>
#include <ramp/prelu.hpp>
#include <ramp/threshold.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "../guarded_pages.hpp"
#include "../streaming.hpp"

using ramp::gated, ramp::swiglu, ramp::reglu;

namespace {

using ramp_tests::Real, ramp_tests::same;

constexpr auto here = ramp::on<xsimd::default_arch>;

/// The most lanes that a batch has, on whatever instruction set a kernel is for.
template <class T>
constexpr std::size_t most_lanes = 64 / sizeof(T);

// What f(x) and f'(x) are.

struct Exact {
    Real value, derivative;
};
Exact exact_relu(Real x) {
    return {std::max(x, Real(0)), Real(x > 0)};
}
Exact exact_elu(Real x) {
    return x > 0 ? Exact{x, 1} : Exact{1.5L * std::expm1(x), 1.5L * std::exp(x)};
}
Exact exact_sigmoid(Real x) {
    const Real e = std::exp(-x);
    return {1 / (1 + e), e / ((1 + e) * (1 + e))};
}
Exact exact_silu(Real x) {
    const Real e = std::exp(-x);
    return {x / (1 + e), (1 + e + x * e) / ((1 + e) * (1 + e))};
}
Exact exact_gelu(Real x) {
    const Real density = std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0L));
    const Real below = std::erfc(-x / std::sqrt(2.0L)) / 2;
    return {x * below, below + x * density};
}
Exact exact_gelu_tanh(Real x) {
    const Real scale = std::sqrt(2 / std::acos(-1.0L)), z = scale * (x + 0.044715L * x * x * x);
    const Real below = 1 / (1 + std::exp(-2 * z)), slope = scale * (1 + 3 * 0.044715L * x * x);
    return {x * below, below + 2 * x * below * (1 - below) * slope};
}

/// Numbers between the bounds.
template <class T>
std::vector<T> uniform(std::size_t size, unsigned seed, T low = -2, T high = 2) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<T> distribution(low, high);
    std::vector<T> numbers(size);
    for (T& number : numbers) number = distribution(random);
    return numbers;
}

/// The three inputs of a backward pass, and what it and the forward pass give, of what f's array call, where it runs,
/// has for one number after the other.
template <class T>
struct Arrays {
    std::vector<T> gate, up, dy, y, dgate, dup;

    template <class F>
    Arrays(const F& f, std::vector<T> gates, std::vector<T> ups, std::vector<T> dys)
        : gate(std::move(gates)), up(std::move(ups)), dy(std::move(dys)) {
        for (std::size_t i = 0; i < gate.size(); ++i) {
            T value, derivative;
            f.value_and_derivative(&gate[i], &value, &derivative, 1);
            y.push_back(value * up[i]);
            dgate.push_back(dy[i] * up[i] * derivative);
            dup.push_back(dy[i] * value);
        }
    }

    /// Numbers of all kinds, but for -ffast-math, which may have 0 for the subnormal f(gate) of a large product.
    template <class F>
    static Arrays any(const F& f, std::size_t size) {
        auto gate = ramp_tests::special_values ? ramp_tests::numbers_of_law_5<T>(size) : uniform<T>(size, 1, -9, 9);
        auto up = gate, dy = gate;
        std::shuffle(up.begin(), up.end(), std::mt19937(1));
        std::shuffle(dy.begin(), dy.end(), std::mt19937(2));
        return Arrays(f, std::move(gate), std::move(up), std::move(dy));
    }

    /// Rows of two halves.
    static std::vector<T> pack(const std::vector<T>& first, const std::vector<T>& second, std::size_t columns) {
        std::vector<T> rows;
        for (auto i = first.begin(), j = second.begin(); i != first.end();) {
            const auto count = std::ptrdiff_t(columns);
            rows.insert(rows.end(), i, i + count), i += count;
            rows.insert(rows.end(), j, j + count), j += count;
        }
        return rows;
    }
};

template <class T>
std::size_t differences(std::span<const T> a, std::span<const T> b) {
    std::size_t different = a.size() != b.size();
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) different += !same(a[i], b[i]);
    return different;
}
template <class T>
std::size_t differences(const std::vector<T>& a, const std::vector<T>& b) {
    return differences(std::span<const T>(a), std::span<const T>(b));
}

/// f's bounds in ulp, of max(|f'|, 1/64) within 1/4 of the root of f'.
struct Bounds {
    Real value, derivative, root = 100;
};

/// What f's error becomes in each result, and half an ulp for each product.
template <class T, class Call>
void is_accurate(const Call& call, Exact (*exact)(Real), Bounds bounds) {
    constexpr std::size_t size = 5000;
    const auto gate = uniform<T>(size, 1, -8, 8), up = uniform<T>(size, 2), dy = uniform<T>(size, 3);
    std::vector<T> y(size), dgate(size), dup(size);
    call(gate, up, y);
    call.backward(gate, up, dy, dgate, dup);
    const auto check = [](T got, Real factor, Real f, Real f_error, Real products) {
        const Real right = factor * f, ulp = ramp_tests::last_place<T>(right);
        const Real rounding = std::abs(right) * std::numeric_limits<T>::epsilon() / 2;  // of a product in a product
        return std::abs(got - right) <=
               std::abs(factor) * f_error + (products - 1) * rounding + (0.5L + ramp_tests::hair) * ulp;
    };
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const auto [value, derivative] = exact(gate[i]);
        const bool at_root = std::abs(gate[i] - bounds.root) < 0.25L;
        const Real slope = at_root ? std::max(std::abs(derivative), 1 / 64.0L) : derivative;
        const Real value_error = bounds.value * ramp_tests::last_place<T>(value);
        const Real slope_error = bounds.derivative * ramp_tests::last_place<T>(slope);
        wrong += !check(y[i], up[i], value, value_error, 1);
        wrong += !check(dgate[i], Real(dy[i]) * up[i], derivative, slope_error, 2);
        wrong += !check(dup[i], dy[i], value, value_error, 1);
    }
    CHECK(wrong == 0);
}

/// gated with its f.
template <class F>
struct GatedBy {
    F f;
    template <class... A>
    auto operator()(A&&... arrays) const {
        return gated(f, arrays...);
    }
    template <class... A>
    void value(A&&... arrays) const {
        gated.value(f, arrays...);
    }
    template <class... A>
    void backward(A&&... arrays) const {
        gated.backward(f, arrays...);
    }
    template <class... A>
    void packed(A&&... arrays) const {
        gated.packed(f, arrays...);
    }
    template <class... A>
    void packed_backward(A&&... arrays) const {
        gated.packed_backward(f, arrays...);
    }
};
template <class F>
GatedBy(F) -> GatedBy<F>;

constexpr Real without_fma = ramp::has_fused_multiply_add ? 0 : 0.25L;

}  // namespace

TEMPLATE_TEST_CASE("Laws 1 and 6: gated calls are within f's error and a product's, against long double",
                   ramp_tests::against_long_double, float, double) {
    is_accurate<TestType>(reglu, exact_relu, {0, 0});
    is_accurate<TestType>(GatedBy{ramp::ELU<TestType>(TestType(1.5))}, exact_elu,
                          {1.75L + without_fma, 1.75L + without_fma});
    is_accurate<TestType>(swiglu, exact_silu, {1.25L, 1.25L + without_fma, -1.2785L});
}

TEST_CASE("Laws 1 and 6: the named forms are gated by their activation", ramp_tests::against_long_double) {
    is_accurate<float>(ramp::glu[here], exact_sigmoid, {1, 1});
    is_accurate<float>(swiglu[ramp::fast], exact_silu, {4, 6, -1.2785L});
    is_accurate<float>(ramp::geglu[here], exact_gelu, {1, 1.25L, -0.7518L});
    is_accurate<float>(ramp::geglu_tanh[here], exact_gelu_tanh, {1.5L, 1.5L, -0.7525L});
}

TEST_CASE("Gradients of gated calls are those that central differences show") {
    const auto gate = uniform<double>(500, 4, -6, 6), up = uniform<double>(500, 5), dy = uniform<double>(500, 6);
    const auto check = [&](auto call) {
        std::vector<double> dgate(500), dup(500);
        call.backward(gate, up, dy, dgate, dup);
        constexpr double h = 1e-5;
        for (std::size_t i = 0; i < gate.size(); ++i) {
            const double of_gate = dy[i] * (call(gate[i] + h, up[i]) - call(gate[i] - h, up[i])) / (2 * h);
            const double of_up = dy[i] * (call(gate[i], up[i] + h) - call(gate[i], up[i] - h)) / (2 * h);
            if (std::abs(dgate[i] - of_gate) > 1e-6 * std::max(std::abs(of_gate), 1e-3)) FAIL_CHECK("dgate " << i);
            if (std::abs(dup[i] - of_up) > 1e-6 * std::max(std::abs(of_up), 1e-3)) FAIL_CHECK("dup " << i);
        }
    };
    check(swiglu);
    check(GatedBy{ramp::ELU<double>()});
    SUCCEED();
}

namespace {

/// Every length and several places, outputs apart or any input; and what the other elements of memory hold.
template <class T, class F>
void depends_on_its_inputs_alone(const F& f) {
    constexpr std::size_t lanes = most_lanes<T>, longest = 8 * lanes + 3;
    const auto right = Arrays<T>::any(f, longest + lanes);
    enum { gate, up, dy, first, second };
    std::array<std::vector<T>, 5> memory;
    const std::vector<T> sentinels(longest + 3 * lanes, ramp_tests::sentinel<T>);
    std::size_t wrong = 0, touched = 0;
    const auto run = [&](std::size_t size, std::size_t offset, std::size_t outputs, std::size_t to, std::size_t also) {
        const std::size_t shift = (size + 3 * offset) % lanes;
        const std::array begins = {lanes + offset, lanes + offset * 5 % lanes, lanes + (offset * 3 + 1) % lanes,
                                   lanes + offset * 7 % lanes, lanes + (offset + 2) % lanes};
        const auto part = [&](std::size_t k) { return std::span(memory[k]).subspan(begins[k], size); };
        const auto of = [&](const std::vector<T>& all) { return std::span(all).subspan(shift, size); };
        std::array<std::span<const T>, 5> expected = {of(right.gate), of(right.up), of(right.dy), {}, {}};
        memory.fill(sentinels);
        for (const auto k : {gate, up, dy}) std::copy(expected[k].begin(), expected[k].end(), part(k).begin());
        for (const auto k : {first, second}) expected[k] = std::span(sentinels).first(size);
        if (outputs == 1) {
            gated(f, part(gate), part(up), part(to));
            expected[to] = of(right.y);
        } else {
            gated.backward(f, part(gate), part(up), part(dy), part(to), part(also));
            expected[to] = of(right.dgate), expected[also] = of(right.dup);
        }
        for (std::size_t k = 0; k < 5; ++k) {
            wrong += differences<T>(part(k), expected[k]);
            const std::size_t end = begins[k] + size;
            touched += differences<T>(std::span(memory[k]).first(begins[k]), std::span(sentinels).first(begins[k]));
            touched += differences<T>(std::span(memory[k]).subspan(end), std::span(sentinels).subspan(end));
        }
    };
    for (std::size_t size = 0; size <= longest; ++size)
        for (const std::size_t offset : {std::size_t(0), size % lanes, (3 * size + 1) % lanes}) {
            for (const auto to : {gate, up, first}) run(size, offset, 1, to, second);
            for (const auto to : {gate, up, dy, first})
                for (const auto also : {gate, up, dy, second})
                    if (to != also) run(size, offset, 2, to, also);
        }
    CHECK(wrong == 0);
    CHECK(touched == 0);
}

}  // namespace

TEMPLATE_TEST_CASE("Laws 5, 7 and 8: a gated element depends on its inputs alone, in place or not", "", float, double) {
    depends_on_its_inputs_alone<TestType>(ramp::SiLU<TestType>());
    depends_on_its_inputs_alone<TestType>(ramp::ReLU<TestType>());
}

TEMPLATE_TEST_CASE("Law 5: gated numbers, batches, packed rows and known extents give one result", "", float, double) {
    using T = TestType;
    using V = xsimd::batch<T>;
    const ramp::ELU<T> elu(T(1.5));
    const auto f = elu[here];  // numbers are of this build
    const auto right = Arrays<T>::any(f, 2 * V::size * 7);
    std::vector<T> numbers, batches(right.y.size() / V::size * V::size);
    for (std::size_t i = 0; i < batches.size(); ++i) numbers.push_back(gated(f, right.gate[i], right.up[i]));
    for (std::size_t i = 0; i < batches.size(); i += V::size)
        gated(f, V::load_unaligned(&right.gate[i]), V::load_unaligned(&right.up[i])).store_unaligned(&batches[i]);
    const auto y = std::span<const T>(right.y).first(batches.size());
    CHECK(differences<T>(numbers, y) == 0);
    CHECK(differences<T>(batches, y) == 0);

    const auto of_extent = [&]<std::size_t n>(std::index_sequence<n>) {
        std::array<T, n> gate, up, dy, results, dgate, dup;
        for (std::size_t i = 0; i < n; ++i) gate[i] = right.gate[i], up[i] = right.up[i], dy[i] = right.dy[i];
        gated(f, gate, up, results);
        gated.backward(f, gate, up, dy, dgate, dup);
        INFO(n << " elements");
        CHECK(differences<T>(results, std::span(right.y).template first<n>()) == 0);
        CHECK(differences<T>(dgate, std::span(right.dgate).template first<n>()) == 0);
        CHECK(differences<T>(dup, std::span(right.dup).template first<n>()) == 0);
        CHECK_THROWS_AS(gated.backward(f, gate, up, dy, dgate, dgate), std::invalid_argument);
        gated(f, gate, up, up);
        CHECK(differences<T>(up, results) == 0);
    };
    of_extent(std::index_sequence<1>());
    of_extent(std::index_sequence<2 * V::size + 1>());
}

namespace {

/// packed and packed_backward of a call by f, whose rows have the gate's half first or last; dx apart and in place.
template <class T, class Call, class F>
void packed_rows_are_right(const Call& call, const F& f, bool gate_is_first) {
    for (const std::size_t columns : {1u, 2u, 3u, 7u, 16u, 64u, 1000u})
        for (const std::size_t rows : {0u, 1u, 2u, 5u}) {
            const std::size_t size = columns * rows;
            const Arrays<T> right(f, uniform<T>(size, 7, -9, 9), uniform<T>(size, 8), uniform<T>(size, 9));
            const auto pack = [&](const std::vector<T>& of_gate, const std::vector<T>& of_up) {
                return gate_is_first ? Arrays<T>::pack(of_gate, of_up, columns)
                                     : Arrays<T>::pack(of_up, of_gate, columns);
            };
            auto x = pack(right.gate, right.up);
            std::vector<T> y(size), dx(2 * size);
            INFO(rows << " rows of " << columns << " columns");
            call.packed(x, y, columns);
            CHECK(differences(y, right.y) == 0);
            call.packed_backward(x, right.dy, dx, int(columns));
            CHECK(differences(dx, pack(right.dgate, right.dup)) == 0);
            call.packed_backward(x, right.dy, x, columns);
            CHECK(differences(x, dx) == 0);
        }
}

}  // namespace

TEST_CASE("Packed rows give what their halves give, whatever the shape; glu's gate comes last") {
    packed_rows_are_right<float>(swiglu, ramp::SiLU<float>(), true);
    packed_rows_are_right<float>(ramp::glu[here], ramp::Sigmoid<float>()[here], false);
    packed_rows_are_right<double>(GatedBy{ramp::relu}, ramp::ReLU<double>(), true);
}

TEMPLATE_TEST_CASE("Streaming changes no gated result", "", float, double) {
    using T = TestType;
    const ramp::SiLU<T> f;
    for (const std::size_t size : {1u, 100u, 1027u}) {
        const Arrays<T> right(f, uniform<T>(size, 1, -9, 9), uniform<T>(size, 2), uniform<T>(size, 3));
        const auto x = Arrays<T>::pack(right.gate, right.up, size);
        const ramp_tests::StreamingFrom streaming(0);
        for (const std::size_t offset : {0u, 1u, 16u}) {
            std::vector<T> memory(2 * size + offset), other(size);
            const auto y = std::span(memory).subspan(offset, size), dx = std::span(memory).subspan(offset);
            gated(f, right.gate, right.up, y);
            CHECK(differences<T>(y, right.y) == 0);
            auto dy = right.dy;
            gated.backward(f, right.gate, right.up, dy, dy, y);  // one output is not an input
            CHECK(differences<T>(dy, right.dgate) == 0);
            CHECK(differences<T>(y, right.dup) == 0);
            swiglu.packed(x, y, size);
            CHECK(differences<T>(y, right.y) == 0);
            swiglu.packed_backward(x, right.dy, dx, size);
            CHECK(differences<T>(dx, Arrays<T>::pack(right.dgate, right.dup, size)) == 0);
        }
    }
}

TEMPLATE_TEST_CASE("Law 4: NaN in gate, up or dy is NaN in what is made of it, and infinity times 0 is NaN",
                   ramp_tests::about_special_values, float, double) {
    const auto check = [](auto call, auto f) {
        constexpr TestType nan = ramp_tests::quiet_nan<TestType>, inf = ramp_tests::infinity<TestType>;
        // silu(-infinity) = relu(-infinity) = -0 or 0, whose product with infinity is NaN; both are infinite at
        // infinity.
        const std::vector<TestType> gate = {nan, 1, 1, 1, -inf, -inf, inf, inf, 0},
                                    up = {1, nan, 1, 1, 1, inf, 2, 0, inf}, dy = {1, 1, nan, 1, 1, 1, 1, 1, 1};
        const Arrays<TestType> right(f, gate, up, dy);
        std::vector<TestType> y(gate.size()), dgate(gate.size()), dup(gate.size());
        call(gate, up, y);
        call.backward(gate, up, dy, dgate, dup);
        CHECK(differences(y, right.y) == 0);
        CHECK(differences(dgate, right.dgate) == 0);
        CHECK(differences(dup, right.dup) == 0);
        const auto are_nan = [](const std::vector<TestType>& numbers) {
            std::string nans;
            for (const TestType number : numbers) nans += ramp_tests::is_nan(number) ? 'n' : '-';
            return nans;
        };
        CHECK(are_nan(y) == "nn---n-nn");
        CHECK(are_nan(dup) == "n-n------");
        CHECK(are_nan(dgate).substr(0, 8) == "nnn--n--");
        CHECK(y[6] == inf);
        CHECK(ramp_tests::is_nan(call(nan, TestType(1))));
    };
    check(swiglu, ramp::SiLU<TestType>());
    check(reglu, ramp::ReLU<TestType>());
}

TEMPLATE_TEST_CASE("Law 10: gated calls read and write no byte outside their arrays", "", float, double) {
    const ramp_tests::GuardedPages<TestType> gate, up, dy, first, second;
    for (const auto* pages : {&gate, &up, &dy}) pages->make_read_only();
    constexpr std::size_t lanes = most_lanes<TestType>;
    const auto try_at = [&](const auto& at, std::size_t size) {
        swiglu(at(gate, size), at(up, size), at(first, size));
        swiglu.backward(at(gate, size), at(up, size), at(dy, size), at(first, size), at(second, size));
        for (const std::size_t columns : {std::size_t(1), std::size_t(3), size}) {
            const std::size_t whole = columns == 0 ? 0 : size / columns * columns;
            if (whole == 0) continue;
            swiglu.packed(at(gate, 2 * whole), at(first, whole), columns);
            swiglu.packed_backward(at(gate, 2 * whole), at(dy, whole), at(first, 2 * whole), columns);
        }
    };
    for (const std::size_t streamed_from : {ramp::streaming_threshold(), std::size_t(0)}) {
        const ramp_tests::StreamingFrom streaming(streamed_from);
        for (std::size_t size = 0; size <= 4 * lanes + 3; ++size) {
            try_at([](const auto& pages, std::size_t count) { return pages.at_the_end(count); }, size);
            try_at([](const auto& pages, std::size_t count) { return pages.at_the_beginning(count); }, size);
        }
    }
    SUCCEED("a stray access would have ended the program");
}

TEST_CASE("Law 9: gated calls reject bad arrays by their name, before anything is written") {
    std::vector<float> memory(100, 5);
    const auto before = memory;
    const auto at = [&](std::size_t begin, std::size_t size) { return std::span(memory).subspan(begin, size); };
    const auto rejects = [&](auto call, const std::string& message) {
        const std::string thrown = ramp_tests::thrown(call);
        INFO(thrown);
        CHECK(thrown.find(message) == 0);
        CHECK(memory == before);
    };
    rejects([&] { gated(ramp::elu, at(0, 9), at(10, 8), at(20, 9)); },
            "ramp::gated::value: gate has 9 elements, but up has 8");
    rejects([&] { swiglu(at(0, 9), at(10, 9), at(20, 8)); }, "ramp::swiglu::value: gate has 9 elements, but y has 8");
    rejects([&] { swiglu(at(0, 9), at(10, 9), at(1, 9)); },
            "ramp::swiglu::value: gate, of 9 elements, and y, of 9, overlap in part");
    rejects([&] { reglu.backward(at(0, 9), at(10, 9), at(20, 8), at(30, 9), at(40, 9)); },
            "ramp::reglu::backward: gate has 9 elements, but dy has 8");
    rejects([&] { reglu.backward(at(0, 9), at(10, 9), at(20, 9), at(30, 9), at(40, 8)); },
            "ramp::reglu::backward: gate has 9 elements, but dup has 8");
    rejects([&] { reglu.backward(at(0, 9), at(10, 9), at(20, 9), at(11, 9), at(40, 9)); },
            "ramp::reglu::backward: up, of 9 elements, and dgate, of 9, overlap in part");
    rejects([&] { gated.backward(ramp::elu, at(0, 9), at(10, 9), at(20, 9), at(0, 9), at(0, 9)); },
            "ramp::gated::backward: dgate and dup are one array");
    rejects([&] { ramp::geglu[here](at(0, 9), at(10, 9), at(20, 8)); }, "ramp::geglu::value: ");
    rejects([&] { ramp::geglu_tanh[here](at(0, 9), at(10, 9), at(20, 8)); }, "ramp::geglu_tanh::value: ");
    rejects([&] { ramp::glu[here](at(0, 9), at(10, 9), at(20, 8)); }, "ramp::glu::value: ");

    rejects([&] { swiglu.packed(at(0, 12), at(20, 6), 0); },
            "ramp::swiglu::packed: columns must be at least 1, but is 0");
    rejects([&] { swiglu.packed(at(0, 9), at(20, 4), 1); },
            "ramp::swiglu::packed: x has 9 elements, which is not a multiple of 2 x 1 columns");
    rejects([&] { gated.packed(ramp::elu, at(0, 12), at(20, 6), 4); },
            "ramp::gated::packed: x has 12 elements, which is not a multiple of 2 x 4 columns");
    rejects([&] { swiglu.packed(at(0, 12), at(20, 6), std::size_t(-1) / 2); }, "ramp::swiglu::packed: x has 12 elem");
    rejects([&] { swiglu.packed(at(0, 12), at(20, 6), -3); },
            "ramp::swiglu::packed: columns must be at least 1, but is -3");
    rejects([&] { swiglu.packed(at(0, 12), at(20, 12), 3); },
            "ramp::swiglu::packed: x has 12 elements, but y has 12, which is not half as many");
    rejects([&] { swiglu.packed(at(0, 12), at(0, 6), 3); },
            "ramp::swiglu::packed: x, of 12 elements, and y, of 6, overlap in part");
    rejects([&] { swiglu.packed_backward(at(0, 12), at(20, 5), at(40, 12), 3); },
            "ramp::swiglu::packed_backward: x has 12 elements, but dy has 5, which is not half as many");
    rejects([&] { swiglu.packed_backward(at(0, 12), at(20, 6), at(40, 11), 3); },
            "ramp::swiglu::packed_backward: x has 12 elements, but dx has 11");
    rejects([&] { swiglu.packed_backward(at(0, 12), at(20, 6), at(20, 12), 3); },
            "ramp::swiglu::packed_backward: dy, of 6 elements, and dx, of 12, overlap in part");
    rejects([&] { swiglu.packed_backward(at(0, 12), at(20, 6), at(6, 12), 3); },
            "ramp::swiglu::packed_backward: x, of 12 elements, and dx, of 12, overlap in part");

    swiglu(at(0, 0), at(10, 0), at(0, 0));
    swiglu.backward(at(0, 0), at(10, 0), at(0, 0), at(3, 0), at(3, 0));
    swiglu.packed(at(0, 0), at(0, 0), 3);
    swiglu.packed_backward(at(0, 0), at(0, 0), at(0, 0), 3);
    CHECK(memory == before);
}

namespace {

/// f(x) = 2 x, without kernels; notes the batch that it is called on.
template <class T>
class Witness : public ramp::Activation<Witness<T>, T> {
    template <class V>
    static constexpr char mark = 0;

public:
    static constexpr const char* name = "Witness";
    static inline const char* ran_on = nullptr;

    template <class Arch>
    static bool was_on() {
        return std::exchange(ran_on, nullptr) == &mark<xsimd::batch<T, Arch>>;
    }
    template <ramp::lanes_of<T> V>
    RAMP_INLINE ramp::ValueAndDerivative<V> formula(V x) const {
        ran_on = &mark<V>;
        return {x + x, V(2)};
    }
};

#if defined(__x86_64__)
using Narrow = xsimd::sse2;
#else
using Narrow = xsimd::default_arch;
#endif
constexpr auto narrow = ramp::on<Narrow>;

}  // namespace

TEST_CASE("gated runs on its own instruction set, or else on f's; a custom f is as any other") {
    const Witness<float> f;
    const std::vector<float> gate(100, 3), up(100, 5), dy(100, 7);
    std::vector<float> y(100), d(100), x(200, 3);
    using Wide = xsimd::default_arch;
    gated(f, gate, up, y);
    CHECK(Witness<float>::was_on<Wide>());
    CHECK(y == std::vector<float>(100, 30));
    gated.backward(f, gate, up, dy, y, d);
    CHECK(Witness<float>::was_on<Wide>());
    CHECK(y == std::vector<float>(100, 70));
    CHECK(d == std::vector<float>(100, 42));
    gated(f[narrow], gate, up, y);
    CHECK(Witness<float>::was_on<Narrow>());
    gated.packed(f[narrow], x, y, 10);
    CHECK(Witness<float>::was_on<Narrow>());
    gated[narrow].packed_backward(f, x, dy, x, 10);
    CHECK(Witness<float>::was_on<Narrow>());
    gated[here](f[narrow], gate, up, y);
    CHECK(Witness<float>::was_on<Wide>());
}

TEST_CASE("gated takes objects, function objects, grades and bound ones; named forms have f's options") {
    using T = float;
    const ramp::SiLU<T> silu;
    constexpr std::size_t size = 200;
    const Arrays<T> right(silu, uniform<T>(size, 1, -9, 9), uniform<T>(size, 2), uniform<T>(size, 3));
    std::vector<T> y(size);
    const auto check = [&](const auto& call, const std::vector<T>& wanted) {
        y.assign(size, ramp_tests::sentinel<T>);
        call(right.gate, right.up, y);
        CHECK(differences(y, wanted) == 0);
        y.assign(size, ramp_tests::sentinel<T>);
        call.value(right.gate, right.up, y);
        CHECK(differences(y, wanted) == 0);
    };
    CHECK(same(swiglu.value(T(0.5), T(3)), swiglu(T(0.5), T(3))));
    CHECK(same(gated.value(ramp::silu, T(0.5), T(3)), swiglu(T(0.5), T(3))));
    const auto of = [&](const auto& f) { return Arrays<T>(f, right.gate, right.up, right.dy).y; };
    const auto fast = of(silu[ramp::fast]), narrow_fast = of(silu[narrow][ramp::fast]);
    CHECK(fast != right.y);
    check(swiglu, right.y);
    check(swiglu[narrow], of(silu[narrow]));
    check(GatedBy{ramp::silu}, right.y);
    check(GatedBy{ramp::silu[narrow]}, of(silu[narrow]));
    check(swiglu[ramp::fast], fast);
    check(swiglu[ramp::fast][narrow], narrow_fast);
    check(swiglu[narrow][ramp::fast], narrow_fast);
    check(GatedBy{ramp::silu[ramp::fast]}, fast);
    check(GatedBy{silu[ramp::fast]}, fast);
    check(reglu[ramp::fast], of(ramp::ReLU<T>()));  // which has no grades
}

static_assert([] {
    double gate[] = {-1, 0, 2}, up[] = {3, 5, 7}, dy[] = {1, 10, 100}, y[3]{}, dgate[3]{};
    gated(ramp::ELU<double>(2), gate, up, y);
    gated.backward(ramp::elu, gate, up, dy, dgate, up);
    double x[] = {-1, 4, 3, 2, 2, 10, 3, 5}, of_rows[4]{};
    reglu.packed(x, of_rows, 2);
    reglu.packed_backward(x, of_rows, x, 2);
    return y[0] > -3.8 && y[0] < -3.7 && y[1] == 0 && y[2] == 14 && dgate[1] == 50 && dgate[2] == 700 && up[1] == 0 &&
           up[2] == 200 && of_rows[0] == 0 && of_rows[1] == 8 && of_rows[2] == 6 && of_rows[3] == 50 && x[0] == 0 &&
           x[1] == 16 && x[2] == 0 && x[3] == 32 && x[7] == 500 && reglu(2.0f, 3.0f) == 6 &&
           gated(ramp::relu, -1.0, 3.0) == 0;
}());

// What is not a gated call has no overload.
namespace {

template <class Call, class... A>
concept callable = requires(const Call& call, A&&... arguments) {
    call(static_cast<A&&>(arguments)...);
};
template <class... A>
concept backward_callable = requires(A&&... arguments) {
    swiglu.backward(static_cast<A&&>(arguments)...);
};
template <class... A>
concept packed_callable = requires(A&&... arguments) {
    swiglu.packed(static_cast<A&&>(arguments)...);
};

using Gated = decltype(gated);
using SwiGLU = decltype(swiglu);
using Floats = std::vector<float>&;
using Doubles = std::vector<double>&;
using Const = const std::vector<float>&;

static_assert(callable<SwiGLU, Const, std::vector<float>, Floats> && callable<SwiGLU, float, float>);
static_assert(!callable<SwiGLU, Floats, Doubles, Floats> && !callable<SwiGLU, float, double>);
static_assert(!callable<SwiGLU, Floats, Floats, Const> && !callable<SwiGLU, Floats, Floats, std::vector<float>>);
static_assert(callable<Gated, ramp::ELU<float>, Floats, Floats, Floats> &&
              callable<Gated, decltype(ramp::elu), Doubles, Doubles, Doubles>);
static_assert(!callable<Gated, ramp::ELU<float>, Doubles, Doubles, Doubles> &&
              !callable<Gated, ramp::ELU<float>, double, double>);
static_assert(!callable<Gated, ramp::PReLU<float>, Floats, Floats, Floats> &&
              !callable<Gated, decltype(ramp::prelu), float, float>);
static_assert(!callable<Gated, decltype(ramp::threshold), Floats, Floats, Floats>);
static_assert(callable<Gated, ramp::Threshold<float>, Floats, Floats, Floats>);
static_assert(backward_callable<Const, Const, Const, Floats, Floats> &&
              !backward_callable<Const, Const, Const, Floats, Const>);
static_assert(!backward_callable<Const, Const, Doubles, Floats, Floats>);
static_assert(packed_callable<Const, Floats, int> && !packed_callable<Const, Const, int> &&
              !packed_callable<Const, Floats, float>);

}  // namespace
