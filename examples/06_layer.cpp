// The layer of the README in this folder, and one step down its gradient.
#include <cstdio>
#include <vector>

#include <ramp/elu.hpp>

/// y = elu(x weights + bias), for rows of `in` numbers in x and of `out` numbers in y.
struct Layer {
    std::size_t in, out;
    std::vector<float> weights, bias, dweights, dbias, z;
    ramp::ELU<float> activation;

    void forward(const std::vector<float>& x, std::vector<float>& y) {
        z.resize(y.size());
        for (std::size_t i = 0; i < z.size(); ++i) {
            z[i] = bias[i % out];
            for (std::size_t k = 0; k < in; ++k) z[i] += x[i / out * in + k] * weights[k * out + i % out];
        }
        activation(z, y);
    }
    void backward(const std::vector<float>& x, std::vector<float>& dy, std::vector<float>& dx) {
        activation.backward(z, dy, dy);  // an output may be an input: dy becomes dz
        for (std::size_t i = 0; i < dy.size(); ++i) {
            dbias[i % out] += dy[i];
            for (std::size_t k = 0; k < in; ++k) {
                dweights[k * out + i % out] += x[i / out * in + k] * dy[i];
                dx[i / out * in + k] += weights[k * out + i % out] * dy[i];
            }
        }
    }
};

int main() {
    Layer layer{2, 3, {0.5f, -1, 0.25f, 1, 0.5f, -0.75f}, {0, 0.1f, -0.1f}, std::vector<float>(6), {0, 0, 0}, {}, {}};
    const std::vector<float> x = {1, -2, -0.5f, 1};
    std::vector<float> y(6), dx(4);
    const auto loss = [&] {  // half the sum of the squares
        layer.forward(x, y);
        float sum = 0;
        for (const float element : y) sum += element * element / 2;
        return sum;
    };
    const float before = loss();
    std::vector<float> dy = y;  // that loss's gradient
    layer.backward(x, dy, dx);
    for (std::size_t i = 0; i < 6; ++i) layer.weights[i] -= 0.1f * layer.dweights[i];
    for (std::size_t i = 0; i < 3; ++i) layer.bias[i] -= 0.1f * layer.dbias[i];
    const float after = loss();
    std::printf("loss %.4f, after one step %.4f\n", double(before), double(after));
    return after < before ? 0 : 1;
}
