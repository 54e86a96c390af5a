// f's values and derivatives from arrays and from numbers, as calls.cpp computes them with -ffast-math.
#pragma once

#include <vector>

template <class F>
struct Results {
    using T = typename F::value_type;
    std::vector<T> values, derivatives, number_values, number_derivatives;
};

template <class F>
Results<F> results(const F& f, const std::vector<typename F::value_type>& x);
