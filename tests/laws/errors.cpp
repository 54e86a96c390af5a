// Laws 7 and 9: what is wrong with arrays or parameters is told before a single element is written.
#include <algorithm>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

TEMPLATE_TEST_CASE("Laws 7 and 9: sizes that differ and partial overlaps throw before anything is written", "", float,
                   double) {
    for (const auto& f : subjects<TestType>())
        for (const auto& call : f.calls()) {
            INFO(f.name() << ", " << call.name);
            const std::string function =
                std::string("ramp::").append(f.activation->name).append("::").append(call.call).append(": ");
            std::vector<TestType> memory(100, TestType(-5));
            const std::vector<TestType> before = memory;
            const auto rejects = [&](const Inputs<TestType>& inputs, const Outputs<TestType>& outputs,
                                     const std::string& part) {
                const std::string message = thrown([&] { call.run(f, inputs, outputs); });
                INFO(message);
                CHECK(message.find(function) == 0);
                CHECK(message.find(part) != std::string::npos);
                CHECK(memory == before);
            };
            const auto at = [&](std::size_t begin, std::size_t size) {
                return std::span<TestType>(memory).subspan(begin, size);
            };
            if (call.sees_sizes) {
                rejects({at(0, 10), at(10, 10)}, {at(20, 9), at(30, 9)}, "10 elements");
                rejects({at(0, 10), at(10, 10)}, {at(20, 11), at(40, 11)}, "has 11");
                rejects({at(0, 0), at(10, 0)}, {at(20, 1), at(40, 1)}, "has 1");
                if (call.inputs == 2) rejects({at(0, 10), at(10, 9)}, {at(20, 10), at(40, 10)}, "has 9");
                if (call.outputs == 2) rejects({at(0, 10), at(10, 10)}, {at(20, 10), at(40, 11)}, "has 11");
            }
            // Extents that some forms know when compiled, too.
            for (const std::size_t size : {std::size_t(3), batch_lanes<TestType>(), 10 + 0 * batch_lanes<TestType>()}) {
                rejects({at(0, size), at(30, size)}, {at(1, size), at(60, size)}, "overlap in part");
                rejects({at(size - 1, size), at(60, size)}, {at(0, size), at(40, size)}, "overlap in part");
                if (call.inputs == 2)
                    rejects({at(0, size), at(20, size)}, {at(20 + size - 1, size), at(60, size)}, "overlap in part");
                if (call.outputs == 2) {
                    rejects({at(0, size), at(20, size)}, {at(40, size), at(41, size)}, "overlap in part");
                    rejects({at(0, size), at(20, size)}, {at(40, size), at(40, size)}, "are one array");
                }
            }
            call.run(f, {}, {});  // empty arrays are fine
            CHECK(memory == before);
            std::fill_n(memory.begin() + 20, 20, sentinel<TestType>);
            call.run(f, {at(0, 10), at(10, 10)}, {at(20, 10), at(30, 10)});  // neighbours are
            const auto is_as_before = [](TestType number) {
                return std::bit_cast<BitsOf<TestType>>(number) == std::bit_cast<BitsOf<TestType>>(sentinel<TestType>);
            };
            CHECK(std::ranges::count_if(at(20, 10 * call.outputs), is_as_before) == 0);
        }
}

TEMPLATE_TEST_CASE("Law 9: where the value does not tell the derivative, what needs it throws, and writes nothing",
                   about_all_rows, float, double) {
    std::size_t tried = 0;
    for (const auto& f : subjects<TestType>()) {
        if (!f.promise.value_hides_x) continue;
        const std::vector<TestType> y(20, 1);
        const std::string name = std::string("ramp::").append(f.activation->name).append(": ");
        for (const auto& form : f.activation->numbers)
            if (is_from_value(form.of)) CHECK(thrown([&] { form.number(f, y[0]); }).find(name) == 0);
        for (const auto& call : f.activation->calls) {
            if (!call.is_from_value()) continue;
            INFO(f.name() << ", " << call.name);
            std::vector<TestType> d(20, sentinel<TestType>);
            CHECK(thrown([&] { call.run(f, {y, y}, {d, {}}); }).find(name) == 0);
            CHECK(d == std::vector<TestType>(20, sentinel<TestType>));
            ++tried;
        }
    }
    CHECK(tried > 0);
}

TEMPLATE_TEST_CASE("Law 9: parameters that an activation does not take throw before anything is written", "", float,
                   double) {
    using Limits = std::numeric_limits<TestType>;
    const std::vector<TestType> candidates = {quiet_nan<TestType>,
                                              infinity<TestType>,
                                              -infinity<TestType>,
                                              Limits::max(),
                                              Limits::lowest(),
                                              -1,
                                              -Limits::denorm_min(),
                                              -TestType(0),
                                              0,
                                              Limits::denorm_min(),
                                              Limits::min(),
                                              TestType(0.3),
                                              1,
                                              7};
    std::size_t tried = 0;
    for (const auto& activation : activations<TestType>()) {
        if (activation.parameters == 0 || !activation.is_in_catalogue) continue;
        std::size_t combinations = 1, rejected = 0, accepted = 0;
        for (std::size_t k = 0; k < activation.parameters; ++k) combinations *= candidates.size();
        for (std::size_t combination = 0; combination < combinations; ++combination) {
            std::vector<TestType> parameters;
            for (std::size_t k = 0, rest = combination; k < activation.parameters; ++k, rest /= candidates.size())
                parameters.push_back(candidates[rest % candidates.size()]);
            auto f = activation.with(parameters);
            const bool is_taken = activation.accepts(parameters);
            const std::string name = std::string("ramp::").append(activation.name).append(": ");
            const auto check = [&](const std::string& message, bool expected) {
                INFO(f.name() << ": " << message);
                CHECK(expected == message.empty());
                CHECK((expected || (message.find(name) == 0 && message.find("must be") != std::string::npos)));
            };
            check(thrown([&] { activation.make(f); }), is_taken);
            const bool tells = is_taken && !activation.promise(parameters).value_hides_x;
            const std::vector<TestType> x(5, 1);
            for (const auto& call : activation.calls) {
                if (!call.takes_parameters) continue;
                std::vector<TestType> y(5, sentinel<TestType>), d = y;
                const bool call_is_taken = call.is_from_value() ? tells : is_taken;
                check(thrown([&] { call.run(f, {x, x}, {y, d}); }), call_is_taken);
                INFO(f.name() << ", " << call.name);
                CHECK((call_is_taken || (y == std::vector<TestType>(5, sentinel<TestType>) && d == y)));
            }
            ++(is_taken ? accepted : rejected);
        }
        INFO(activation.name);
        CHECK(rejected >= 3);
        CHECK(accepted >= 3);
        ++tried;
    }
    CHECK((some_rows || tried > 0));
}

}  // namespace ramp_tests
