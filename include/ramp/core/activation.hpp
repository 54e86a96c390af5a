// Activation<Derived, T>: what every activation gets for free from its formulas on a number or a batch.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include <ramp/core/arrays.hpp>
#include <ramp/core/lanes.hpp>
#include <ramp/core/loops.hpp>
#if defined(RAMP_DISPATCH)
#include <ramp/dispatch.hpp>
#endif

namespace ramp {

/// f(x) and f'(x), as value_and_derivative(x) returns them.
template <lanes V>
struct ValueAndDerivative {
    V value;
    V derivative;
};

/// x for x >= 0 and `left` for x < 0: zeros keep their sign, and NaN stays NaN.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V rectified(V x, V left) noexcept {
    return choose(x < V(0), left, x);
}

/// x for x >= 0 and slope x for x < 0, but +0 where the slope is 0: zero times infinity never shows.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V rectified_linear(V x, V slope) noexcept {
    if constexpr (std::floating_point<V>)
        if (std::is_constant_evaluated() && (!(x < 0) || slope == 0)) return x < 0 ? V(0) : x;  // slope x may overflow
    return rectified(x, choose(slope == V(0), V(0), slope * x));
}

/// 1 for x > 0 and `left` for x <= 0: at 0 the limit from the left; NaN stays NaN.
template <lanes V>
[[nodiscard, gnu::always_inline]] inline constexpr V rectified_derivative(V x, V left) noexcept {
    return choose(x > V(0), V(1), choose(x <= V(0), left, x));
}

/// F's value tells which branch it came from, so that F can have derivative_from_value(y).
template <class F, class T>
concept value_tells_the_branch = requires(const F& f, T y) {
    { f.derivative_from_value(y) } -> std::same_as<T>;
};

// What the array calls run over the lanes. They have names, because a call's kernel may be in another object file, and
// its symbol then tells which one it is.

template <class F>
struct ValueOf {
    using activation = F;
    F f;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V x) const {
        return loops::outputs(f.value(x));
    }
};

template <class F>
struct DerivativeOf {
    using activation = F;
    F f;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V x) const {
        return loops::outputs(f.derivative(x));
    }
};

template <class F>
struct ValueAndDerivativeOf {
    using activation = F;
    F f;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V x) const {
        const auto both = f.value_and_derivative(x);
        return loops::outputs(both.value, both.derivative);
    }
};

template <class F>
struct BackwardOf {
    using activation = F;
    F f;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V x, V dy) const {
        return loops::outputs(dy * f.derivative(x));
    }
};

template <class F>
struct DerivativeFromValueOf {
    using activation = F;
    F f;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V y) const {
        return loops::outputs(f.derivative_from_value(y));
    }
};

template <class F>
struct BackwardFromValueOf {
    using activation = F;
    F f;
    template <lanes V>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(V y, V dy) const {
        return loops::outputs(dy * f.derivative_from_value(y));
    }
};

/// The array forms, the fused forms and the backward pass of an activation with elements of type T. Derived has
///   static constexpr const char* name;                               for error messages
///   template <lanes_of<T> V> constexpr V value(V x) const;
///   template <lanes_of<T> V> constexpr V derivative(V x) const;
///   using Activation<Derived, T>::value, Activation<Derived, T>::derivative;
/// and, where y = f(x) tells it, derivative_from_value(V y). The arrays of one call have one size; an output is
/// exactly an input or disjoint from it, and is overwritten; anything else throws std::invalid_argument and writes
/// nothing.
template <class Derived, class T>
class Activation {
    static_assert(std::same_as<T, float> || std::same_as<T, double>, "ramp: an activation is of float or double");

    template <class Arch>
    using Input = check::Array<const T, Arch>;
    template <class Arch>
    using Output = check::Array<T, Arch>;

public:
    using value_type = T;

    /// f(v), v a T or a batch of T.
    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr V operator()(V v) const {
        return self().value(v);
    }

    /// y = f(x)
    template <class Arch = default_arch>
    constexpr void operator()(std::span<const T> x, std::span<T> y) const {
        value<Arch>(x, y);
    }

    /// y = f(x)
    template <class Arch = default_arch>
    constexpr void value(std::span<const T> x, std::span<T> y) const {
        map<Arch>("value", std::array{Input<Arch>{"x", x}}, std::array{Output<Arch>{"y", y}}, ValueOf<Derived>{self()});
    }

    /// d = f'(x)
    template <class Arch = default_arch>
    constexpr void derivative(std::span<const T> x, std::span<T> d) const {
        map<Arch>("derivative", std::array{Input<Arch>{"x", x}}, std::array{Output<Arch>{"d", d}},
                  DerivativeOf<Derived>{self()});
    }

    /// {f(v), f'(v)}, v a T or a batch of T.
    template <lanes_of<T> V>
    [[nodiscard, gnu::always_inline]] constexpr ValueAndDerivative<V> value_and_derivative(V v) const {
        return {self().value(v), self().derivative(v)};
    }

