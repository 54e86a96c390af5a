// gated: an activation of one array times another array. GLU, SwiGLU, GEGLU and ReGLU are it with their activation.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

#include <ramp/gelu.hpp>
#include <ramp/gelu_tanh.hpp>
#include <ramp/relu.hpp>
#include <ramp/sigmoid.hpp>
#include <ramp/silu.hpp>

namespace ramp {

/// The names that messages use, and which half of a packed row is the gate.
namespace gating {
struct Gated {
    static constexpr const char* name = "gated";
    static constexpr bool gate_is_first = true;
};
struct GLU : Gated {
    static constexpr const char* name = "glu";
    static constexpr bool gate_is_first = false;
};
struct SwiGLU : Gated {
    static constexpr const char* name = "swiglu";
};
struct GEGLU : Gated {
    static constexpr const char* name = "geglu";
};
struct GEGLUTanh : Gated {
    static constexpr const char* name = "geglu_tanh";
};
struct ReGLU : Gated {
    static constexpr const char* name = "reglu";
};
}  // namespace gating

/// y = f(gate) up, where f is an activation or its function object, such as ELU<float>(1.5f) or gelu[fast], without a
/// learned parameter. y is off by half an ulp and |up| times f's error at most. Packed rows hold both halves, the
/// gate's `columns` elements first, and dx is laid out as x. Arrays have one size, x and dx twice that of y and dy; an
/// output is an input itself or apart from all arrays; anything else throws std::invalid_argument before a single
/// element is written. Calls run on f's execution, silu[on<Arch>], unless gated[on<Arch>] has its own.
template <class E = void, class Named = gating::Gated>
class GatedFunction {
public:
    // clang-format off
    /// f(gate) up; y = f(gate) up
    template <class F, lanes V> requires without_learned_parameter<F, V>
    [[nodiscard]] RAMP_INLINE constexpr V operator()(const F& f, V gate, V up) const { return calls::Gated::of(f.template at<element_t<V>>(), gate, up).first; }
    template <class F, array_of_numbers G, array_of_numbers U, output_array Y> requires same_elements<G, U, Y> && without_learned_parameter<F, G>
    RAMP_INLINE constexpr void operator()(const F& f, G&& gate, U&& up, Y&& y) const { run<calls::Gated>(f, gate, up, y); }
    template <class F, lanes V> requires without_learned_parameter<F, V>
    [[nodiscard]] RAMP_INLINE constexpr V value(const F& f, V gate, V up) const { return (*this)(f, gate, up); }
    template <class F, array_of_numbers G, array_of_numbers U, output_array Y> requires same_elements<G, U, Y> && without_learned_parameter<F, G>
    RAMP_INLINE constexpr void value(const F& f, G&& gate, U&& up, Y&& y) const { run<calls::Gated>(f, gate, up, y); }

    /// dgate = dy up f'(gate) and dup = dy f(gate), in one pass
    template <class F, array_of_numbers G, array_of_numbers U, array_of_numbers DY, output_array DG, output_array DU> requires same_elements<G, U, DY, DG, DU> && without_learned_parameter<F, G>
    RAMP_INLINE constexpr void backward(const F& f, G&& gate, U&& up, DY&& dy, DG&& dgate, DU&& dup) const { run<calls::GatedBackward>(f, gate, up, dy, dgate, dup); }

    /// The same, of packed rows
    template <class F, array_of_numbers X, output_array Y, element_count N> requires same_elements<X, Y> && without_learned_parameter<F, X>
    RAMP_INLINE constexpr void packed(const F& f, X&& x, Y&& y, N columns) const { run_rows<calls::Gated, execution_of<E, F>>(f, std::size_t(columns), x, y); }
    template <class F, array_of_numbers X, array_of_numbers DY, output_array DX, element_count N> requires same_elements<X, DY, DX> && without_learned_parameter<F, X>
    RAMP_INLINE constexpr void packed_backward(const F& f, X&& x, DY&& dy, DX&& dx, N columns) const { run_rows<calls::GatedBackward, execution_of<E, F>>(f, std::size_t(columns), x, dy, dx); }

