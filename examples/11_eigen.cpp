// ramp and Eigen: a layer whose matrices are ramp's arrays, and activations in Eigen's expressions.
#include <cstdio>

#include <ramp/eigen.hpp>
#include <ramp/ramp.hpp>

using Eigen::MatrixXf, Eigen::VectorXf;

/// y = gelu(weights x + bias), a column for each sample.
struct Layer {
    MatrixXf weights, dweights, z;
    VectorXf bias, dbias;

    MatrixXf forward(const MatrixXf& x) {
        z = weights * x;
        MatrixXf y(z.rows(), z.cols());
        ramp::biased(ramp::gelu, z, bias, y);
        return y;
    }
    MatrixXf backward(const MatrixXf& x, const MatrixXf& dy) {
        MatrixXf dz(dy.rows(), dy.cols());
        ramp::biased.backward(ramp::gelu, z, bias, dy, dz, dbias);
        dweights = dz * x.transpose();
        return weights.transpose() * dz;
    }
};

int main() {
    MatrixXf x(2, 3), weights(4, 2);
    x << 1, -2, 0.5f, -1, 3, 2;
    weights << 0.5f, -1, 0.25f, 1, 0.5f, -0.75f, -0.5f, 0.25f;
    Layer layer{weights, {}, {}, VectorXf::Constant(4, 0.1f), VectorXf(4)};

    // An expression, one pass over its operands, gives what the array call gives.
    const MatrixXf y = layer.forward(x);
    const MatrixXf same = ((weights * x).colwise() + layer.bias).unaryExpr(ramp::gelu);
    std::printf("the expression is off by %g\n", double((y - same).cwiseAbs().maxCoeff()));

    // A matrix by columns: what ramp calls a row is a column, of y.rows() elements.
    const Eigen::Vector3i labels(2, 0, 3);
    MatrixXf p(4, 3), dy(4, 3);
    ramp::softmax(y, p, y.rows());
    std::printf("probabilities of the first sample: %.3f %.3f %.3f %.3f\n", double(p(0, 0)), double(p(1, 0)),
                double(p(2, 0)), double(p(3, 0)));

    const float before = ramp::cross_entropy.value_and_gradient(y, labels, dy, y.rows());
    layer.backward(x, dy);
    layer.weights -= 0.1f * layer.dweights;
    layer.bias -= 0.1f * layer.dbias;
    const float after = ramp::cross_entropy(layer.forward(x), labels, y.rows());
    std::printf("loss %.4f, after one step %.4f\n", double(before), double(after));

    // Columns are arrays. A block has gaps between its columns, which is an error before anything is written.
    ramp::relu(y.col(0), p.col(0));
    try {
        ramp::relu(y.topRows(2), p.topRows(2));
        return 1;
    } catch (const std::invalid_argument& error) {
        std::printf("%s\n", error.what());
    }
    return after < before && (y - same).cwiseAbs().maxCoeff() < 1e-6f ? 0 : 1;
}
