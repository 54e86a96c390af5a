// Law 4: NaN is never lost, and never made.
#include <vector>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

TEMPLATE_TEST_CASE("Law 4: NaN is never made", about_special_values, float, double) {
    const std::size_t lanes = batch_lanes<TestType>();
    std::size_t tried = 0;
    for (const auto& f : subjects<TestType>()) {
        auto numbers = finite_numbers_for(f, 5000);
        numbers.insert(numbers.begin(), {infinity<TestType>, -infinity<TestType>});
        numbers.resize(numbers.size() / lanes * lanes);
        std::vector<TestType> results(numbers.size());
        for (const auto& form : f.numbers()) {
            if (form.of == Of::derivative_from_value) continue;
            for (std::size_t i = 0; i < numbers.size(); i += lanes) form.batch(f, &numbers[i], &results[i]);
            for (std::size_t i = 0; i < numbers.size(); ++i, ++tried)
                if (is_nan(form.number(f, numbers[i])) || is_nan(results[i]))
                    FAIL_CHECK(f.name() << ", " << form.name << " makes a NaN of " << numbers[i]);
        }
    }
    CHECK(tried > 10000);
}

TEMPLATE_TEST_CASE("Law 4: NaN is never made of a value, and never lost from one", about_special_values, float,
                   double) {
    for (const auto& f : subjects<TestType>()) {
        if (!f.activation->has_derivative_from_value()) continue;
        auto numbers = finite_numbers_for(f, 2000);
        numbers.insert(numbers.end(), {infinity<TestType>, -infinity<TestType>});
        std::vector<TestType> y = {quiet_nan<TestType>}, dys(1, TestType(2));
        for (const TestType x : numbers) y.push_back(static_cast<TestType>(f.value(x))), dys.push_back(TestType(2));
        std::vector<TestType> results(y.size());
        for (const auto& call : f.calls()) {
            if (!call.is_from_value()) continue;
            call.run(f, {y, dys}, {results, {}});
            for (std::size_t i = 0; i < y.size(); ++i)
                if (is_nan(results[i]) != is_nan(y[i]))
                    FAIL_CHECK(f.name() << ", " << call.name << " of " << y[i] << " is " << results[i]);
        }
    }
    SUCCEED();
}

TEMPLATE_TEST_CASE("Law 4: NaN in x or dy is NaN in dx", about_special_values, float, double) {
    for (const auto& f : subjects<TestType>())
        for (const auto& call : f.calls()) {
            if (call.inputs != 2) continue;
            std::vector<TestType> x(50, 1), dys(50, 1), dx(50);
            for (std::size_t i = 0; i < x.size(); i += 3) (i % 2 == 0 ? x : dys)[i] = quiet_nan<TestType>;
            call.run(f, {x, dys}, {dx, {}});
            for (std::size_t i = 0; i < x.size(); ++i)
                if (is_nan(dx[i]) != (i % 3 == 0))
                    FAIL_CHECK(f.name() << ", " << call.name << ": element " << i << " is " << dx[i]);
        }
    SUCCEED();
}

}  // namespace ramp_tests
