// One binary for every machine: built with the compiler's default flags, the same calls use the widest instruction set
// of the machine that runs them. RAMP_ARCH=sse2 (or avx2, avx512) in the environment lowers it. ramp_dispatch() in
// CMakeLists.txt names the activations that have kernels; the custom DynamicTanh, which has none, runs on what this
// file is compiled for.
#include <cstddef>
#include <cstdio>
#include <vector>

#include <ramp/ramp.hpp>

#include "best_times.hpp"
#include "custom_activations.hpp"

namespace {

using Vector = std::vector<float>;

/// Prints the times of f's calls here and on the build's own instruction set; false where results are far apart.
template <class Activation>
bool compare(const Activation& f, const Vector& x) {
    Vector y(x.size()), y_of_build(x.size());
    const auto [seconds, seconds_of_build] = best_times(
        200, 8, [&] { f(x, y); }, [&] { f[ramp::on<xsimd::default_arch>](x, y_of_build); });
    std::printf("%-10s %8.1f ns   %8.1f ns   %4.1f times as fast\n", Activation::name, 1e9 * seconds,
                1e9 * seconds_of_build, seconds_of_build / seconds);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const float apart = y[i] - y_of_build[i];  // a few units in the last place: a fused multiply-add rounds once
        if (apart > 1e-6f || apart < -1e-6f) return false;
    }
    return true;
}

}  // namespace

int main() {
    Vector x(1024);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i) / 128 - 4;

    std::printf("this file is compiled for %s, and this machine gets %s\n", xsimd::default_arch::name(),
                ramp::runtime_arch_name());
    const bool right = compare(ramp::ReLU<float>(), x) && compare(ramp::LeakyReLU<float>(), x) &&
                       compare(ramp::ELU<float>(), x) && compare(custom::Snake<float>(), x) &&
                       compare(custom::DynamicTanh<float>(), x);
    return right ? 0 : 1;
}
