// A classifier of digits: a hidden layer of GELU with biases, one of SwiGLU, and softmax cross-entropy,
// trained by hand-written backprop. First, the gradients of the whole network are compared with central differences.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include <ramp/ramp.hpp>

namespace {

using Random = std::mt19937;

constexpr std::size_t glyph_width = 5, glyph_height = 7, width = 8, height = 10, pixels = width * height;
constexpr std::size_t digits = 10;

constexpr const char* glyphs[digits] = {
    ".###."
    "#...#"
    "#..##"
    "#.#.#"
    "##..#"
    "#...#"
    ".###.",  //
    "..#.."
    ".##.."
    "..#.."
    "..#.."
    "..#.."
    "..#.."
    ".###.",  //
    ".###."
    "#...#"
    "....#"
    "...#."
    "..#.."
    ".#..."
    "#####",  //
    "#####"
    "...#."
    "..#.."
    "...#."
    "....#"
    "#...#"
    ".###.",  //
    "...#."
    "..##."
    ".#.#."
    "#..#."
    "#####"
    "...#."
    "...#.",  //
    "#####"
    "#...."
    "####."
    "....#"
    "....#"
    "#...#"
    ".###.",  //
    "..##."
    ".#..."
    "#...."
    "####."
    "#...#"
    "#...#"
    ".###.",  //
    "#####"
    "....#"
    "...#."
    "..#.."
    ".#..."
    ".#..."
    ".#...",  //
    ".###."
    "#...#"
    "#...#"
    ".###."
    "#...#"
    "#...#"
    ".###.",  //
    ".###."
    "#...#"
    "#...#"
    ".####"
    "....#"
    "...#."
    ".##..",
};

/// Digits of uneven ink, anywhere in the picture, under noise; some pixels are lost.
template <class T>
struct Pictures {
    std::vector<T> ink;
    std::vector<int> labels;

    Pictures(std::size_t count, Random& random) : ink(count * pixels), labels(count) {
        std::uniform_int_distribution<std::size_t> digit(0, digits - 1), left(0, width - glyph_width),
            top(0, height - glyph_height);
        std::normal_distribution<T> noise(0, T(0.15));
        std::uniform_real_distribution<T> strength(T(0.5), 1), chance(0, 1);
        for (std::size_t row = 0; row < count; ++row) {
            T* const picture = ink.data() + row * pixels;
            for (std::size_t i = 0; i < pixels; ++i) picture[i] = noise(random);
            const std::size_t shown = digit(random), x = left(random), y = top(random);
            labels[row] = int(shown);
            for (std::size_t i = 0; i < glyph_width * glyph_height; ++i)
                if (glyphs[shown][i] == '#' && chance(random) < T(0.95))
                    picture[(y + i / glyph_width) * width + x + i % glyph_width] += strength(random);
        }
    }
};

/// A matrix of `in` rows and `out` columns, and its gradient.
template <class T>
struct Weights {
    std::size_t in, out;
    std::vector<T> value, gradient;

    Weights(std::size_t rows, std::size_t columns, Random& random)
        : in(rows), out(columns), value(rows * columns), gradient(value.size()) {
        std::normal_distribution<T> normal(0, 1 / std::sqrt(T(rows)));
        for (T& weight : value) weight = normal(random);
    }

    /// y = x value
    void forward(const std::vector<T>& x, std::vector<T>& y) const {
        const std::size_t rows = x.size() / in;
        y.assign(rows * out, T(0));
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t k = 0; k < in; ++k)
                for (std::size_t j = 0; j < out; ++j) y[row * out + j] += x[row * in + k] * value[k * out + j];
    }
    /// gradient = x^T dy
    void backward(const std::vector<T>& x, const std::vector<T>& dy) {
        gradient.assign(value.size(), T(0));
        for (std::size_t row = 0; row < x.size() / in; ++row)
            for (std::size_t k = 0; k < in; ++k)
                for (std::size_t j = 0; j < out; ++j) gradient[k * out + j] += x[row * in + k] * dy[row * out + j];
    }
    /// dx = dy value^T
    void backward(const std::vector<T>& x, const std::vector<T>& dy, std::vector<T>& dx) {
        backward(x, dy);
        dx.resize(x.size());
        for (std::size_t row = 0; row < x.size() / in; ++row)
            for (std::size_t k = 0; k < in; ++k) {
                T sum = 0;
                for (std::size_t j = 0; j < out; ++j) sum += dy[row * out + j] * value[k * out + j];
                dx[row * in + k] = sum;
            }
    }
};

template <class T>
class Network {
    static constexpr std::size_t hidden = 48, gated = 32;

