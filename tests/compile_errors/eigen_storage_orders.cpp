#include <ramp/eigen.hpp>
#include <ramp/relu.hpp>

void f(const Eigen::MatrixXf& x, Eigen::Matrix<float, -1, -1, Eigen::RowMajor>& y) {
    ramp::relu(x, y);
}
