// Compiled for two instruction sets; its calls name a third one, which both have.
#include <ramp/ramp.hpp>

#include <span>

namespace BUILD {

float narrow(std::span<const float> x, std::span<float> y, std::span<float> d) {
    constexpr auto elu = ramp::elu[ramp::on<xsimd::sse2>];
    elu(x, y), elu.value_and_derivative(x, y, d), elu.backward(x, x, d), elu.backward_from_value(x, x, d);
    ramp::channel_prelu[ramp::on<xsimd::sse2>](x, x, y);
    return ramp::prelu[ramp::on<xsimd::sse2>].backward(x, x, d);
}

}  // namespace BUILD
