#include <ramp/core/arrays.hpp>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <list>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "../catch.hpp"

static_assert(ramp::array_of_numbers<std::vector<float>&> && ramp::array_of_numbers<const double (&)[3]>);
static_assert(ramp::array_of_numbers<std::span<const float>> && !ramp::array_of_numbers<std::vector<int>>);
static_assert(!ramp::array_of_numbers<std::list<float>> && !ramp::array_of_numbers<float>);
static_assert(std::same_as<ramp::element_of_t<std::span<const float>>, float>);
static_assert(std::same_as<ramp::element_of_t<xsimd::batch<double>>, double>);
static_assert(ramp::same_elements<std::vector<float>&, std::span<const float>, float> &&
              !ramp::same_elements<std::vector<float>&, std::vector<double>&>);

static_assert(ramp::output_array<std::vector<float>&> && ramp::output_array<std::span<double>>);
static_assert(!ramp::output_array<const std::vector<float>&> && !ramp::output_array<std::vector<float>>);

constexpr bool overlap(const float* a, std::size_t a_size, const float* b, std::size_t b_size) {
    return ramp::check::overlap_in_part<float>({a, a_size}, {b, b_size});
}

constexpr float numbers[8] = {};
static_assert(!overlap(numbers, 8, numbers, 8));
static_assert(overlap(numbers, 4, numbers + 3, 4));
static_assert(overlap(numbers, 4, numbers, 3) && !overlap(numbers, 4, numbers, 0));
static_assert(!overlap(numbers, 2, numbers + 3, 4) && overlap(numbers + 3, 1, numbers, 4));
static_assert(!overlap(numbers, 4, numbers + 4, 4));

TEST_CASE("Finite is told by the bits") {
    CHECK(ramp::is_finite(std::numeric_limits<float>::max()));
    CHECK(ramp::is_finite(-std::numeric_limits<double>::denorm_min()));
    CHECK(!ramp::is_finite(std::numeric_limits<float>::infinity()));
    CHECK(!ramp::is_finite(-std::numeric_limits<double>::infinity()));
    CHECK(!ramp::is_finite(std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("An overlap one byte deep is an overlap, and neighbours are none") {
    const std::vector<float> memory(16);
    const float* begin = memory.data();
    for (std::size_t n = 1; n <= 8; ++n)
        for (std::size_t distance = 0; distance <= 8; ++distance) {
            const bool expected = distance != 0 && distance < n;
            CHECK(overlap(begin, n, begin + distance, n) == expected);
            CHECK(overlap(begin + distance, n, begin, n) == expected);
        }
    const auto* shifted = reinterpret_cast<const float*>(reinterpret_cast<const char*>(begin + 4) - 1);
    CHECK(overlap(begin, 4, shifted, 4));
}

using Elements = ramp::check::Elements<float>;
constexpr const char* names_of_value[] = {"value", "x", "y"};

/// Is there something in x and the two outputs, or what is wrong with them?
std::string verdict(std::span<const float> x, std::span<float> y, std::span<float> d) {
    try {
        constexpr const char* names[] = {"value_and_derivative", "x", "y", "d"};
        const bool something = ramp::check::arrays<1>(
            "ELU", names, std::array<Elements, 3>{{{x.data(), x.size()}, {y.data(), y.size()}, {d.data(), d.size()}}});
        return something ? "something" : "nothing";
    } catch (const std::invalid_argument&) {
        return "wrong";
    }
}

TEST_CASE("Every call with an element in its arrays is either wrong or has something to do") {
    std::vector<float> memory(20);
    float* const x = memory.data() + 8;
    for (std::size_t n = 0; n <= 4; ++n)
        for (std::ptrdiff_t to_y = -4; to_y <= 4; ++to_y)
            for (std::ptrdiff_t to_d = -8; to_d <= 8; ++to_d) {
                const auto apart = [n](std::ptrdiff_t distance) { return std::size_t(std::abs(distance)) >= n; };
                const bool right =
                    (to_y == 0 || apart(to_y)) && (to_d == 0 || apart(to_d)) && to_y != to_d && apart(to_y - to_d);
                INFO(n << " elements, y at x + " << to_y << ", d at x + " << to_d);
                CHECK(verdict({x, n}, {x + to_y, n}, {x + to_d, n}) == (n == 0  ? "nothing"
                                                                        : right ? "something"
                                                                                : "wrong"));
            }
    const auto moved_back = [](float* v) { return reinterpret_cast<float*>(reinterpret_cast<char*>(v) - 1); };
    CHECK(verdict({x, 4}, {moved_back(x + 4), 4}, {x + 8, 4}) == "wrong");
    CHECK(verdict({moved_back(x + 4), 4}, {x, 4}, {x + 8, 4}) == "wrong");
    CHECK(verdict({x - 4, 4}, {moved_back(x + 4), 4}, {x, 4}) == "wrong");
    CHECK(verdict({x - 4, 4}, {x, 4}, {moved_back(x + 4), 4}) == "wrong");
    CHECK(verdict({x, 1}, {x + 4, 2}, {x + 8, 1}) == "wrong");
    CHECK(!ramp::check::arrays<1>("ELU", names_of_value, std::array<Elements, 2>()));
    CHECK(verdict({x, 1}, {x + 4, 1}, {x + 8, 2}) == "wrong");
    CHECK(verdict({x, 0}, {x, 0}, {x + 8, 1}) == "wrong");
}

TEST_CASE("A message names the function and the values") {
    std::string message;
    try {
        const std::vector<float> x(3), y(4);
        static_cast<void>(ramp::check::arrays<1>(
            "ELU", names_of_value, std::array<Elements, 2>{{{x.data(), x.size()}, {y.data(), y.size()}}}));
    } catch (const std::invalid_argument& error) {
        message = error.what();
    }
    CHECK(message == "ramp::ELU::value: x has 3 elements, but y has 4");
}
