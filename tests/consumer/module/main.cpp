// import ramp; the macros, which no module exports, come from their header.
#include <cmath>
#include <cstdio>
#include <vector>

#include <ramp/core/inline.hpp>

import ramp;

template <ramp::number T = float>
class Half : public ramp::Activation<Half<T>, T> {
public:
    static constexpr const char* name = "Half";
    template <ramp::lanes_of<T> V>
    RAMP_INLINE constexpr ramp::ValueAndDerivative<V> formula(V x) const {
        return {ramp::opaque(x * V(0.5)), V(0.5)};
    }
};

static_assert(ramp::relu(-1.0) == 0);

int main() {
    const std::vector<float> x = {-1, 2};
    std::vector<float> y(2), dx(2), half(2), probabilities(2);
    ramp::elu(x, y);
    ramp::elu.backward(x, x, dx);
    Half<float>().value(x, half);
    ramp::softmax(x, probabilities, 2);
    std::vector<float> unaligned(100, -1);
    ramp::relu(unaligned.data() + 1, unaligned.data() + 1, 99);
    const auto near = [](float a, double b) { return std::abs(a - b) < 1e-6; };
    const bool right = near(y[0], std::expm1(-1.0)) && y[1] == 2 && near(dx[0], -std::exp(-1.0)) && dx[1] == 2 &&
                       half[0] == -0.5f && half[1] == 1 && near(probabilities[0], 1 / (1 + std::exp(3.0))) &&
                       float(ramp::float16(1 / 3.0f)) == 0.333251953125f && ramp::version_major == 0 &&
                       unaligned[99] == 0;
    std::printf("%g %g %g\n", double(y[0]), double(dx[0]), double(probabilities[0]));
    return right ? 0 : 1;
}
