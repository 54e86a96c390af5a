// A multilayer perceptron with its forward and backward pass written by hand on ramp's array calls, and two
// interleaved spirals for it to tell apart. The examples train it and draw what it has learned; a test compares its
// gradients with differences.
#pragma once

#include <cmath>
#include <cstddef>
#include <random>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <ramp/ramp.hpp>

namespace perceptron {

template <class T>
using Vector = std::vector<T>;

/// Standard distributions differ between libraries; these numbers are the same everywhere.
class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    float uniform(float low, float high) { return low + (high - low) * float(engine_() >> 8) * 0x1p-24f; }
    std::size_t below(std::size_t bound) { return engine_() % bound; }

private:
    std::mt19937 engine_;
};

template <class T>
struct Parameter {
    Vector<T> value, gradient, mean, square;  // the last two: Adam's running moments

    explicit Parameter(std::size_t size, T initial = 0)
        : value(size, initial), gradient(size), mean(size), square(size) {}

    /// One step of Adam (Kingma and Ba, 2015).
    void adam(int step, T rate) {
        const T mean_correction = 1 - std::pow(T(0.9), T(step));
        const T square_correction = 1 - std::pow(T(0.999), T(step));
        for (std::size_t i = 0; i < value.size(); ++i) {
            mean[i] = T(0.9) * mean[i] + T(0.1) * gradient[i];
            square[i] = T(0.999) * square[i] + T(0.001) * gradient[i] * gradient[i];
            value[i] -= rate * (mean[i] / mean_correction) / (std::sqrt(square[i] / square_correction) + T(1e-8));
        }
    }
};

/// outputs = inputs weights + bias, row by row.
template <class T>
struct Linear {
    std::size_t input_size, output_size;
    Parameter<T> weights, bias;

    /// Weights uniform within +-sqrt(gain / in): 6 is He's initialisation, for the ReLU family.
    Linear(std::size_t in, std::size_t out, Random& random, float gain = 6)
        : input_size(in), output_size(out), weights(in * out), bias(out) {
        const float bound = std::sqrt(gain / float(in));
        for (T& weight : weights.value) weight = random.uniform(-bound, bound);
    }

    Vector<T> forward(const Vector<T>& inputs) const {
        const std::size_t rows = inputs.size() / input_size;
        Vector<T> outputs(rows * output_size);
        for (std::size_t row = 0; row < rows; ++row) {
            T* output = &outputs[row * output_size];
            for (std::size_t j = 0; j < output_size; ++j) output[j] = bias.value[j];
            for (std::size_t i = 0; i < input_size; ++i) {
                const T input = inputs[row * input_size + i];
                for (std::size_t j = 0; j < output_size; ++j) output[j] += input * weights.value[i * output_size + j];
            }
        }
        return outputs;
    }

