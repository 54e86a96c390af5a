// Tables that include/ramp/README.md shows, printed from what the laws use. tables.cmake compares them.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <ramp/catalogue.hpp>

#include "catch.hpp"
#include "subject.hpp"

namespace ramp_tests {

namespace {

template <class... F>
std::vector<std::string> names_of(const std::tuple<F...>*) {
    return {F::name...};
}

/// Visits the activations, in the catalogue's order, each with its subjects.
template <class T, class Visit>
void each_of_catalogue(Visit visit) {
    for (const std::string& name : names_of(static_cast<const ramp::catalogue<T>*>(nullptr))) {
        std::vector<const Subject<T>*> of_activation;
        for (const auto& f : subjects<T>())
            if (f.activation->is_in_catalogue && !f.activation->is_fast && f.activation->name == name)
                of_activation.push_back(&f);
        visit(name, of_activation);
    }
}

/// A float, by its name where it has one.
std::string shown(float v) {
    constexpr float max = std::numeric_limits<float>::max(), min = std::numeric_limits<float>::min();
    constexpr float sub = std::numeric_limits<float>::denorm_min();
    for (const auto& [number, name] : {std::pair(max, "max"), std::pair(min, "min"), std::pair(sub, "sub")})
        if (std::abs(v) == number) return v < 0 ? std::string("-").append(name) : name;
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", double(v));
    return text;
}

/// ELU(1), or ReLU.
std::string shown(const Subject<float>& f) {
    std::string text = f.activation->name;
    for (std::size_t k = 0; k < f.sample.parameters.size(); ++k)
        text.append(k == 0 ? "(" : ", ").append(shown(f.sample.parameters[k]));
    return text.append(f.sample.parameters.empty() ? "" : ")");
}

void print_row(const std::vector<std::string>& cells) {
    std::string row = "|";
    for (const std::string& cell : cells) row.append(" ").append(cell).append(" |");
    std::printf("%s\n", row.c_str());
}

struct Bounds {
    double value = 0, derivative = 0;

    void raise_to(const Promise& promise) {
        value = std::max(value, promise.value);
        derivative = std::max(derivative, promise.derivative);
    }
    bool operator==(const Bounds&) const = default;
};

std::string shown(double bound) {
    if (bound == 0) return "exact";
    char text[32];
    std::snprintf(text, sizeof text, "%g", bound);
    return text;
}

}  // namespace

TEST_CASE("A table of special values: f and f' of float", "[.table-of-special-values]") {
    const float inf = infinity<float>, max = std::numeric_limits<float>::max();
    const float sub = std::numeric_limits<float>::denorm_min();
    const std::array shown_points = {-inf, -max, -20.0f, -1.0f, -sub, -0.0f, 0.0f, sub, 1.0f, max, inf};
    std::vector<std::string> head = {"f, f'"}, rule = {"---"};
    for (const float x : shown_points) {
        head.push_back("x = " + shown(x));
        rule.emplace_back("---");
    }
    print_row(head);
    print_row(rule);
    each_of_catalogue<float>([&](const std::string&, const auto& of_activation) {
        // The first that has them, but not with the parameter 0, which makes several activations ReLU.
        const auto has_its_own = [](const Subject<float>* f) {
            const auto& parameters = f->sample.parameters;
            return !f->sample.values.empty() && !(parameters.size() == 1 && parameters[0] == 0);
        };
        const auto found = std::find_if(of_activation.begin(), of_activation.end(), has_its_own);
        REQUIRE(found != of_activation.end());
        const Subject<float>& f = **found;
        std::vector<std::string> row = {shown(f)};
        for (const float x : shown_points) {
            std::size_t i = 0;
            while (!same(special_points<float>[i], x)) ++i;
            row.push_back(shown(f.sample.values[i].v) + ", " + shown(f.sample.derivatives[i].v));
        }
        print_row(row);
    });
}

// Only this build's half of the table: bounds differ with and without a fused multiply-add.
TEST_CASE("A table of the bounds of law 6, in ulp: value and derivative", "[.table-of-bounds]") {
    std::printf("%s\n", ramp::has_fused_multiply_add ? "fused" : "not fused");
    each_of_catalogue<double>([&](const std::string& name, const auto& of_doubles) {
        Bounds with_defaults, with_others;
        const auto add = [&](const auto& f, bool is_first) {
            (is_first ? with_defaults : with_others).raise_to(f.promise);
        };
        for (const auto* f : of_doubles) add(*f, f == of_doubles.front());
        each_of_catalogue<float>([&](const std::string& other, const auto& of_floats) {
            if (other != name) return;
            for (const auto* f : of_floats) add(*f, f == of_floats.front());
        });
        print_row({name, shown(with_defaults.value), shown(with_defaults.derivative)});
        if (of_doubles.size() > 1 && !(with_others == with_defaults))
            print_row({name + " with other parameters", shown(with_others.value), shown(with_others.derivative)});
    });
}

}  // namespace ramp_tests
