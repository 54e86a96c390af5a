// Every call, of an activation and of its function object: Calls<Self>.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <ramp/core/run_with_bits.hpp>

namespace ramp {

/// An activation's parameter: a floating-point number, or an int; not a size, a truth value or a character.
template <class P>
concept parameter = std::floating_point<P> || std::same_as<P, int>;

/// How many elements pointers point to.
template <class N>
concept element_count = std::integral<N> && !std::same_as<N, bool>;

/// \cond
/// The n elements from there on, for this call of F's.
template <class Call, class F, class T, element_count N>
[[nodiscard]] RAMP_INLINE constexpr std::span<T> elements(T* first, N n) {
    if constexpr (std::signed_integral<N>)
        if (n < 0)
            check::fail("ramp::%s::%s: the count must be at least 0, but is %lld", F::name, Call::names[0],
                        static_cast<long long>(n));
    return {first, static_cast<std::size_t>(n)};
}
/// \endcond

/// Self has an activation for X's elements with these parameters.
template <class Self, class X, class... P>
concept takes_parameters = (parameter<P> && ...) && requires(const Self& self, P... p) {
    self.template at<number_in_t<X>>(p...);
};

/// That activation tells f'(x) from f(x).
template <class Self, class X, class... P>
concept tells_derivative_from_value = takes_parameters<Self, X, P...> &&
    requires(const Self& self, number_in_t<X> y, P... p) {
    self.template at<number_in_t<X>>(p...).formula_from_value(y);
};

/// F is an activation for X's elements, or its function object, and learns no parameter, whose gradient would be lost.
template <class F, class X>
concept without_learned_parameter = takes_parameters<F, X> && !requires(const F& f, number_in_t<X> v) {
    f.template at<number_in_t<X>>().parameter_derivative(v);
};

/// E, or, where it is void, that of f.
template <class E, class F>
using execution_of = std::conditional_t<std::is_void_v<E>, typename F::execution, E>;

/// That activation's derivative takes two values, which a bit tells apart.
template <class Self, class X, class... P>
concept has_bits = takes_parameters<Self, X, P...> && requires(const Self& self, P... p) {
    self.template at<number_in_t<X>>(p...).two_derivatives();
};

/// \cond
/// A mistake that is told in one line: pointers without a count, or what is not contiguous, such as a list, or a block
/// of an Eigen matrix.
template <class A>
concept not_array = !contiguous_array<A> && (std::ranges::range<A> || requires(A & a) { a.size(); });
template <class A>
concept pointer_or_list = std::is_pointer_v<std::remove_reference_t<A>> || not_array<A>;

/// Of these, some arrays hold elements of another kind than others, or the last array, an output, cannot be written to.
template <class... A>
[[nodiscard]] consteval bool are_mixed_or_not_writable() {
    std::size_t arrays = 0, kind = 0;
    bool are_mixed = false, last_is_output = true;
    [[maybe_unused]] const auto look = [&]<class X>() {
        if constexpr (array_of_numbers<X>) {
            using S = element_of_t<X>;
            const std::size_t before = kind;
            kind = sizeof(S);
            if constexpr (half<S>) kind += std::size_t(format_of_t<S>::mantissa_bits) << 8;
            are_mixed = are_mixed || (arrays++ > 0 && kind != before), last_is_output = output_array<X>;
        }
    };
    (look.template operator()<A>(), ...);
    return arrays > 1 && (!last_is_output || are_mixed);
}
template <class... A>
concept mistaken = ((pointer_or_list<A> || ...) && !(std::integral<std::remove_reference_t<A>> || ...)) ||
                   (not_array<A> || ...) || are_mixed_or_not_writable<A...>();
/// The same where no call takes pointers.
template <class... A>
concept mistaken_arrays = (pointer_or_list<A> || ...) || are_mixed_or_not_writable<A...>();
/// \endcond

/// F has a name, as every activation does.
template <class F>
concept has_name = requires {
    { F::name } -> std::convertible_to<const char*>;
};
/// F has a formula for V, as every activation does.
template <class F, class V>
concept has_formula = requires(const F& f, V x) {
    { f.formula(x) } -> std::same_as<ValueAndDerivative<V>>;
};

/// Every call, of an activation f and of its function object, whose parameters P come last: f.backward(x, dy, dx),
/// elu.backward(x, dy, dx, alpha). v is a number or a batch. The arrays of one call have one size and one element type;
/// an output is exactly an input or apart from it, and is overwritten; anything else throws std::invalid_argument
/// before a single element is written. Arrays may be pointers, with the count after them: f(p, q, n, alpha).
template <class Self>
class Calls {
    template <class X, class... P>
    RAMP_INLINE constexpr decltype(auto) at(P... p) const {
        using T = number_in_t<X>;
        using F = std::remove_cvref_t<decltype(static_cast<const Self&>(*this).template at<T>(p...))>;
        static_assert(has_name<F>, "ramp: an activation needs `static constexpr const char* name`");
        static_assert(has_formula<F, T> && has_formula<F, xsimd::batch<T>>,
                      "ramp: an activation needs `ValueAndDerivative<V> formula(V x) const`, for numbers and batches");
        return static_cast<const Self&>(*this).template at<T>(p...);
    }
    template <class Call, class F, class... Arrays>
    RAMP_INLINE static constexpr auto run(const F& f, Arrays&&... arrays) {
        return ramp::run<Call, typename Self::execution>(F::name, f, arrays...);
    }
    template <class Call, class F, class N, class... T>
    RAMP_INLINE static constexpr auto run_counted(const F& f, N n, T*... first) {
        return run<Call>(f, elements<Call, F>(first, n)...);
    }
    template <class Call, class F, class X, class Y, class B>
    RAMP_INLINE static constexpr void run_with_bits(const F& f, X&& x, Y&& y, B&& bits) {
        ramp::run_with_bits<Call, typename Self::execution>(f, x, y, bits);
    }
    template <class Call, class F, class N, class X, class Y, class B>
    RAMP_INLINE static constexpr void run_with_bits_counted(const F& f, N n, X* x, Y* y, B* bits) {
        run_with_bits<Call>(f, elements<Call, F>(x, n), elements<Call, F>(y, n),
                            std::span(bits, (std::size_t(n) + 7) / 8));
    }

public:
    // clang-format off
    /// f(v); y = f(x)
    template <array_of_numbers X, output_array Y, class... P> requires same_elements<X, Y> && takes_parameters<Self, X, P...>
    RAMP_INLINE constexpr void operator()(X&& x, Y&& y, P... p) const { run<calls::Value>(at<X>(p...), x, y); }
    template <pointer X, output_pointer Y, element_count N, class... P> requires same_elements<X, Y> && takes_parameters<Self, X, P...>
    RAMP_INLINE constexpr void operator()(X&& x, Y&& y, N n, P... p) const { run_counted<calls::Value>(at<X>(p...), n, x, y); }
    template <lanes V, class... P> requires takes_parameters<Self, V, P...>
    [[nodiscard]] RAMP_INLINE constexpr V operator()(V v, P... p) const { return at<V>(p...).formula(v).value; }

