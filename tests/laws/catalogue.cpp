// The list of activations, the list of calls and the rows are of one length.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <ramp/ramp.hpp>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

namespace {

/// The calls of ramp::calls::all that an activation has.
template <class F, class... Call>
std::set<std::string> calls_of(const std::tuple<Call...>*) {
    using T = typename F::value_type;
    std::set<std::string> names;
    const auto add = [&]<class Each>() {
        if constexpr (
            requires(const F& f, T v) { Each::of(f, v); } || requires(const F& f, T v) { Each::of(f, v, v); })
            names.insert(Each::names[0]);
    };
    (add.template operator()<Call>(), ...);
    return names;
}

template <class T, class... F>
std::vector<std::pair<std::string, std::set<std::string>>> catalogued(const std::tuple<F...>*) {
    return {{F::name, calls_of<F>(static_cast<const ramp::calls::all*>(nullptr))}...};
}

}  // namespace

TEMPLATE_TEST_CASE("Every row's activation is in the catalogue", "", float, double) {
    const auto catalogue = catalogued<TestType>(static_cast<const ramp::catalogue<TestType>*>(nullptr));
    CHECK(!activations<TestType>().empty());
    for (const auto& activation : activations<TestType>()) {
        if (!activation.is_in_catalogue) continue;
        INFO(activation.name);
        CHECK(std::count_if(catalogue.begin(), catalogue.end(),
                            [&](const auto& entry) { return entry.first == activation.name; }) == 1);
    }
}

// Where RAMP_TEST_ROWS names rows, only some are there.
TEMPLATE_TEST_CASE("Every activation of the catalogue has a row", about_all_rows, float, double) {
    const auto catalogue = catalogued<TestType>(static_cast<const ramp::catalogue<TestType>*>(nullptr));
    std::multiset<std::string> names, rows;
    for (const auto& [name, calls] : catalogue) names.insert(name);
    for (const auto& activation : activations<TestType>())
        if (activation.is_in_catalogue && !activation.is_fast) rows.insert(activation.name);
    CHECK(names == rows);
    CHECK(names.size() == std::set<std::string>(names.begin(), names.end()).size());
}

TEMPLATE_TEST_CASE("Every row has all calls that its activation has, each in every form", "", float, double) {
    const auto catalogue = catalogued<TestType>(static_cast<const ramp::catalogue<TestType>*>(nullptr));
    for (const auto& [name, calls] : catalogue) {
        INFO(name);
        // All but those from the value, which some activations do not tell.
        CHECK((calls.size() == std::tuple_size_v<ramp::calls::all> ||
               calls.size() == std::tuple_size_v<ramp::calls::all> - 2));
        for (const auto& activation : activations<TestType>()) {
            if (activation.name != name) continue;
            std::set<std::string> tried, forms;
            for (const auto& call : activation.calls) {
                tried.insert(call.call);
                forms.insert(call.name);
            }
            CHECK(tried == calls);
            CHECK(forms.size() == activation.calls.size());
            CHECK(activation.calls.size() >= (activation.is_fast ? 1 : 4) * calls.size());
            CHECK(activation.has_derivative_from_value() == (calls.count("derivative_from_value") == 1));
        }
    }
}

TEMPLATE_TEST_CASE("An activation is a small trivially copyable value", "", float, double) {
    for (const auto& activation : activations<TestType>()) {
        if (!activation.is_in_catalogue) continue;
        INFO(activation.name);
        CHECK(activation.is_trivially_copyable);
        CHECK(activation.size <= 4 * sizeof(TestType));
    }
}

}  // namespace ramp_tests
