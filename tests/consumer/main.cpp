#include <ramp/elu.hpp>

#include <vector>

int main() {
    const std::vector<float> x = {-1, 2};
    std::vector<float> y(2);
    ramp::elu(x, y);
    return y[0] > -0.64f && y[0] < -0.63f && y[1] == 2 ? 0 : 1;
}
