// Law 5: one result for one number, in whatever form, batch, register or constant expression.
#include <algorithm>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

namespace {

/// f's results by one form that gives values, derivatives or derivatives from values.
template <class T>
std::vector<T> by_numbers(const Subject<T>& f, Of of, const std::vector<T>& x) {
    std::vector<T> results;
    for (const auto& form : f.numbers())
        if (form.of == of && results.empty())
            for (const T number : x) results.push_back(form.number(f, number));
    return results;
}

template <class T>
std::size_t differences(const std::vector<T>& a, const std::vector<T>& b) {
    std::size_t different = 0;
    for (std::size_t i = 0; i < a.size(); ++i) different += !same(a[i], b[i]);
    return different;
}

}  // namespace

TEMPLATE_TEST_CASE("Law 5: number, batch and fused forms give the same bits", "", float, double) {
    const std::size_t lanes = batch_lanes<TestType>();
    for (const auto& f : subjects<TestType>()) {
        auto x = numbers_of_law_5_for(f, 5000);
        x.resize(x.size() / lanes * lanes);
        for (const auto& form : f.numbers()) {
            const auto right = by_numbers(f, form.of, x);
            std::vector<TestType> numbers, batches(x.size());
            for (const TestType number : x) numbers.push_back(form.number(f, number));
            // Every number in every lane.
            for (std::size_t shift = 0; shift < lanes; ++shift) {
                for (std::size_t i = shift; i + lanes <= x.size(); i += lanes) form.batch(f, &x[i], &batches[i]);
                for (std::size_t i = 0; i < shift; ++i) batches[i] = right[i];
                for (std::size_t i = x.size() - (lanes - shift) % lanes; i < x.size(); ++i) batches[i] = right[i];
                INFO(f.name() << ": " << form.name << " of a batch");
                CHECK(differences(batches, right) == 0);
            }
            INFO(f.name() << ": " << form.name);
            CHECK(differences(numbers, right) == 0);
        }
    }
}

// A product may not go unrounded into a sum of the caller's, as compilers that contract would have it.
TEMPLATE_TEST_CASE("Law 5: a result has its bits within the caller's expression too", about_special_values, float,
                   double) {
    const std::size_t lanes = batch_lanes<TestType>();
    for (const auto& f : subjects<TestType>()) {
        if (f.activation->has_default && !f.is_default) continue;
        auto x = finite_numbers_for(f, 5000);
        x.resize(x.size() / lanes * lanes);
        for (const auto& form : f.activation->remainders) {
            auto y = by_numbers(f, form.of, x);
            if (y.empty()) continue;
            std::vector<TestType> rest(x.size());
            for (std::size_t i = 0; i < x.size(); i += lanes) form.batch(f, &x[i], &y[i], &rest[i]);
            std::size_t of_numbers = 0, of_batches = 0;
            for (std::size_t i = 0; i < x.size(); ++i) {
                if (!is_finite(y[i])) continue;
                of_numbers += form.number(f, x[i], y[i]) != 0;
                of_batches += rest[i] != 0;
            }
            INFO(f.name() << (form.of == Of::value ? ", value" : ", derivative"));
            CHECK(of_numbers == 0);
            CHECK(of_batches == 0);
        }
    }
}

TEMPLATE_TEST_CASE("Law 5: batches of every architecture that this build has give the number's bits", "", float,
                   double) {
    std::size_t architectures = 0;
    for (const auto& f : subjects<TestType>()) {
        const auto x = numbers_of_law_5_for(f, 2000);
        const auto values = by_numbers(f, Of::value, x), derivatives = by_numbers(f, Of::derivative, x);
        for (const auto& form : f.activation->batches) {
            auto y = values, d = derivatives;
            std::fill_n(y.begin(), x.size() / form.lanes * form.lanes, sentinel<TestType>);
            std::fill_n(d.begin(), x.size() / form.lanes * form.lanes, sentinel<TestType>);
            form.run(f, x.data(), y.data(), d.data(), x.size());
            INFO(f.name() << " on " << form.arch);
            CHECK(differences(y, values) == 0);
            CHECK(differences(d, derivatives) == 0);
            ++architectures;
        }
    }
    CHECK(architectures > 0);
}

TEMPLATE_TEST_CASE("Law 5: a constant expression gives the bits that the program gives", "", float, double) {
    const auto& all = subjects<TestType>();  // of which each activation's first is the one in constant expressions
    for (const auto& activation : activations<TestType>()) {
        if (activation.numbers.empty()) continue;
        const auto& f = *std::find_if(all.begin(), all.end(),
                                      [&](const auto& subject) { return subject.activation == &activation; });
        std::vector<TestType> x, values, derivatives;
        for (const auto& [number, value, derivative] : activation.constants) {
            x.push_back(number);
            values.push_back(value);
            derivatives.push_back(derivative);
        }
        INFO(activation.name);
        CHECK(x.size() > 10);
        CHECK(differences(by_numbers(f, Of::value, x), values) == 0);
        CHECK(differences(by_numbers(f, Of::derivative, x), derivatives) == 0);
    }
}

}  // namespace ramp_tests
