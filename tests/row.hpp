// What a row is made of. A row file has a template of this form in an unnamed namespace, and
// `const Registered<Row<float>, Row<double>> registered;`:
//
//   template <class T>
//   struct Row {
//       using F = ramp::ELU<T>;
//       static constexpr const auto& function = ramp::elu;
//       // The definition, in long double or double; the parameters come after x.
//       static auto value(auto x, auto alpha);
//       static auto derivative(auto x, auto alpha);
//       static auto derivative_from_value(auto y, auto alpha);  // if F has it
//       static Promise promise(T alpha);                        // bounds, range, kinks: see subject.hpp
//       static bool accepts(T alpha);                           // if F has a parameter: which it takes
//       // Parameters, and f and f' at special_points: nan, inf, max, 1, min, sub, tiny, 0, -0, -tiny, -sub, -min, -1,
//       // -20, -max, -inf. The first is F's default, if it has one.
//       static std::vector<Sample<T>> samples();
//       static std::vector<std::vector<T>> swept();             // for every float, if not the first sample's
//       static constexpr F constant();                          // if F has no default: an example
//   };
//
// All calls of the activation are instantiated here, in the row's own object file, with float and double; and some of
// its calls in the grade `fast`, which are made of the same templates.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <limits>
#include <new>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <ramp/core/activation.hpp>

#include "subject.hpp"

namespace ramp_tests {

inline constexpr bool fused = ramp::has_fused_multiply_add;

/// The names of the special points' numbers.
template <class T>
struct Names {
    T nan, inf, max, min, sub, tiny, minus_zero;
};
template <class T>
constexpr Names<T> names = {special_points<T>[0], special_points<T>[1], special_points<T>[2], special_points<T>[4],
                            special_points<T>[5], special_points<T>[6], special_points<T>[8]};

/// The number that has these roundings to float and to double.
template <class T>
constexpr T either(float single, double twice) {
    return sizeof(T) == sizeof(float) ? T(single) : T(twice);
}
/// The same where a formula rounds, so that its result may differ within its bound.
template <class T>
constexpr Expected<T> rounded(float single, double twice) {
    return {either<T>(single, twice), true};
}

/// The least value of what first falls and then rises: a double next to it may be rounded below it.
constexpr Real least(Real value) {
    return value * (1 + 0x1p-50L);
}

/// How each call is written, and what it gives for one number.
template <class Call>
struct Written;
template <>
struct Written<ramp::calls::Value> {
    static constexpr std::array of = {Of::value, Of::value};
    static void run(const auto& f, auto&&... a) { f.value(a...); }
    static auto number(const auto& f, auto x, auto) { return Results<decltype(x)>{f.value(x)}; }
};
template <>
struct Written<ramp::calls::Derivative> {
    static constexpr std::array of = {Of::derivative, Of::derivative};
    static void run(const auto& f, auto&&... a) { f.derivative(a...); }
    static auto number(const auto& f, auto x, auto) { return Results<decltype(x)>{f.derivative(x)}; }
};
template <>
struct Written<ramp::calls::ValueAndDerivative> {
    static constexpr std::array of = {Of::value, Of::derivative};
    static void run(const auto& f, auto&&... a) { f.value_and_derivative(a...); }
    static auto number(const auto& f, auto x, auto) { return Results<decltype(x)>{f.value(x), f.derivative(x)}; }
};
template <>
struct Written<ramp::calls::Backward> {
    static constexpr std::array of = {Of::backward, Of::backward};
    static void run(const auto& f, auto&&... a) { static_cast<void>(f.backward(a...)); }
    static auto number(const auto& f, auto x, auto dy) { return Results<decltype(x)>{dy * f.derivative(x)}; }
};
template <>
struct Written<ramp::calls::DerivativeFromValue> {
    static constexpr std::array of = {Of::derivative_from_value, Of::derivative_from_value};
    static void run(const auto& f, auto&&... a) { f.derivative_from_value(a...); }
    static auto number(const auto& f, auto y, auto) { return Results<decltype(y)>{f.derivative_from_value(y)}; }
};
template <>
struct Written<ramp::calls::BackwardFromValue> {
    static constexpr std::array of = {Of::backward_from_value, Of::backward_from_value};
    static void run(const auto& f, auto&&... a) { f.backward_from_value(a...); }
    static auto number(const auto& f, auto y, auto dy) { return Results<decltype(y)>{dy * f.derivative_from_value(y)}; }
};

/// f has this call: its number form does, which is made of the same formula.
template <class Call, class F, class T = typename F::value_type>
concept has_call = requires(const F& f, T v) {
    Call::of(f, v);
}
|| requires(const F& f, T v) {
    Call::of(f, v, v);
};

/// Those of this build: where it runs on emulated batches, which xsimd does not list, these alone.
using architectures = std::conditional_t<ramp::is_emulated<xsimd::batch<float>>, xsimd::arch_list<xsimd::default_arch>,
                                         xsimd::supported_architectures>;

/// The NEON of 32 bits has no double: xsimd says so, or gives its batch no lanes (8.1).
template <class T, class Arch>
constexpr bool has_batches() {
    if constexpr (xsimd::has_simd_register<T, Arch>::value)
        return xsimd::batch<T, Arch>::size > 0;
    else
        return false;
}

/// Visits an architecture of each register width that this build has beside its widest.
template <class First, class... Rest, class Visit>
void every_narrower_width(xsimd::arch_list<First, Rest...>, Visit visit) {
    constexpr std::size_t width = xsimd::batch<float, First>::size;
    if constexpr (has_batches<double, First>() && width != xsimd::batch<float>::size &&
                  ((width != xsimd::batch<float, Rest>::size || !has_batches<double, Rest>()) && ...))
        visit(First{});
    if constexpr (sizeof...(Rest) > 0) every_narrower_width(xsimd::arch_list<Rest...>{}, visit);
}

/// The ways of one call of an activation F, on arrays, with F's parameters P after them.
template <class Call, class T, class Inputs = std::make_index_sequence<Call::inputs>,
          class Outputs = std::make_index_sequence<Call::outputs>>
struct CallOn;
template <class Call, class T, std::size_t... k, std::size_t... j>
struct CallOn<Call, T, std::index_sequence<k...>, std::index_sequence<j...>> {
    static void spans(const auto& f, const Inputs<T>& in, const Outputs<T>& out, auto... p) {
        Written<Call>::run(f, in[k]..., out[j]..., p...);
    }
    static void pointers(const auto& f, const Inputs<T>& in, const Outputs<T>& out) {
        Written<Call>::run(f, in[k].data()..., out[j].data()..., in[0].size());
    }
    /// Arrays of `extent` elements by a type that tells it, others as they are.
    template <std::size_t extent>
    static void known(const auto& f, const Inputs<T>& in, const Outputs<T>& out) {
        if (((in[k].size() == extent) && ...) && ((out[j].size() == extent) && ...))
            Written<Call>::run(f, in[k].template first<extent>()..., out[j].template first<extent>()...);
        else
            spans(f, in, out);
    }
};

/// The row of the same activation in the grade `fast`.
template <class R>
struct FastRow : R {
    using F = ramp::Fast<typename R::F>;
    static constexpr auto function = R::function[ramp::fast];

