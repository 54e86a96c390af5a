// Everything, and the catalogue.
#pragma once

#include <tuple>

#include <ramp/elu.hpp>
#include <ramp/leaky_relu.hpp>
#include <ramp/prelu.hpp>
#include <ramp/relu.hpp>

namespace ramp {

/// Every activation of one number; what runs over all of them (the laws, the benchmarks) runs over this.
template <class T>
using catalogue = std::tuple<ReLU<T>, LeakyReLU<T>, PReLU<T>, ELU<T>>;

}  // namespace ramp
