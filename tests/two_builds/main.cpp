// Runs the baseline build's functions: had the linker kept the wide build's code for one of them, this would be an
// illegal instruction on a machine without it, and symbols.sh beside this file would find the function they share.
#include <cmath>
#include <cstdio>

namespace baseline {
double all(double);
}

int main() {
    // At 0 all values are 0, and every derivative is the slope on the left: 0, 0.01, 0.25 (0.3) and 1.
    const double of_numbers = 2 * 0 + 3 * 0.01 + 2 * 0.25 + 3 * 1.0;
    const double of_arrays = 2 * 0 + 2 * 0.01 + 1 * 0.25 + 2 * 1.0;
    const double of_free_functions = 2 * (0 + 0.01 + 0.3 + 1) + (0.3 + 0.01 + 1);
    const double exact = 2 * (of_numbers + of_arrays + of_free_functions);
    const double sum = baseline::all(0);
    std::printf("%.9g, should be %.9g\n", sum, exact);
    return std::abs(sum - exact) < 1e-5 ? 0 : 1;
}
