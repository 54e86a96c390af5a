// Laws 5 and 10 for arrays whose extent is known when compiled, which are met without a call: extents up to where calls
// begin, and beyond. A row has one extent for each of its calls.
#include <array>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include <ramp/elu.hpp>
#include <ramp/prelu.hpp>

#include "../catch.hpp"
#include "../guarded_pages.hpp"

namespace ramp_tests {

namespace {

template <class T>
class Extents {
    static constexpr std::size_t lanes = xsimd::batch<T>::size;

public:
    template <std::size_t... k>
    void check_all(std::index_sequence<k...>) const {
        (check<k>(), ...);
        (check<(k % 7 + 1) * lanes + k * lanes / 7 % 3>(), ...);
        check<8 * lanes>();
        check<8 * lanes + 1>();
    }
    static constexpr auto shortest = std::make_index_sequence<lanes + 2>();

private:
    /// The calls themselves, with the arrays at the beginning or the end of their pages.
    template <std::size_t n>
    void check() const {
        for (const bool at_the_end : {false, true}) {
            const auto part = [=](const GuardedPages<T>& pages) {
                return (at_the_end ? pages.at_the_end(n) : pages.at_the_beginning(n)).template first<n>();
            };
            const auto in = part(x_), gradient = part(dy_), y = part(y_), d = part(d_);
            for (std::size_t i = 0; i < n; ++i) in[i] = numbers_[i], gradient[i] = gradients_[i];
            f_.value_and_derivative(std::span<const T, n>(in), y, d);
            compare(n, "value", y, values_);
            compare(n, "derivative", d, derivatives_);
            const T sum = f_.backward(in, gradient, y);
            compare(n, "backward", y, products_);
            f_(in, in);
            compare(n, "value in place", in, values_);
            // The sum depends on the numbers and their count alone.
            std::vector<T> dx(n);
            if (!same(sum, f_.backward(std::span(numbers_).first(n), std::span(gradients_).first(n), dx)))
                FAIL_CHECK("another sum of " << n << " elements");
        }
    }

    static void compare(std::size_t n, const char* of, std::span<const T> got, const std::vector<T>& right) {
        for (std::size_t i = 0; i < n; ++i)
            if (!same(got[i], right[i])) FAIL_CHECK(of << " " << i << " of " << n << " elements");
    }

    std::vector<T> by_numbers(T (*function)(const ramp::PReLU<T>&, T, T)) const {
        std::vector<T> results;
        for (std::size_t i = 0; i < numbers_.size(); ++i) results.push_back(function(f_, numbers_[i], gradients_[i]));
        return results;
    }

    ramp::PReLU<T> f_{T(-0.3)};
    GuardedPages<T> x_, dy_, y_, d_;
    std::vector<T> numbers_ = finite_numbers<T>(200), gradients_ = random_numbers<T>(numbers_.size(), 2);
    std::vector<T> values_ = by_numbers([](const auto& f, T x, T) { return f.value(x); });
    std::vector<T> derivatives_ = by_numbers([](const auto& f, T x, T) { return f.derivative(x); });
    std::vector<T> products_ = by_numbers([](const auto& f, T x, T dy) { return dy * f.derivative(x); });
};

}  // namespace

TEMPLATE_TEST_CASE("Laws 5 and 10: arrays of a short extent that is known when compiled", "", float, double) {
    Extents<TestType>().check_all(Extents<TestType>::shortest);
    SUCCEED("a stray access would have ended the program");
}

TEST_CASE("Arrays, C arrays and fixed spans are met alike") {
    std::array<float, 19> x{};
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i) / 4 - 3;
    float c_array[19];
    std::array<float, 19> y{};
    std::vector<float> z(19), right(19);
    ramp::elu(std::vector<float>(x.begin(), x.end()), right, 1.5);
    ramp::elu(x, y, 1.5);
    ramp::elu(x, c_array, 1.5);
    ramp::elu(std::span<const float, 19>(x), z, 1.5);
    for (std::size_t i = 0; i < x.size(); ++i) {
        CHECK(same(y[i], right[i]));
        CHECK(same(c_array[i], right[i]));
        CHECK(same(z[i], right[i]));
    }
    ramp::elu(y, y);  // in place
    ramp::elu(right, right);
    CHECK(same(y[0], right[0]));
    std::array<float, 18> shorter{};
    CHECK_THROWS_AS(ramp::elu(x, shorter), std::invalid_argument);
    CHECK_THROWS_AS(ramp::elu.value_and_derivative(x, z, z), std::invalid_argument);
    CHECK_THROWS_AS(ramp::elu.value_and_derivative(x, c_array, c_array), std::invalid_argument);
}

}  // namespace ramp_tests
