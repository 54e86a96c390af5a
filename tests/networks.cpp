// The gradients of a whole network, as the examples train it, against central differences.
#include <algorithm>
#include <cmath>
#include <vector>

#include "../examples/perceptron.hpp"
#include "catch.hpp"

namespace {

/// The largest relative difference, over all weights, biases and slopes, between the gradient of one of them as a
/// vector and the vector of its central differences.
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
        REQUIRE(norm > 0);
        worst = std::max(worst, std::sqrt(apart / norm));
    }
    return worst;
}

}  // namespace

TEST_CASE("A whole network's gradients agree with central differences, for every activation") {
    const std::vector<double> slope = {0.3};
    CHECK(worst_gradient(ramp::ReLU<double>{}) <= 1e-6);
    CHECK(worst_gradient(ramp::LeakyReLU<double>{}) <= 1e-6);
    CHECK(worst_gradient(ramp::PReLU<double>(-0.2)) <= 1e-6);
    CHECK(worst_gradient(ramp::ChannelPReLU<double>(slope)) <= 1e-6);
    CHECK(worst_gradient(ramp::ELU<double>{}) <= 1e-6);
    CHECK(worst_gradient(ramp::ELU<double>(1.3)) <= 1e-6);
}
