// The gradients of a whole network, as the examples train it, against central differences.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "../examples/perceptron.hpp"
#include "catch.hpp"
#include "subject.hpp"

namespace ramp_tests {

namespace {

/// Any subject, as an activation of a network.
class AnyActivation {
public:
    using value_type = double;

    explicit AnyActivation(const Subject<double>& f) : f_(&f), value_(call("value")), backward_(call("backward")) {}

    void operator()(const std::vector<double>& x, std::vector<double>& y) const { value_->run(*f_, {x, {}}, {y, {}}); }
    void backward(const std::vector<double>& x, const std::vector<double>& dy, std::vector<double>& dx) const {
        backward_->run(*f_, {x, dy}, {dx, {}});
    }

private:
    const ArrayCall<double>* call(const std::string& name) const {
        const auto& calls = f_->activation->calls;
        return &*std::find_if(calls.begin(), calls.end(), [&](const auto& call) { return call.call == name; });
    }

    const Subject<double>* f_;
    const ArrayCall<double>*value_, *backward_;
};

/// Vectors that worst_gradient() met and that are not zero.
std::size_t gradients_that_move = 0;

/// The largest relative difference, over all weights, biases and slopes, between the gradient of one of them as a
/// vector and the vector of its central differences. The losses' rounding is 1e-10 of these, so that a gradient
/// shorter than 1e-4 is taken for as long.
template <class Activation>
double worst_gradient(const Activation& activation) {
    using perceptron::Parameter, perceptron::Vector;
    perceptron::Random random(3);
    perceptron::Network<Activation> network({2, 7, 5, 1}, random, activation);
    const perceptron::Spirals<double> spirals(40, random);
    const auto loss = [&] { return network.cross_entropy(network.logits(spirals.points), spirals.labels); };
    network.backward(spirals.points, spirals.labels);
    std::vector<Vector<double>> gradients;
    for (const Parameter<double>* parameter : network.parameters()) gradients.push_back(parameter->gradient);

    constexpr double step = 1e-6;
    double worst = 0;
    for (std::size_t k = 0; k < gradients.size(); ++k) {
        Vector<double>& values = network.parameters()[k]->value;
        double apart = 0, norm = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double value = values[i];
            values[i] = value + step;
            const double above = loss();
            values[i] = value - step;
            const double below = loss();
            values[i] = value;
            apart += std::pow((above - below) / (2 * step) - gradients[k][i], 2);
            norm += std::pow(gradients[k][i], 2);
        }
        gradients_that_move += norm > 0;
        worst = std::max(worst, std::sqrt(apart) / std::max(std::sqrt(norm), 1e-4));
    }
    return worst;
}

}  // namespace

TEST_CASE("A whole network's gradients agree with central differences, for every activation") {
    std::size_t tried = 0;
    gradients_that_move = 0;
    for (const auto& f : subjects<double>()) {
        const auto swamps = [](double p) { return p != 0 && !(std::abs(p) > 1e-6 && std::abs(p) <= 10); };
        if (std::any_of(f.sample.parameters.begin(), f.sample.parameters.end(), swamps)) continue;
        INFO(f.name());
        CHECK(worst_gradient(AnyActivation(f)) <= 1e-6);
        ++tried;
    }
    CHECK(tried >= activations<double>().size());
    CHECK(gradients_that_move > 4 * tried);  // of the six vectors of each
}

TEST_CASE("A whole network's gradients agree with central differences, learned slopes included") {
    gradients_that_move = 0;
    CHECK(worst_gradient(ramp::PReLU<double>(-0.2)) <= 1e-6);
    CHECK(worst_gradient(perceptron::ChannelPReLU<double>{0.3}) <= 1e-6);
    CHECK(gradients_that_move == 2 * 8);
}

}  // namespace ramp_tests
