// What the page asks of ramp, as C functions for JavaScript: two activations of the catalogue, chosen by the page, at a
// point, as curves, and in a small network that learns two spirals. Texts are JSON, or lines, and stay as they are
// until the next call.
//
// As a program: without arguments it prints what the activations give at 1,000 numbers, bit for bit; with an
// activation's name, a number, and its parameters, what the page shows at that number.
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <ramp/ramp.hpp>

#include "../../tests/numbers.hpp"
#include "../curve.hpp"
#include "../perceptron.hpp"

namespace {

/// A network that learns two spirals, step by step.
class Training {
public:
    virtual ~Training() = default;
    virtual void learn(float rate) = 0;
    virtual std::vector<float> logits(const std::vector<float>& points) const = 0;

    int steps() const { return steps_; }
    const perceptron::Spirals<float>& spirals() const { return spirals_; }

protected:
    int steps_ = 0;
    perceptron::Random random_{1};
    perceptron::Spirals<float> spirals_{512, random_};
};

template <class F>
class TrainingOf : public Training {
public:
    explicit TrainingOf(const F& f) : network_({2, 32, 32, 1}, random_, f) {}
    void learn(float rate) override { perceptron::learn_batch(network_, spirals_, random_, ++steps_, rate); }
    std::vector<float> logits(const std::vector<float>& points) const override { return network_.logits(points); }

private:
    perceptron::Network<F> network_;
};

/// An activation with its parameters, of float and of double.
class Chosen {
public:
    virtual ~Chosen() = default;
    virtual ramp::ValueAndDerivative<float> at(float x) const = 0;
    virtual ramp::ValueAndDerivative<double> at(double x) const = 0;
    virtual void at(std::span<const float> x, std::span<float> y, std::span<float> d) const = 0;
    virtual std::unique_ptr<Training> training() const = 0;
};

template <class F, class G>
class ChosenOf : public Chosen {
public:
    template <class... P>
    explicit ChosenOf(P... parameters) : f_(parameters...), exact_(double(parameters)...) {}
    ramp::ValueAndDerivative<float> at(float x) const override { return f_.value_and_derivative(x); }
    ramp::ValueAndDerivative<double> at(double x) const override { return exact_.value_and_derivative(x); }
    void at(std::span<const float> x, std::span<float> y, std::span<float> d) const override {
        f_.value_and_derivative(x, y, d);
    }
    std::unique_ptr<Training> training() const override { return std::make_unique<TrainingOf<F>>(f_); }

private:
    F f_;
    G exact_;
};

using Parameters = std::span<const float>;

template <class F, class G, std::size_t... I>
std::unique_ptr<Chosen> constructed(Parameters parameters, std::index_sequence<I...>) {
    if constexpr (requires { F(parameters[I]...); })
        return std::make_unique<ChosenOf<F, G>>(parameters[I]...);
    else
        throw std::invalid_argument(std::string(F::name) + " does not take " + std::to_string(sizeof...(I)) +
                                    " parameters");
}

/// Throws std::invalid_argument if the activation does not have as many parameters, or refuses them.
template <class F, class G>
std::unique_ptr<Chosen> make(Parameters parameters) {
    if (parameters.empty()) return constructed<F, G>(parameters, std::make_index_sequence<0>());
    if (parameters.size() == 1) return constructed<F, G>(parameters, std::make_index_sequence<1>());
    return constructed<F, G>(parameters, std::make_index_sequence<2>());
}

struct Entry {
    const char* name;
    std::unique_ptr<Chosen> (*make)(Parameters);
};

template <class... F, class... G>
std::vector<Entry> entries(const std::tuple<F...>*, const std::tuple<G...>*) {
    return {Entry{F::name, make<F, G>}...};
}

const std::vector<Entry> catalogue = entries(static_cast<ramp::catalogue<float>*>(nullptr),  //
                                             static_cast<ramp::catalogue<double>*>(nullptr));

/// The shortest decimal number that is read as v.
template <class T>
std::string shortest(T v) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), v).ptr};
}

std::string hexadecimal(float v) {
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%a", double(v));
    return digits.data();
}

std::string quoted(std::string_view text) {
    return std::string("\"").append(text).append("\"");
}

/// The double result stands for the exact one: it is within 2 ulp of a double, 4e-9 of a float's.
std::string json(float result, double exact) {
    const auto ulps = double(ramp_tests::ulps_apart(result, ramp_tests::Real(exact)));
    return "{\"shortest\": " + quoted(shortest(result)) + ", \"hexadecimal\": " + quoted(hexadecimal(result)) +
           ", \"exact\": " + quoted(shortest(exact)) + ", \"ulps\": " + quoted(shortest(ulps)) + "}";
}

std::string json(const Chosen& f, float x) {
    const auto [value, derivative] = f.at(x);
    const auto [exact, exact_derivative] = f.at(double(x));
    return "{\"x\": {\"shortest\": " + quoted(shortest(x)) + ", \"hexadecimal\": " + quoted(hexadecimal(x)) +
           "}, \"value\": " + json(value, exact) + ", \"derivative\": " + json(derivative, exact_derivative) + "}";
}

std::string json(const std::vector<Point>& points) {
    std::string text;
    for (const Point point : points)
        text += (text.empty() ? "[" : ", [") + shortest(float(point.x)) + ", " + shortest(float(point.y)) + "]";
    return "[" + text + "]";
}

std::string json(const Curve& curve) {
    std::string lines;
    for (const auto& line : curve.lines) lines += (lines.empty() ? "" : ", ") + json(line);
    return "{\"lines\": [" + lines + "], \"values\": " + json(curve.values) + ", \"limits\": " + json(curve.limits) +
           "}";
}