    /// f(v); y = f(x)
    template <array_of_numbers X, output_array Y, class... P> requires same_elements<X, Y> && takes_parameters<Self, X, P...>
    RAMP_INLINE constexpr void value(X&& x, Y&& y, P... p) const { run<calls::Value>(at<X>(p...), x, y); }
    template <pointer X, output_pointer Y, element_count N, class... P> requires same_elements<X, Y> && takes_parameters<Self, X, P...>
    RAMP_INLINE constexpr void value(X&& x, Y&& y, N n, P... p) const { run_counted<calls::Value>(at<X>(p...), n, x, y); }
    template <lanes V, class... P> requires takes_parameters<Self, V, P...>
    [[nodiscard]] RAMP_INLINE constexpr V value(V v, P... p) const { return at<V>(p...).formula(v).value; }

    /// f'(v); d = f'(x)
    template <array_of_numbers X, output_array D, class... P> requires same_elements<X, D> && takes_parameters<Self, X, P...>
    RAMP_INLINE constexpr void derivative(X&& x, D&& d, P... p) const { run<calls::Derivative>(at<X>(p...), x, d); }
    template <pointer X, output_pointer D, element_count N, class... P> requires same_elements<X, D> && takes_parameters<Self, X, P...>
    RAMP_INLINE constexpr void derivative(X&& x, D&& d, N n, P... p) const { run_counted<calls::Derivative>(at<X>(p...), n, x, d); }
    template <lanes V, class... P> requires takes_parameters<Self, V, P...>
    [[nodiscard]] RAMP_INLINE constexpr V derivative(V v, P... p) const { return at<V>(p...).formula(v).derivative; }

