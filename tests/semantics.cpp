// Laws 1 to 4 as a table: what every activation gives for the numbers at which implementations differ, written down by
// hand and compared bit for bit, through every form of value, derivative and backward. README shows the table for
// float.
//
// The literals that no mental arithmetic gives are products and exponentials of 80 digits, rounded once.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <ramp/ramp.hpp>

#include "array_calls.hpp"
#include "catch.hpp"
#include "reference.hpp"

namespace ramp_tests {

namespace {

constexpr std::size_t rows = 16;
template <class T>
using Numbers = std::array<T, rows>;

/// A result of one form of one function for every x of the table.
template <class T>
struct Result {
    std::string form;
    enum { value, derivative, backward } of;
    Numbers<T> numbers;
};

/// A column of the table: functions that give the same results, and these.
template <class T>
struct Column {
    std::string title;
    std::vector<std::function<std::vector<Result<T>>(const Numbers<T>& x, T dy)>> functions;
    Numbers<T> value, derivative, backward;
};

template <class T>
struct Table {
    Numbers<T> x;
    T dy;
    std::vector<Column<T>> columns;
};

/// One function's results through its number and its batch form.
template <class F, class T = typename F::value_type>
void add_numbers_and_batches(std::vector<Result<T>>& results, const F& f, const Numbers<T>& x, T dy) {
    using Batch = xsimd::batch<T>;
    const auto add = [&](const char* name, decltype(Result<T>::of) of, auto function) {
        Result<T> numbers{name, of, {}}, batches{name, of, {}};
        numbers.form += " of a number";
        batches.form += " of a batch";
        for (std::size_t i = 0; i < rows; ++i) {
            numbers.numbers[i] = function(x[i]);
            T lanes[Batch::size];
            function(Batch(x[i])).store_unaligned(lanes);
            batches.numbers[i] = lanes[i % Batch::size];
        }
        results.insert(results.end(), {numbers, batches});
    };
    add("value", Result<T>::value, [&](auto v) { return f.value(v); });
    add("operator()", Result<T>::value, [&](auto v) { return f(v); });
    add("value_and_derivative", Result<T>::value, [&](auto v) { return f.value_and_derivative(v).value; });
    add("derivative", Result<T>::derivative, [&](auto v) { return f.derivative(v); });
    add("value_and_derivative", Result<T>::derivative, [&](auto v) { return f.value_and_derivative(v).derivative; });
    add("the product", Result<T>::backward, [&](auto v) { return decltype(v)(dy) * f.derivative(v); });
}

/// One function's results through its array calls, every x in every lane, in whole batches and in what is left over.
template <class F, class T = typename F::value_type>
void add_arrays(std::vector<Result<T>>& results, const F& f, const Numbers<T>& x, T dy) {
    for (const ArrayCall<F>& call : array_calls<F>())
        for (std::size_t shift = 0; shift < rows; ++shift)
            for (const std::size_t size : {rows, rows + 3, 6 * rows + 1}) {
                std::vector<T> xs(size), dys(size, dy), first(size), second(size);
                for (std::size_t i = 0; i < size; ++i) xs[i] = x[(i + shift) % rows];
                call.run(f, {xs, dys}, {first, second});
                Result<T> result{call.name, Result<T>::value, {}};
                result.form += " of an array";
                Result<T> other = result;
                for (std::size_t i = 0; i < rows; ++i) {
                    const std::size_t at = size - 1 - i;
                    result.numbers[(at + shift) % rows] = first[at];
                    other.numbers[(at + shift) % rows] = second[at];
                }
                const std::string_view function = call.function;
                if (function == "derivative") result.of = Result<T>::derivative;
                if (function == "backward") result.of = Result<T>::backward;
                other.of = Result<T>::derivative;
                if (function.find("from_value") == function.npos) results.push_back(result);
                if (call.outputs == 2) results.push_back(other);
            }
}

template <class F, class T = typename F::value_type>
auto results_of(const F& f) {
    return [f](const Numbers<T>& x, T dy) {
        std::vector<Result<T>> results;
        if constexpr (!std::is_same_v<F, EqualChannels<T>>) add_numbers_and_batches(results, f, x, dy);
        add_arrays(results, f, x, dy);
        for (Result<T>& result : results) {
            std::string form = F::name;
            form += "'s ";
            result.form = form += result.form;
        }
        return results;
    };
}

template <class T>
auto channels(T slope) {
    return results_of(EqualChannels<T>{ramp::PReLU<T>(slope), Layout::one_channel});
}

template <class T>
Table<T> table() {
    using Limits = std::numeric_limits<T>;
    using ramp::ReLU, ramp::LeakyReLU, ramp::PReLU, ramp::ELU;
    constexpr T nan = Limits::quiet_NaN(), inf = Limits::infinity(), max = Limits::max(), min = Limits::min();
    constexpr T tiny = Limits::denorm_min(), sub = min - tiny;  // the smallest and the largest subnormal number
    constexpr T h = T(-0.5), o = 0, c = T(0.01), n = T(-0.3), a = T(1.75);
    const auto either = [](float single, double twice) { return sizeof(T) == sizeof(float) ? T(single) : T(twice); };
    // clang-format off
    return {
        /* x */   {nan, inf, max, 1, min, sub, tiny, 0, -o, -tiny, -sub, -min, -1, -20, -max, -inf},
        /* dy */  h,
        {{"ReLU; slope or alpha 0", {results_of(ReLU<T>()), results_of(LeakyReLU<T>(0)), results_of(PReLU<T>(0)),
                   results_of(ELU<T>(0)), channels(T(0))},
         /* f */  {nan, inf, max, 1, min, sub, tiny, 0, -o, 0, 0, 0, 0, 0, 0, 0},
         /* f' */ {nan, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0},
         /* dx */ {nan, h, h, h, h, h, h, -o, -o, -o, -o, -o, -o, -o, -o, -o}},
         {"slope 0.01", {results_of(LeakyReLU<T>(c)), results_of(PReLU<T>(c)), channels(c)},
         /* f */  {nan, inf, max, 1, min, sub, tiny, 0, -o, -o, either(-0x1.47aep-133f, -0x0.028f5c28f5c29p-1022),
                   either(-0x1.47aep-133f, -0x0.028f5c28f5c29p-1022), either(-0.01f, -0.01),
                   either(-0x1.999998p-3f, -0.2), either(-0x1.47ae12p+121f, -0x1.47ae147ae147ap+1017), -inf},
         /* f' */ {nan, 1, 1, 1, 1, 1, 1, c, c, c, c, c, c, c, c, c},
         /* dx */ {nan, h, h, h, h, h, h, -c/2, -c/2, -c/2, -c/2, -c/2, -c/2, -c/2, -c/2, -c/2}},
         {"slope -0.3", {results_of(PReLU<T>(n)), channels(n)},
         /* f */  {nan, inf, max, 1, min, sub, tiny, 0, -o, 0, either(0x1.33333p-128f, 0x0.4ccccccccccccp-1022),
                   either(0x1.33333p-128f, 0x0.4cccccccccccdp-1022), either(0.3f, 0.3), 6,
                   either(0x1.333332p+126f, 0x1.3333333333332p+1022), inf},
         /* f' */ {nan, 1, 1, 1, 1, 1, 1, n, n, n, n, n, n, n, n, n},
         /* dx */ {nan, h, h, h, h, h, h, -n/2, -n/2, -n/2, -n/2, -n/2, -n/2, -n/2, -n/2, -n/2}},
         {"slope max", {results_of(LeakyReLU<T>(max)), results_of(PReLU<T>(max)), channels(max)},
         /* f */  {nan, inf, max, 1, min, sub, tiny, 0, -o, either(-0x1.fffffep-22f, -0x1.fffffffffffffp-51),
                   either(-0x1.fffffap+1f, -0x1.ffffffffffffdp+1), either(-0x1.fffffep+1f, -0x1.fffffffffffffp+1),
                   -max, -inf, -inf, -inf},
         /* f' */ {nan, 1, 1, 1, 1, 1, 1, max, max, max, max, max, max, max, max, max},
         /* dx */ {nan, h, h, h, h, h, h, -max/2, -max/2, -max/2, -max/2, -max/2, -max/2, -max/2, -max/2, -max/2}},
         {"slope -max", {results_of(PReLU<T>(-max)), channels(-max)},
         /* f */  {nan, inf, max, 1, min, sub, tiny, 0, -o, either(0x1.fffffep-22f, 0x1.fffffffffffffp-51),
                   either(0x1.fffffap+1f, 0x1.ffffffffffffdp+1), either(0x1.fffffep+1f, 0x1.fffffffffffffp+1), max,
                   inf, inf, inf},
         /* f' */ {nan, 1, 1, 1, 1, 1, 1, -max, -max, -max, -max, -max, -max, -max, -max, -max},
         /* dx */ {nan, h, h, h, h, h, h, max/2, max/2, max/2, max/2, max/2, max/2, max/2, max/2, max/2}},
         {"ELU, alpha 1", {results_of(ELU<T>())},
         /* f */  {nan, inf, max, 1, min, sub, tiny, 0, -o, -tiny, -sub, -min, either(-0x1.43a54ep-1f,
                   -0x1.43a54e4e98864p-1),
                   either(-1, -0x1.ffffffee4b79bp-1), -1, -1},
         /* f' */ {nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, either(0x1.78b564p-2f, 0x1.78b56362cef38p-2),
                   either(0x1.1b4866p-29f, 0x1.1b48655f37267p-29), 0, 0},
         /* dx */ {nan, h, h, h, h, h, h, h, h, h, h, h,
                   either(-0x1.78b564p-3f, -0x1.78b56362cef38p-3), either(-0x1.1b4866p-30f, -0x1.1b48655f37267p-30),
                   -o, -o}},
         {"ELU, alpha 1.75", {results_of(ELU<T>(a))},
         /* f */  {nan, inf, max, 1, min, sub, tiny, 0, -o, -2 * tiny, either(-0x1.bffffcp-126f,
                   -0x1.bfffffffffffep-1022),
                   either(-0x1.cp-126f, -0x1.cp-1022), either(-0x1.1b30a4p+0f, -0x1.1b30a484c5758p+0),
                   either(-1.75f, -0x1.bffffff0820a7p+0), -a, -a},
         /* f' */ {nan, 1, 1, 1, 1, 1, 1, a, a, a, a, a, either(0x1.499eb6p-1f, 0x1.499eb6f675151p-1),
                   either(0x1.efbeb2p-29f, 0x1.efbeb166a0834p-29), 0, 0},
         /* dx */ {nan, h, h, h, h, h, h, -a/2, -a/2, -a/2, -a/2, -a/2, either(-0x1.499eb6p-2f, -0x1.499eb6f675151p-2),
                   either(-0x1.efbeb2p-30f, -0x1.efbeb166a0834p-30), -o, -o}},
         {"ELU, alpha max", {results_of(ELU<T>(max))},
         /* f */  {nan, inf, max, 1, min, sub, tiny, 0, -o, either(-0x1.fffffep-22f, -0x1.fffffffffffffp-51),
                   either(-0x1.fffffap+1f, -0x1.ffffffffffffdp+1), either(-0x1.fffffep+1f, -0x1.fffffffffffffp+1),
                   either(-0x1.43a54ep+127f, -0x1.43a54e4e98863p+1023), either(-0x1.fffffep+127f,
                   -0x1.ffffffee4b79ap+1023), -max, -max},
         /* f' */ {nan, 1, 1, 1, 1, 1, 1, max, max, max, max, max, either(0x1.78b562p+126f, 0x1.78b56362cef37p+1022),
                   either(0x1.1b4864p+99f, 0x1.1b48655f37266p+995), 0, 0},
         /* dx */ {nan, h, h, h, h, h, h, -max/2, -max/2, -max/2, -max/2, -max/2,
                   either(-0x1.78b562p+125f, -0x1.78b56362cef37p+1021), either(-0x1.1b4864p+98f,
                   -0x1.1b48655f37266p+994), -o, -o}},
        }};
    // clang-format on
}

}  // namespace

TEMPLATE_TEST_CASE("Laws 1 to 4: the semantics table holds bit for bit in every form of value, derivative, backward",
                   "", float, double) {
    const Table<TestType> expected = table<TestType>();
    std::size_t compared = 0;
    for (const Column<TestType>& column : expected.columns)
        for (const auto& function : column.functions)
            for (const Result<TestType>& result : function(expected.x, expected.dy)) {
                const auto& right = result.of == Result<TestType>::value        ? column.value
                                    : result.of == Result<TestType>::derivative ? column.derivative
                                                                                : column.backward;
                for (std::size_t i = 0; i < rows; ++i) {
                    if (!special_values && !(is_normal_or_zero(expected.x[i]) && is_normal_or_zero(right[i])))
                        continue;  // law 11
                    ++compared;
                    if (same(result.numbers[i], right[i])) continue;
                    // ELU of ordinary numbers may differ between instruction sets (law 5).
                    const bool rounds =
                        column.title.starts_with("ELU") && (expected.x[i] == -1 || expected.x[i] == -20);
                    if (rounds && ulps_apart(result.numbers[i], static_cast<long double>(right[i])) <= 1) continue;
                    char message[200];
                    std::snprintf(message, sizeof message, "%s, %s, at %a is %a, not %a", column.title.c_str(),
                                  result.form.c_str(), double(expected.x[i]), double(result.numbers[i]),
                                  double(right[i]));
                    FAIL_CHECK(message);
                }
            }
    CHECK(compared > 10000);
}

TEMPLATE_LIST_TEST_CASE("Every activation of the catalogue has its columns in the semantics table", "", Catalogue) {
    using T = typename TestType::value_type;
    const Table<T> expected = table<T>();
    std::string function_of = TestType::name;
    function_of += "'s ";
    std::size_t columns = 0;
    for (const Column<T>& column : expected.columns)
        for (const auto& function : column.functions)
            columns += function(expected.x, expected.dy)[0].form.rfind(function_of, 0) == 0;
    INFO(TestType::name);
    CHECK(columns > 0);
}

/// A float, by its name where it has one.
std::string shown(float v) {
    constexpr float max = std::numeric_limits<float>::max(), min = std::numeric_limits<float>::min();
    constexpr float tiny = std::numeric_limits<float>::denorm_min(), sub = min - tiny;
    constexpr std::pair<float, const char*> names[] = {
        {max, "max"}, {max / 2, "max/2"}, {min, "min"}, {sub, "sub"}, {tiny, "tiny"}};
    for (const auto& [number, name] : names)
        if (std::abs(v) == number) return v < 0 ? std::string("-").append(name) : name;
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", double(v));
    return text;
}

// The test "README shows the semantics table" runs this one.
TEST_CASE("The semantics table for float", "[.semantics-table]") {
    const Table<float> expected = table<float>();
    std::string text = "| x |", rule = "\n|---|";
    for (const Column<float>& column : expected.columns) {
        text.append(" ").append(column.title).append(" |");
        rule += "---|";
    }
    text.append(rule).append("\n");
    for (std::size_t i = 0; i < rows; ++i) {
        text.append("| ").append(shown(expected.x[i])).append(" |");
        for (const Column<float>& column : expected.columns) {
            text.append(" ").append(shown(column.value[i])).append(", ").append(shown(column.derivative[i]));
            text.append(", ").append(shown(column.backward[i])).append(" |");
        }
        text += "\n";
    }
    std::fputs(text.c_str(), stdout);
}

}  // namespace ramp_tests
