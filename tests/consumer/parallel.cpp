#include <ramp/elu.hpp>
#include <ramp/parallel.hpp>

#include <vector>

int main() {
    const std::vector<float> x(200000, -1);
    std::vector<float> y(x.size()), right(x.size());
    ramp::elu[ramp::par](x, y);
    ramp::elu(x, right);
    return y == right ? 0 : 1;
}
