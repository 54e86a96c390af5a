// The activations that a build of its own is made of: those of the rows, or what its target names.
#pragma once

#include <tuple>

#include <ramp/catalogue.hpp>

template <class T>
#if defined(ACTIVATIONS)
using Activations = std::tuple<ACTIVATIONS>;
#else
using Activations = ramp::catalogue<T>;
#endif
