// Compiled for several builds, which are linked into one program: see main.cpp.
#include <ramp/half.hpp>
#include <ramp/ramp.hpp>

#include <concepts>
#include <span>
#include <tuple>

#include "../activations.hpp"

namespace BUILD {

/// What f does with arrays: every loop and what is left over, and arrays whose size the compiler knows.
template <class T, class F>
double arrays(const F& f, T x) {
    T known[5], of_known[5], memory[4][90];
    for (T& element : known) element = x;
    for (T& element : memory[0]) element = x;
    const std::span<T> in(memory[0]), y(memory[1]), d(memory[2]), dx(memory[3]);
    f(known, of_known), f(in, y);
    T sum = y[89] + of_known[4];
    f.value_and_derivative(in, y, d);
    sum += y[89] + d[89];
    static_cast<void>(f.backward(in, in, dx));
    return double(sum + dx[89]);
}

/// What it does with a number.
template <class T, class F>
double numbers(const F& f, T x) {
    const auto [value, derivative] = f.value_and_derivative(x);
    T sum = f(x) + f.value(x) + f.derivative(x) + value + derivative;
    if constexpr (requires { f.derivative_from_value(x); }) sum += f.derivative_from_value(x);
    return double(sum);
}

template <class F>
double everything(double x) {
    using T = typename F::value_type;
    const F f = [] {
        if constexpr (std::default_initializable<F>)
            return F();
        else
            return F(0, 0);
    }();
    if constexpr (ramp::has_grades<F>)
        return numbers(f, T(x)) + numbers(f[ramp::fast], T(x));
    else
        return numbers(f, T(x));
}

/// Function objects, and what is learned.
template <class T>
double others(T x) {
    T sum = ramp::prelu(x, 0.3) + ramp::elu(x, 2) + ramp::elu.derivative(x, 2) + ramp::exponential(x) + ramp::expm1(x);
    sum += T(arrays(ramp::elu, x) + arrays(ramp::prelu, x));
    T memory[4][90];
    for (T& element : memory[0]) element = x;
    const std::span<T> in(memory[0]), y(memory[1]), d(memory[2]), dx(memory[3]);
    ramp::elu.derivative_from_value(in, d), ramp::elu.backward_from_value(in, in, dx);
    sum += d[89] + dx[89];
    ramp::elu(in, y, 2), ramp::elu.derivative(in, d, 2), ramp::elu.backward(in, in, dx, 2);
    sum += y[89] + d[89] + dx[89] + ramp::prelu.backward(in, in, dx, 0.3);
    ramp::PReLU<T> prelu;
    prelu.set_slope(T(0.5));
    sum += prelu.slope();
    T slopes[] = {0, 0}, dslopes[2];
    for (const std::size_t inner : {1u, 45u}) {
        ramp::channel_prelu(in, slopes, y, inner);
        ramp::channel_prelu.value_and_derivative(in, slopes, y, d, inner);
        ramp::channel_prelu.backward(in, slopes, in, dx, dslopes, inner);
        sum += y[89] + d[89] + dx[89] + dslopes[1];
    }
    return double(sum);
}

/// What goes beside an activation.
template <class T>
double beside(T x) {
    T memory[5][90];
    for (auto& array : memory)
        for (T& element : array) element = x;
    const std::span<T> in(memory[0]), y(memory[1]), d(memory[2]), dx(memory[3]), half(memory[4], 45);
    T bias[] = {0, 0}, dbias[2];
    for (const std::size_t inner : {1u, 45u}) {
        ramp::biased(ramp::elu, in, bias, y, inner);
        ramp::biased.backward(ramp::silu, in, bias, in, dx, dbias, inner);
    }
    T sum = y[89] + dx[89] + dbias[1];
    ramp::swiglu(in, in, y), ramp::swiglu.backward(in, in, in, d, dx);
    ramp::glu.packed(in, half, 9), ramp::glu.packed_backward(in, half, dx, 9);
    ramp::gated.packed(ramp::ReLU<T>(), in, half, 9), ramp::gated.packed_backward(ramp::ReLU<T>(), in, half, dx, 9);
    sum += y[89] + d[89] + dx[89] + half[44];
    const int labels[10] = {};
    ramp::softmax(in, y, 9), ramp::softmax.backward(y, in, dx, 9), ramp::log_softmax(in, d, 45);
    sum += dx[89] + d[89];
    sum += ramp::cross_entropy.value_and_gradient(in, labels, dx, 9);
    unsigned char bits[12];
    ramp::relu.value(in, y, bits), ramp::relu.backward_from_bits(bits, in, dx);
    return double(sum + y[89] + dx[89]);
}

/// What halves do.
template <class S>
void halves(float x) {
    S memory[4][90], bias[2], dbias[2], known[5], of_known[5];
    for (auto* const array : {memory[0], memory[1], memory[2], memory[3]})
        for (std::size_t i = 0; i < 90; ++i) array[i] = S(x);
    for (S& element : known) element = S(x);
    for (S& element : bias) element = S(0.0f);
    const std::span<S> in(memory[0]), y(memory[1]), d(memory[2]), dx(memory[3]);
    ramp::elu(known, of_known), ramp::elu.value_and_derivative(in, y, d), ramp::elu.backward(in, in, dx);
    for (const std::size_t inner : {1u, 45u}) ramp::biased.backward(ramp::silu, in, bias, in, dx, dbias, inner);
    const int labels[10] = {};
    ramp::softmax(in, y, 9), ramp::log_softmax(in, d, 45);
    static_cast<void>(ramp::cross_entropy.value_and_gradient(in, labels, dx, 9));
}

template <class... F>
double all_of(const std::tuple<F...>*, double x) {
    return (everything<F>(x) + ...);
}

double all(double x) {
    double sum =
        all_of(static_cast<Activations<float>*>(nullptr), x) + all_of(static_cast<Activations<double>*>(nullptr), x);
#if !defined(ACTIVATIONS_ALONE)
    halves<ramp::float16>(float(x)), halves<ramp::bfloat16>(float(x));
    sum += others(float(x)) + others(x) + beside(float(x)) + beside(x);
#endif
    return sum;
}

/// A call that throws, and one whose result -ffast-math would not keep.
bool refuses_and_keeps_nan() {
    float x[2] = {__builtin_nanf(""), -0.0f}, y[2];
    [[maybe_unused]] float other[3];
    bool refused = false;
#if defined(__cpp_exceptions)
    try {
        ramp::elu(x, std::span(other));
    } catch (const std::invalid_argument&) {
        refused = true;
    }
#endif
    ramp::relu(std::span<const float>(x), std::span<float>(y));
    return refused && y[0] != y[0] && __builtin_signbit(y[1]);
}

}  // namespace BUILD
