// runtime_arch is there only where ramp::dispatch is linked.
#include <ramp/relu.hpp>

#include <vector>

int main() {
    const std::vector<float> x(3);
    std::vector<float> y(3);
    ramp::relu[ramp::on<ramp::runtime_arch>](x, y);
}