    /// {f(v), f'(v)}; y = f(x) and d = f'(x), in one pass over x
    template <array_of_numbers X, output_array Y, output_array D, class... P> requires same_elements<X, Y, D> && takes_parameters<Self, X, P...>
    RAMP_INLINE constexpr void value_and_derivative(X&& x, Y&& y, D&& d, P... p) const { run<calls::ValueAndDerivative>(at<X>(p...), x, y, d); }
    template <pointer X, output_pointer Y, output_pointer D, element_count N, class... P> requires same_elements<X, Y, D> && takes_parameters<Self, X, P...>
    RAMP_INLINE constexpr void value_and_derivative(X&& x, Y&& y, D&& d, N n, P... p) const { run_counted<calls::ValueAndDerivative>(at<X>(p...), n, x, y, d); }
    template <lanes V, class... P> requires takes_parameters<Self, V, P...>
    [[nodiscard]] RAMP_INLINE constexpr ValueAndDerivative<V> value_and_derivative(V v, P... p) const { return at<V>(p...).formula(v); }

    /// dx = dy f'(x); returns the gradient of a learned parameter where f has one
    template <array_of_numbers X, array_of_numbers DY, output_array DX, class... P> requires same_elements<X, DY, DX> && takes_parameters<Self, X, P...>
    [[nodiscard]] RAMP_INLINE constexpr auto backward(X&& x, DY&& dy, DX&& dx, P... p) const { return run<calls::Backward>(at<X>(p...), x, dy, dx); }
    template <pointer X, pointer DY, output_pointer DX, element_count N, class... P> requires same_elements<X, DY, DX> && takes_parameters<Self, X, P...>
    [[nodiscard]] RAMP_INLINE constexpr auto backward(X&& x, DY&& dy, DX&& dx, N n, P... p) const { return run_counted<calls::Backward>(at<X>(p...), n, x, dy, dx); }

    /// f'(x) from v = f(x); d = f'(x) from y = f(x)
    template <array_of_numbers Y, output_array D, class... P> requires same_elements<Y, D> && tells_derivative_from_value<Self, Y, P...>
    RAMP_INLINE constexpr void derivative_from_value(Y&& y, D&& d, P... p) const { run<calls::DerivativeFromValue>(at<Y>(p...), y, d); }
    template <pointer Y, output_pointer D, element_count N, class... P> requires same_elements<Y, D> && tells_derivative_from_value<Self, Y, P...>
    RAMP_INLINE constexpr void derivative_from_value(Y&& y, D&& d, N n, P... p) const { run_counted<calls::DerivativeFromValue>(at<Y>(p...), n, y, d); }
    template <lanes V, class... P> requires tells_derivative_from_value<Self, V, P...>
    [[nodiscard]] RAMP_INLINE constexpr V derivative_from_value(V v, P... p) const { return at<V>(p...).formula_from_value(v); }

    /// dx = dy f'(x) from y = f(x)
    template <array_of_numbers Y, array_of_numbers DY, output_array DX, class... P> requires same_elements<Y, DY, DX> && tells_derivative_from_value<Self, Y, P...>
    RAMP_INLINE constexpr void backward_from_value(Y&& y, DY&& dy, DX&& dx, P... p) const { run<calls::BackwardFromValue>(at<Y>(p...), y, dy, dx); }
    template <pointer Y, pointer DY, output_pointer DX, element_count N, class... P> requires same_elements<Y, DY, DX> && tells_derivative_from_value<Self, Y, P...>
    RAMP_INLINE constexpr void backward_from_value(Y&& y, DY&& dy, DX&& dx, N n, P... p) const { run_counted<calls::BackwardFromValue>(at<Y>(p...), n, y, dy, dx); }

