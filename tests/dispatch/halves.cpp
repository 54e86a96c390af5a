// `dispatch_halves LEVEL`: with RAMP_ARCH=LEVEL, a call of halves gives what the same call of floats gives on the
// kernels of this level, rounded once. 77, which CTest shows as skipped, where the machine does not have it.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <ramp/half.hpp>
#include <ramp/ramp.hpp>

namespace {

constexpr std::size_t size = 1000, channels = 4, columns = 10;
int failures = 0;

template <class S>
using Results = std::array<std::vector<S>, 14>;

template <class S>
Results<S> results_of(const std::vector<S>& x, const std::vector<S>& bias) {
    Results<S> all;
    for (auto& result : all) result.resize(size);
    auto& [y, d, dx, biased, dbiased, dbias, gated, probabilities, gradient, losses, of_bits, from_bits, by_slopes,
           dslopes] = all;
    dbias.resize(channels), dslopes.resize(channels), losses.resize(1);
    ramp::elu.value_and_derivative(x, y, d);
    ramp::elu.backward(x, x, dx);
    ramp::biased(ramp::elu, x, bias, biased);
    ramp::biased.backward(ramp::elu, x, bias, x, dbiased, dbias);
    ramp::gated(ramp::elu, x, x, gated);
    std::vector<std::uint8_t> bits((size + 7) / 8);
    ramp::relu.value(x, of_bits, bits);
    ramp::relu.backward_from_bits(bits, x, from_bits);
    ramp::channel_prelu.backward(x, bias, x, by_slopes, dslopes);
    ramp::softmax(x, probabilities, columns);
    const std::vector<int> labels(size / columns, 7);
    losses[0] = S(ramp::cross_entropy.value_and_gradient(x, labels, gradient, columns));
    return all;
}

template <class S>
void try_halves(const char* format) {
    const auto floats = [](const std::vector<S>& halves) { return std::vector<float>(halves.begin(), halves.end()); };
    std::vector<S> x, bias;
    for (std::size_t i = 0; i < size; ++i) x.push_back(S(float(i) / 100 - 5));
    for (std::size_t c = 0; c < channels; ++c) bias.push_back(S(0.1f * float(c)));
    const auto of_halves = results_of(x, bias);
    const auto of_floats = results_of(floats(x), floats(bias));
    for (std::size_t k = 0; k < of_halves.size(); ++k)
        for (std::size_t i = 0; i < of_halves[k].size(); ++i)
            if (float(of_halves[k][i]) != float(S(of_floats[k][i])) && ++failures < 10)
                std::printf("wrong: %s, result %zu, element %zu: %g\n", format, k, i, double(float(of_halves[k][i])));
}

}  // namespace

int main(int, char** arguments) {
    setenv("RAMP_ARCH", arguments[1], 1);
    if (std::strcmp(ramp::runtime_arch_name(), arguments[1]) != 0) return 77;
    try_halves<ramp::float16>("float16");
    try_halves<ramp::bfloat16>("bfloat16");
    return failures == 0 ? 0 : 1;
}
