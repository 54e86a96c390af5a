// Compiled twice with different instruction sets and linked into one program: see main.cpp.
#include <ramp/ramp.hpp>

namespace BUILD {

float number(float x) {
    return ramp::elu(x) + ramp::leaky_relu(x) + ramp::relu(x) + ramp::prelu(x, 0.3);
}

float array(float x) {
    float in[19], out[19], gradient[19];
    for (float& element : in) element = x;
    ramp::elu(in, out);
    ramp::ELU<float>{}.backward(in, out, gradient);
    const float slope_gradient = ramp::prelu_backward(in, out, gradient, 0.3);
    return out[18] + gradient[18] + slope_gradient;
}

}  // namespace BUILD
