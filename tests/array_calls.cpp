#include "array_calls.hpp"

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include <ramp/ramp.hpp>

namespace ramp_tests {

namespace {

template <class F>
using In = const typename ArrayCall<F>::Inputs&;
template <class F>
using Out = const typename ArrayCall<F>::Outputs&;
template <class F>
using Numbers = std::array<typename F::value_type, 2>;

template <class F, class T = typename F::value_type>
Numbers<F> value(const F& f, T x, T) {
    return {f.value(x)};
}
template <class F, class T = typename F::value_type>
Numbers<F> derivative(const F& f, T x, T) {
    return {f.derivative(x)};
}
template <class F, class T = typename F::value_type>
Numbers<F> value_and_derivative(const F& f, T x, T) {
    return {f.value(x), f.derivative(x)};
}
template <class F, class T = typename F::value_type>
Numbers<F> backward(const F& f, T x, T dy) {
    return {dy * f.derivative(x)};
}

/// The free functions, each with the parameter that f has.
template <class T>
std::vector<ArrayCall<ramp::ReLU<T>>> free_functions(const ramp::ReLU<T>&) {
    using F = ramp::ReLU<T>;
    return {{"relu", "value", 1, 1, [](const F&, In<F> in, Out<F> out) { ramp::relu(in[0], out[0]); }, value<F>},
            {"relu_derivative", "derivative", 1, 1,
             [](const F&, In<F> in, Out<F> out) { ramp::relu_derivative(in[0], out[0]); }, derivative<F>},
            {"relu_backward", "backward", 2, 1,
             [](const F&, In<F> in, Out<F> out) { ramp::relu_backward(in[0], in[1], out[0]); }, backward<F>}};
}

template <class T>
std::vector<ArrayCall<ramp::LeakyReLU<T>>> free_functions(const ramp::LeakyReLU<T>&) {
    using F = ramp::LeakyReLU<T>;
    return {
        {"leaky_relu", "value", 1, 1,
         [](const F& f, In<F> in, Out<F> out) { ramp::leaky_relu(in[0], out[0], double(f.slope())); }, value<F>},
        {"leaky_relu_derivative", "derivative", 1, 1,
         [](const F& f, In<F> in, Out<F> out) { ramp::leaky_relu_derivative(in[0], out[0], double(f.slope())); },
         derivative<F>},
        {"leaky_relu_backward", "backward", 2, 1,
         [](const F& f, In<F> in, Out<F> out) { ramp::leaky_relu_backward(in[0], in[1], out[0], double(f.slope())); },
         backward<F>}};
}

template <class T>
std::vector<ArrayCall<ramp::PReLU<T>>> free_functions(const ramp::PReLU<T>&) {
    using F = ramp::PReLU<T>;
    return {{"prelu", "value", 1, 1,
             [](const F& f, In<F> in, Out<F> out) { ramp::prelu(in[0], out[0], double(f.slope())); }, value<F>},
            {"prelu_derivative", "derivative", 1, 1,
             [](const F& f, In<F> in, Out<F> out) { ramp::prelu_derivative(in[0], out[0], double(f.slope())); },
             derivative<F>},
            {"prelu_backward", "backward", 2, 1,
             [](const F& f, In<F> in, Out<F> out) { ramp::prelu_backward(in[0], in[1], out[0], double(f.slope())); },
             backward<F>}};
}

template <class T>
std::vector<ArrayCall<ramp::ELU<T>>> free_functions(const ramp::ELU<T>&) {
    using F = ramp::ELU<T>;
    return {{"elu", "value", 1, 1,
             [](const F& f, In<F> in, Out<F> out) { ramp::elu(in[0], out[0], double(f.alpha())); }, value<F>},
            {"elu_derivative", "derivative", 1, 1,
             [](const F& f, In<F> in, Out<F> out) { ramp::elu_derivative(in[0], out[0], double(f.alpha())); },
             derivative<F>},
            {"elu_backward", "backward", 2, 1,
             [](const F& f, In<F> in, Out<F> out) { ramp::elu_backward(in[0], in[1], out[0], double(f.alpha())); },
             backward<F>}};
}

/// The slopes for an array of `size` elements, and the ChannelPReLU that looks at them.
template <class T>
struct Channels {
    std::vector<T> slopes;
    ramp::ChannelPReLU<T> f;

