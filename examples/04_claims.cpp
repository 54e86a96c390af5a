// What is said of these functions, measured: each claim from the literature with its numbers, and whether they bear it
// out. The criterion comes from the claim's wording, and stands in its line. The networks are small: a verdict is one
// on these measurements, not on all networks. An argument changes the seed.
//
// The sources: Hochreiter, diploma thesis (1991). Bengio, Simard, Frasconi, "Learning Long-Term Dependencies with
// Gradient Descent Is Difficult" (1994). LeCun, Bottou, Orr, Mueller, "Efficient BackProp" (1998). Glorot, Bengio,
// "Understanding the Difficulty of Training Deep Feedforward Neural Networks" (2010). Glorot, Bordes, Bengio, "Deep
// Sparse Rectifier Neural Networks" (2011). Maas, Hannun, Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic
// Models" (2013). He, Zhang, Ren, Sun, "Delving Deep into Rectifiers" (2015). Xu, Wang, Chen, Li, "Empirical Evaluation
// of Rectified Activations in Convolutional Network" (2015). Clevert, Unterthiner, Hochreiter, "Fast and Accurate Deep
// Network Learning by Exponential Linear Units" (2015). Karpathy, notes of the course CS231n (2015). Geron, "Hands-On
// Machine Learning with Scikit-Learn, Keras, and TensorFlow" (2019).
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <unistd.h>

#include <ramp/ramp.hpp>

#include "best_times.hpp"
#include "perceptron.hpp"

namespace {

using perceptron::Network, perceptron::Random, perceptron::Spirals;
using Vector = perceptron::Vector<float>;
using ramp::ReLU, ramp::LeakyReLU, ramp::PReLU, ramp::ELU, ramp::Sigmoid, ramp::Tanh;

namespace column {
enum : std::size_t { relu, leaky, very_leaky, prelu, elu, sigmoid, tanh, count };
constexpr std::array<const char*, count> names = {"ReLU", "leaky 0.01", "leaky 0.2", "PReLU", "ELU", "sigmoid", "tanh"};
}  // namespace column

template <class Result>
using Columns = std::array<Result, column::count>;

/// Weights uniform within +-sqrt(gain / n) for n inputs, so that their variance is gain / (3 n).
struct Initialisation {
    const char* name;
    float gain;
};
constexpr Initialisation he{"He 2015: 2/n", 6}, lecun{"LeCun 1998: 1/n", 3}, older{"before: 1/(3n)", 1};

/// A line that the next one replaces, where somebody is watching.
void progress(const char* doing, const char* name) {
    if (!isatty(STDOUT_FILENO)) return;
    std::printf("\r\033[K%s: %s", doing, name);
    std::fflush(stdout);
}

/// measure(activation, the initialisation usual with it) for each column.
template <class Measure>
auto each(const char* doing, Measure measure) {
    std::size_t index = 0;
    const auto next = [&](const auto& activation) {
        progress(doing, column::names[index]);
        return measure(activation, index++ < column::sigmoid ? he : lecun);
    };
    return std::array{next(ReLU()),  next(LeakyReLU()), next(LeakyReLU(LeakyReLU<>::steep_slope)),
                      next(PReLU()), next(ELU()),       next(Sigmoid()),
                      next(Tanh())};
}

/// A part of each column's result.
template <class Result, class Part>
auto part_of(const Columns<Result>& results, Part Result::*part) {
    Columns<Part> parts;
    for (std::size_t k = 0; k < column::count; ++k) parts[k] = results[k].*part;
    return parts;
}

[[gnu::format(printf, 1, 2)]] std::string text(const char* format, ...) {
    std::array<char, 320> line;
    std::va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(line.data(), line.size(), format, arguments);
    va_end(arguments);
    return line.data();
}

/// Prints the measurements and the verdicts, and counts the verdicts.
class Report {
public:
    void measurement(const std::string& what) {
        clear_progress();
        std::printf("\n%s\n%-24s", what.c_str(), "");
        for (const char* name : column::names) std::printf("%12s", name);
        std::printf("\n");
    }