struct Slot {
    std::unique_ptr<Chosen> activation;
    std::unique_ptr<Training> training;
};

std::array<Slot, 2> slots;
std::string answer;
std::vector<float> numbers;

const char* answered(std::string text) {
    answer = std::move(text);
    return answer.c_str();
}

}  // namespace

// [[gnu::used]] is what Emscripten exports.
extern "C" {

/// The catalogue's names, one a line.
[[gnu::used]] const char* names() {
    std::string lines;
    for (const Entry& entry : catalogue) lines.append(lines.empty() ? "" : "\n").append(entry.name);
    return answered(lines);
}

/// Puts an activation with its first `count` parameters into the slot, and begins its training. Returns nothing, or why
/// ramp refuses the parameters; then the slot stays as it was.
[[gnu::used]] const char* choose(std::size_t slot, std::size_t index, std::size_t count, float first, float second) {
    try {
        const std::array parameters{first, second};
        slots[slot].activation = catalogue[index].make(Parameters(parameters).first(count));
        slots[slot].training = slots[slot].activation->training();
        return "";
    } catch (const std::invalid_argument& error) {
        return answered(error.what());
    }
}

/// f and f' at x.
[[gnu::used]] const char* at(std::size_t slot, float x) {
    return answered(json(*slots[slot].activation, x));
}

/// The curves of f and f' from -reach to reach, in that many steps.
[[gnu::used]] const char* curves(std::size_t slot, double reach, int steps) {
    const Chosen& f = *slots[slot].activation;
    const Range range{-reach, reach};
    const double step = 2 * reach / steps;
    return answered("[" + json(trace([&](double x) { return f.at(x).value; }, range, step)) + ", " +
                    json(trace([&](double x) { return f.at(x).derivative; }, range, step)) + "]");
}

/// Begins the slot's training again.
[[gnu::used]] void restart(std::size_t slot) {
    slots[slot].training = slots[slot].activation->training();
}

/// One step of training.
[[gnu::used]] void learn(std::size_t slot, float rate) {
    slots[slot].training->learn(rate);
}

/// How far the training is: the steps so far, and the loss and accuracy over all points.
[[gnu::used]] const char* progress(std::size_t slot) {
    using Network = perceptron::Network<ramp::ReLU<float>>;  // whose loss and accuracy are every network's
    const Training& training = *slots[slot].training;
    const auto& [points, labels] = training.spirals();
    const auto logits = training.logits(points);
    return answered("{\"steps\": " + std::to_string(training.steps()) +
                    ", \"loss\": " + quoted(shortest(Network::cross_entropy(logits, labels))) +
                    ", \"accuracy\": " + shortest(Network::accuracy(logits, labels)) + "}");
}

/// The network's logits at the middles of size x size squares of the plane from -reach to reach, row by row from the
/// top.
[[gnu::used]] const float* surface(std::size_t slot, std::size_t size, float reach) {
    std::vector<float> points;
    const auto middle = [&](std::size_t k) { return reach * ((2 * float(k) + 1) / float(size) - 1); };
    for (std::size_t row = 0; row < size; ++row)
        for (std::size_t column = 0; column < size; ++column)
            points.insert(points.end(), {middle(column), -middle(row)});
    numbers = slots[slot].training->logits(points);
    return numbers.data();
}

/// The points that the slot's network learns from: how many, then x, y and 0 or 1 of each.
[[gnu::used]] const float* samples(std::size_t slot) {
    const auto& [points, labels] = slots[slot].training->spirals();
    numbers = {float(labels.size())};
    for (std::size_t i = 0; i < labels.size(); ++i)
        numbers.insert(numbers.end(), {points[2 * i], points[2 * i + 1], labels[i]});
    return numbers.data();
}

}  // extern "C"

namespace {

/// Numbers where things happen, then every magnitude and sign.
std::vector<float> thousand_numbers() {
    using Limits = std::numeric_limits<float>;
    std::vector<float> x{0,
                         -0.0f,
                         Limits::infinity(),
                         -Limits::infinity(),
                         Limits::quiet_NaN(),
                         Limits::max(),
                         Limits::lowest(),
                         Limits::denorm_min(),
                         -Limits::denorm_min()};
    while (x.size() < 600) x.push_back(-20 + float(x.size()) / 15);
    while (x.size() < 1000) x.push_back(std::bit_cast<float>(std::uint32_t(x.size()) * 0x9e3779b1u));
    return x;
}

void print_all() {
    const std::vector<float> x = thousand_numbers();
    std::vector<float> y(x.size()), d(x.size());
    for (const Entry& entry : catalogue) {
        std::unique_ptr<Chosen> f;
        try {
            f = entry.make({});
        } catch (const std::invalid_argument&) {  // no default parameters
            f = entry.make(std::array{1.0f, -1.0f});
        }
        f->at(x, y, d);
        for (std::size_t i = 0; i < x.size(); ++i) {
            std::printf("%s", entry.name);
            for (const float v : {x[i], y[i], d[i]})
                if (v != v)  // a compiler may choose the bits of a NaN
                    std::printf(" nan");
                else
                    std::printf(" %08x", unsigned(std::bit_cast<std::uint32_t>(v)));
            std::printf("\n");
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        print_all();
        return 0;
    }
    const auto entry = std::find_if(catalogue.begin(), catalogue.end(),
                                    [&](const Entry& each) { return each.name == std::string_view(argv[1]); });
    if (entry == catalogue.end()) return EXIT_FAILURE;
    std::vector<float> parameters;
    for (int i = 3; i < argc; ++i) parameters.push_back(std::strtof(argv[i], nullptr));
    std::puts(json(*entry->make(parameters), std::strtof(argv[2], nullptr)).c_str());
}