    Channels(const EqualChannels<T>& equal, std::size_t size)
        : slopes(equal.layout == Layout::channel_each && size > 0 ? size : 1, equal.channel.slope()),
          f(slopes, equal.layout == Layout::one_piece && size > 0 ? size : 1) {}
};

template <class T>
std::vector<ArrayCall<EqualChannels<T>>> channel_calls() {
    using F = EqualChannels<T>;
    return {{"value", "value", 1, 1,
             [](const F& f, In<F> in, Out<F> out) { Channels<T>(f, in[0].size()).f.value(in[0], out[0]); },
             [](const F& f, T x, T) { return Numbers<F>{f.channel.value(x)}; }},
            {"operator()", "value", 1, 1,
             [](const F& f, In<F> in, Out<F> out) { Channels<T>(f, in[0].size()).f(in[0], out[0]); },
             [](const F& f, T x, T) { return Numbers<F>{f.channel.value(x)}; }},
            {"derivative", "derivative", 1, 1,
             [](const F& f, In<F> in, Out<F> out) { Channels<T>(f, in[0].size()).f.derivative(in[0], out[0]); },
             [](const F& f, T x, T) { return Numbers<F>{f.channel.derivative(x)}; }},
            {"backward", "backward", 2, 1,
             [](const F& f, In<F> in, Out<F> out) {
                 const Channels<T> channels(f, in[0].size());
                 std::vector<T> dslopes(channels.slopes.size());
                 channels.f.backward(in[0], in[1], out[0], dslopes);
             },
             [](const F& f, T x, T dy) { return Numbers<F>{dy * f.channel.derivative(x)}; }}};
}

}  // namespace

template <class F>
std::vector<ArrayCall<F>> array_calls() {
    using T = typename F::value_type;
    if constexpr (std::is_same_v<F, EqualChannels<T>>) {
        return channel_calls<T>();
    } else {
        std::vector<ArrayCall<F>> calls = {
            {"value", "value", 1, 1, [](const F& f, In<F> in, Out<F> out) { f.value(in[0], out[0]); }, value<F>},
            {"operator()", "value", 1, 1, [](const F& f, In<F> in, Out<F> out) { f(in[0], out[0]); }, value<F>},
            {"derivative", "derivative", 1, 1, [](const F& f, In<F> in, Out<F> out) { f.derivative(in[0], out[0]); },
             derivative<F>},
            {"value_and_derivative", "value_and_derivative", 1, 2,
             [](const F& f, In<F> in, Out<F> out) { f.value_and_derivative(in[0], out[0], out[1]); },
             value_and_derivative<F>},
            {"backward", "backward", 2, 1, [](const F& f, In<F> in, Out<F> out) { f.backward(in[0], in[1], out[0]); },
             backward<F>},
        };
        if constexpr (ramp::value_tells_the_branch<F, T>) {
            calls.push_back({"derivative_from_value", "derivative_from_value", 1, 1,
                             [](const F& f, In<F> in, Out<F> out) { f.derivative_from_value(in[0], out[0]); },
                             [](const F& f, T y, T) { return Numbers<F>{f.derivative_from_value(y)}; }});
            calls.push_back({"backward_from_value", "backward_from_value", 2, 1,
                             [](const F& f, In<F> in, Out<F> out) { f.backward_from_value(in[0], in[1], out[0]); },
                             [](const F& f, T y, T dy) { return Numbers<F>{dy * f.derivative_from_value(y)}; }});
        }
        const auto free = free_functions(F());
        calls.insert(calls.end(), free.begin(), free.end());
        return calls;
    }
}

template <class... F>
auto instantiate(const std::tuple<F...>&) {
    return std::tuple(&array_calls<F>...);
}
template auto instantiate(const Callable&);

}  // namespace ramp_tests
