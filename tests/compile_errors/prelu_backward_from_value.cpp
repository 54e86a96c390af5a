#include <ramp/prelu.hpp>

#include <vector>

void lost_branch(const std::vector<float>& y, std::vector<float>& dx) {
    ramp::PReLU<float>{}.backward_from_value(y, y, dx);
}
