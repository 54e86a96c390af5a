// Data-parallel training with MPI: each rank has a part of the spirals, and all ranks take the same steps with the same
// weights. Every rank also trains on all samples alone, to see that the losses are the same but for rounding.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <span>
#include <vector>

#include <mpi.h>

#include "perceptron.hpp"

namespace {

using Network = perceptron::Network<ramp::SiLU<double>>;  // smooth: at a kink, a rounding error can move a gradient far
using Spirals = perceptron::Spirals<double>;

constexpr std::size_t samples = 255;  // which two ranks cannot share evenly
constexpr int steps = 400, steps_per_row = 50;

/// How far the losses may be apart. A mean of losses below 1 changes by at most about this when they are added in
/// another order. Training could amplify the rounding of gradients from step to step; on these samples it does not.
constexpr double tolerance = samples * std::numeric_limits<double>::epsilon();

/// The samples of a rank. The sizes of two ranks' shards differ by one at most.
Spirals shard(const Spirals& all, std::size_t rank, std::size_t ranks) {
    const std::size_t first = samples * rank / ranks, size = samples * (rank + 1) / ranks - first;
    const auto points = std::span(all.points).subspan(2 * first, 2 * size);
    const auto labels = std::span(all.labels).subspan(first, size);
    Spirals part = all;
    part.points.assign(points.begin(), points.end());
    part.labels.assign(labels.begin(), labels.end());
    return part;
}

/// Replaces the gradients, which are means over this rank's samples, by the means over all samples, and returns the
/// mean loss over all samples. Shards differ in size, so each of them counts by its size.
double average_over_ranks(Network& network, double loss, std::size_t shard_size) {
    std::vector<double> means = {shard_size > 0 ? loss : 0};  // a mean of nothing is NaN
    for (const auto* parameter : network.parameters())
        means.insert(means.end(), parameter->gradient.begin(), parameter->gradient.end());
    for (double& mean : means) mean *= double(shard_size) / double(samples);
    MPI_Allreduce(MPI_IN_PLACE, means.data(), int(means.size()), MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    auto mean = means.begin() + 1;
    for (auto* parameter : network.parameters())
        for (double& gradient : parameter->gradient) gradient = *mean++;
    return means[0];
}

/// Trains the network and returns the loss of each step. `average(loss)` may change the gradients before they are used.
template <class Average>
std::vector<double> train(Network& network, const Spirals& spirals, Average average) {
    std::vector<double> losses;
    for (int step = 0; step < steps; ++step) {
        losses.push_back(average(network.backward(spirals.points, spirals.labels)));
        network.adam(step + 1, 0.01 * (1 - double(step) / steps));
    }
    return losses;
}

/// Whether every rank has the weights of rank 0, to the last bit.
bool same_weights_everywhere(Network& network) {
    int same = 1;
    for (const auto* parameter : network.parameters()) {
        std::vector<double> weights = parameter->value;
        MPI_Bcast(weights.data(), int(weights.size()), MPI_DOUBLE, 0, MPI_COMM_WORLD);
        same = same && weights == parameter->value;
    }
    MPI_Allreduce(MPI_IN_PLACE, &same, 1, MPI_INT, MPI_LAND, MPI_COMM_WORLD);
    return same;
}

}  // namespace

int main(int argc, char** argv) {
    MPI_Init(&argc, &argv);
    int rank = 0, ranks = 1;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);

    perceptron::Random random(1);
    const Spirals all(samples, random), unseen(2000, random);
    Network network({2, 32, 32, 1}, random), network_alone = network;
    const Spirals part = shard(all, std::size_t(rank), std::size_t(ranks));
    const auto losses =
        train(network, part, [&](double loss) { return average_over_ranks(network, loss, part.labels.size()); });
    const auto losses_alone = train(network_alone, all, [](double loss) { return loss; });

    if (rank == 0) std::printf("step  loss of %2d  loss of one  difference\n", ranks);
    bool agree = true;
    for (std::size_t step = 0; step < steps; ++step) {
        const double difference = losses[step] - losses_alone[step];
        agree = agree && std::abs(difference) <= tolerance;
        if (rank == 0 && (step + 1) % steps_per_row == 0)
            std::printf("%4zu  %10.6f  %11.6f  %10.1e\n", step + 1, losses[step], losses_alone[step], difference);
    }
    const bool same = same_weights_everywhere(network);
    const double accuracy = Network::accuracy(network.logits(unseen.points), unseen.labels);
    if (rank == 0) {
        std::printf("\nThe losses %s within %.1e at every step.\n", agree ? "agree" : "do NOT agree", tolerance);
        std::printf("The ranks %s the same weights.\n", same ? "have" : "do NOT have");
        std::printf("Accuracy on unseen points: %.1f %%\n", 100 * accuracy);
    }
    MPI_Finalize();
    return agree && same && accuracy >= 0.95 ? 0 : 1;
}
