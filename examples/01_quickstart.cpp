#include <cstdio>
#include <vector>

#include <ramp/ramp.hpp>

int main() {
    const std::vector<float> x = {-2, -1, -0.5f, 0, 0.5f, 1, 2};
    std::vector<float> y(x.size()), dy(x.size(), 1.0f), dx(x.size());

    ramp::elu(x, y);                // y = elu(x), vectorised
    ramp::elu_backward(x, dy, dx);  // dx = dy elu'(x)

    const ramp::LeakyReLU<float> leaky_relu(0.2f);  // an activation as a value, with its parameter
    for (std::size_t i = 0; i < x.size(); ++i)
        std::printf("x %5.2f   elu %8.5f   elu' %7.5f   leaky_relu %5.2f\n", x[i], y[i], dx[i], leaky_relu(x[i]));
}
