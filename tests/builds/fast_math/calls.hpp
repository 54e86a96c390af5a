// Values and derivatives as calls.cpp computes them with -ffast-math, from arrays and from numbers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

template <class T>
struct Results {
    std::vector<T> values, derivatives, number_values, number_derivatives;
};

/// Of the catalogue's activation of this name, whose object is in these bytes.
template <class T>
Results<T> results(const std::string& name, bool is_fast, const std::byte* object, const std::vector<T>& x);
