#include <ramp/elu.hpp>

#include <vector>

void use(const std::vector<float>& x) {
    auto y = ramp::elu(x);
}