    void row(const std::string& label, const Columns<std::string>& cells) const {
        std::printf("%-24s", label.c_str());
        for (const std::string& cell : cells) std::printf("%12s", cell.c_str());
        std::printf("\n");
    }

    void row(const std::string& label, const Columns<double>& numbers, const char* format) {
        Columns<std::string> cells;
        for (std::size_t k = 0; k < column::count; ++k) {
            std::array<char, 32> cell;
            std::snprintf(cell.data(), cell.size(), format, numbers[k]);
            cells[k] = cell.data();
            measured_ = measured_ && std::isfinite(numbers[k]);
        }
        row(label, cells);
    }

    void claim(bool holds, const std::string& claim, const char* source) {
        std::printf("  %-15s%s (%s)\n", holds ? "holds" : "does not hold", claim.c_str(), source);
        ++(holds ? holding_ : failing_);
    }

    /// For a claim that there is nothing to judge by.
    void undecided(const std::string& claim, const char* source) {
        std::printf("  %-15s%s (%s)\n", "undecided", claim.c_str(), source);
        ++undecided_;
    }

    /// Says how many claims hold; false where something could not be measured.
    bool finish() const {
        std::printf("\n%d claims hold, %d do not, %d undecided.\n", holding_, failing_, undecided_);
        if (!measured_) std::printf("Not everything could be measured.\n");
        return measured_;
    }

private:
    static void clear_progress() {
        if (isatty(STDOUT_FILENO)) std::printf("\r\033[K");
    }

