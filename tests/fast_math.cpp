// Law 11, built with -ffast-math: finite inputs keep law 6. It judges by integers and long double alone.
#include <ramp/ramp.hpp>

#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "reference.hpp"

template <class F>
bool keeps_its_accuracy() {
    using T = typename F::value_type;
    using R = ramp_tests::Reference<F>;
    bool kept = true;
    std::vector<T> x;
    for (double sweep = 1e-6; sweep < 80; sweep *= 1.0001) x.insert(x.end(), {T(sweep), T(-sweep)});
    std::vector<T> y(x.size()), d(x.size());
    for (const F& f : R::samples()) {
        f.value_and_derivative(x, y, d);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const long double exact = R::value(f, x[i]), exact_derivative = R::derivative(f, x[i]);
            if (std::abs(exact) > std::numeric_limits<T>::max()) continue;  // infinity is given up
            const bool good = ramp_tests::ulps_apart(y[i], exact) <= R::ulps + 0x1p-9L &&
                              ramp_tests::ulps_apart(f.value(x[i]), exact) <= R::ulps + 0x1p-9L &&
                              ramp_tests::ulps_apart(d[i], exact_derivative) <= R::ulps_of_derivative &&
                              ramp_tests::ulps_apart(f.derivative(x[i]), exact_derivative) <= R::ulps_of_derivative;
            if (!good && kept)
                std::printf("%s<%zu bytes> at %g: value %g (%g and %g ulp), derivative %g (%g and %g ulp)\n", F::name,
                            sizeof(T), double(x[i]), double(y[i]), double(ramp_tests::ulps_apart(y[i], exact)),
                            double(ramp_tests::ulps_apart(f.value(x[i]), exact)), double(d[i]),
                            double(ramp_tests::ulps_apart(d[i], exact_derivative)),
                            double(ramp_tests::ulps_apart(f.derivative(x[i]), exact_derivative)));
            kept &= good;
        }
    }
    return kept;
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
