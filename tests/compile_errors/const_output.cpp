#include <ramp/elu.hpp>

#include <vector>

void use(std::vector<float>& x, const std::vector<float>& y) {
    ramp::elu(x, y);
}