    static Promise promise(auto... p) {
        Promise made = R::promise(p...);
        made.value = std::max(made.value, 4.0);
        made.derivative = std::max(made.derivative, 6.0);
        made.monotone = false;
        if (!made.roots.empty()) {  // where its value is the lowest, or the highest
            constexpr auto rounding = 8 * std::numeric_limits<typename F::value_type>::epsilon();
            made.lowest *= 1 + rounding, made.highest *= 1 + rounding;
        }
        return made;
    }
    static constexpr F constant() { return F(R::constant()); }
};
template <class R>
constexpr bool is_fast = false;
template <class R>
constexpr bool is_fast<FastRow<R>> = true;

/// What R, a row file's Row<T>, tells of an activation, without its types.
template <class R>
class Erased {
    using F = typename R::F;
    using T = typename F::value_type;
    using Batch = xsimd::batch<T>;
    using S = Subject<T>;

    template <std::size_t>
    using Number = T;
    /// The most numbers that F can be made of.
    template <std::size_t... k>
    static constexpr std::size_t parameters_of(std::index_sequence<k...>) {
        if constexpr (sizeof...(k) == 0 || std::constructible_from<F, Number<k>...>)
            return sizeof...(k);
        else
            return parameters_of(std::make_index_sequence<sizeof...(k) - 1>());
    }
    static constexpr std::size_t parameters = parameters_of(std::make_index_sequence<4>());
    static_assert(parameters > 0 || std::default_initializable<F>);
    using Parameters = std::make_index_sequence<parameters>;

