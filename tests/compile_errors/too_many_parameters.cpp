#include <ramp/elu.hpp>

#include <vector>

void use(const std::vector<float>& x, std::vector<float>& y) {
    ramp::elu(x, y, 1.5, 2.5);
}
