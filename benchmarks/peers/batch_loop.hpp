// The loop over batches that a user of a vector mathematics library writes.
#pragma once

#include <cstddef>

#include <ramp/ramp.hpp>

#include "../work.hpp"
#include "plain_loop.hpp"

namespace ramp_benchmarks {

/// ELU, sigmoid, tanh, softplus and GELU through Functions::expm1, exp, tanh, log1p and erfc, which take and return an
/// xsimd::batch.
template <class Functions>
struct BatchLoop {
    template <class T>
    static void run(ramp::ELU<T> f, Value operation, Arrays<T> arrays) {
        loop(f, operation, arrays, [&](std::size_t i) {
            const auto x = load(arrays.x, i);
            store(xsimd::select(x > T(0), x, f.alpha() * Functions::expm1(x)), arrays.result, i);
        });
    }

    template <class T>
    static void run(ramp::Sigmoid<T> f, Value operation, Arrays<T> arrays) {
        map(f, operation, arrays, [](auto x) { return T(1) / (T(1) + Functions::exp(-x)); });
    }

    template <class T>
    static void run(ramp::Tanh<T> f, Value operation, Arrays<T> arrays) {
        map(f, operation, arrays, [](auto x) { return Functions::tanh(x); });
    }

    template <class T>
    static void run(ramp::Softplus<T> f, Value operation, Arrays<T> arrays) {
        map(f, operation, arrays, [](auto x) { return Functions::log1p(Functions::exp(x)); });
    }

    template <class T>
    static void run(ramp::GELU<T> f, Value operation, Arrays<T> arrays) {
        map(f, operation, arrays, [](auto x) { return x * T(0.5) * Functions::erfc(x * T(-0.7071067811865476)); });
    }

    template <class T>
    static void run(ramp::ELU<T> f, Derivative operation, Arrays<T> arrays) {
        loop(f, operation, arrays, [&](std::size_t i) { store(derivative(f, load(arrays.x, i)), arrays.result, i); });
    }

    template <class T>
    static void run(ramp::ELU<T> f, ValueAndDerivative operation, Arrays<T> arrays) {
        loop(f, operation, arrays, [&](std::size_t i) {
            const auto x = load(arrays.x, i);
            const auto left = f.alpha() * Functions::expm1(x);
            store(xsimd::select(x > T(0), x, left), arrays.result, i);
            store(xsimd::select(x > T(0), xsimd::batch<T>(T(1)), left + f.alpha()), arrays.second_result, i);
        });
    }

    template <class T>
    static void run(ramp::ELU<T> f, Backward operation, Arrays<T> arrays) {
        loop(f, operation, arrays,
             [&](std::size_t i) { store(load(arrays.dy, i) * derivative(f, load(arrays.x, i)), arrays.result, i); });
    }

private:
    template <class T>
    static xsimd::batch<T> load(std::span<const T> source, std::size_t i) {
        return xsimd::batch<T>::load_unaligned(source.data() + i);
    }

    template <class T>
    static void store(xsimd::batch<T> batch, std::span<T> destination, std::size_t i) {
        batch.store_unaligned(destination.data() + i);
    }

    template <class T>
    static xsimd::batch<T> derivative(ramp::ELU<T> f, xsimd::batch<T> x) {
        return xsimd::select(x > T(0), xsimd::batch<T>(T(1)), f.alpha() * Functions::exp(x));
    }

    /// result = g(x)
    template <class F, class T, class G>
    static void map(F f, Value operation, Arrays<T> arrays, G g) {
        loop(f, operation, arrays, [&](std::size_t i) { store(g(load(arrays.x, i)), arrays.result, i); });
    }

    /// body(i) for the batch at every i; the elements left over go through the plain loop.
    template <class F, class Operation, class T, class Body>
    static void loop(F f, Operation operation, Arrays<T> arrays, Body body) {
        const std::size_t whole = arrays.x.size() / xsimd::batch<T>::size * xsimd::batch<T>::size;
        for (std::size_t i = 0; i < whole; i += xsimd::batch<T>::size) body(i);
        PlainLoop::run(f, operation, arrays.part(whole, arrays.x.size() - whole));
    }
};

}  // namespace ramp_benchmarks