    Weights<T> first_, second_, third_;
    std::vector<T> bias_ = std::vector<T>(hidden), dbias_ = std::vector<T>(hidden);
    std::vector<T> z_, a_, packed_, b_;  // what goes into GELU, what comes out; the same of SwiGLU

public:
    explicit Network(Random& random)
        : first_(pixels, hidden, random), second_(hidden, 2 * gated, random), third_(gated, digits, random) {}

    std::vector<T> logits(const std::vector<T>& x) {
        std::vector<T> scores;
        first_.forward(x, z_);
        a_.resize(z_.size());
        ramp::biased(ramp::gelu, z_, bias_, a_);
        second_.forward(a_, packed_);
        b_.resize(packed_.size() / 2);
        ramp::swiglu.packed(packed_, b_, gated);  // rows of 32 gates and 32 numbers that they open for
        third_.forward(b_, scores);
        return scores;
    }

    /// The mean loss. Leaves its gradients beside the parameters.
    T loss_and_gradients(const Pictures<T>& pictures) {
        std::vector<T> scores = logits(pictures.ink), db, da;
        const T loss = ramp::cross_entropy.value_and_gradient(scores, pictures.labels, scores, digits);
        third_.backward(b_, scores, db);
        ramp::swiglu.packed_backward(packed_, db, packed_, gated);
        second_.backward(a_, packed_, da);
        ramp::biased.backward(ramp::gelu, z_, bias_, da, da, dbias_);
        first_.backward(pictures.ink, da);
        return loss;
    }

    struct Parameters {
        std::vector<T>*value, *gradient;
    };
    std::vector<Parameters> parameters() {
        return {{&first_.value, &first_.gradient},
                {&bias_, &dbias_},
                {&second_.value, &second_.gradient},
                {&third_.value, &third_.gradient}};
    }
};

template <class T>
double accuracy(Network<T>& network, const Pictures<T>& pictures) {
    const std::vector<T> scores = network.logits(pictures.ink);
    std::size_t right = 0;
    for (std::size_t row = 0; row < pictures.labels.size(); ++row) {
        const T* const begin = scores.data() + row * digits;
        right += std::max_element(begin, begin + digits) - begin == pictures.labels[row];
    }
    return double(right) / double(pictures.labels.size());
}

/// The greatest difference of a gradient from a central difference, beside the gradients' own size.
double worst_gradient() {
    Random random(7);
    Network<double> network(random);
    const Pictures<double> pictures(6, random);
    const auto loss = [&] { return ramp::cross_entropy(network.logits(pictures.ink), pictures.labels, digits); };
    network.loss_and_gradients(pictures);
    double worst = 0;
    for (const auto& [value, gradient] : network.parameters()) {
        double difference = 0, size = 0;
        for (std::size_t i = 0; i < value->size(); i += 7) {
            constexpr double step = 1e-5;
            const double middle = (*value)[i];
            (*value)[i] = middle + step;
            const double above = loss();
            (*value)[i] = middle - step;
            const double below = loss();
            (*value)[i] = middle;
            difference = std::max(difference, std::abs((*gradient)[i] - (above - below) / (2 * step)));
            size = std::max(size, std::abs((*gradient)[i]));
        }
        worst = std::max(worst, difference / size);
    }
    return worst;
}

}  // namespace

int main(int argc, char** argv) {
    const double worst = worst_gradient();
    std::printf("gradients in double beside central differences: %.1e\n\n", worst);

    Random random(argc > 1 ? unsigned(std::strtoul(argv[1], nullptr, 10)) : 1);
    Network<float> network(random);
    const Pictures<float> unseen(2000, random);
    const auto start = std::chrono::steady_clock::now();
    std::printf(" step     loss   unseen\n");
    std::vector<std::vector<float>> velocities;
    for (const auto& parameters : network.parameters()) velocities.emplace_back(parameters.value->size());
    constexpr int steps = 2000;
    double right = 0;
    for (int step = 0; step <= steps; ++step) {
        const float loss = network.loss_and_gradients(Pictures<float>(64, random));
        if (step % 400 == 0) {
            right = accuracy(network, unseen);
            std::printf("%5d  %7.4f  %5.1f %%\n", step, double(loss), 100 * right);
        }
        const float rate = 0.1f * (1 - float(step) / (steps + 1));
        for (std::size_t k = 0; k < velocities.size(); ++k) {
            const auto [value, gradient] = network.parameters()[k];
            for (std::size_t i = 0; i < value->size(); ++i) {
                velocities[k][i] = 0.9f * velocities[k][i] - rate * (*gradient)[i];
                (*value)[i] += velocities[k][i];
            }
        }
    }
    std::printf("\n%.1f s\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    return worst < 1e-6 && right > 0.95 ? 0 : 1;
}
