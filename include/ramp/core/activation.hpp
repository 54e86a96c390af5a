// What an activation gets from its formula: Activation<Derived, T>; its grade fast: Fast<F>; and its function object:
// Function<F>.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <ramp/core/call_forms.hpp>
#include <ramp/core/grade.hpp>
#include <ramp/execution.hpp>
#if defined(RAMP_DISPATCH)
#include <ramp/dispatch.hpp>
#endif

namespace ramp {

/// F's formula has the grade `fast`.
template <class F>
concept has_grades = requires(const F& f, typename F::value_type x) {
    f.template formula<Grade::fast>(x);
};

template <class F>
class Fast;

/// f, with its array calls on another execution: f[on<xsimd::sse2>].
template <class F, class E>
class Bound : public Calls<Bound<F, E>> {
public:
    using execution = E;
    RAMP_INLINE constexpr explicit Bound(const F& f) : f_(f) {}
    explicit Bound(const F&&) requires std::is_reference_v<Held<F>>
    = delete;  // f must outlive what f[...] returns.
    template <std::same_as<typename F::value_type>>
    RAMP_INLINE constexpr const F& at() const {
        return f_;
    }

    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const {
        return Bound<F, combined_t<E, Execution<Arch, B>>>(f_);
    }
    RAMP_INLINE constexpr auto operator[](FastGrade) const {
        if constexpr (has_grades<F>)
            return Bound<Fast<F>, E>(Fast<F>(f_));
        else
            return *this;
    }

private:
    Held<F> f_;
};

/// What an activation with elements of type T gets from its name and its formula on numbers and batches:
///
///     static constexpr const char* name;  // for error messages
///     template <lanes_of<T> V> constexpr ValueAndDerivative<V> formula(V x) const;  // {f(x), f'(x)}
///
/// and, if it has them, formula_from_value(V y), f'(x) from y = f(x); parameter_derivative(V x), of a learned one; and
/// two_derivatives(), where f' takes two values.
template <class Derived, number T>
class Activation : public Calls<Derived> {
public:
    using value_type = T;
    using execution = Execution<>;
    static constexpr bool dispatched = false;
    static constexpr std::size_t unroll = loops::unroll;  // 1 for a formula of many steps: less code, no slower

    template <std::same_as<T>>
    RAMP_INLINE constexpr const Derived& at() const {
        return static_cast<const Derived&>(*this);
    }

    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const& {
        return Bound<Derived, Execution<Arch, B>>(at<T>());
    }
    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const&& {
        return Bound<Derived, Execution<Arch, B>>(static_cast<const Derived&&>(*this));
    }
    /// f in the grade `fast`; f itself, if its formula has no grades
    RAMP_INLINE constexpr decltype(auto) operator[](FastGrade) const& {
        if constexpr (has_grades<Derived>)
            return Fast<Derived>(at<T>());
        else
            return at<T>();
    }
    RAMP_INLINE constexpr auto operator[](FastGrade) const&& { return static_cast<const Activation&>(*this)[fast]; }
};

/// An activation F in the grade `fast`: a class like F, made of F's formula.
template <class F>
class Fast : public Activation<Fast<F>, typename F::value_type> {
    F f_;

public:
    using T = typename F::value_type;
    static constexpr const char* name = F::name;
    static constexpr bool dispatched = F::dispatched;
    static constexpr std::size_t unroll = F::unroll;

    Fast() = default;
    RAMP_INLINE constexpr explicit Fast(const F& f) : f_(f) {}
    /// Of F's parameters.
    template <std::same_as<T>... P>
    requires(sizeof...(P) > 0 && std::constructible_from<F, P...>) RAMP_INLINE constexpr explicit Fast(P... p)
        : f_(p...) {}

    template <lanes_of<T> V>
    RAMP_INLINE constexpr ValueAndDerivative<V> formula(V x) const {
        return f_.template formula<Grade::fast>(x);
    }
    template <lanes_of<T> V>
    requires requires(const F& f, V y) { f.formula_from_value(y); }
    RAMP_INLINE constexpr V formula_from_value(V y) const { return f_.formula_from_value(y); }
    template <lanes_of<T> V>
    requires has_parameter_derivative<F, V> RAMP_INLINE constexpr V parameter_derivative(V x) const {
        return f_.parameter_derivative(x);
    }
};

/// The function object of F<float> and F<double>: their calls, with F's parameters last.
template <template <class> class F, class E = Execution<>, Grade grade = Grade::accurate>
class Function : public Calls<Function<F, E, grade>> {
public:
    using execution = E;

    template <class T, class... P>
    requires std::constructible_from<F<T>, std::conditional_t<true, T, P>...> RAMP_INLINE constexpr auto at(
        P... p) const {
        if constexpr (grade == Grade::fast)
            return F<T>(T(p)...)[fast];
        else
            return F<T>(T(p)...);
    }

    template <class Arch, class B>
    RAMP_INLINE constexpr auto operator[](Execution<Arch, B>) const {
        return Function<F, combined_t<E, Execution<Arch, B>>, grade>();
    }
    RAMP_INLINE constexpr auto operator[](FastGrade) const { return Function<F, E, Grade::fast>(); }
};

}  // namespace ramp
