#include <ramp/prelu.hpp>

float lost_branch(float y) {
    return ramp::PReLU<float>{}.derivative_from_value(y);
}