    /// y = f(x), and for each element the bit that tells f'(x): bit i % 8 of byte i / 8, of (n + 7) / 8 bytes
    template <array_of_numbers X, output_array Y, output_bits B, class... P> requires same_elements<X, Y> && has_bits<Self, X, P...>
    RAMP_INLINE constexpr void value(X&& x, Y&& y, B&& bits, P... p) const { run_with_bits<calls::ValueAndBits>(at<X>(p...), x, y, bits); }
    template <pointer X, output_pointer Y, element_count N, class... P> requires same_elements<X, Y> && has_bits<Self, X, P...>
    RAMP_INLINE constexpr void value(X&& x, Y&& y, std::uint8_t* bits, N n, P... p) const { run_with_bits_counted<calls::ValueAndBits>(at<X>(p...), n, x, y, bits); }

    /// dx = dy f'(x) from these bits
    template <array_of_bits B, array_of_numbers DY, output_array DX, class... P> requires same_elements<DY, DX> && has_bits<Self, DY, P...>
    RAMP_INLINE constexpr void backward_from_bits(B&& bits, DY&& dy, DX&& dx, P... p) const { run_with_bits<calls::BackwardFromBits>(at<DY>(p...), dy, dx, bits); }
    template <pointer DY, output_pointer DX, element_count N, class... P> requires same_elements<DY, DX> && has_bits<Self, DY, P...>
    RAMP_INLINE constexpr void backward_from_bits(const std::uint8_t* bits, DY&& dy, DX&& dx, N n, P... p) const { run_with_bits_counted<calls::BackwardFromBits>(at<DY>(p...), n, dy, dx, bits); }

    /// f of a register's numbers: Eigen calls this for a packet (eigen.hpp).
    template <class Packet> requires requires(const Self& self, const Packet& packet) { of_packet(self, packet); }
    [[nodiscard]] RAMP_INLINE Packet packetOp(const Packet& packet) const { return of_packet(static_cast<const Self&>(*this), packet); }  // NOLINT(readability-identifier-naming): the name that Eigen calls

    // Mistakes: compilers show the line of the overload, which ends in what is wanted.
    template <class... A> requires mistaken<A...> void operator()(A&&...) const = delete;  // Arrays must be contiguous (std::vector, std::array, std::span, C array), all of one element type, and the last ones, which are written, not const or temporary. Pointers want a count after them: f(p, q, n).
    template <class... A> requires mistaken<A...> void value(A&&...) const = delete;  // Arrays must be contiguous (std::vector, std::array, std::span, C array), all of one element type, and the last ones, which are written, not const or temporary. Pointers want a count after them: f(p, q, n).
    template <class... A> requires mistaken<A...> void derivative(A&&...) const = delete;  // Arrays must be contiguous (std::vector, std::array, std::span, C array), all of one element type, and the last ones, which are written, not const or temporary. Pointers want a count after them: f(p, q, n).
    template <class... A> requires mistaken<A...> void value_and_derivative(A&&...) const = delete;  // Arrays must be contiguous (std::vector, std::array, std::span, C array), all of one element type, and the last ones, which are written, not const or temporary. Pointers want a count after them: f(p, q, n).
    template <class... A> requires mistaken<A...> void backward(A&&...) const = delete;  // Arrays must be contiguous (std::vector, std::array, std::span, C array), all of one element type, and the last ones, which are written, not const or temporary. Pointers want a count after them: f(p, q, n).
    template <class... A> requires mistaken<A...> void derivative_from_value(A&&...) const = delete;  // Arrays must be contiguous (std::vector, std::array, std::span, C array), all of one element type, and the last ones, which are written, not const or temporary. Pointers want a count after them: f(p, q, n).
    template <class... A> requires mistaken<A...> void backward_from_value(A&&...) const = delete;  // Arrays must be contiguous (std::vector, std::array, std::span, C array), all of one element type, and the last ones, which are written, not const or temporary. Pointers want a count after them: f(p, q, n).
    template <class... A> requires mistaken<A...> void backward_from_bits(A&&...) const = delete;  // Arrays must be contiguous (std::vector, std::array, std::span, C array), all of one element type, and the last ones, which are written, not const or temporary. Pointers want a count after them: f(p, q, n).
    template <array_of_numbers X, parameter... P>
    void operator()(X&&, P...) const = delete;  // The result of an array goes into an array that you pass: f(x, y).
    // clang-format on
};

}  // namespace ramp
