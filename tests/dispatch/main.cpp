// `dispatch LEVEL`: with RAMP_ARCH=LEVEL, calls run on the kernels of this level and no others. 77, which CTest shows
// as skipped, where the machine does not have it. `dispatch` alone prints which level RAMP_ARCH leads to.
#include <cmath>
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
    using Base = ramp::Activation<Square, T>;

public:
    static constexpr const char* name = "Square";
    using Base::value, Base::derivative;

    template <ramp::lanes_of<T> V>
    constexpr V value(V x) const {
        return x * x;
    }
    template <ramp::lanes_of<T> V>
    constexpr V derivative(V x) const {
        return x + x;
    }
};

static_assert(std::is_same_v<ramp::default_arch, ramp::runtime_arch>);

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

constexpr int size = 1000;

std::vector<float> numbers() {
    std::vector<float> x(size);
    for (int i = 0; i < size; ++i) x[std::size_t(i)] = float(i) / 100 - 5;
    return x;
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
    std::vector<float> y(size), of_build(size), d(size), d_of_build(size);
    const auto differences = [&] {
        int different = 0;
        for (std::size_t i = 0; i < size; ++i) different += y[i] != of_build[i] || d[i] != d_of_build[i];
        return different;
    };

    ramp::ELU<float>().value_and_derivative(x, y, d);
    ramp::ELU<float>().value_and_derivative<xsimd::default_arch>(x, of_build, d_of_build);
    for (std::size_t i = 0; i < size; ++i) check(std::abs(y[i] - of_build[i]) < 1e-6f, "ELU");
    const bool same_rounding = ramp::has_fused_multiply_add || std::strcmp(level, "sse2") == 0;
    check((differences() == 0) == same_rounding,
          "ELU's kernels are this level's: a fused multiply-add shows in some bits");

    ramp::LeakyReLU<float>().value_and_derivative(x, y, d);
    ramp::LeakyReLU<float>().value_and_derivative<xsimd::default_arch>(x, of_build, d_of_build);
    check(differences() == 0, "LeakyReLU");

    const float gradient = ramp::PReLU<float>().backward(x, x, d);
    const float gradient_of_build = ramp::PReLU<float>().backward<xsimd::default_arch>(x, x, d_of_build);
    check(std::abs(gradient - gradient_of_build) <= 1e-6f * std::abs(gradient), "PReLU's gradient for the slope");

    const std::vector<float> slopes = {0.1f, 0.2f, 0.3f, 0.4f};
    std::vector<float> dslopes(4), dslopes_of_build(4);
    const ramp::ChannelPReLU<float> channels(slopes, 2);
    channels.value(x, y);
    channels.backward(x, x, d, dslopes);
    channels.value<xsimd::default_arch>(x, of_build);
    channels.backward<xsimd::default_arch>(x, x, d_of_build, dslopes_of_build);
    check(differences() == 0, "ChannelPReLU");
    for (std::size_t i = 0; i < 4; ++i)
        check(std::abs(dslopes[i] - dslopes_of_build[i]) <= 1e-6f * std::abs(dslopes[i]), "ChannelPReLU's slopes");

    own::Line<float>().value_and_derivative(x, y, d);
    for (std::size_t i = 0; i < size; ++i)
        check(std::abs(y[i] - (x[i] * 7 + 1)) < 1e-5f && d[i] == float(own::shared(2)), "own::Line");

    Square<float>().value_and_derivative(x, y, d);
    Square<float>().value_and_derivative<xsimd::default_arch>(x, of_build, d_of_build);
    check(differences() == 0, "an activation without kernels");

    try {
        ramp::elu(x, std::span(y).first(3));
        check(false, "a bad call throws");
    } catch (const std::invalid_argument&) {
    }
    return failures == 0 ? 0 : 1;
}