    static const F& object(const S& s) { return *std::launder(reinterpret_cast<const F*>(s.object.data())); }

    template <class Function, std::size_t... k>
    static decltype(auto) apply(const std::vector<T>& p, Function function, std::index_sequence<k...>) {
        return function(p[k]...);
    }
    template <class Function>
    static decltype(auto) apply(const std::vector<T>& p, Function function) {
        return apply(p, function, Parameters());
    }

    static void make(S& s) {
        static_assert(sizeof(F) <= sizeof s.object);
        if (s.is_default) {
            if constexpr (std::default_initializable<F>) new (s.object.data()) F();
        } else {
            apply(s.sample.parameters, [&](auto... p) { new (s.object.data()) F(p...); });
        }
    }

    template <class X>
    static X value(const S& s, X x) {
        return apply(s.sample.parameters, [x](auto... p) -> X { return R::value(x, X(p)...); });
    }
    template <class X>
    static X derivative(const S& s, X x) {
        return apply(s.sample.parameters, [x](auto... p) -> X { return R::derivative(x, X(p)...); });
    }

    template <class Do>
    static NumberForm<T> by_object(const char* name, Of of, Do) {
        return {name, of, [](const S& s, T x) -> T { return Do()(object(s), x); },
                [](const S& s, const T* x, T* y) { Do()(object(s), Batch::load_unaligned(x)).store_unaligned(y); }};
    }
    template <class Do>
    static NumberForm<T> by_function(const char* name, Of of, Do) {
        return {name, of,
                [](const S& s, T x) -> T {
                    return apply(s.sample.parameters, [x](auto... p) { return Do()(R::function, x, p...); });
                },
                [](const S& s, const T* x, T* y) {
                    apply(s.sample.parameters,
                          [x, y](auto... p) { Do()(R::function, Batch::load_unaligned(x), p...).store_unaligned(y); });
                }};
    }

    static std::vector<NumberForm<T>> numbers() {
        const auto value = [](const auto& f, auto v, auto... p) { return f.value(v, p...); };
        const auto derivative = [](const auto& f, auto v, auto... p) { return f.derivative(v, p...); };
        std::vector<NumberForm<T>> forms = {by_object("f.value(v)", Of::value, value),
                                            by_function("function.derivative(v)", Of::derivative, derivative)};
        if constexpr (!is_fast<R>) {
            const auto first = [](const auto& f, auto v) { return f.value_and_derivative(v).value; };
            const auto second = [](const auto& f, auto v) { return f.value_and_derivative(v).derivative; };
            forms.push_back(by_object("f.value_and_derivative(v).value", Of::value, first));
            forms.push_back(by_object("f.value_and_derivative(v).derivative", Of::derivative, second));
        }
        if constexpr (!is_fast<R> && parameters > 0) {  // who stand for all: other ways to write the same call
            const auto call = [](const auto& f, auto v, auto... p) { return f(v, p...); };
            forms.push_back(by_object("f(v)", Of::value, call));
            forms.push_back(by_function("function(v)", Of::value, call));
            forms.push_back(by_object("f.derivative(v)", Of::derivative, derivative));
        }
        if constexpr (has_call<ramp::calls::DerivativeFromValue, F>) {
            const auto of_value = [](const auto& f, auto v, auto... p) { return f.derivative_from_value(v, p...); };
            forms.push_back(by_object("f.derivative_from_value(v)", Of::derivative_from_value, of_value));
            if constexpr (!is_fast<R> && parameters > 0)
                forms.push_back(by_function("function.derivative_from_value(v)", Of::derivative_from_value, of_value));
        }
        return forms;
    }

    /// Where the compiler knows the parameters, and on which side of 0 the number is, it may drop the choices that come
    /// after a product.
    template <class Do>
    static Remainder<T> remainder(Of of, Do) {
        return {of,
                [](const S& s, T x, T y) -> T {
                    const F f = known(s);
                    if (x < 0) return Do()(f, x) - y;
                    return y - Do()(f, x);
                },
                [](const S& s, const T* x, const T* y, T* rest) {
                    const F f = known(s);
                    (Do()(f, Batch::load_unaligned(x)) - Batch::load_unaligned(y)).store_unaligned(rest);
                }};
    }
    static F known(const S& s) {
        if constexpr (std::default_initializable<F>)
            return F();
        else
            return object(s);
    }

