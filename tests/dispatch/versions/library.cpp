// One of two libraries in one program, each with a version of ramp::dispatch: ELU in FUNCTION's.
#include <ramp/elu.hpp>

float FUNCTION(float x) {
    ramp::elu(&x, &x, 1);
    return x;
}