    int holding_ = 0, failing_ = 0, undecided_ = 0;
    bool measured_ = true;
};

/// Standard normal numbers, by Box and Muller's method.
Vector normal_numbers(std::size_t count, Random& random) {
    Vector numbers(count);
    for (float& number : numbers) {
        const float radius = std::sqrt(-2 * std::log(random.uniform(0x1p-24f, 1)));
        number = radius * std::cos(random.uniform(0, 2 * 3.14159265f));
    }
    return numbers;
}

/// The generator of the k-th network that a measurement looks at: the same for every activation.
Random random_of_network(unsigned seed, unsigned k) {
    return Random(seed + 1000 * k);
}

// ---- What depth does to gradients

constexpr std::size_t depth = 30;

double norm(const Vector& vector) {
    double squares = 0;
    for (const float number : vector) squares += double(number) * double(number);
    return std::sqrt(squares);
}

/// How much of the gradient that reaches the last hidden layer's units is left at the first one's, in a network that
/// has not learned. For a single point these are the gradients of the biases. Those of the weights would not tell: they
/// contain the layer's inputs, too, which may shrink on the way forward just as the gradient does on its way back.
template <class Activation>
double first_to_last_gradient(const Activation& activation, Initialisation initialisation, Random random) {
    constexpr std::size_t width = 64;
    std::vector<std::size_t> sizes(depth + 1, width);
    sizes.push_back(1);
    Network<Activation> network(sizes, random, activation, initialisation.gain);
    network.backward(normal_numbers(width, random), {1});
    const auto parameters = network.parameters();  // the slopes first, then each layer's weights and bias
    const std::size_t first_bias = network.learned_by_activations().size() + 1;
    return norm(parameters[first_bias]->gradient) / norm(parameters[first_bias + 2 * (depth - 1)]->gradient);
}

Columns<double> first_to_last_gradients(Initialisation initialisation, unsigned networks, unsigned seed) {
    return each("gradients", [&](const auto& activation, Initialisation) {
        double logarithms = 0;
        for (unsigned k = 0; k < networks; ++k)
            logarithms += std::log(first_to_last_gradient(activation, initialisation, random_of_network(seed, k)));
        return std::exp(logarithms / networks);
    });
}

void gradients_through_depth(Report& report, unsigned seed) {
    constexpr unsigned networks = 20;
    const auto with_he = first_to_last_gradients(he, networks, seed);
    const auto with_lecun = first_to_last_gradients(lecun, networks, seed);
    const auto with_older = first_to_last_gradients(older, networks, seed);
    report.measurement(
        text("Gradient at the first of %zu layers / at the last, by the weights' variance for n inputs "
             "(%u networks)",
             depth, networks));
    report.row(he.name, with_he, "%.1e");
    report.row(lecun.name, with_lecun, "%.1e");
    report.row(older.name, with_older, "%.1e");

    const auto vanishes = [](double ratio) { return ratio < 0.01; };
    const bool none_in_family = std::none_of(with_he.begin(), with_he.begin() + column::sigmoid, vanishes);
    report.claim(none_in_family, "The ReLU family's does not vanish: 1 % or more, He's weights", "Glorot et al. 2011");
    report.claim(vanishes(with_lecun[column::relu]), "ReLU's vanishes without He's weights: below 1 %, LeCun's weights",
                 "He et al. 2015");
    report.claim(vanishes(with_lecun[column::sigmoid]), "Sigmoid's vanishes: below 1 %, LeCun's weights",
                 "Hochreiter 1991");
    report.claim(vanishes(with_lecun[column::tanh]), "Tanh's vanishes: below 1 %, LeCun's weights",
                 "Bengio et al. 1994");
    report.claim(vanishes(with_older[column::tanh]), "Tanh's vanishes: below 1 %, the weights used before",
                 "Glorot and Bengio 2010");
}

// ---- What networks are like before and after they learn the spirals

constexpr unsigned learners = 5;
constexpr int learning_steps = 300;

/// Means over the networks, and what each network came to.
struct Learned {
    double zeros_before = 0, zeros_after = 0;  // the share of hidden outputs that are 0
    double mean_before = 0, mean_after = 0;    // how far from 0 the hidden units' mean outputs are
    double log_loss = 0;
    std::array<double, learners> losses{};
    std::vector<double> slopes;  // PReLU's
};

double share_of_zeros(const std::vector<Vector>& layers) {
    std::size_t zeros = 0, all = 0;
    for (const Vector& layer : layers) {
        zeros += std::size_t(std::count(layer.begin(), layer.end(), 0.0f));
        all += layer.size();
    }
    return double(zeros) / double(all);
}

/// The mean over the units of |the mean over the points of a unit's output|.
double mean_distance_from_zero(const std::vector<Vector>& layers, std::size_t points) {
    double distances = 0;
    std::size_t units = 0;
    for (const Vector& layer : layers) {
        const std::size_t width = layer.size() / points;
        for (std::size_t unit = 0; unit < width; ++unit) {
            double sum = 0;
            for (std::size_t point = 0; point < points; ++point) sum += double(layer[point * width + unit]);
            distances += std::abs(sum / double(points));
        }
        units += width;
    }
    return distances / double(units);
}

template <class Activation>
Learned learn(const Activation& activation, Initialisation initialisation, unsigned seed) {
    Learned result;
    for (unsigned k = 0; k < learners; ++k) {
        Random random = random_of_network(seed, k);
        const Spirals<float> training(128, random);
        Network<Activation> network({2, 32, 32, 1}, random, activation, initialisation.gain);
        const auto fresh = network.hidden(training.points).after;
        result.zeros_before += share_of_zeros(fresh) / learners;
        result.mean_before += mean_distance_from_zero(fresh, training.labels.size()) / learners;
        for (int step = 1; step <= learning_steps; ++step) {
            network.backward(training.points, training.labels);
            network.adam(step, 0.01f);
        }
        const auto hidden = network.hidden(training.points);
        result.zeros_after += share_of_zeros(hidden.after) / learners;
        result.mean_after += mean_distance_from_zero(hidden.after, training.labels.size()) / learners;
        result.losses[k] = double(Network<Activation>::cross_entropy(hidden.before.back(), training.labels));
        result.log_loss += std::log(result.losses[k]) / learners;
        for (const auto* slope : network.learned_by_activations()) result.slopes.push_back(double(slope->value[0]));
    }
    return result;
}

void sparsity(Report& report, const Columns<Learned>& learned) {
    const auto percent = [](Columns<double> shares) {
        for (double& share : shares) share *= 100;
        return shares;
    };
    const auto before = percent(part_of(learned, &Learned::zeros_before));
    const auto after = percent(part_of(learned, &Learned::zeros_after));
    report.measurement(text("Outputs of hidden units that are exactly 0 (%u networks on two spirals)", learners));
    report.row("before learning", before, "%.1f %%");
    report.row(text("after %d steps of Adam", learning_steps), after, "%.1f %%");
    report.claim(before[column::relu] >= 40 && before[column::relu] <= 60,
                 "Around half of ReLU's outputs are 0 before learning: 40 to 60 %", "Glorot et al. 2011");
    report.claim(after[column::relu] > 50, "Most of ReLU's outputs are 0 after learning: over 50 %",
                 "Glorot et al. 2011");
    report.claim(std::all_of(after.begin() + column::leaky, after.end(), [](double share) { return share == 0; }),
                 "No other's outputs are sparse: none is 0", "Maas et al. 2013");
}

void means(Report& report, const Columns<Learned>& learned, unsigned seed) {
    Random random(seed);
    const Vector x = normal_numbers(100000, random);
    const auto of_normal = each("means", [&](const auto& activation, Initialisation) {
        Vector y(x.size());
        activation(x, y);
        return mean_distance_from_zero({y}, y.size());
    });
    const auto of_units = part_of(learned, &Learned::mean_after);
    report.measurement("How far from 0 the mean output is: the function's, and that of the units of these networks");
    report.row("standard normal input", of_normal, "%.3f");
    report.row("units, before learning", part_of(learned, &Learned::mean_before), "%.3f");
    report.row("units, after learning", of_units, "%.3f");
    const auto elu_is_nearest = [](const Columns<double>& mean) {
        return mean[column::elu] < std::min({mean[column::relu], mean[column::leaky], mean[column::very_leaky]});
    };
    report.claim(elu_is_nearest(of_normal), "ELU's is nearer to 0 than (Leaky)ReLU's: standard normal input",
                 "Clevert et al. 2015");
    report.claim(elu_is_nearest(of_units), "ELU's is nearer to 0 than (Leaky)ReLU's: units, after learning",
                 "Clevert et al. 2015");
}

void speed_of_learning(Report& report, const Columns<Learned>& learned) {
    Columns<double> losses = part_of(learned, &Learned::log_loss);
    for (double& loss : losses) loss = std::exp(loss);
    Columns<std::string> wins;
    std::array<int, column::count> won{};
    for (std::size_t k = 0; k < column::count; ++k) {
        for (std::size_t network = 0; network < learners; ++network)
            won[k] += learned[k].losses[network] < learned[column::relu].losses[network];
        wins[k] = k == column::relu ? "-" : text("%d of %u", won[k], learners);
    }
    report.measurement(
        text("Loss on two spirals after %d steps of Adam (geometric mean of %u networks)", learning_steps, learners));
    report.row("loss", losses, "%.1e");
    report.row("less than ReLU's in", wins);

    const auto claim_better = [&](std::size_t k, const char* what, const char* source) {
        constexpr int enough = learners - 1;
        report.claim(won[k] >= enough, text("%s: less loss in %d of %u or more", what, enough, learners), source);
    };
    claim_better(column::elu, "ELU learns faster per step than ReLU", "Clevert et al. 2015");
    claim_better(column::prelu, "PReLU fits better than ReLU", "He et al. 2015");
    claim_better(column::very_leaky, "Very leaky ReLU is better than ReLU", "Xu et al. 2015");
    const auto& slopes = learned[column::prelu].slopes;
    const auto [lowest, highest] = std::minmax_element(slopes.begin(), slopes.end());
    const bool left =
        std::none_of(slopes.begin(), slopes.end(), [](double slope) { return std::abs(slope - 0.25) < 0.025; });
    report.claim(left, text("PReLU's slopes leave 0.25, each by a tenth or more: now %.2f to %.2f", *lowest, *highest),
                 "He et al. 2015");
}

// ---- Units that die

constexpr unsigned mortals = 3;
constexpr std::size_t layer_width = 32;
constexpr int harmful_steps = 50, harmless_steps = 200;
constexpr float harmless_rate = 0.1f;

/// Which hidden units are dead, the first layer's first: those with |f'(x)| < 1e-6 for every training point, which
/// gradients no longer reach.
template <class Activation>
std::vector<bool> dead_units(const Network<Activation>& network, const Spirals<float>& training) {
    std::vector<bool> dead;
    const auto before = network.hidden(training.points).before;
    auto layers = network.activations();
    for (std::size_t k = 0; k < layers.size(); ++k) {
        const Vector derivative = layers[k].backward(before[k], Vector(before[k].size(), 1));
        for (std::size_t unit = 0; unit < layer_width; ++unit) {
            bool alive = false;
            for (std::size_t i = unit; i < derivative.size(); i += layer_width)
                alive = alive || std::abs(derivative[i]) >= 1e-6f;
            dead.push_back(!alive);
        }
    }
    return dead;
}

/// Steps of plain gradient descent; false where a parameter or the loss is no finite number any more.
template <class Activation>
bool descend(Network<Activation>& network, const Spirals<float>& training, int steps, float rate) {
    for (int step = 0; step < steps; ++step) {
        network.backward(training.points, training.labels);
        for (auto* parameter : network.parameters())
            for (std::size_t i = 0; i < parameter->value.size(); ++i) {
                parameter->value[i] -= rate * parameter->gradient[i];
                if (!std::isfinite(parameter->value[i])) return false;
            }
    }
    return std::isfinite(Network<Activation>::cross_entropy(network.logits(training.points), training.labels));
}

/// In the networks that have not diverged: how many units of each layer are dead after the harmful steps, and how many
/// of those have come back after the harmless ones.
struct Deaths {
    unsigned networks = 0;
    std::array<unsigned, 2> dead{}, returned{};

