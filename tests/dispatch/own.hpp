// A custom activation with kernels, whose formula calls a function that has no instruction set in its name and is not
// inlined: the baseline program defines it as well, and must not get the one compiled for the kernels.
#pragma once

#include <ramp/core/activation.hpp>

namespace own {

[[gnu::noinline]] inline double shared(double x) {
    return x * 3 + 1;
}

template <class T>
class Line : public ramp::Activation<Line<T>, T> {
public:
    static constexpr const char* name = "Line";
    static constexpr bool dispatched = true;

    template <ramp::lanes_of<T> V>
    ramp::ValueAndDerivative<V> formula(V x) const {
        const V slope = V(T(shared(2)));
        return {ramp::multiply_add(x, slope, V(1)), slope};
    }
};

}  // namespace own