    /// y = f(x) and d = f'(x), in one pass over x; y and d are disjoint.
    template <class Arch = default_arch>
    constexpr void value_and_derivative(std::span<const T> x, std::span<T> y, std::span<T> d) const {
        map<Arch>("value_and_derivative", std::array{Input<Arch>{"x", x}},
                  std::array{Output<Arch>{"y", y}, Output<Arch>{"d", d}}, ValueAndDerivativeOf<Derived>{self()});
    }

    /// dx = dy f'(x): the gradient for the input from the gradient for the output.
    template <class Arch = default_arch>
    constexpr void backward(std::span<const T> x, std::span<const T> dy, std::span<T> dx) const {
        map<Arch>("backward", std::array{Input<Arch>{"x", x}, Input<Arch>{"dy", dy}},
                  std::array{Output<Arch>{"dx", dx}}, BackwardOf<Derived>{self()});
    }

    /// d = f'(x), from y = f(x)
    template <class Arch = default_arch, class F = Derived>
    requires value_tells_the_branch<F, T>
    constexpr void derivative_from_value(std::span<const T> y, std::span<T> d) const {
        map<Arch>("derivative_from_value", std::array{Input<Arch>{"y", y}}, std::array{Output<Arch>{"d", d}},
                  DerivativeFromValueOf<Derived>{self()});
    }

    /// dx = dy f'(x), from y = f(x)
    template <class Arch = default_arch, class F = Derived>
    requires value_tells_the_branch<F, T>
    constexpr void backward_from_value(std::span<const T> y, std::span<const T> dy, std::span<T> dx) const {
        map<Arch>("backward_from_value", std::array{Input<Arch>{"y", y}, Input<Arch>{"dy", dy}},
                  std::array{Output<Arch>{"dx", dx}}, BackwardFromValueOf<Derived>{self()});
    }

protected:
    /// Checks the arrays, then outputs[k][i] = the k-th of f(inputs[0][i], ...).
    template <class Arch, std::size_t I, std::size_t O, class F>
    [[gnu::always_inline]] static constexpr void map(const char* function, const std::array<Input<Arch>, I>& inputs,
                                                     const std::array<Output<Arch>, O>& outputs, const F& f) {
        if (!check::arrays(Derived::name, function, inputs, outputs)) return;
        loops::run<Arch>(loops::Map{pointers(inputs), pointers(outputs), inputs[0].size, f});
    }

    /// As map, for an f that returns Folded{outputs, addend}; returns the addends' sum.
    template <class Arch, std::size_t I, std::size_t O, class F>
    [[gnu::always_inline]] static constexpr T fold(const char* function, const std::array<Input<Arch>, I>& inputs,
                                                   const std::array<Output<Arch>, O>& outputs, const F& f) {
        if (!check::arrays(Derived::name, function, inputs, outputs)) return T(0);
        return T(loops::run<Arch>(loops::Fold{pointers(inputs), pointers(outputs), inputs[0].size, f}));
    }

private:
    /// *this as the activation it is, which must be complete.
    template <class F = Derived>
    [[nodiscard, gnu::always_inline]] constexpr const F& self() const {
        using Batch = xsimd::batch<T>;
        static_assert(
            requires {
                { F::name } -> std::convertible_to<const char*>;
            },
            "ramp: an activation needs `static constexpr const char* name`");
        static_assert(
            requires(const F& f, T x, Batch b) {
                { f.value(x) } -> std::same_as<T>;
                { f.value(b) } -> std::same_as<Batch>;
            },
            "ramp: an activation needs `template <lanes_of<T> V> constexpr V value(V x) const`");
        static_assert(
            requires(const F& f, T x, Batch b) {
                { f.derivative(x) } -> std::same_as<T>;
                { f.derivative(b) } -> std::same_as<Batch>;
            },
            "ramp: an activation needs `template <lanes_of<T> V> constexpr V derivative(V x) const`");
        static_assert(
            requires(const F& f, std::span<const T> x, std::span<T> y) { f.value(x, y), f.derivative(x, y); },
            "ramp: an activation needs `using Activation<F, T>::value, Activation<F, T>::derivative;`");
        static_assert(
            !value_tells_the_branch<F, T> ||
                requires(const F& f, std::span<const T> y, std::span<T> d) { f.derivative_from_value(y, d); },
            "ramp: an activation needs `using Activation<F, T>::derivative_from_value;` beside its own");
        static_assert(
            requires(const F& f, std::span<const T> x, std::span<T> y) { f.value_and_derivative(x, y, y); },
            "ramp: an activation needs `using Activation<F, T>::value_and_derivative;` beside its own");
        return static_cast<const F&>(*this);
    }

    template <class Element, class Arch, std::size_t N>
    [[nodiscard, gnu::always_inline]] static constexpr std::array<Element*, N> pointers(
        const std::array<check::Array<Element, Arch>, N>& arrays) {
        return [&]<std::size_t... k>(std::index_sequence<k...>) __attribute__((always_inline)) {
            return std::array<Element*, N>{arrays[k].data...};
        }
        (std::make_index_sequence<N>{});
    }
};

}  // namespace ramp
