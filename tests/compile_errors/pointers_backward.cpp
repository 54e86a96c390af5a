#include <ramp/elu.hpp>

void run(const float* x, const float* dy, float* dx) {
    ramp::elu.backward(x, dy, dx);
}