    /// Sets the gradients of weights and bias, and returns the inputs' gradient.
    Vector<T> backward(const Vector<T>& inputs, const Vector<T>& outputs_gradient) {
        const std::size_t rows = inputs.size() / input_size;
        Vector<T> inputs_gradient(inputs.size());
        weights.gradient.assign(weights.gradient.size(), 0);
        bias.gradient.assign(bias.gradient.size(), 0);
        for (std::size_t row = 0; row < rows; ++row) {
            const T* gradient = &outputs_gradient[row * output_size];
            for (std::size_t j = 0; j < output_size; ++j) bias.gradient[j] += gradient[j];
            for (std::size_t i = 0; i < input_size; ++i) {
                const T input = inputs[row * input_size + i];
                T sum = 0;
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

/// An activation between two layers of `size` units, and what of it is learned: nothing, as a rule.
template <class Activation>
class ActivationLayer {
public:
    using T = typename Activation::value_type;

    ActivationLayer(std::size_t, const Activation& activation) : activation_(activation) {}

    Vector<T> forward(const Vector<T>& inputs) const {
        Vector<T> outputs(inputs.size());
        activation_(inputs, outputs);
        return outputs;
    }
    Vector<T> backward(const Vector<T>& inputs, Vector<T> gradient) {
        activation_.backward(inputs, gradient, gradient);
        return gradient;
    }
    std::vector<Parameter<T>*> parameters() { return {}; }

private:
    Activation activation_;
};

/// PReLU's slope is a parameter like the weights.
template <class T>
class ActivationLayer<ramp::PReLU<T>> {
public:
    ActivationLayer(std::size_t, const ramp::PReLU<T>& activation) : slope_(1, activation.slope()) {}

    Vector<T> forward(const Vector<T>& inputs) const {
        Vector<T> outputs(inputs.size());
        ramp::prelu(inputs, outputs, slope_.value[0]);
        return outputs;
    }
    Vector<T> backward(const Vector<T>& inputs, Vector<T> gradient) {
        slope_.gradient[0] = ramp::prelu.backward(inputs, gradient, gradient, slope_.value[0]);
        return gradient;
    }
    std::vector<Parameter<T>*> parameters() { return {&slope_}; }

private:
    Parameter<T> slope_;
};

/// Names an activation layer with a slope for each unit, and the slope that all of them begin with.
template <class T>
struct ChannelPReLU {
    using value_type = T;
    static constexpr const char* name = "PReLU, channels";
    T slope = T(0.25);
};

/// The layer keeps the slopes, so that a copied network has its own.
template <class T>
class ActivationLayer<ChannelPReLU<T>> {
public:
    ActivationLayer(std::size_t size, const ChannelPReLU<T>& activation) : slopes_(size, activation.slope) {}

    Vector<T> forward(const Vector<T>& inputs) const {
        Vector<T> outputs(inputs.size());
        ramp::channel_prelu(inputs, slopes_.value, outputs);
        return outputs;
    }
    Vector<T> backward(const Vector<T>& inputs, Vector<T> gradient) {
        ramp::channel_prelu.backward(inputs, slopes_.value, gradient, gradient, slopes_.gradient);
        return gradient;
    }
    std::vector<Parameter<T>*> parameters() { return {&slopes_}; }

private:
    Parameter<T> slopes_;
};

/// Linear layers of the given sizes with an activation between each two; the last layer's one output is a logit.
template <class Activation>
class Network {
public:
    using T = typename Activation::value_type;

    Network(const std::vector<std::size_t>& sizes, Random& random, const Activation& activation = Activation(),
            float gain = 6) {
        for (std::size_t k = 0; k + 1 < sizes.size(); ++k) {
            linear_.emplace_back(sizes[k], sizes[k + 1], random, gain);
            if (k + 2 < sizes.size()) active_.emplace_back(sizes[k + 1], activation);
        }
    }

    Vector<T> logits(const Vector<T>& points) const {
        Vector<T> x = linear_[0].forward(points);
        for (std::size_t k = 0; k < active_.size(); ++k) x = linear_[k + 1].forward(active_[k].forward(x));
        return x;
    }

    /// What goes into each activation, the logits behind the last one, and what comes out of each activation.
    struct Hidden {
        std::vector<Vector<T>> before, after;
    };

    Hidden hidden(const Vector<T>& points) const {
        Hidden result{{linear_[0].forward(points)}, {}};
        for (std::size_t k = 0; k < active_.size(); ++k) {
            result.after.push_back(active_[k].forward(result.before[k]));
            result.before.push_back(linear_[k + 1].forward(result.after[k]));
        }
        return result;
    }

    const std::vector<ActivationLayer<Activation>>& activations() const { return active_; }

    /// Sets every parameter's gradient of the mean cross-entropy, and returns that loss.
    T backward(const Vector<T>& points, const Vector<T>& labels) {
        auto [before, after] = hidden(points);
        const T loss = cross_entropy(before.back(), labels);
        Vector<T> gradient = std::move(before.back());
        for (std::size_t i = 0; i < labels.size(); ++i)
            gradient[i] = (1 / (1 + std::exp(-gradient[i])) - labels[i]) / T(labels.size());
        for (std::size_t k = active_.size(); k > 0; --k)
            gradient = active_[k - 1].backward(before[k - 1], linear_[k].backward(after[k - 1], gradient));
        linear_[0].backward(points, gradient);
        return loss;
    }

    std::vector<Parameter<T>*> parameters() {
        std::vector<Parameter<T>*> all = learned_by_activations();
        for (Linear<T>& layer : linear_) all.insert(all.end(), {&layer.weights, &layer.bias});
        return all;
    }

    /// The slopes of PReLU; empty for the other activations.
    std::vector<Parameter<T>*> learned_by_activations() {
        std::vector<Parameter<T>*> all;
        for (auto& layer : active_)
            for (Parameter<T>* parameter : layer.parameters()) all.push_back(parameter);
        return all;
    }

    /// One step of Adam down the gradient that backward() set.
    void adam(int step, T rate) {
        for (Parameter<T>* parameter : parameters()) parameter->adam(step, rate);
    }

    static T cross_entropy(const Vector<T>& logits, const Vector<T>& labels) {
        T sum = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const T margin = labels[i] > T(0.5) ? logits[i] : -logits[i];
            sum += std::log1p(std::exp(-std::abs(margin))) + (margin < 0 ? -margin : 0);
        }
        return sum / T(labels.size());
    }

    /// The share of logits on their label's side of zero.
    static T accuracy(const Vector<T>& logits, const Vector<T>& labels) {
        T right = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) right += (logits[i] > 0) == (labels[i] > T(0.5));
        return right / T(labels.size());
    }

private:
    std::vector<Linear<T>> linear_;
    std::vector<ActivationLayer<Activation>> active_;
};

/// Points on two interleaved spirals within the unit circle, and which of the two each is on.
template <class T>
struct Spirals {
    Vector<T> points, labels;

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

/// One step of Adam on a random batch of 64.
template <class Activation>
void learn_batch(Network<Activation>& network, const Spirals<typename Activation::value_type>& training, Random& random,
                 int step, typename Activation::value_type rate) {
    using T = typename Activation::value_type;
    constexpr int batch_size = 64;
    Vector<T> points, labels;
    for (int i = 0; i < batch_size; ++i) {
        const std::size_t pick = random.below(training.labels.size());
        points.insert(points.end(), {training.points[2 * pick], training.points[2 * pick + 1]});
        labels.push_back(training.labels[pick]);
    }
    network.backward(points, labels);
    network.adam(step, rate);
}

/// A 2-width-width-1 network with the activation, trained on `training` with random batches. Calls report(step, steps,
/// network) every hundred steps.
template <class Activation, class Report>
Network<Activation> learn_spirals(const Spirals<typename Activation::value_type>& training, Random& random,
                                  Report report, std::size_t width = 32) {
    using T = typename Activation::value_type;
    constexpr int steps = 4000;
    Network<Activation> network({2, width, width, 1}, random);
    for (int step = 1; step <= steps; ++step) {
        learn_batch(network, training, random, step, T(0.01) * (1 - T(step - 1) / T(steps)));
        if (step % 100 == 0) report(step, steps, network);
    }
    return network;
}

}  // namespace perceptron