    unsigned all_dead() const { return dead[0] + dead[1]; }
    unsigned all_returned() const { return returned[0] + returned[1]; }
    double share_still_dead() const { return 1 - double(all_returned()) / double(all_dead()); }
    double share() const { return networks == 0 ? 0 : double(all_dead()) / double(2 * layer_width * networks); }
};

template <class Activation>
void count_deaths(Deaths& deaths, Network<Activation>& network, const Spirals<float>& training, float rate) {
    if (!descend(network, training, harmful_steps, rate)) return;
    const auto dead = dead_units(network, training);
    if (!descend(network, training, harmless_steps, harmless_rate)) return;
    const auto still_dead = dead_units(network, training);
    ++deaths.networks;
    for (std::size_t unit = 0; unit < dead.size(); ++unit) {
        deaths.dead[unit / layer_width] += dead[unit];
        deaths.returned[unit / layer_width] += dead[unit] && !still_dead[unit];
    }
}

Columns<Deaths> deaths_at(float rate, unsigned seed) {
    return each("units that die", [&](const auto& activation, Initialisation initialisation) {
        Deaths deaths;
        for (unsigned k = 0; k < mortals; ++k) {
            Random random = random_of_network(seed, k);
            const Spirals<float> training(64, random);
            Network network({2, layer_width, layer_width, 1}, random, activation, initialisation.gain);
            count_deaths(deaths, network, training, rate);
        }
        return deaths;
    });
}

void report_deaths_at(Report& report, float rate, const Columns<Deaths>& all) {
    Columns<std::string> dead, still_dead;
    for (std::size_t k = 0; k < column::count; ++k) {
        const Deaths& deaths = all[k];
        dead[k] = deaths.networks == 0 ? "diverged" : text("%.0f %%", 100 * deaths.share());
        if (deaths.networks != 0 && deaths.networks != mortals) dead[k] += text(" (%u/%u)", deaths.networks, mortals);
        still_dead[k] = deaths.all_dead() == 0 ? "-" : text("%.0f %%", 100 * deaths.share_still_dead());
    }
    report.row(text("dead at rate %g", double(rate)), dead);
    report.row("  of these, still dead", still_dead);
}

void claims_of_deaths(Report& report, const std::vector<Columns<Deaths>>& at_rates) {
    Columns<Deaths> sum{};  // with the networks that stood a rate above the harmless one, which is the first
    Columns<double> largest_share{};
    for (const auto& all : at_rates)
        for (std::size_t k = 0; k < column::count; ++k) {
            for (std::size_t layer = 0; layer < 2; ++layer) {
                sum[k].dead[layer] += all[k].dead[layer];
                sum[k].returned[layer] += all[k].returned[layer];
            }
            if (&all != &at_rates.front()) sum[k].networks += all[k].networks;
            largest_share[k] = std::max(largest_share[k], all[k].share());
        }
    const Deaths& relu = sum[column::relu];
    const auto claim_none_dies = [&](std::size_t k, const char* whose, const char* source) {
        const std::string claim = text("%s do not die: %u units in %u networks that stood too high a rate", whose,
                                       sum[k].all_dead(), sum[k].networks);
        if (sum[k].networks == 0) return report.undecided(claim, source);
        report.claim(sum[k].all_dead() == 0, claim, source);
    };
    report.claim(largest_share[column::relu] >= 0.4, "ReLU's units die at too high a rate: as much as 40 %",
                 "Karpathy 2015");
    report.claim(relu.returned[0] == 0,
                 text("Dead ReLUs are dead for ever, first layer: %u of %u came back", relu.returned[0], relu.dead[0]),
                 "Karpathy 2015");
    report.claim(relu.returned[1] == 0,
                 text("Dead ReLUs are dead for ever, second layer: %u of %u came back", relu.returned[1], relu.dead[1]),
                 "Karpathy 2015");
    claim_none_dies(column::leaky, "LeakyReLU's (0.01)", "Maas et al. 2013");
    claim_none_dies(column::very_leaky, "LeakyReLU's (0.2)", "Maas et al. 2013");
    claim_none_dies(column::prelu, "PReLU's", "Karpathy 2015");
    claim_none_dies(column::elu, "ELU's", "Geron 2019");
}

void deaths_of_units(Report& report, unsigned seed) {
    // Ten, thirty and a hundred times a rate at which all of them learn.
    constexpr std::array rates = {harmless_rate, 1.0f, 3.0f, 10.0f};
    std::vector<Columns<Deaths>> at_rates;
    at_rates.reserve(rates.size());
    for (const float rate : rates) at_rates.push_back(deaths_at(rate, seed));
    report.measurement(text(
        "Dead units, those with |f'(x)| < 1e-6 at every training point, after %d steps of gradient descent at a\n"
        "rate, and how many of them still are after %d more at the rate %.1f (%u networks; 1/%u: one did not diverge)",
        harmful_steps, harmless_steps, double(harmless_rate), mortals, mortals));
    for (std::size_t k = 0; k < rates.size(); ++k) report_deaths_at(report, rates[k], at_rates[k]);
    claims_of_deaths(report, at_rates);
}

// ---- The functions themselves

bool saturates(float derivative) {
    return std::abs(derivative) < 1e-6f;
}

void saturation(Report& report) {
    const auto at = [](float x) {
        return [x](const auto& f, Initialisation) { return std::array{f(x), f.derivative(x)}; };
    };
    const auto left = each("saturation", at(-30)), right = each("saturation", at(30));
    Columns<double> value, left_derivative, right_derivative;
    for (std::size_t k = 0; k < column::count; ++k) {
        value[k] = double(left[k][0]);
        left_derivative[k] = double(left[k][1]);
        right_derivative[k] = double(right[k][1]);
    }
    report.measurement("Far from 0");
    report.row("f(-30)", value, "%.2g");
    report.row("f'(-30)", left_derivative, "%.2g");
    report.row("f'(30)", right_derivative, "%.2g");

    bool elu_on_the_left_only = true;
    for (const float alpha : {0.5f, 1.0f, 2.0f}) {
        const ELU elu(alpha);
        elu_on_the_left_only = elu_on_the_left_only && std::abs(elu(-30.0f) + alpha) < 1e-6f &&
                               saturates(elu.derivative(-30.0f)) && !saturates(elu.derivative(30.0f));
    }
    report.claim(elu_on_the_left_only, "ELU saturates to -alpha, left only: f' < 1e-6 (alpha 0.5, 1, 2)",
                 "Clevert et al. 2015");
    const auto on_both_sides = [&](std::size_t k) { return saturates(left[k][1]) && saturates(right[k][1]); };
    report.claim(on_both_sides(column::sigmoid) && on_both_sides(column::tanh),
                 "Sigmoid and tanh saturate on both sides: f' < 1e-6", "Glorot and Bengio 2010");
}

/// Nanoseconds that an element of y = f(x) takes, x standard normal.
Columns<double> times(std::size_t size, int rounds, int repeats, Random random) {
    const Vector some = normal_numbers(4096, random);
    Vector x(size), y(size);
    for (std::size_t i = 0; i < size; ++i) x[i] = some[i % some.size()];
    const auto call = [&](const auto& f) { return [&x, &y, f] { f(x, y); }; };
    auto times = best_times(rounds, repeats, call(ReLU()), call(LeakyReLU()), call(LeakyReLU(LeakyReLU<>::steep_slope)),
                            call(PReLU()), call(ELU()), call(Sigmoid()), call(Tanh()));
    for (double& time : times) time *= 1e9 / double(size);
    return times;
}

void costs(Report& report, unsigned seed) {
    constexpr std::size_t in_first_cache = 2048, in_memory = 1 << 24;
    progress("times", "all");
    const auto small = times(in_first_cache, 500, 16, Random(seed)), large = times(in_memory, 10, 1, Random(seed));
    report.measurement("Time of y = f(x), ns a float");
    report.row("2,048 floats (L1)", small, "%.3f");
    report.row("16 Mi floats (memory)", large, "%.3f");
    const auto claim = [&](const Columns<double>& time, const char* where) {
        const double ratio = time[column::elu] / time[column::relu];
        report.claim(ratio > 1.1, text("ELU takes longer than ReLU, by a tenth or more: %.1f times %s", ratio, where),
                     "Geron 2019");
    };
    claim(small, "in L1");
    claim(large, "in memory");
}

}  // namespace

int main(int argc, char** argv) {
    const unsigned seed = argc > 1 ? unsigned(std::strtoul(argv[1], nullptr, 10)) : 1;
    Report report;
    gradients_through_depth(report, seed);
    const auto learned = each("learning", [&](const auto& activation, Initialisation initialisation) {
        return learn(activation, initialisation, seed);
    });
    sparsity(report, learned);
    means(report, learned, seed);
    speed_of_learning(report, learned);
    deaths_of_units(report, seed);
    saturation(report);
    costs(report, seed);
    return report.finish() ? 0 : 1;
}
