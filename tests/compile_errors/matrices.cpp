// As Eigen's, which is not a range.
#include <ramp/relu.hpp>

struct Matrix {
    float* data();
    long size() const;
};

void f(Matrix& x, Matrix& y) {
    ramp::relu(x, y);
}