    static std::vector<Remainder<T>> remainders() {
        return {remainder(Of::value, [](const auto& f, auto v) { return f.value(v); }),
                remainder(Of::derivative, [](const auto& f, auto v) { return f.derivative(v); })};
    }

    static std::vector<BatchForm<T>> batches() {
        std::vector<BatchForm<T>> forms;
        architectures::for_each([&](auto arch) {
            using Arch = decltype(arch);
            if constexpr (has_batches<T, Arch>()) {
                using Lanes = xsimd::batch<T, Arch>;
                forms.push_back({Arch::name(), Lanes::size, [](const S& s, const T* x, T* y, T* d, std::size_t size) {
                                     for (std::size_t i = 0; i + Lanes::size <= size; i += Lanes::size) {
                                         const auto both = object(s).value_and_derivative(Lanes::load_unaligned(x + i));
                                         both.value.store_unaligned(y + i);
                                         both.derivative.store_unaligned(d + i);
                                     }
                                 }});
            }
        });
        return forms;
    }

    /// A form of an array call, and what tells it from others.
    struct Form {
        const char* before;
        const char* after;
        bool has_own_loop = false, sees_sizes = true, takes_parameters = false;
    };
    using In = const Inputs<T>&;
    using Out = const Outputs<T>&;

    template <class Call>
    static void add(std::vector<ArrayCall<T>>& calls, const Form& form, void (*run)(const S&, In, Out)) {
        calls.push_back({std::string(form.before).append(Call::names[0]).append(form.after), Call::names[0],
                         Call::inputs, Call::outputs, Written<Call>::of, form.has_own_loop, form.sees_sizes,
                         form.takes_parameters, run,
                         [](const S& s, T x, T dy) { return Written<Call>::number(object(s), x, dy); }});
    }

    /// Each call is met with another extent; laws/extents.cpp has them all.
    static constexpr std::size_t extent(std::size_t index) {
        constexpr std::size_t lanes = Batch::size,
                              extents[] = {2 * lanes + 1, 3, lanes, 2 * lanes, lanes - 1, lanes + 1};
        return extents[index % std::size(extents)];
    }

    template <class Call, std::size_t index>
    static void add_forms(std::vector<ArrayCall<T>>& calls) {
        using On = CallOn<Call, T>;
        add<Call>(calls, {.before = "f.", .after = "(x, y)", .has_own_loop = true},
                  [](const S& s, In in, Out out) { On::spans(object(s), in, out); });
        add<Call>(calls, {.before = "function.", .after = "(x, y, parameters)", .takes_parameters = true},
                  [](const S& s, In in, Out out) {
                      apply(s.sample.parameters, [&](auto... p) { On::spans(R::function, in, out, p...); });
                  });
        if constexpr (!is_fast<R>) add_further_forms<Call, index>(calls);
    }
    template <class Call, std::size_t index>
    static void add_further_forms(std::vector<ArrayCall<T>>& calls) {
        using On = CallOn<Call, T>;
        add<Call>(calls, {.before = "f.", .after = "(array, array)", .has_own_loop = true},
                  [](const S& s, In in, Out out) { On::template known<extent(index)>(object(s), in, out); });
        add<Call>(calls, {.before = "f.", .after = "(p, q, n)", .sees_sizes = false},
                  [](const S& s, In in, Out out) { On::pointers(object(s), in, out); });
        const auto add_on = [&](auto arch) {
            using Arch = decltype(arch);
            add<Call>(calls, {.before = Arch::name(), .after = ": f[on<...>](x, y)", .has_own_loop = true},
                      [](const S& s, In in, Out out) { On::spans(object(s)[ramp::on<Arch>], in, out); });
        };
        every_narrower_width(architectures(), add_on);
        if constexpr (!std::is_same_v<ramp::default_arch, xsimd::default_arch>) add_on(xsimd::default_arch());
    }

