// A multilayer perceptron learns two interleaved spirals, with forward and backward pass written by hand on ramp's
// array calls: once with each activation, PReLU's slope learned along with the weights.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include <unistd.h>

#include <ramp/ramp.hpp>

namespace {

using Vector = std::vector<float>;

/// Standard distributions differ between libraries; these numbers are the same everywhere.
class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    float uniform(float low, float high) { return low + (high - low) * float(engine_() >> 8) * 0x1p-24f; }
    std::size_t below(std::size_t bound) { return engine_() % bound; }

private:
    std::mt19937 engine_;
};

struct Parameter {
    Vector value, gradient, mean, square;  // the last two: Adam's running moments

    explicit Parameter(std::size_t size, float initial = 0)
        : value(size, initial), gradient(size), mean(size), square(size) {}

    /// One step of Adam (Kingma and Ba, 2015).
    void update(int step, float rate) {
        const float mean_correction = 1 - std::pow(0.9f, float(step));
        const float square_correction = 1 - std::pow(0.999f, float(step));
        for (std::size_t i = 0; i < value.size(); ++i) {
            mean[i] = 0.9f * mean[i] + 0.1f * gradient[i];
            square[i] = 0.999f * square[i] + 0.001f * gradient[i] * gradient[i];
            value[i] -= rate * (mean[i] / mean_correction) / (std::sqrt(square[i] / square_correction) + 1e-8f);
        }
    }
};

/// outputs = inputs weights + bias, row by row.
struct Linear {
    std::size_t input_size, output_size;
    Parameter weights, bias;

    Linear(std::size_t in, std::size_t out, Random& random)
        : input_size(in), output_size(out), weights(in * out), bias(out) {
        const float bound = std::sqrt(6.0f / float(in));  // He's initialisation
        for (float& weight : weights.value) weight = random.uniform(-bound, bound);
    }

    Vector forward(const Vector& inputs) const {
        const std::size_t rows = inputs.size() / input_size;
        Vector outputs(rows * output_size);
        for (std::size_t row = 0; row < rows; ++row) {
            float* output = &outputs[row * output_size];
            for (std::size_t j = 0; j < output_size; ++j) output[j] = bias.value[j];
            for (std::size_t i = 0; i < input_size; ++i) {
                const float input = inputs[row * input_size + i];
                for (std::size_t j = 0; j < output_size; ++j) output[j] += input * weights.value[i * output_size + j];
            }
        }
        return outputs;
    }

    /// Sets the gradients of weights and bias, and returns the inputs' gradient.
    Vector backward(const Vector& inputs, const Vector& outputs_gradient) {
        const std::size_t rows = inputs.size() / input_size;
        Vector inputs_gradient(inputs.size());
        weights.gradient.assign(weights.gradient.size(), 0);
        bias.gradient.assign(bias.gradient.size(), 0);
        for (std::size_t row = 0; row < rows; ++row) {
            const float* gradient = &outputs_gradient[row * output_size];
            for (std::size_t j = 0; j < output_size; ++j) bias.gradient[j] += gradient[j];
            for (std::size_t i = 0; i < input_size; ++i) {
                const float input = inputs[row * input_size + i];
                float sum = 0;
                for (std::size_t j = 0; j < output_size; ++j) {
                    weights.gradient[i * output_size + j] += input * gradient[j];
                    sum += gradient[j] * weights.value[i * output_size + j];
                }
                inputs_gradient[row * input_size + i] = sum;
            }
        }
        return inputs_gradient;
    }
};

/// An activation between two layers. PReLU's slope is a parameter like the weights.
template <class Activation>
struct ActivationLayer {
    static constexpr bool learns = std::is_same_v<Activation, ramp::PReLU<float>>;
    Activation activation;
    Parameter slope = Parameter(1, 0.25f);

    Vector forward(const Vector& inputs) const {
        Vector outputs(inputs.size());
        activation.value(inputs, outputs);
        return outputs;
    }

    Vector backward(const Vector& inputs, Vector gradient) {
        if constexpr (learns)
            slope.gradient[0] = activation.backward(inputs, gradient, gradient);
        else
            activation.backward(inputs, gradient, gradient);
        return gradient;
    }

    void update(int step, float rate) {
        if constexpr (learns) {
            slope.update(step, rate);
            activation.set_slope(slope.value[0]);
        }
    }
};

template <class Activation>
class Network {
public:
    Network(std::size_t hidden, Random& random)
        : first_(2, hidden, random), second_(hidden, hidden, random), last_(hidden, 1, random) {}

    Vector logits(const Vector& points) const {
        return last_.forward(second_active_.forward(second_.forward(first_active_.forward(first_.forward(points)))));
    }

