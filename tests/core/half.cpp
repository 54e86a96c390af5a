#include <ramp/half.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "../catch.hpp"
#include "halves.hpp"

using namespace ramp_tests;

static_assert(ramp::half<float16> && ramp::half<bfloat16> && !ramp::half<float> && !ramp::half<std::uint16_t>);
static_assert(!ramp::half<void> && !ramp::half<const float16> && !ramp::half<xsimd::batch<float>>);
static_assert(ramp::element<float> && ramp::element<double> && ramp::element<float16> && !ramp::element<short>);
static_assert(std::is_same_v<ramp::number_of_t<float16>, float> && std::is_same_v<ramp::number_of_t<double>, double>);
static_assert(std::is_trivial_v<float16> && sizeof(float16) == 2 && alignof(float16) == 2);
static_assert(std::is_convertible_v<float16, float> && !std::is_convertible_v<float, float16>);
static_assert(ramp::format_of_t<float16>::mantissa_bits == 10 && ramp::format_of_t<bfloat16>::mantissa_bits == 7);

template <class S>
constexpr bool gives(float v, std::uint16_t bits) {
    float stored = 0;
    S again{};
    ramp::memory::store(v, &again);
    stored = ramp::memory::load<float>(&again);
    return std::bit_cast<std::uint16_t>(S(v)) == bits && std::bit_cast<std::uint16_t>(again) == bits &&
           std::bit_cast<std::uint32_t>(stored) == std::bit_cast<std::uint32_t>(float(S(v)));
}
static_assert(gives<float16>(1, 0x3c00) && gives<float16>(-2, 0xc000) && gives<float16>(-0.0f, 0x8000));
static_assert(gives<float16>(65519.996f, 0x7bff) && gives<float16>(65520, 0x7c00) && gives<float16>(-1e30f, 0xfc00));
static_assert(gives<float16>(0x1p-24f, 1) && gives<float16>(0x1p-25f, 0) && gives<float16>(0x1.8p-24f, 2));
static_assert(gives<float16>(infinity<float>, 0x7c00) && gives<float16>(quiet_nan<float>, 0x7e00));
static_assert(gives<bfloat16>(1, 0x3f80) && gives<bfloat16>(0x1.01p0f, 0x3f80) && gives<bfloat16>(0x1.03p0f, 0x3f82));
static_assert(gives<bfloat16>(0x1p-133f, 1) && gives<bfloat16>(0x1p-134f, 0) && gives<bfloat16>(-0.0f, 0x8000));
static_assert(gives<bfloat16>(0x1.fffffep127f, 0x7f80) && gives<bfloat16>(quiet_nan<float>, 0xffff));
static_assert(float(float16(0.1f)) == 0x1.998p-4f && float(bfloat16(0.1f)) == 0x1.9ap-4f);
static_assert(float16(1.5f) + float16(0.25f) == 1.75f && float16() == 0);

namespace {

/// A format's fields, read as IEEE 754 says. `Bits` is as wide as the format.
template <class Bits, int exponent_bits, int mantissa_bits>
struct Fields {
    static constexpr int bias = (1 << (exponent_bits - 1)) - 1, last = (1 << exponent_bits) - 1;

    bool negative;
    int exponent;
    std::uint32_t mantissa;

    explicit Fields(Bits bits)
        : negative(bits >> (exponent_bits + mantissa_bits) != 0),
          exponent(int(bits >> mantissa_bits) & last),
          mantissa(bits & ((Bits(1) << mantissa_bits) - 1)) {}

