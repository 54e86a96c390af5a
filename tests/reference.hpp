// What each activation should give, in long double, written from its definition and sharing no code with the library:
// one row an activation. Adding one to the catalogue asks for one here.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <ramp/ramp.hpp>

#include "catch.hpp"

namespace ramp_tests {

template <class F>
struct Reference {
    static_assert(sizeof(F) == 0, "an activation in ramp::catalogue needs its row in tests/reference.hpp");
};

template <class T>
struct Reference<ramp::ReLU<T>> {
    static std::vector<ramp::ReLU<T>> samples() { return {ramp::ReLU<T>{}}; }
    static long double value(const ramp::ReLU<T>&, long double x) { return x < 0 ? 0.0L : x; }
    static long double derivative(const ramp::ReLU<T>&, long double x) { return x > 0 ? 1 : 0; }
    static constexpr double ulps = 0.5, ulps_of_derivative = 0;
};

/// What LeakyReLU and PReLU have in common.
template <class F>
struct SlopeReference {
    static long double value(const F& f, long double x) {
        const long double slope = f.slope();
        if (!(x < 0)) return x;
        return slope == 0 ? 0.0L : slope * x;
    }
    static long double derivative(const F& f, long double x) { return x > 0 ? 1 : f.slope(); }
    static constexpr double ulps = 0.5, ulps_of_derivative = 0;
};

template <class T>
struct Reference<ramp::LeakyReLU<T>> : SlopeReference<ramp::LeakyReLU<T>> {
    static std::vector<ramp::LeakyReLU<T>> samples() {
        using F = ramp::LeakyReLU<T>;
        return {F(), F(F::steep_slope), F(0), F(T(3.7)), F(std::numeric_limits<T>::max())};
    }
};

template <class T>
struct Reference<ramp::PReLU<T>> : SlopeReference<ramp::PReLU<T>> {
    static std::vector<ramp::PReLU<T>> samples() {
        using F = ramp::PReLU<T>;
        return {F(), F(0), F(T(-0.3)), F(T(2.5)), F(std::numeric_limits<T>::lowest())};
    }
};

template <class T>
struct Reference<ramp::ELU<T>> {
    static std::vector<ramp::ELU<T>> samples() {
        using F = ramp::ELU<T>;
        return {F(), F(T(0.5)), F(0), F(T(1.6732632423543772)), F(T(1.99)), F(T(1e28))};
    }
    static long double value(const ramp::ELU<T>& f, long double x) {
        if (!(x < 0)) return x;
        return f.alpha() == 0 ? 0.0L : static_cast<long double>(f.alpha()) * std::expm1(x);
    }
    static long double derivative(const ramp::ELU<T>& f, long double x) {
        return x > 0 ? 1 : static_cast<long double>(f.alpha()) * std::exp(x);
    }
    static constexpr double ulps = 2,
                            ulps_of_derivative = 2;  // for any alpha; for 1, exhaustive.cpp and exponential.cpp
};

/// Told by the bits, because -ffast-math assumes it of every number.
template <class T>
bool is_normal_or_zero(T v) {
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    const Bits magnitude = std::bit_cast<Bits>(v) & (~Bits(0) >> 1);
    return magnitude == 0 || (magnitude >= std::bit_cast<Bits>(std::numeric_limits<T>::min()) &&
                              magnitude <= std::bit_cast<Bits>(std::numeric_limits<T>::max()));
}

/// Whether law 6 speaks of this result: with -ffast-math it does not where the result is infinite, or next to the
/// smallest normal number.
template <class T>
bool is_promised(long double exact) {
    using Limits = std::numeric_limits<T>;
    const long double magnitude = std::abs(exact);
    return special_values || exact == 0 || (magnitude >= 1.42L * Limits::min() && magnitude <= Limits::max());
}

/// The distance of `got` from `exact`, in units of the last place that a T of exact's size has.
template <class T>
long double ulps_apart(T got, long double exact) {
    if (static_cast<long double>(got) == exact) return 0;
    if (std::abs(exact) > std::numeric_limits<T>::max()) {  // beyond T: infinity, or the last step before it
        const bool largest = std::abs(got) == std::numeric_limits<T>::max() && static_cast<T>(exact) == got;
        const bool rounded = (std::isinf(got) || largest) && std::signbit(got) == std::signbit(exact);
        return rounded ? 0 : std::numeric_limits<long double>::infinity();
    }
    int exponent = 0;
    std::frexp(exact, &exponent);
    exponent = std::max(exponent, std::numeric_limits<T>::min_exponent) - std::numeric_limits<T>::digits;
    return std::abs(static_cast<long double>(got) - exact) / std::ldexp(1.0L, exponent);
}

/// The same bits, or both NaN. With -ffast-math two results of one number are within four units of the last place,
/// as law 6 leaves them, and nothing is said where one of them is infinite or next to the smallest normal number.
template <class T>
bool same(T a, T b) {
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    if constexpr (special_values) {
        return (std::isnan(a) && std::isnan(b)) || std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
    } else {
        const T smallest = T(1.42) * std::numeric_limits<T>::min();
        if (!is_normal_or_zero(a) || !is_normal_or_zero(b)) return true;
        if (std::abs(a) <= smallest || std::abs(b) <= smallest) return std::abs(a - b) <= smallest;
        return std::abs(a - b) <= 4 * std::numeric_limits<T>::epsilon() * std::abs(a);
    }
}

/// Zeros, ones, the smallest and the largest numbers, of both signs, and where ELU turns.
template <class T>
std::vector<T> special_numbers() {
    using Limits = std::numeric_limits<T>;
    std::vector<T> numbers;
    for (const T magnitude : {T(0),
                              T(1),
                              T(0.5),
                              T(2),
                              Limits::denorm_min(),
                              T(3) * Limits::denorm_min(),
                              Limits::min(),
                              Limits::min() / 2,
                              Limits::max(),
                              Limits::epsilon(),
                              T(0.6931471805599453),
                              T(0.3465735),
                              T(16.6),
                              T(17.4),
                              T(36.8),
                              T(87.3),
                              T(88),
                              T(104),
                              T(175),
                              T(176),
                              T(708),
                              T(746),
                              T(1e6)})
        numbers.insert(numbers.end(), {magnitude, -magnitude});
    return numbers;
}

/// `count` numbers of every magnitude and both signs, none infinite or NaN: half by their bits, half near zero.
template <class T>
std::vector<T> random_numbers(std::size_t count, unsigned seed = 1) {
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    std::mt19937_64 random(seed);
    std::vector<T> numbers;
    while (numbers.size() < count) {
        const T any = std::bit_cast<T>(static_cast<Bits>(random()));
        if (special_values ? std::isfinite(any) : is_normal_or_zero(any)) numbers.push_back(any);
        numbers.push_back(static_cast<T>(-30.0 + 40.0 * double(random() >> 11) * 0x1p-53));
    }
    numbers.resize(count);
    return numbers;
}

template <class T>
std::vector<T> finite_numbers(std::size_t random_count) {
    auto numbers = special_numbers<T>();
    const auto random = random_numbers<T>(random_count);
    numbers.insert(numbers.end(), random.begin(), random.end());
    return numbers;
}

/// Every activation with every element type.
using Catalogue =
    decltype(std::tuple_cat(std::declval<ramp::catalogue<float>>(), std::declval<ramp::catalogue<double>>()));

}  // namespace ramp_tests
