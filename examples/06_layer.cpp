// The layer of the README in this folder, and one step down its gradient.
#include <cstdio>
#include <vector>

#include <ramp/ramp.hpp>

/// y = elu(x weights + bias), for rows of `in` numbers in x and of `out` numbers in y.
struct Layer {
    std::size_t in, out;
    std::vector<float> weights, bias, dweights, dbias, z;
    ramp::ELU<float> activation;

    void forward(const std::vector<float>& x, std::vector<float>& y) {
        z.assign(y.size(), 0);
        for (std::size_t i = 0; i < z.size(); ++i)
            for (std::size_t k = 0; k < in; ++k) z[i] += x[i / out * in + k] * weights[k * out + i % out];
        ramp::biased(activation, z, bias, y);
    }
    void backward(const std::vector<float>& x, std::vector<float>& dy, std::vector<float>& dx) {
        ramp::biased.backward(activation, z, bias, dy, dy, dbias);  // an output may be an input: dy becomes dz
        for (std::size_t i = 0; i < dy.size(); ++i)
            for (std::size_t k = 0; k < in; ++k) {
                dweights[k * out + i % out] += x[i / out * in + k] * dy[i];
                dx[i / out * in + k] += weights[k * out + i % out] * dy[i];
            }
    }
};

int main() {
    Layer layer{2, 3, {0.5f, -1, 0.25f, 1, 0.5f, -0.75f}, {0, 0.1f, -0.1f}, std::vector<float>(6), {0, 0, 0}, {}, {}};
    const std::vector<float> x = {1, -2, -0.5f, 1};
    std::vector<float> y(6), dx(4);
    const std::vector<int> labels = {2, 0};
    layer.forward(x, y);
    std::vector<float> dy(6);
    const float before = ramp::cross_entropy.value_and_gradient(y, labels, dy, 3);
    layer.backward(x, dy, dx);
    for (std::size_t i = 0; i < 6; ++i) layer.weights[i] -= 0.1f * layer.dweights[i];
    for (std::size_t i = 0; i < 3; ++i) layer.bias[i] -= 0.1f * layer.dbias[i];
    layer.forward(x, y);
    const float after = ramp::cross_entropy(y, labels, 3);
    std::printf("loss %.4f, after one step %.4f\n", double(before), double(after));
    return after < before ? 0 : 1;
}
