// A row of a matrix by columns, whose elements are apart.
#include <ramp/eigen.hpp>
#include <ramp/relu.hpp>

void f(Eigen::MatrixXf& x, Eigen::MatrixXf& y) {
    ramp::relu(x.row(0), y.row(0));
}
