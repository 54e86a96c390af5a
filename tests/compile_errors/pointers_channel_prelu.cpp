#include <ramp/channel_prelu.hpp>

void use(const float* x, const float* slopes, float* y) {
    ramp::channel_prelu(x, slopes, y);
}
