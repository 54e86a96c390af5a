// `dispatch LEVEL`: with RAMP_ARCH=LEVEL, calls run on the kernels of this level and no others. 77, which CTest shows
// as skipped, where the machine does not have it. `dispatch` alone prints which level RAMP_ARCH leads to.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include <ramp/ramp.hpp>

#include "own.hpp"

namespace {

/// Has no kernels, and could have none: its name is this file's own.
template <class T>
class Square : public ramp::Activation<Square<T>, T> {
public:
    static constexpr const char* name = "Square";

    template <ramp::lanes_of<T> V>
    constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        return {x * x, x + x};
    }
};

static_assert(std::is_same_v<ramp::default_arch, ramp::runtime_arch>);
constexpr auto of_build = ramp::on<xsimd::default_arch>;

constexpr float constant() {
    float x[3] = {-1, 0, 2}, y[3] = {};
    ramp::elu(x, y);
    return y[0] + y[2];
}
static_assert(constant() > 1.36f && constant() < 1.37f);

int failures = 0;

void check(bool right, const char* what) {
    if (right) return;
    ++failures;
    std::printf("wrong: %s\n", what);
}

constexpr std::size_t size = 1000;

std::vector<float> numbers() {
    std::vector<float> x(size);
    for (std::size_t i = 0; i < size; ++i) x[i] = float(i) / 100 - 5;
    return x;
}

bool close(float a, float b) {
    return std::abs(a - b) <= 1e-6f * std::abs(a);
}

bool machine_has(const char* level) {
#if defined(__x86_64__)
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (std::strcmp(level, "avx512") == 0)
        return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    if (std::strcmp(level, "avx2") == 0) return avx2;
#endif
    return level != nullptr;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return std::puts(ramp::runtime_arch_name()) < 0;
    const char* const level = arguments[1];
    if (!machine_has(level)) {
        std::printf("skipped: this machine has no %s\n", level);
        return 77;
    }
    setenv("RAMP_ARCH", level, 1);
    check(std::strcmp(ramp::runtime_arch_name(), level) == 0, ramp::runtime_arch_name());

    const std::vector<float> x = numbers();
    std::vector<float> y(size), d(size), y_of_build(size), d_of_build(size);
    const auto differences = [&] {
        int different = 0;
        for (std::size_t i = 0; i < size; ++i) different += y[i] != y_of_build[i] || d[i] != d_of_build[i];
        return different;
    };

    ramp::elu.value_and_derivative(x, y, d);
    ramp::elu[of_build].value_and_derivative(x, y_of_build, d_of_build);
    for (std::size_t i = 0; i < size; ++i) check(close(y[i], y_of_build[i]) && close(d[i], d_of_build[i]), "ELU");
    const bool same_rounding = ramp::has_fused_multiply_add || std::strcmp(level, "sse2") == 0;
    check((differences() == 0) == same_rounding,
          "ELU's kernels are this level's: a fused multiply-add shows in some bits");

    std::array<float, 7> x_known, y_known;
    for (std::size_t i = 0; i < size; i += 7) {
        const std::size_t left = std::min<std::size_t>(size - i, 7);
        for (std::size_t k = 0; k < 7; ++k) x_known[k] = k < left ? x[i + k] : 0;
        ramp::elu(x_known, y_known);
        for (std::size_t k = 0; k < left; ++k)
            check(y_known[k] == y[i + k], "an array of known extent has the bits of a long one");
    }

    ramp::leaky_relu.value_and_derivative(x, y, d);
    ramp::leaky_relu[of_build].value_and_derivative(x, y_of_build, d_of_build);
    check(differences() == 0, "LeakyReLU");

    const ramp::PReLU<float> prelu;
    check(close(prelu.backward(x, x, d), prelu[of_build].backward(x, x, d_of_build)), "PReLU's gradient for the slope");

    const std::vector<float> slopes = {0.1f, 0.2f, 0.3f, 0.4f};
    std::vector<float> dslopes(4), dslopes_of_build(4);
    ramp::channel_prelu(x, slopes, y, 2);
    ramp::channel_prelu.backward(x, slopes, x, d, dslopes, 2);
    ramp::channel_prelu[of_build](x, slopes, y_of_build, 2);
    ramp::channel_prelu[of_build].backward(x, slopes, x, d_of_build, dslopes_of_build, 2);
    check(differences() == 0, "channel_prelu");
    for (std::size_t i = 0; i < 4; ++i) check(close(dslopes[i], dslopes_of_build[i]), "channel_prelu's slopes");

    std::vector<float> dbias(4), dbias_of_build(4);
    ramp::biased.backward(ramp::elu, x, slopes, x, y, dbias);
    ramp::biased[of_build].backward(ramp::elu, x, slopes, x, y_of_build, dbias_of_build);
    for (std::size_t i = 0; i < size; ++i) check(close(y[i], y_of_build[i]), "biased");
    for (std::size_t i = 0; i < 4; ++i) check(close(dbias[i], dbias_of_build[i]), "biased's gradients");

    std::vector<std::uint8_t> bits((size + 7) / 8), bits_of_build(bits.size());
    ramp::leaky_relu.value(x, y, bits);
    ramp::leaky_relu[of_build].value(x, y_of_build, bits_of_build);
    check(differences() == 0 && bits == bits_of_build, "bits");
    ramp::leaky_relu.backward_from_bits(bits, x, y);
    ramp::leaky_relu[of_build].backward_from_bits(bits, x, y_of_build);
    check(differences() == 0, "the backward pass from bits");

    ramp::gated.backward(ramp::elu, x, x, x, y, d);
    ramp::gated[of_build].backward(ramp::elu, x, x, x, y_of_build, d_of_build);
    for (std::size_t i = 0; i < size; ++i) check(close(y[i], y_of_build[i]) && close(d[i], d_of_build[i]), "gated");
    check((differences() == 0) == same_rounding, "gated's kernels are this level's");
    std::vector<float> half(size / 2), half_of_build(size / 2);
    ramp::gated.packed(ramp::leaky_relu, x, half, 5);
    ramp::gated.packed(ramp::leaky_relu[of_build], x, half_of_build, 5);
    check(half == half_of_build, "gated's packed rows");

    const std::vector<int> labels(size / 10, 7);
    ramp::softmax(x, y, 10);
    ramp::softmax[of_build](x, y_of_build, 10);
    for (std::size_t i = 0; i < size; ++i) check(close(y[i], y_of_build[i]), "softmax");
    check(close(ramp::cross_entropy.value_and_gradient(x, labels, d, 10),
                ramp::cross_entropy[of_build].value_and_gradient(x, labels, d_of_build, 10)),
          "cross_entropy");

    own::Line<float>().value_and_derivative(x, y, d);
    for (std::size_t i = 0; i < size; ++i)
        check(std::abs(y[i] - (x[i] * 7 + 1)) < 1e-5f && d[i] == float(own::shared(2)), "own::Line");

    Square<float>().value_and_derivative(x, y, d);
    Square<float>()[of_build].value_and_derivative(x, y_of_build, d_of_build);
    check(differences() == 0, "an activation without kernels");

    try {
        ramp::elu(x, std::span(y).first(3));
        check(false, "a bad call throws");
    } catch (const std::invalid_argument&) {
    }
    return failures == 0 ? 0 : 1;
}
