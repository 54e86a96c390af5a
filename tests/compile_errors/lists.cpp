#include <ramp/elu.hpp>

#include <list>

void use(const std::list<float>& x, std::list<float>& y) {
    ramp::elu(x, y);
}
