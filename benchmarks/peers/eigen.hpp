// Eigen's arrays, in the forms that Eigen 3.4 vectorises: min and max instead of select, which it does not.
#pragma once

#include <Eigen/Core>

#include <concepts>
#include <span>

#include <ramp/ramp.hpp>

#include "../work.hpp"

namespace ramp_benchmarks {

template <class F, class T = typename F::value_type>
concept eigen_has = std::same_as<F, ramp::ReLU<T>> || std::same_as<F, ramp::LeakyReLU<T>> ||
    std::same_as<F, ramp::PReLU<T>> || std::same_as<F, ramp::ELU<T>>;

struct EigenArrays {
    static constexpr const char* name = "Eigen";
    static constexpr Tolerance tolerance{.relative = 8, .absolute = 2};

    template <eigen_has F, class T>
    static void run(F f, Value, Arrays<T> arrays) {
        array(arrays.result) = value(f, array(arrays.x));
    }

    template <class T>
    static void run(ramp::Sigmoid<T>, Value, Arrays<T> arrays) {
        array(arrays.result) = array(arrays.x).logistic();
    }

    template <class T>
    static void run(ramp::Tanh<T>, Value, Arrays<T> arrays) {
        array(arrays.result) = array(arrays.x).tanh();
    }

    template <eigen_has F, class T>
    static void run(F f, Derivative, Arrays<T> arrays) {
        array(arrays.result) = derivative(f, array(arrays.x));
    }

    template <eigen_has F, class T>
    static void run(F f, ValueAndDerivative, Arrays<T> arrays) {
        array(arrays.result) = value(f, array(arrays.x));
        array(arrays.second_result) = derivative(f, array(arrays.x));
    }

    template <eigen_has F, class T>
    static void run(F f, Backward, Arrays<T> arrays) {
        array(arrays.result) = array(arrays.dy) * derivative(f, array(arrays.x));
    }

    template <class T>
    static void run(ramp::PReLU<T> f, Backward, Arrays<T> arrays) {
        array(arrays.result) = array(arrays.dy) * derivative(f, array(arrays.x));
        arrays.gradient[0] = (array(arrays.dy) * array(arrays.x).min(T(0))).sum();
    }

    template <eigen_has F, class T>
    requires has_call<BackwardFromValue, F>
    static void run(F f, BackwardFromValue, Arrays<T> arrays) {
        array(arrays.result) = array(arrays.dy) * derivative_from_value(f, array(arrays.y));
    }

private:
    template <class T>
    using Array = Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>>;
    template <class T>
    using ConstArray = Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>>;

    template <class T>
    static Array<T> array(std::span<T> numbers) {
        return {numbers.data(), Eigen::Index(numbers.size())};
    }

    template <class T>
    static ConstArray<T> array(std::span<const T> numbers) {
        return {numbers.data(), Eigen::Index(numbers.size())};
    }

    template <class T>
    static auto value(ramp::ReLU<T>, ConstArray<T> x) {
        return x.max(T(0));
    }

    template <class T>
    static auto derivative(ramp::ReLU<T>, ConstArray<T> x) {
        return (x > T(0)).template cast<T>();
    }

    /// LeakyReLU and PReLU, whose slopes here are below 1.
    template <class F, class T>
    static auto value(F f, ConstArray<T> x) {
        return x.max(f.slope() * x);
    }

    template <class F, class T>
    static auto derivative(F f, ConstArray<T> x) {
        return (x > T(0)).template cast<T>() * (T(1) - f.slope()) + f.slope();
    }

    template <class T>
    static auto value(ramp::ELU<T> f, ConstArray<T> x) {
        return x.max(T(0)) + f.alpha() * x.min(T(0)).expm1();
    }

    /// alpha is 1 here.
    template <class T>
    static auto derivative(ramp::ELU<T>, ConstArray<T> x) {
        return x.min(T(0)).exp();
    }

    template <class F, class T>
    static auto derivative_from_value(F f, ConstArray<T> y) {
        return derivative(f, y);
    }

    template <class T>
    static auto derivative_from_value(ramp::ELU<T> f, ConstArray<T> y) {
        return y.min(T(0)) + f.alpha();
    }
};

}  // namespace ramp_benchmarks
