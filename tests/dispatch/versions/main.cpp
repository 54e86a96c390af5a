// Each of two libraries gets the kernels of its own version of ramp: in the later one, ELU is -7 below 0.
#include <cstdio>

float elu_of_this_version(float x);
float elu_of_next_version(float x);

int main() {
    const float first = elu_of_this_version(-1), second = elu_of_next_version(-1);
    std::printf("%g %g\n", double(first), double(second));
    return first > -0.64f && first < -0.63f && second == -7 ? 0 : 1;
}