    void train(const Vector& points, const Vector& labels, int step, float rate) {
        const Vector a = first_.forward(points), a_active = first_active_.forward(a);
        const Vector b = second_.forward(a_active), b_active = second_active_.forward(b);
        Vector gradient = last_.forward(b_active);
        for (std::size_t i = 0; i < labels.size(); ++i)  // of the cross-entropy, for the logits
            gradient[i] = (1 / (1 + std::exp(-gradient[i])) - labels[i]) / float(labels.size());
        gradient = second_active_.backward(b, last_.backward(b_active, gradient));
        gradient = first_active_.backward(a, second_.backward(a_active, gradient));
        first_.backward(points, gradient);
        for (Linear* layer : {&first_, &second_, &last_}) {
            layer->weights.update(step, rate);
            layer->bias.update(step, rate);
        }
        first_active_.update(step, rate);
        second_active_.update(step, rate);
    }

    const Activation& first_activation() const { return first_active_.activation; }
    const Activation& second_activation() const { return second_active_.activation; }

private:
    Linear first_, second_, last_;
    ActivationLayer<Activation> first_active_, second_active_;
};

struct Spirals {
    Vector points, labels;

    Spirals(std::size_t size, Random& random) {
        for (std::size_t i = 0; i < size; ++i) {
            const float label = float(i % 2), turn = std::sqrt(random.uniform(0.01f, 1));
            const float angle = 3 * 3.14159265f * turn + label * 3.14159265f;
            points.push_back(turn * std::cos(angle) + random.uniform(-0.02f, 0.02f));
            points.push_back(turn * std::sin(angle) + random.uniform(-0.02f, 0.02f));
            labels.push_back(label);
        }
    }
};

struct Score {
    double loss = 0, accuracy = 0;
};

Score score(const Vector& logits, const Vector& labels) {
    Score sum;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double margin = labels[i] > 0.5f ? logits[i] : -logits[i];
        sum.loss += std::log1p(std::exp(-std::abs(margin))) + (margin < 0 ? -margin : 0.0);
        sum.accuracy += margin > 0;
    }
    return {sum.loss / double(labels.size()), 100 * sum.accuracy / double(labels.size())};
}

/// Trains a network with this activation, prints its row of the table, and says whether it has learned.
template <class Activation>
bool learns(unsigned seed) {
    constexpr int steps = 4000, batch_size = 64;
    const auto start = std::chrono::steady_clock::now();
    Random random(seed);
    const Spirals training(512, random), unseen(2000, random);
    Network<Activation> network(32, random);
    for (int step = 1; step <= steps; ++step) {
        Vector points, labels;
        for (int i = 0; i < batch_size; ++i) {
            const std::size_t pick = random.below(training.labels.size());
            points.insert(points.end(), {training.points[2 * pick], training.points[2 * pick + 1]});
            labels.push_back(training.labels[pick]);
        }
        const float rate = 0.01f * (1 - float(step - 1) / float(steps));
        network.train(points, labels, step, rate);
        if (step % 100 == 0 && isatty(STDOUT_FILENO)) {
            std::printf("\r%-10s step %4d of %d, loss %.4f", Activation::name, step, steps,
                        score(network.logits(training.points), training.labels).loss);
            std::fflush(stdout);
        }
    }
    const Score result = score(network.logits(training.points), training.labels);
    const Score on_unseen = score(network.logits(unseen.points), unseen.labels);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%s%-10s  %8.1e  %7.1f %%  %7.1f %%  %7.2f", isatty(STDOUT_FILENO) ? "\r\033[K" : "", Activation::name,
                result.loss, result.accuracy, on_unseen.accuracy, seconds);
    if constexpr (std::is_same_v<Activation, ramp::PReLU<float>>)
        std::printf("   slopes learned: %.3f and %.3f", double(network.first_activation().slope()),
                    double(network.second_activation().slope()));
    std::printf("\n");
    return result.accuracy >= 95;
}

}  // namespace

int main(int argc, char** argv) {
    const unsigned seed = argc > 1 ? unsigned(std::strtoul(argv[1], nullptr, 10)) : 1;
    std::printf("Two spirals, 2-32-32-1 perceptron, seed %u\n\n", seed);
    std::printf("activation      loss   accuracy     unseen  seconds\n");
    bool all = learns<ramp::ReLU<float>>(seed);
    all = learns<ramp::LeakyReLU<float>>(seed) && all;
    all = learns<ramp::PReLU<float>>(seed) && all;
    all = learns<ramp::ELU<float>>(seed) && all;
    if (!all) std::printf("\nAn activation stayed below 95 %% accuracy.\n");
    return all ? 0 : 1;
}
