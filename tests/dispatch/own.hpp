// An activation of one's own with kernels, whose formula calls a function that has no instruction set in its name and
// is not inlined: the baseline program defines it as well, and must not get the one compiled for the kernels.
#pragma once

#include <ramp/core/activation.hpp>

namespace own {

[[gnu::noinline]] inline double shared(double x) {
    return x * 3 + 1;
}

template <class T>
class Line : public ramp::Activation<Line<T>, T> {
    using Base = ramp::Activation<Line, T>;

public:
    static constexpr const char* name = "Line";
    static constexpr bool dispatched = true;
    using Base::value, Base::derivative;

    template <ramp::lanes_of<T> V>
    V value(V x) const {
        return x * V(T(shared(2))) + V(T(1));
    }
    template <ramp::lanes_of<T> V>
    V derivative(V) const {
        return V(T(shared(2)));
    }
};

}  // namespace own
