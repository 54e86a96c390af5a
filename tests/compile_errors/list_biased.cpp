#include <list>
#include <vector>

#include <ramp/biased.hpp>
#include <ramp/elu.hpp>

void use(const std::list<float>& x, const std::vector<float>& bias, std::vector<float>& y) {
    ramp::biased(ramp::elu, x, bias, y);
}
