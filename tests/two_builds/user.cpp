// Compiled twice with different instruction sets and linked into one program: see main.cpp.
#include <ramp/ramp.hpp>

#include <tuple>

namespace BUILD {

/// Everything an activation does with a number, added up.
template <class F>
double numbers(typename F::value_type x) {
    using T = typename F::value_type;
    const F f;
    const auto [value, derivative] = f.value_and_derivative(x);
    T sum = f(x) + f.value(x) + f.derivative(x) + value + derivative;
    if constexpr (ramp::value_tells_the_branch<F, T>) sum += f.derivative_from_value(x);
    return double(sum);
}

/// Everything it does with arrays.
template <class F>
double arrays(typename F::value_type x) {
    using T = typename F::value_type;
    const F f;
    T in[19], y[19], d[19], dx[19];
    for (T& element : in) element = x;
    f(in, y);
    f.value(in, y);
    f.derivative(in, d);
    f.value_and_derivative(in, y, d);
    T sum = y[18] + d[18];
    f.backward(in, y, dx);
    sum += dx[18];
    if constexpr (ramp::value_tells_the_branch<F, T>) {
        f.derivative_from_value(in, d);
        f.backward_from_value(in, y, dx);
        sum += d[18] + dx[18];
    }
    return double(sum);
}

template <class T>
double free_functions(T x) {
    T in[19], y[19], d[19], dx[19];
    for (T& element : in) element = x;
    ramp::relu(in, y), ramp::relu_derivative(in, d), ramp::relu_backward(in, y, dx);
    T sum = y[18] + d[18] + dx[18];
    ramp::leaky_relu(in, y), ramp::leaky_relu_derivative(in, d), ramp::leaky_relu_backward(in, y, dx);
    sum += y[18] + d[18] + dx[18];
    ramp::prelu(in, y, 0.3), ramp::prelu_derivative(in, d, 0.3);
    sum += y[18] + d[18] + ramp::prelu_backward(in, y, dx, 0.3);
    ramp::elu(in, y), ramp::elu_derivative(in, d), ramp::elu_backward(in, y, dx);
    sum += y[18] + d[18] + dx[18];
    sum += ramp::relu(x) + ramp::leaky_relu(x) + ramp::prelu(x, 0.3) + ramp::elu(x);
    sum += ramp::relu_derivative(x) + ramp::leaky_relu_derivative(x) + ramp::prelu_derivative(x, 0.3) +
           ramp::elu_derivative(x);
    ramp::PReLU<T> prelu;
    prelu.set_slope(T(0.3));
    sum += prelu.slope() + prelu.slope_derivative(x) + ramp::LeakyReLU<T>{}.slope() + ramp::ELU<T>{}.alpha();
    T slopes[] = {0, 0}, dslopes[2];
    const ramp::ChannelPReLU<T> short_pieces(slopes), long_pieces(slopes, 40);
    T wide_in[80] = {}, wide_out[80], wide_dx[80];
    const ramp::ChannelPReLU<T>* const both[] = {&short_pieces, &long_pieces};
    for (const auto* channel_prelu : both) {
        channel_prelu->value(wide_in, wide_out);
        channel_prelu->derivative(wide_in, wide_out);
        channel_prelu->backward(wide_in, wide_out, wide_dx, dslopes);
        sum += wide_out[79] + wide_dx[79] + dslopes[1];
    }
    return double(sum);
}

template <class... F>
double everything(const std::tuple<F...>*, double x) {
    return ((numbers<F>(typename F::value_type(x)) + arrays<F>(typename F::value_type(x))) + ...);
}

double all(double x) {
    return everything(static_cast<ramp::catalogue<float>*>(nullptr), x) +
           everything(static_cast<ramp::catalogue<double>*>(nullptr), x) + free_functions(float(x)) + free_functions(x);
}

}  // namespace BUILD
