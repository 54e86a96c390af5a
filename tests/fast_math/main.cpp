// Law 11: finite inputs keep law 6 under -ffast-math.
#include <cmath>
#include <cstdio>
#include <limits>
#include <tuple>
#include <vector>

#include "../reference.hpp"
#include "calls.hpp"

template <class F>
bool keeps_its_accuracy() {
    using T = typename F::value_type;
    using R = ramp_tests::Reference<F>;
    constexpr T smallest = std::numeric_limits<T>::min(), largest = std::numeric_limits<T>::max();
    std::vector<T> x = {largest, -largest, smallest, -smallest};
    for (double sweep = 1e-30; sweep < 1e30; sweep *= 1.0005) x.insert(x.end(), {T(sweep), T(-sweep)});
    for (double sweep = 1e-2; sweep < 800; sweep *= 1.0001) x.insert(x.end(), {T(sweep), T(-sweep)});
    std::size_t bad = 0;
    for (const F& f : R::samples()) {
        const Results<F> got = results(f, x);
        const auto judge = [&](T x_i, const char* what, T result, long double exact, long double bound) {
            // Given up: infinities, and with subnormal numbers what Exponential says of those next to them.
            const bool kept = std::abs(exact) >= 1.42L * smallest && std::abs(exact) <= largest;
            if (!kept && exact != 0) return;
            const long double apart = exact == 0 ? std::abs(result) / smallest : ramp_tests::ulps_apart(result, exact);
            if (apart <= bound) return;
            if (bad++ == 0)
                std::printf("%s<%zu bytes>: %s at %g is %g, %g ulp off\n", F::name, sizeof(T), what, double(x_i),
                            double(result), double(apart));
        };
        for (std::size_t i = 0; i < x.size(); ++i) {
            const long double value = R::value(f, x[i]), derivative = R::derivative(f, x[i]);
            judge(x[i], "value of an array", got.values[i], value, R::ulps + 0x1p-9L);
            judge(x[i], "value of a number", got.number_values[i], value, R::ulps + 0x1p-9L);
            judge(x[i], "derivative of an array", got.derivatives[i], derivative, R::ulps_of_derivative);
            judge(x[i], "derivative of a number", got.number_derivatives[i], derivative, R::ulps_of_derivative);
        }
    }
    return bad == 0;
}

template <class... F>
bool all_keep_their_accuracy(const std::tuple<F...>*) {
    bool kept = true;
    ((kept &= keeps_its_accuracy<F>()), ...);
    return kept;
}

int main() {
    return all_keep_their_accuracy(static_cast<ramp_tests::Catalogue*>(nullptr)) ? 0 : 1;
}
