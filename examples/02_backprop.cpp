// A multilayer perceptron learns two interleaved spirals, with forward and backward pass written by hand on ramp's
// array calls (perceptron.hpp): once with each of several activations, PReLU's slopes learned along with the weights.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

#include "perceptron.hpp"

namespace {

/// Trains a network with this activation, prints its row of the table, and says whether it has learned.
template <class Activation>
bool learns(unsigned seed) {
    using Network = perceptron::Network<Activation>;
    const bool progress = isatty(STDOUT_FILENO);
    const auto start = std::chrono::steady_clock::now();
    perceptron::Random random(seed);
    const perceptron::Spirals<float> training(512, random), unseen(2000, random);
    auto network = perceptron::learn_spirals<Activation>(training, random, [&](int step, int steps, Network& learning) {
        if (!progress) return;
        std::printf("\r%-15s step %4d of %d, loss %.4f", Activation::name, step, steps,
                    double(Network::cross_entropy(learning.logits(training.points), training.labels)));
        std::fflush(stdout);
    });
    const auto logits = network.logits(training.points);
    const float accuracy = Network::accuracy(logits, training.labels);
    const float on_unseen = Network::accuracy(network.logits(unseen.points), unseen.labels);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%s%-15s  %8.1e  %7.1f %%  %7.1f %%  %7.2f", progress ? "\r\033[K" : "", Activation::name,
                double(Network::cross_entropy(logits, training.labels)), double(100 * accuracy),
                double(100 * on_unseen), seconds);
    double lowest = 1, highest = -1;
    for (const auto* slopes : network.learned_by_activations())
        for (const float slope : slopes->value) {
            lowest = std::min(lowest, double(slope));
            highest = std::max(highest, double(slope));
        }
    if (lowest <= highest) std::printf("   slopes learned: %.2f to %.2f", lowest, highest);
    std::printf("\n");
    return accuracy >= 0.95f;
}

}  // namespace

int main(int argc, char** argv) {
    const unsigned seed = argc > 1 ? unsigned(std::strtoul(argv[1], nullptr, 10)) : 1;
    std::printf("Two spirals, 2-32-32-1 perceptron, seed %u\n\n", seed);
    std::printf("activation           loss   accuracy     unseen  seconds\n");
    bool all = learns<ramp::ReLU<float>>(seed);
    all = learns<ramp::PReLU<float>>(seed) && all;
    all = learns<perceptron::ChannelPReLU<float>>(seed) && all;
    all = learns<ramp::ELU<float>>(seed) && all;
    all = learns<ramp::Hardswish<float>>(seed) && all;
    if (!all) std::printf("\nAn activation stayed below 95 %% accuracy.\n");
    return all ? 0 : 1;
}
