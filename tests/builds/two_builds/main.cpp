// Runs the baseline build's functions in a program that holds other builds, whose objects come first: had the linker
// kept another build's code for one of them, this would be an illegal instruction on a machine without it, an abort
// instead of an exception, or a lost NaN; and symbols.sh beside this file would find the function they share.
#include <cmath>
#include <concepts>
#include <cstdio>
#include <tuple>

#include "../activations.hpp"

namespace baseline {
double all(double);
bool refuses_and_keeps_nan();
}  // namespace baseline

template <class F>
double expected_of(const F& f) {
    const typename F::value_type x = 0;
    const double value = double(f.value(x)), derivative = double(f.derivative(x));
    double from_value = 0;
    if constexpr (requires { f.derivative_from_value(x); }) from_value = double(f.derivative_from_value(x));
    return 3 * value + 2 * derivative + from_value;
}

/// What everything() of user.cpp gives at 0.
template <class F>
double expected_of() {
    const F f = [] {
        if constexpr (std::default_initializable<F>)
            return F();
        else
            return F(0, 0);
    }();
    if constexpr (ramp::has_grades<F>)
        return expected_of(f) + expected_of(f[ramp::fast]);
    else
        return expected_of(f);
}

template <class... F>
double expected(const std::tuple<F...>*) {
    return (expected_of<F>() + ...);
}

int main() {
    // exponential(0), elu'(0) with alpha 2, the derivatives of arrays, that from the value, elu'(0) again, and a slope.
    const double of_others = 1 + 2 + (1 + 0.25) + 1 + 2 + 0.5;
    const double of_beside = std::log(9) - std::log(45);  // a loss, and a logarithm of softmax
    const double exact = expected(static_cast<Activations<float>*>(nullptr)) +
                         expected(static_cast<Activations<double>*>(nullptr)) + 2 * (of_others + of_beside);
    const double sum = baseline::all(0);
    const bool strict = baseline::refuses_and_keeps_nan();
    std::printf("%.9g, should be %.9g; %s\n", sum, exact, strict ? "strict" : "not strict");
    return std::abs(sum - exact) < 1e-4 && strict ? 0 : 1;
}
