// The one list of activations: what runs over all of them (laws, benchmarks, kernels, tables) runs over this.
#pragma once

#include <tuple>

#include <ramp/celu.hpp>
#include <ramp/elu.hpp>
#include <ramp/gelu.hpp>
#include <ramp/gelu_tanh.hpp>
#include <ramp/hardshrink.hpp>
#include <ramp/hardsigmoid.hpp>
#include <ramp/hardswish.hpp>
#include <ramp/hardtanh.hpp>
#include <ramp/leaky_relu.hpp>
#include <ramp/logsigmoid.hpp>
#include <ramp/mish.hpp>
#include <ramp/prelu.hpp>
#include <ramp/quick_gelu.hpp>
#include <ramp/relu.hpp>
#include <ramp/relu6.hpp>
#include <ramp/selu.hpp>
#include <ramp/sigmoid.hpp>
#include <ramp/silu.hpp>
#include <ramp/softplus.hpp>
#include <ramp/softshrink.hpp>
#include <ramp/softsign.hpp>
#include <ramp/squared_relu.hpp>
#include <ramp/squareplus.hpp>
#include <ramp/swish.hpp>
#include <ramp/tanh.hpp>
#include <ramp/tanhshrink.hpp>
#include <ramp/threshold.hpp>

namespace ramp {

template <class T>
using catalogue = std::tuple<ReLU<T>, LeakyReLU<T>, PReLU<T>, ReLU6<T>, Hardtanh<T>, Hardshrink<T>, Softshrink<T>,
                             Threshold<T>, SquaredReLU<T>, Hardsigmoid<T>, Hardswish<T>, Softsign<T>, Squareplus<T>,
                             ELU<T>, SELU<T>, CELU<T>, Sigmoid<T>, LogSigmoid<T>, Tanh<T>, Tanhshrink<T>, Softplus<T>,
                             SiLU<T>, Swish<T>, QuickGELU<T>, GELU<T>, GELUTanh<T>, Mish<T>>;

}  // namespace ramp
