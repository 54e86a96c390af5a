// Runs the baseline build's functions: had the linker kept the wide build's code for them, this would be an illegal
// instruction on a machine without it, and the symbols.cmake beside this file would find the symbol they share.
#include <cmath>
#include <cstdio>

namespace baseline {
float number(float);
float array(float);
}  // namespace baseline

int main() {
    const float exact = std::expm1(-1.0f) - 0.01f + 0 - 0.3f;
    const float difference = std::abs(baseline::number(-1.0f) - exact);
    std::printf("number %g, array %g\n", double(difference), double(baseline::array(-1.0f)));
    return difference < 1e-6f ? 0 : 1;
}
