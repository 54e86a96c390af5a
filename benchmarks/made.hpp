// An activation with the parameters that it has by default.
#pragma once

#include <concepts>

#include <ramp/core/inline.hpp>

namespace ramp_benchmarks {

/// Where an activation asks for two parameters, as Threshold does, any will do.
template <class F>
[[nodiscard]] RAMP_INLINE F made() {
    using T = typename F::value_type;
    if constexpr (std::default_initializable<F>)
        return F();
    else
        return F(T(0.25), T(0));
}

/// The same activation of double: with f's slope, else with its defaults. channel_prelu's slopes have no such copy.
template <template <class> class F>
requires requires {
    F<float>::name;
}
[[nodiscard]] F<double> in_double(const F<float>& f) {
    if constexpr (requires { F<double>(double(f.slope())); })
        return F<double>(double(f.slope()));
    else
        return made<F<double>>();
}

}  // namespace ramp_benchmarks