    template <class... Call, std::size_t... index>
    static std::vector<ArrayCall<T>> calls(std::tuple<Call...>*, std::index_sequence<index...>) {
        std::vector<ArrayCall<T>> calls;
        const auto add_if_any = [&]<class Each, std::size_t k>() {
            if constexpr (has_call<Each, F>) add_forms<Each, k>(calls);
        };
        (add_if_any.template operator()<Call, index>(), ...);
        // The value needs no name, and no parameters where there is a default.
        using Value = ramp::calls::Value;
        add<Value>(calls, {.before = "f(x, y): ", .after = ""},
                   [](const S& s, In in, Out out) { object(s)(in[0], out[0]); });
        add<Value>(calls, {.before = "function(x, y): ", .after = "", .takes_parameters = true},
                   [](const S& s, In in, Out out) {
                       if constexpr (std::default_initializable<F>)
                           if (s.is_default) return R::function(in[0], out[0]);
                       apply(s.sample.parameters, [&](auto... p) { R::function(in[0], out[0], p...); });
                   });
        add<Value>(calls, {.before = "function[on<...>](x, y): ", .after = "", .takes_parameters = true},
                   [](const S& s, In in, Out out) {
                       apply(s.sample.parameters,
                             [&](auto... p) { R::function[ramp::on<xsimd::default_arch>](in[0], out[0], p...); });
                   });
        return calls;
    }

    /// x, f(x) and f'(x), by an array call.
    static constexpr auto constants = [] {
        std::array<T, 44> x{}, y{}, d{};
        for (std::size_t i = 0; i < 24; ++i) x[i] = T(-9) + T(0.7703) * T(i);
        for (std::size_t i = 24; i < 32; ++i) x[i] = (sizeof(T) == 4 ? T(-86) : T(-707)) - T(0.21) * T(i);
        for (std::size_t i = 32; i < 40; ++i) x[i] = -std::numeric_limits<T>::min() * T(i);
        x[40] = T(0.41), x[41] = T(0.53), x[42] = T(0.73);  // where Tanhshrink would show a contraction
        x[43] = std::numeric_limits<T>::lowest();
        if constexpr (std::default_initializable<F>)
            F().value_and_derivative(x, y, d);
        else
            R::constant().value_and_derivative(x, y, d);
        std::array<std::array<T, 3>, x.size()> all{};
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = {x[i], y[i], d[i]};
        return all;
    }();

public:
    static Activation<T> activation() {
        Activation<T> made = {};
        made.name = F::name;
        made.parameters = parameters;
        made.has_default = std::default_initializable<F>;
        made.is_in_catalogue = true;
        made.is_fast = is_fast<R>;
        made.samples_have_own_code = false;
        made.size = sizeof(F);
        made.is_trivially_copyable = std::is_trivially_copyable_v<F>;
        made.samples = R::samples();
        if constexpr (requires { R::swept(); })
            made.swept = R::swept();
        else
            made.swept = {made.samples.front().parameters};
        made.accepts = [](const std::vector<T>& p) {
            if constexpr (parameters == 0)
                return true;
            else
                return apply(p, [](auto... each) { return R::accepts(each...); });
        };
        made.promise = [](const std::vector<T>& p) {
            return apply(p, [](auto... each) { return R::promise(each...); });
        };
        made.make = make;
        made.value = value<Real>;
        made.derivative = derivative<Real>;
        made.quick_value = value<double>;
        made.quick_derivative = derivative<double>;
        if constexpr (has_call<ramp::calls::DerivativeFromValue, F>)
            made.derivative_from_value = [](const S& s, Real y) {
                return apply(s.sample.parameters,
                             [y](auto... p) -> Real { return R::derivative_from_value(y, Real(p)...); });
            };
        made.numbers = numbers();
        made.remainders = remainders();
        made.batches = batches();
        made.calls = calls(static_cast<ramp::calls::all*>(nullptr),
                           std::make_index_sequence<std::tuple_size_v<ramp::calls::all>>());
        made.constants = constants;
        return made;
    }
};

/// Takes the row's two types, not their template: g++ 12 gives what is made of a template in an unnamed namespace
/// external linkage, so that all rows would be one.
template <class Float, class Double>
struct Registered {
    Registered() {
        add<Float>(), add<Double>();
        if constexpr (ramp::has_grades<typename Float::F>) add<FastRow<Float>>();
        if constexpr (ramp::has_grades<typename Double::F>) add<FastRow<Double>>();
    }

private:
    template <class R>
    static void add() {
        activations<typename R::F::value_type>().push_back(Erased<R>::activation());
    }
};

}  // namespace ramp_tests
