#include <cstdio>
#include <vector>

#include <ramp/ramp.hpp>

int main() {
    const std::vector<float> x = {-2, -1, 0, 1, 2};
    std::vector<float> y(x.size()), dy(x.size(), 1.0f), dx(x.size());

    ramp::elu(x, y);                // y = elu(x), vectorised
    ramp::elu.backward(x, dy, dx);  // dx = dy elu'(x)

    const ramp::LeakyReLU<float> leaky(0.2f);  // an activation as an object, with its parameter
    for (std::size_t i = 0; i < x.size(); ++i)
        std::printf("x %5.2f   elu %8.5f   elu' %7.5f   leaky %5.2f\n", x[i], y[i], dx[i], leaky(x[i]));
}
