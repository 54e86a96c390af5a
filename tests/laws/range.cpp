// Law 13: what a function promises of its range holds after rounding.
#include <algorithm>
#include <vector>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

TEMPLATE_TEST_CASE("Law 13: values stay in the range, and the derivative of what increases is never negative", "",
                   float, double) {
    for (const auto& f : subjects<TestType>()) {
        auto x = finite_numbers_for(f, 40000);
        if (special_values) x.insert(x.end(), {infinity<TestType>, -infinity<TestType>});
        std::vector<TestType> results[2] = {std::vector<TestType>(x.size()), std::vector<TestType>(x.size())};
        const auto lowest = static_cast<TestType>(f.promise.lowest), highest = static_cast<TestType>(f.promise.highest);
        std::size_t outside = 0, negative = 0;
        for (const auto& call : f.calls()) {
            if (call.inputs != 1 || call.is_from_value()) continue;
            call.run(f, {x, x}, {results[0], results[1]});
            for (std::size_t k = 0; k < call.outputs; ++k)
                for (const TestType result : results[k])
                    if (call.of[k] == Of::value)
                        outside += is_finite(result) && !(result >= lowest && result <= highest);
                    else
                        negative += f.promise.increasing && result < 0;
        }
        INFO(f.name());
        CHECK(outside == 0);
        CHECK(negative == 0);
    }
}

TEMPLATE_TEST_CASE("Law 13: what promises to be monotone is so after rounding", "", float, double) {
    std::size_t tried = 0;
    for (const auto& f : subjects<TestType>()) {
        if (!f.promise.monotone || f.activation->numbers.empty()) continue;
        auto numbers = finite_numbers_for(f, 40000);
        std::sort(numbers.begin(), numbers.end());
        const auto form = f.numbers().front();
        TestType before = form.number(f, numbers.front());
        for (const TestType x : numbers) {
            const TestType value = form.number(f, x);
            if (!(value >= before)) FAIL_CHECK(f.name() << " falls to " << value << " at " << x);
            before = value, ++tried;
        }
    }
    CHECK((some_rows || tried > 100000));
}

}  // namespace ramp_tests
