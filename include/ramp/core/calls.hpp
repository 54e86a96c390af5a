// THE LIST OF CALLS. What goes through all array calls (checks, loops, kernels, function objects, tests, benchmarks)
// runs over it.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include <ramp/core/loops/bits.hpp>
#include <ramp/core/loops/fold.hpp>

namespace ramp {

/// F has a learned parameter, with df/dparameter = parameter_derivative(x), which the element's channel may give.
template <class F, class V, class... P>
concept has_parameter_derivative = requires(const F& f, V x, P... p) {
    f.parameter_derivative(x, p...);
};

/// The two values of a derivative that takes no others, NaN apart: f'(x) where x's bit is clear, and where it is set.
template <number T>
struct TwoDerivatives {
    T clear, set;
};
/// F's derivative is one of two values.
template <class F>
concept has_two_derivatives = requires(const F& f) {
    { f.two_derivatives() } -> std::same_as<TwoDerivatives<typename F::value_type>>;
};

/// Each call: how many arrays it reads and writes, the names that messages use, and what it does with the lanes.
/// Further lanes are the parameters of the element's channel.
namespace calls {

/// y = f(x)
struct Value {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char* names[] = {"value", "x", "y"};
    template <class F, lanes V, class... P>
    requires requires(const F& f, V x, P... p) { f.formula(x, p...); }
    RAMP_INLINE static constexpr auto of(const F& f, V x, P... p) { return loops::outputs(f.formula(x, p...).value); }
};

/// d = f'(x)
struct Derivative {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char* names[] = {"derivative", "x", "d"};
    template <class F, lanes V, class... P>
    requires requires(const F& f, V x, P... p) { f.formula(x, p...); }
    RAMP_INLINE static constexpr auto of(const F& f, V x, P... p) {
        return loops::outputs(f.formula(x, p...).derivative);
    }
};

/// y = f(x), d = f'(x)
struct ValueAndDerivative {
    static constexpr std::size_t inputs = 1, outputs = 2;
    static constexpr const char* names[] = {"value_and_derivative", "x", "y", "d"};
    template <class F, lanes V, class... P>
    requires requires(const F& f, V x, P... p) { f.formula(x, p...); }
    RAMP_INLINE static constexpr auto of(const F& f, V x, P... p) {
        const auto both = f.formula(x, p...);
        return loops::outputs(both.value, both.derivative);
    }
};

/// dx = dy f'(x), and the gradient of a learned parameter where f has one
struct Backward {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char* names[] = {"backward", "x", "dy", "dx"};
    template <class F, lanes V, class... P>
    requires requires(const F& f, V x, P... p) { f.formula(x, p...); }
    RAMP_INLINE static constexpr auto of(const F& f, V x, V dy, P... p) {
        const auto dx = loops::outputs(opaque(dy * f.formula(x, p...).derivative));
        if constexpr (has_parameter_derivative<F, V, P...>)
            return loops::Folded{dx, dy, f.parameter_derivative(x, p...)};
        else
            return dx;
    }
};

/// d = f'(x) from y = f(x)
struct DerivativeFromValue {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char* names[] = {"derivative_from_value", "y", "d"};
    template <class F, lanes V>
    requires requires(const F& f, V y) { f.formula_from_value(y); }
    RAMP_INLINE static constexpr auto of(const F& f, V y) { return loops::outputs(f.formula_from_value(y)); }
};

/// dx = dy f'(x) from y = f(x)
struct BackwardFromValue {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char* names[] = {"backward_from_value", "y", "dy", "dx"};
    template <class F, lanes V>
    requires requires(const F& f, V y) { f.formula_from_value(y); }
    RAMP_INLINE static constexpr auto of(const F& f, V y, V dy) {
        return loops::outputs(opaque(dy * f.formula_from_value(y)));
    }
};

using all = std::tuple<Value, Derivative, ValueAndDerivative, Backward, DerivativeFromValue, BackwardFromValue>;

/// y = f(x + bias), where the bias is the channel's
struct BiasedValue {
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr auto& names = Value::names;
    template <class F, lanes V>
    requires(!has_parameter_derivative<F, V>) RAMP_INLINE static constexpr auto of(const F& f, V x, V bias) {
        return loops::outputs(f.formula(opaque(x + bias)).value);
    }
};

/// dx = dy f'(x + bias), and the sum of the channel's dx
struct BiasedBackward {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr auto& names = Backward::names;
    template <class F, lanes V>
    requires(!has_parameter_derivative<F, V>) RAMP_INLINE static constexpr auto of(const F& f, V x, V dy, V bias) {
        const V dx = opaque(dy * f.formula(opaque(x + bias)).derivative);
        return loops::Folded{loops::outputs(dx), dx, V(1)};
    }
};

/// y = f(gate) up
struct Gated {
    static constexpr std::size_t inputs = 2, outputs = 1;
    static constexpr const char* names[] = {"value", "gate", "up", "y"};
    static constexpr const char* packed_names[] = {"packed", "x", "y"};
    template <class F, lanes V>
    requires(!has_parameter_derivative<F, V>) RAMP_INLINE static constexpr auto of(const F& f, V gate, V up) {
        return loops::outputs(opaque(f.formula(gate).value * up));
    }
};

/// dgate = dy up f'(gate), dup = dy f(gate)
struct GatedBackward {
    static constexpr std::size_t inputs = 3, outputs = 2;
    static constexpr const char* names[] = {"backward", "gate", "up", "dy", "dgate", "dup"};
    static constexpr const char* packed_names[] = {"packed_backward", "x", "dy", "dx"};
    template <class F, lanes V>
    requires(!has_parameter_derivative<F, V>) RAMP_INLINE static constexpr auto of(const F& f, V gate, V up, V dy) {
        const auto both = f.formula(gate);
        return loops::outputs(opaque(dy * up * both.derivative), opaque(dy * both.value));
    }
};

/// The calls of biased.hpp and gated.hpp, for an activation that learns no parameter.
using fused = std::tuple<BiasedValue, BiasedBackward, Gated, GatedBackward>;

/// y = f(x), and a bit for each element, which tells f'(x). NaN's is clear.
struct ValueAndBits {
    using byte = std::uint8_t;
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char* names[] = {"value", "x", "y"};
    template <has_two_derivatives F, lanes V>
    RAMP_INLINE static constexpr auto of(const F& f, V x) {
        const auto both = f.formula(x);
        return loops::WithMask{loops::outputs(both.value), both.derivative == V(f.two_derivatives().set)};
    }
};

/// dx = dy f'(x) from these bits
struct BackwardFromBits {
    using byte = const std::uint8_t;
    static constexpr std::size_t inputs = 1, outputs = 1;
    static constexpr const char* names[] = {"backward_from_bits", "dy", "dx"};
    template <has_two_derivatives F, lanes V>
    RAMP_INLINE static constexpr auto of(const F& f, V dy, mask_t<V> bit) {
        const auto [clear, set] = f.two_derivatives();
        return loops::outputs(opaque(dy * choose(bit, V(set), V(clear))));
    }
};

using with_bits = std::tuple<ValueAndBits, BackwardFromBits>;

}  // namespace calls

/// What is small goes by value, which keeps an activation in registers.
template <class F>
using Held = std::conditional_t<std::is_trivially_copyable_v<F> && sizeof(F) <= 4 * sizeof(double), const F, const F&>;

/// Call on f's lanes: the one function object of the loops. A kernel's symbol is made of its name.
template <class Call, class F>
struct OnLanes {
    static constexpr std::size_t unroll = F::unroll;
    Held<F> f;
    template <class... V>
    RAMP_INLINE constexpr auto operator()(V... v) const {
        return Call::of(f, v...);
    }
};

}  // namespace ramp
