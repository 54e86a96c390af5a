// Law 6 against MPFR: the definitions of the rows are in long double, which has few bits more than a double.
#include <cmath>
#include <iomanip>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "../subject.hpp"
#include "number.hpp"

namespace ramp_tests {

namespace {

using Parameters = std::vector<Number>;

/// f and f', the parameters after x.
struct Definition {
    Number (*value)(const Number& x, const Parameters& p);
    Number (*derivative)(const Number& x, const Parameters& p);
};

Number logistic(const Number& v) {
    return 1 / (1 + exp(-v));
}
/// ln(1 + e^v), which does not overflow
Number softplus(const Number& v) {
    return v < 0 ? log1p(exp(v)) : v + log1p(exp(-v));
}
/// x logistic(v), and its derivative for w = x v'
Number weighted(const Number& x, const Number& v) {
    return x * logistic(v);
}
Number weighted_derivative(const Number& v, const Number& w) {
    return logistic(v) * (1 + w * logistic(-v));
}
const Number& quick_beta() {
    static const Number beta("1.702");
    return beta;
}
/// Twice the argument of GELUTanh's tanh, with k times its cubic part.
Number twice_argument(const Number& x, const Number& k) {
    static const Number constant = sqrt(8 / Number::pi()), cubic("0.044715");
    return constant * x * (1 + k * cubic * x * x);
}
Number normal_distribution(const Number& x) {
    static const Number root = sqrt(Number(2));
    return erfc(-x / root) / 2;
}
Number normal_density(const Number& x) {
    static const Number scale = sqrt(2 * Number::pi());
    return exp(-x * x / 2) / scale;
}
const Number& selu_lambda() {
    static const Number lambda("1.0507009873554804934193349852946");
    return lambda;
}
const Number& selu_alpha() {
    static const Number alpha("1.6732632423543772848170429916717");
    return alpha;
}

using N = const Number&;
using P = const Parameters&;

const std::map<std::string, Definition> definitions = {
    {"ELU",
     {[](N x, P p) { return x < 0 ? p[0] * expm1(x) : x; },
      [](N x, P p) { return 0 < x ? Number(1) : p[0] * exp(x); }}},
    {"SELU",
     {[](N x, P) { return selu_lambda() * (x < 0 ? selu_alpha() * expm1(x) : x); },
      [](N x, P) { return selu_lambda() * (0 < x ? Number(1) : selu_alpha() * exp(x)); }}},
    {"CELU",
     {[](N x, P p) { return x < 0 ? p[0] * expm1(x / p[0]) : x; },
      [](N x, P p) { return 0 < x ? Number(1) : exp(x / p[0]); }}},
    {"Sigmoid", {[](N x, P) { return logistic(x); }, [](N x, P) { return logistic(x) * logistic(-x); }}},
    {"LogSigmoid", {[](N x, P) { return -softplus(-x); }, [](N x, P) { return logistic(-x); }}},
    {"Tanh", {[](N x, P) { return tanh(x); }, [](N x, P) { return 4 * logistic(2 * x) * logistic(-2 * x); }}},
    {"Tanhshrink", {[](N x, P) { return x - tanh(x); }, [](N x, P) { return tanh(x) * tanh(x); }}},
    {"Softplus", {[](N x, P p) { return softplus(p[0] * x) / p[0]; }, [](N x, P p) { return logistic(p[0] * x); }}},
    {"SiLU", {[](N x, P) { return weighted(x, x); }, [](N x, P) { return weighted_derivative(x, x); }}},
    {"Swish",
     {[](N x, P p) { return weighted(x, p[0] * x); },
      [](N x, P p) { return weighted_derivative(p[0] * x, p[0] * x); }}},
    {"QuickGELU",
     {[](N x, P) { return weighted(x, quick_beta() * x); },
      [](N x, P) { return weighted_derivative(quick_beta() * x, quick_beta() * x); }}},
    {"GELU",
     {[](N x, P) { return x * normal_distribution(x); },
      [](N x, P) { return normal_distribution(x) + x * normal_density(x); }}},
    {"GELUTanh",
     {[](N x, P) { return weighted(x, twice_argument(x, 1)); },
      [](N x, P) { return weighted_derivative(twice_argument(x, 1), twice_argument(x, 3)); }}},
    {"Mish",
     {[](N x, P) { return x * tanh(softplus(x)); },
      [](N x, P) {
          const Number t = tanh(softplus(x));
          return t + x * (1 - t * t) * logistic(x);
      }}},
};

/// Numbers of every size, dense ones in the tails, and about the roots of the derivative.
template <class T>
std::vector<T> numbers_for(const Subject<T>& f) {
    auto numbers = finite_numbers_for(f, 1000);
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> uniform(-1, 1);
    const double farthest = sizeof(T) == sizeof(float) ? 110 : 760;
    for (int i = 0; i < 1000; ++i) numbers.push_back(T(farthest * uniform(random)));
    for (const Real root : f.promise.roots)
        for (int i = 0; i < 600; ++i)
            numbers.push_back(static_cast<T>(root + Real(0.3 * uniform(random) * std::exp2(-(i % 40)))));
    return numbers;
}

}  // namespace

TEMPLATE_TEST_CASE("Law 6: value and derivative are within the stated ulp of MPFR's", "", float, double) {
    std::set<std::string> names;
    for (const auto& f : subjects<TestType>()) {
        const auto found = definitions.find(f.activation->name);
        if (found == definitions.end()) {  // of few operations, which a long double holds
            CHECK(f.promise.roots.empty());
            continue;
        }
        names.insert(found->first);
        const auto x = numbers_for(f);
        std::vector<TestType> y(x.size()), d(x.size());
        for (const auto& call : f.calls())
            if (call.outputs == 2) call.run(f, {x, x}, {y, d});
        const Parameters parameters(f.sample.parameters.begin(), f.sample.parameters.end());
        Real worst_value = 0, worst_derivative = 0;
        TestType value_at = 0, derivative_at = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const auto exact = static_cast<Real>(found->second.value(x[i], parameters)),
                       slope = static_cast<Real>(found->second.derivative(x[i], parameters));
            if (is_promised<TestType>(exact) && !(f.error_of_value(y[i], exact) <= worst_value))
                worst_value = f.error_of_value(y[i], exact), value_at = x[i];
            if (is_promised<TestType>(slope) && !(f.error_of_derivative(d[i], slope, x[i]) <= worst_derivative))
                worst_derivative = f.error_of_derivative(d[i], slope, x[i]), derivative_at = x[i];
        }
        INFO(f.name() << std::setprecision(17) << ": value at " << value_at << ", derivative at " << derivative_at);
        CHECK(double(worst_value) <= f.promise.value + double(hair));
        CHECK(double(worst_derivative) <= f.promise.derivative + double(hair));
    }
    CHECK((some_rows || names.size() == definitions.size()));
}

}  // namespace ramp_tests
