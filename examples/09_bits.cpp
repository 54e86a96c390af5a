// A backward pass from one bit an element: x is overwritten on the way forward.
#include <cstdint>
#include <cstdio>
#include <vector>

#include <ramp/leaky_relu.hpp>

void in_place(std::vector<float>& x, std::vector<float>& dy) {
    std::vector<std::uint8_t> bits((x.size() + 7) / 8);
    const ramp::LeakyReLU<float> f(0.2f);
    f.value(x, x, bits);                 // x becomes f(x), and the bits tell f'
    f.backward_from_bits(bits, dy, dy);  // dy becomes dx, which backward gives from x
}

int main() {
    const std::vector<float> x = {-2, 1, 0.5f, -0.25f, 0, 3, -1, 2, -4};
    std::vector<float> y = x, dx(x.size(), 1.0f), dy(x.size(), 1.0f), right(x.size());
    in_place(y, dx);
    ramp::leaky_relu.backward(x, dy, right, 0.2f);
    for (std::size_t i = 0; i < x.size(); ++i)
        std::printf("x %5.2f   y %5.2f   dx %4.2f\n", double(x[i]), double(y[i]), double(dx[i]));
    return dx == right ? 0 : 1;
}
