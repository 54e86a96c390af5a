// As main.cpp, on ramp::dispatch's kernels and those of a custom activation.
#include <ramp/relu.hpp>

#include <type_traits>
#include <vector>

#include "../dispatch/own.hpp"

static_assert(std::is_same_v<ramp::default_arch, ramp::runtime_arch>);

int main() {
    const std::vector<float> x = {-1, 2};
    std::vector<float> y(2), line(2);
    ramp::relu(x, y);
    own::Line<float>().value(x, line);
    const bool right = y[0] == 0 && y[1] == 2 && line[0] == -6 && line[1] == 15;
    return right && ramp::runtime_arch_name() != nullptr ? 0 : 1;
}