    bool is_nan() const { return exponent == last && mantissa != 0; }
    bool is_infinite() const { return exponent == last && mantissa == 0; }
    /// Infinity is what would be the next number after the largest.
    double magnitude() const {
        const double leading = exponent == 0 ? 0 : std::ldexp(1.0, mantissa_bits);
        return std::ldexp(leading + mantissa, (exponent == 0 ? 1 : exponent) - bias - mantissa_bits);
    }
    /// This format's number nearest to a magnitude.
    static double nearest(double magnitude) {
        constexpr int smallest = 1 - bias;
        const int binade = magnitude == 0 ? smallest : std::max(std::ilogb(magnitude), smallest);
        const double last_place = std::ldexp(1.0, binade - mantissa_bits);
        return std::min(std::nearbyint(magnitude / last_place) * last_place, std::ldexp(1.0, last - bias));
    }
};
using FloatFields = Fields<std::uint32_t, 8, 23>;
template <class S>
using FieldsOf = Fields<std::uint16_t, ramp::format_of_t<S>::exponent_bits, ramp::format_of_t<S>::mantissa_bits>;

template <class S>
bool is_nan(S v) {
    return FieldsOf<S>(bits_of(v)).is_nan();
}

/// The same bits, or both NaN; also with -ffast-math.
bool equal(float a, float b) {
    return bits_of(a) == bits_of(b) || (FloatFields(bits_of(a)).is_nan() && FloatFields(bits_of(b)).is_nan());
}
template <ramp::half S>
bool equal(S a, S b) {
    return bits_of(a) == bits_of(b) || (is_nan(a) && is_nan(b));
}

template <class S>
void check_rounding(float v) {
    const FloatFields given(bits_of(v));
    const S got(v);
    const FieldsOf<S> fields(bits_of(got));
    const bool right = given.is_nan() ? fields.is_nan()
                                      : !fields.is_nan() && fields.negative == given.negative &&
                                            fields.magnitude() == FieldsOf<S>::nearest(given.magnitude());
    if (!right) FAIL_CHECK(std::hex << bits_of(v) << " gives " << bits_of(got));
    if (given.is_nan() && (bits_of(got) >> (ramp::format_of_t<S>::mantissa_bits - 1) & 1) == 0)
        FAIL_CHECK(std::hex << bits_of(v) << " gives a signalling NaN");
}

/// Numbers and batches; the size is a multiple of every batch's.
template <class S>
void check_rounding(const std::vector<float>& numbers) {
    for (const float v : numbers) check_rounding<S>(v);
    for_each_batch([&]<class V>() {
        for (std::size_t i = 0; i < numbers.size(); i += V::size) {
            S stored[V::size], one_by_one[V::size];
            ramp::memory::store(V::load_unaligned(&numbers[i]), stored);
            ramp::memory::store_each(V::load_unaligned(&numbers[i]), one_by_one, V::size);
            for (std::size_t k = 0; k < V::size; ++k)
                if (!equal(stored[k], S(numbers[i + k])) || !equal(one_by_one[k], S(numbers[i + k])))
                    FAIL_CHECK(std::hex << bits_of(numbers[i + k]) << " gives " << bits_of(stored[k]) << " in a batch");
        }
    });
}

/// Every float whose bits are a multiple of `stride`.
template <class S>
void check_rounding_of_all(std::uint64_t stride) {
    constexpr std::size_t block = 4096;
    std::vector<float> numbers;
    for (std::uint64_t bits = 0; bits < std::uint64_t(1) << 32; bits += stride) {
        numbers.push_back(std::bit_cast<float>(std::uint32_t(bits)));
        if (numbers.size() == block) check_rounding<S>(numbers), numbers.clear();
    }
    numbers.resize(block);
    check_rounding<S>(numbers);
    SUCCEED();
}

template <class S>
std::vector<S> all_halves() {
    std::vector<S> halves;
    for (std::uint32_t bits = 0; bits <= 0xffff; ++bits) halves.push_back(half_of<S>(bits));
    return halves;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("Every half gives the float that it is, in a batch too", "", AllHalves) {
    const std::vector<TestType> halves = all_halves<TestType>();
    for (const TestType& half : halves) {
        const float got = ramp::to_float(half);
        const FieldsOf<TestType> fields(bits_of(half));
        const FloatFields got_fields(bits_of(got));
        CHECK(got_fields.is_nan() == fields.is_nan());
        CHECK(got_fields.is_infinite() == fields.is_infinite());
        CHECK(got_fields.negative == fields.negative);
        if (fields.exponent != FieldsOf<TestType>::last) CHECK(got_fields.magnitude() == fields.magnitude());
    }
    for_each_batch([&]<class V>() {
        for (std::size_t i = 0; i < halves.size(); i += V::size) {
            float lanes[V::size], one_by_one[V::size];
            ramp::memory::load<V>(&halves[i]).store_unaligned(lanes);
            ramp::memory::load_each<V>(&halves[i], V::size).store_unaligned(one_by_one);
            for (std::size_t k = 0; k < V::size; ++k) {
                CHECK(equal(lanes[k], ramp::to_float(halves[i + k])));
                CHECK(equal(one_by_one[k], ramp::to_float(halves[i + k])));
            }
        }
    });
}

TEMPLATE_TEST_CASE("A half that became a float comes back", "", float16, bfloat16) {
    for (const TestType half : all_halves<TestType>()) CHECK(equal(TestType(float(half)), half));
}

TEMPLATE_TEST_CASE("Floats next to halves, and next to the middle between two, are rounded to nearest even", "",
                   float16, bfloat16) {
    std::vector<float> numbers = {0x1p-25f,   0x1p-26f, 0x1.fffffep-26f, 0x1.000002p-25f,
                                  65519.996f, 65520,    65536,           1e30f};
    for (const TestType half : all_halves<TestType>()) {
        const std::uint32_t bits = bits_of(float(half)), next = bits_of(float(half_of<TestType>(bits_of(half) + 1u)));
        const std::uint32_t middle = bits + (next - bits) / 2;
        for (const std::uint32_t base : {bits, middle})
            for (const std::uint32_t near : {base - 1, base, base + 1}) numbers.push_back(std::bit_cast<float>(near));
    }
    for (std::size_t i = numbers.size(); i-- > 0;) numbers.push_back(-numbers[i]);
    numbers.resize((numbers.size() + 63) / 64 * 64);
    check_rounding<TestType>(numbers);
    SUCCEED();
}

TEMPLATE_TEST_CASE("A stride of a million floats is rounded to the nearest half", "", float16, bfloat16) {
    check_rounding_of_all<TestType>(4099);
}

TEMPLATE_TEST_CASE("Every float is rounded to the nearest half", "[.exhaustive]", float16, bfloat16) {
    check_rounding_of_all<TestType>(1);
}
