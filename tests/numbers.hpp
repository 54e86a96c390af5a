// The numbers that tests are about, and how far a result is from the exact one.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

namespace ramp_tests {

/// -ffast-math gives up zeros' signs, infinities, NaN and equal bits (law 11): what is about them is then not tried.
#if defined(__FAST_MATH__)
inline constexpr bool special_values = false;
#else
inline constexpr bool special_values = true;
#endif

/// What references are computed in.
using Real = long double;

template <class T>
using BitsOf = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

template <class T>
constexpr T infinity = std::numeric_limits<T>::infinity();
template <class T>
constexpr T quiet_nan = std::numeric_limits<T>::quiet_NaN();

/// What no array call gives or is given.
template <class T>
constexpr T sentinel = T(-7654321);

// Told by the bits, because -ffast-math assumes it of every number.
template <class T>
BitsOf<T> magnitude_bits(T v) {
    return std::bit_cast<BitsOf<T>>(v) & (~BitsOf<T>(0) >> 1);
}
template <class T>
bool is_finite(T v) {
    return magnitude_bits(v) < std::bit_cast<BitsOf<T>>(infinity<T>);
}
template <class T>
bool is_nan(T v) {
    return magnitude_bits(v) > std::bit_cast<BitsOf<T>>(infinity<T>);
}
template <class T>
bool is_normal_or_zero(T v) {
    return magnitude_bits(v) == 0 ||
           (magnitude_bits(v) >= std::bit_cast<BitsOf<T>>(std::numeric_limits<T>::min()) && is_finite(v));
}

/// v is finite, and -ffast-math, which flushes subnormal numbers, leaves it as it is.
template <class T>
bool is_kept(T v) {
    return special_values ? is_finite(v) : is_normal_or_zero(v);
}

/// Whether law 6 speaks of this result: with -ffast-math it does not where the result is infinite, or next to the
/// smallest normal number.
template <class T>
bool is_promised(Real exact) {
    using Limits = std::numeric_limits<T>;
    const Real magnitude = std::abs(exact);
    return special_values || exact == 0 || (magnitude >= 1.42L * Limits::min() && magnitude <= Limits::max());
}

/// The unit in the last place that a T of v's size has.
template <class T>
Real last_place(Real v) {
    int exponent = 0;
    std::frexp(v, &exponent);
    return std::ldexp(1.0L, std::max(exponent, std::numeric_limits<T>::min_exponent) - std::numeric_limits<T>::digits);
}

/// The distance of `got` from `exact`, in units of the last place that a T of exact's size has.
template <class T>
Real ulps_apart(T got, Real exact) {
    if (static_cast<Real>(got) == exact) return 0;
    if (std::abs(exact) > std::numeric_limits<T>::max()) {  // beyond T: infinity, or the last step before it
        const bool largest = std::abs(got) == std::numeric_limits<T>::max() && static_cast<T>(exact) == got;
        const bool rounded = (std::isinf(got) || largest) && std::signbit(got) == std::signbit(exact);
        return rounded ? 0 : std::numeric_limits<Real>::infinity();
    }
    return std::abs(static_cast<Real>(got) - exact) / last_place<T>(exact);
}

/// A long double cannot hold the product of two doubles: a correctly rounded one may seem a hair more than half an ulp
/// off.
inline constexpr Real hair = 0x1p-9L;

/// The same bits, or both NaN. With -ffast-math two results of one number are within four units of the last place,
/// as law 6 leaves them, and nothing is said where one of them is infinite or next to the smallest normal number.
template <class T>
bool same(T a, T b) {
    if constexpr (special_values) {
        return std::bit_cast<BitsOf<T>>(a) == std::bit_cast<BitsOf<T>>(b) || (is_nan(a) && is_nan(b));
    } else {
        const T smallest = T(1.42) * std::numeric_limits<T>::min();
        if (!is_normal_or_zero(a) || !is_normal_or_zero(b)) return true;
        if (std::abs(a) <= smallest || std::abs(b) <= smallest) return std::abs(a - b) <= smallest;
        return std::abs(a - b) <= 4 * std::numeric_limits<T>::epsilon() * std::abs(a);
    }
}

/// Zeros, ones, the smallest and the largest numbers, of both signs, and where exponentials turn.
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
    std::mt19937_64 random(seed);
    std::vector<T> numbers;
    while (numbers.size() < count) {
        const T any = std::bit_cast<T>(static_cast<BitsOf<T>>(random()));
        if (is_kept(any)) numbers.push_back(any);
        numbers.push_back(static_cast<T>(-30.0 + 40.0 * double(random() >> 11) * 0x1p-53));
    }
    numbers.resize(count);
    return numbers;
}

/// `count` normally distributed numbers.
template <class T>
std::vector<T> normal_numbers(std::size_t count, unsigned seed, T deviation = 1, T mean = 0) {
    std::mt19937 random(seed);
    std::normal_distribution<T> normal(mean, deviation);
    std::vector<T> numbers(count);
    for (T& number : numbers) number = normal(random);
    return numbers;
}

/// Special and random numbers.
template <class T>
std::vector<T> finite_numbers(std::size_t random_count) {
    auto numbers = special_numbers<T>();
    const auto random = random_numbers<T>(random_count);
    numbers.insert(numbers.end(), random.begin(), random.end());
    return numbers;
}

/// NaN, infinities, special and random numbers, at least `count`.
template <class T>
std::vector<T> numbers_of_law_5(std::size_t count) {
    auto numbers = special_numbers<T>();
    if (special_values)
        numbers.insert(numbers.begin(), {infinity<T>, T(-1.25), -infinity<T>, quiet_nan<T>, T(3), T(-0.1)});
    const auto random = random_numbers<T>(count);
    if (numbers.size() < count)
        numbers.insert(numbers.end(), random.begin(), random.begin() + std::ptrdiff_t(count - numbers.size()));
    return numbers;
}

/// At these, implementations differ: what a row says of them is compared bit for bit.
template <class T>
constexpr std::array<T, 16> special_points = [] {
    using Limits = std::numeric_limits<T>;
    constexpr T inf = Limits::infinity(), max = Limits::max(), min = Limits::min();
    constexpr T tiny = Limits::denorm_min(), sub = min - tiny;  // the smallest and the largest subnormal number
    return std::array<T, 16>{
        Limits::quiet_NaN(), inf, max, 1, min, sub, tiny, 0, -T(0), -tiny, -sub, -min, -1, -20, -max, -inf};
}();

}  // namespace ramp_tests
