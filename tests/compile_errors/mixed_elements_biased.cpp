#include <vector>

#include <ramp/biased.hpp>
#include <ramp/relu.hpp>

void use(const std::vector<float>& x, const std::vector<double>& bias, std::vector<float>& y) {
    ramp::biased(ramp::relu, x, bias, y);
}