    template <class... A> requires mistaken_arrays<A...> void operator()(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void value(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void backward(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void packed(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void packed_backward(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    // clang-format on

    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const {
        return GatedFunction<combined_t<E, Execution<Arch, B>>, Named>();
    }

private:
    template <class Call, class F, class G, class... Arrays>
    RAMP_INLINE static constexpr void run(const F& f, G& gate, Arrays&... others) {
        ramp::run<Call, execution_of<E, F>>(Named::name, f.template at<number_in_t<G>>(), gate, others...);
    }

    /// A call for each row. The others are the array of one half's size, and dx where there is one.
    template <class Call, class On, class F, class X, class... Arrays>
    RAMP_INLINE static constexpr void run_rows(const F& f, std::size_t columns, X& x, Arrays&... others) {
        using T = element_of_t<X>;
        const auto& of_row = f.template at<number_in_t<X>>();
        using Row = Task<Call, std::remove_cvref_t<decltype(of_row)>, Contiguous, T>;
        const auto arrays = check::elements_of(x, others...);
        inspect(Call::packed_names, columns, arrays);
        const std::size_t gate = Named::gate_is_first ? 0 : columns, up = columns - gate;
        const auto run_row = [&](std::size_t i) {
            const T *const row = arrays[0].data + 2 * i, *const half = arrays[1].data + i;
            if constexpr (Call::outputs == 1) {
                run_task<part_of_t<On>>(Row{{row + gate, row + up}, {const_cast<T*>(half)}, columns, of_row});
            } else {
                T* const drow = const_cast<T*>(arrays[2].data) + 2 * i;
                run_task<part_of_t<On>>(Row{{row + gate, row + up, half}, {drow + gate, drow + up}, columns, of_row});
            }
        };
        for_each_part<On>(arrays[0].data, arrays[1].size / columns, 1 + loops::part_size / columns,
                          [&](std::size_t, std::size_t begin, std::size_t end) {
                              for (std::size_t i = begin; i < end; ++i) run_row(i * columns);
                          });
    }

    /// Throws for what is wrong with run_rows()'s arrays, of which the last is the output.
    template <class T, std::size_t N>
    RAMP_NOINLINE static constexpr void inspect(const char* const* names, std::size_t columns,
                                                std::array<check::Elements<T>, N> arrays) {
        const std::size_t size = arrays[0].size, half = arrays[1].size;
        if (std::ptrdiff_t(columns) <= 0)
            check::fail("ramp::%s::%s: columns must be at least 1, but is %td", Named::name, names[0],
                        std::ptrdiff_t(columns));
        if (size % (2 * columns) != 0)
            check::fail("ramp::%s::%s: x has %zu elements, which is not a multiple of 2 x %zu columns", Named::name,
                        names[0], size, columns);
        if (half != size / 2)
            check::fail("ramp::%s::%s: x has %zu elements, but %s has %zu, which is not half as many", Named::name,
                        names[0], size, names[2], half);
        if constexpr (N > 2) check::same_size(Named::name, names, arrays, 2);
        check::same_or_apart(Named::name, names, N - 1, arrays);
    }
};

inline constexpr GatedFunction<> gated;

/// gated with the activation whose function object is F: swiglu(gate, up, y). Its [on<Arch>] and [fast] are F's.
template <class Named, class F>
class GatedUnit {
    static constexpr GatedFunction<void, Named> gated{};

public:
    // clang-format off
    /// f(gate) up; y = f(gate) up
    template <lanes V>
    [[nodiscard]] RAMP_INLINE constexpr V operator()(V gate, V up) const { return gated(F(), gate, up); }
    template <array_of_numbers G, array_of_numbers U, output_array Y> requires same_elements<G, U, Y>
    RAMP_INLINE constexpr void operator()(G&& gate, U&& up, Y&& y) const { gated(F(), gate, up, y); }
    template <lanes V>
    [[nodiscard]] RAMP_INLINE constexpr V value(V gate, V up) const { return gated(F(), gate, up); }
    template <array_of_numbers G, array_of_numbers U, output_array Y> requires same_elements<G, U, Y>
    RAMP_INLINE constexpr void value(G&& gate, U&& up, Y&& y) const { gated(F(), gate, up, y); }

    /// dgate = dy up f'(gate) and dup = dy f(gate), in one pass
    template <array_of_numbers G, array_of_numbers U, array_of_numbers DY, output_array DG, output_array DU> requires same_elements<G, U, DY, DG, DU>
    RAMP_INLINE constexpr void backward(G&& gate, U&& up, DY&& dy, DG&& dgate, DU&& dup) const { gated.backward(F(), gate, up, dy, dgate, dup); }

    /// The same, of packed rows
    template <array_of_numbers X, output_array Y, element_count N> requires same_elements<X, Y>
    RAMP_INLINE constexpr void packed(X&& x, Y&& y, N columns) const { gated.packed(F(), x, y, columns); }
    template <array_of_numbers X, array_of_numbers DY, output_array DX, element_count N> requires same_elements<X, DY, DX>
    RAMP_INLINE constexpr void packed_backward(X&& x, DY&& dy, DX&& dx, N columns) const { gated.packed_backward(F(), x, dy, dx, columns); }

    template <class... A> requires mistaken_arrays<A...> void operator()(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void value(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void backward(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void packed(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    template <class... A> requires mistaken_arrays<A...> void packed_backward(A&&...) const = delete;  // These calls take arrays of one element type, not pointers or lists: std::span(p, n). The last ones, which are written, are not const or temporary.
    // clang-format on

    template <class Option>
    requires requires(const F& f, Option option) { f[option]; }
    RAMP_INLINE constexpr auto operator[](Option option) const { return GatedUnit<Named, decltype(F()[option])>(); }
};

/// sigmoid(gate) up (Dauphin et al., "Language Modeling with Gated Convolutional Networks", 2017). In packed rows the
/// gate comes last, as PyTorch has it.
inline constexpr GatedUnit<gating::GLU, Function<Sigmoid>> glu;
/// silu(gate) up, and so on (Shazeer, "GLU Variants Improve Transformer", 2020).
inline constexpr GatedUnit<gating::SwiGLU, Function<SiLU>> swiglu;
inline constexpr GatedUnit<gating::GEGLU, Function<GELU>> geglu;
inline constexpr GatedUnit<gating::GEGLUTanh, Function<GELUTanh>> geglu_tanh;
inline constexpr GatedUnit<gating::ReGLU, Function<ReLU>> reglu;

}  // namespace ramp
