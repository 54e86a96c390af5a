// Calls under any input, as calls.cpp makes them, that stand beside an activation: gates, rows and bits; and halves.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <ramp/gated.hpp>
#include <ramp/half.hpp>
#include <ramp/leaky_relu.hpp>
#include <ramp/prelu.hpp>
#include <ramp/softmax.hpp>

#include "../numbers.hpp"
#include "../streaming.hpp"
#include "scene.hpp"

namespace ramp_tests {

/// swiglu, of arrays and of packed rows: what silu gives, and a product.
template <class T>
void call_gated(Bytes bytes) {
    static constexpr const char* names[] = {"value", "backward", "packed", "packed_backward"};
    const std::size_t choice = bytes.byte() % std::size(names);
    const bool backward = choice % 2 == 1, packed = choice >= 2;
    const StreamingFrom streaming(streamed_from(bytes));
    const std::size_t columns = bytes.byte() % 70, rows = bytes.byte() % 80, misfit = bytes.byte();
    const std::size_t size = columns * rows, halves = packed ? 2 : 1, of_x = halves * size + (misfit < 8 ? misfit : 0);

    Places places(bytes);
    std::vector<Place> read = {places.next(of_x)}, written;
    if (!packed) read.push_back(places.next(size));
    if (backward) read.push_back(places.next(size));
    written.push_back(places.next(backward ? of_x : size));
    if (backward && !packed) written.push_back(places.next(size));
    const auto numbers = payload<T>(bytes);
    Scene<T> scene(places, std::string("swiglu.") + names[choice] + " of " + std::to_string(of_x) + " " + type_name<T> +
                               ", " + std::to_string(columns) + " columns");
    for (std::size_t k = 0; k < read.size(); ++k) fill(read[k], numbers, 7 * k);

    std::vector<Place> all(read);
    all.insert(all.end(), written.begin(), written.end());
    const std::string message = scene.run(all, [&] {
        const auto in = [&](std::size_t k) { return at<T>(read[k]); };
        const auto out = [&](std::size_t k) { return at<T>(written[k]); };
        if (choice == 0) ramp::swiglu(in(0), in(1), out(0));
        if (choice == 1) ramp::swiglu.backward(in(0), in(1), in(2), out(0), out(1));
        if (choice == 2) ramp::swiglu.packed(in(0), out(0), columns);
        if (choice == 3) ramp::swiglu.packed_backward(in(0), in(1), out(0), columns);
    });

    const std::string function = std::string("ramp::swiglu::") + names[choice];
    const Place& x = read[0];
    if (packed) {
        if (columns == 0) return scene.rejected(message, function, {"columns must be at least 1"});
        if (x.size % (2 * columns) != 0)
            return scene.rejected(message, function, {"not a multiple of 2 x " + std::to_string(columns)});
        const Place& half = backward ? read[1] : written[0];
        if (half.size != x.size / 2)
            return scene.rejected(message, function, {"has " + std::to_string(half.size) + ", which is not half"});
        if (backward && written[0].size != x.size)
            return scene.rejected(message, function, sizes_differ(x, written[0]));
    } else {
        for (const Place& other : all)
            if (other.size != x.size) return scene.rejected(message, function, sizes_differ(x, other));
    }
    if (const std::string what = overlap(read, written); !what.empty())
        return scene.rejected(message, function, {what});
    scene.accepted(message, written);

    // Element i's place in an array of both halves.
    const auto gate_at = [&](std::size_t i) { return packed ? i / columns * 2 * columns + i % columns : i; };
    const auto up_at = [&](std::size_t i) { return packed ? gate_at(i) + columns : i; };
    const auto xs = scene.before(x), ups = packed ? xs : scene.before(read[1]);
    const auto dys = scene.before(read.back());
    std::vector<T> gates(x.size / halves), values(gates.size()), derivatives(gates.size());
    for (std::size_t i = 0; i < gates.size(); ++i) gates[i] = xs[gate_at(i)];
    ramp::silu.value_and_derivative(gates, values, derivatives);
    const auto check = [&](std::size_t i, T got, T right) {
        if (!same(got, right)) scene.wrong(i, gates[i], ups[up_at(i)], got, right);
    };
    for (std::size_t i = 0; i < gates.size(); ++i) {
        const T up = ups[up_at(i)];
        if (backward) {
            check(i, at<T>(written[0])[gate_at(i)], dys[i] * up * derivatives[i]);
            check(i, at<T>(written.back())[up_at(i)], dys[i] * values[i]);
        } else {
            check(i, at<T>(written[0])[i], values[i] * up);
        }
    }
}

/// What the definitions say of a row of logits, and how far softmax's results may be off.
template <class T>
class ExactRow {
public:
    explicit ExactRow(std::span<const T> x) : x_(x) {
        for (const T v : x)
            if (is_nan(v) || v == infinity<T>) is_spoiled_ = true;
        const auto greatest = std::max_element(x.begin(), x.end());
        greatest_ = *greatest;
        if (greatest_ == -infinity<T>) is_spoiled_ = true;
        if (is_spoiled_) return;
        for (auto v = x.begin(); v != x.end(); ++v)
            if (v != greatest) others_ += std::exp(Real(*v) - greatest_);
    }
    /// Of a softmax, or of the part of a gradient that is one by so many rows.
    bool allows_softmax(std::size_t k, T got, std::size_t rows = 1) const {
        if (is_spoiled_) return is_nan(got);
        const Real right = std::exp(Real(x_[k]) - greatest_) / (1 + others_) / rows;
        if (right < std::numeric_limits<T>::min()) return got >= 0 && got <= std::numeric_limits<T>::min();
        return got <= 1 && std::abs(got - right) <= 3 * last_place<T>(right) + of_sum * right;
    }
    bool allows_log_softmax(std::size_t k, T got) const {
        if (is_spoiled_) return is_nan(got);
        if (x_[k] == -infinity<T>) return got == -infinity<T>;
        const Real log_of_sum = std::log1p(others_), right = Real(x_[k]) - greatest_ - log_of_sum;
        if (right < std::numeric_limits<T>::lowest()) return got < 0 && ulps_apart(got, right) <= 2;
        if (right > -std::numeric_limits<T>::min()) return got <= 0 && got >= -std::numeric_limits<T>::min();
        return got <= 0 && std::abs(got - right) <= 2 * last_place<T>(right) + of_sum * log_of_sum;
    }
    Real loss(std::size_t label) const {
        if (is_spoiled_) return quiet_nan<Real>;
        return (greatest_ - Real(x_[label])) + std::log1p(others_);
    }

    static constexpr Real of_sum = sizeof(T) == 4 ? 1e-6L : 2e-13L;

private:
    std::span<const T> x_;
    bool is_spoiled_ = false;
    Real greatest_ = 0, others_ = 0;
};

/// softmax, log_softmax and cross_entropy: near their definitions, or, where there is no other judge, as each row by
/// itself.
template <class T>
void call_of_rows(Bytes bytes) {
    enum { value, backward, log_value, log_backward, loss, loss_and_gradient, count };
    static constexpr const char* functions[] = {"softmax",     "softmax",       "log_softmax",
                                                "log_softmax", "cross_entropy", "cross_entropy"};
    static constexpr const char* names[] = {"value", "backward", "value", "backward", "value", "value_and_gradient"};
    const std::size_t choice = bytes.byte() % count;
    const bool of_labels = choice >= loss;
    const std::size_t inputs = choice == backward || choice == log_backward ? 2 : 1, outputs = choice == loss ? 0 : 1;
    const std::size_t columns = bytes.byte() < 200 ? bytes.byte() % 70 : bytes.take<std::uint16_t>() % 5000;
    const std::size_t some = bytes.byte() % 80, misfit = bytes.byte(),
                      rows = columns == 0 ? some : std::min(some, 8000 / columns);
    const std::size_t size = columns * rows + (misfit < 8 ? misfit : 0);
    const std::size_t label = bytes.byte(), labels_misfit = bytes.byte();

    Places places(bytes);
    std::vector<Place> read, written;
    for (std::size_t k = 0; k < inputs; ++k) read.push_back(places.next(size));
    for (std::size_t k = 0; k < outputs; ++k) written.push_back(places.next(size));
    const auto numbers = payload<T>(bytes);
    Scene<T> scene(places, std::string(functions[choice]) + "." + names[choice] + " of " + std::to_string(size) + " " +
                               type_name<T> + ", " + std::to_string(columns) + " columns");
    for (std::size_t k = 0; k < inputs; ++k) fill(read[k], numbers, 7 * k);
    std::vector<std::uint16_t> labels(rows + (labels_misfit == 1));
    for (std::size_t row = 0; row < labels.size(); ++row)
        labels[row] = std::uint16_t(columns == 0 ? 0 : (label + 31 * row) % columns);
    if (label == 255 && !labels.empty()) labels[labels_misfit % labels.size()] = std::uint16_t(columns);

    T mean = 0;
    const auto call = [&](std::span<const T> x, std::span<const T> dy, std::span<T> out, std::span<std::uint16_t> of) {
        if (choice == value) ramp::softmax(x, out, columns);
        if (choice == backward) ramp::softmax.backward(x, dy, out, columns);
        if (choice == log_value) ramp::log_softmax(x, out, columns);
        if (choice == log_backward) ramp::log_softmax.backward(x, dy, out, columns);
        if (choice == loss) mean = ramp::cross_entropy(x, of, columns);
        if (choice == loss_and_gradient) mean = ramp::cross_entropy.value_and_gradient(x, of, out, columns);
    };
    const Place x = read[0], other = read.back(), y = outputs == 0 ? Place{} : written[0];
    std::vector<Place> all(read);
    all.insert(all.end(), written.begin(), written.end());
    const std::string message = scene.run(all, [&] { call(at<T>(x), at<T>(other), at<T>(y), labels); });

    const std::string function = std::string("ramp::") + functions[choice] + "::" + names[choice];
    if (columns == 0) return scene.rejected(message, function, {"columns must be at least 1"});
    if (x.size % columns != 0)
        return scene.rejected(message, function, {"not a multiple of " + std::to_string(columns) + " columns"});
    for (const Place& array : all)
        if (array.size != x.size) return scene.rejected(message, function, sizes_differ(x, array));
    if (const std::string what = overlap(read, written); !what.empty())
        return scene.rejected(message, function, {what});
    if (of_labels && labels.size() != x.size / columns)
        return scene.rejected(message, function, {std::to_string(labels.size()) + " labels"});
    if (of_labels && std::any_of(labels.begin(), labels.end(), [&](std::size_t v) { return v >= columns; }))
        return scene.rejected(message, function, {"below " + std::to_string(columns) + ", but is "});
    scene.accepted(message, written);

    const auto xs = scene.before(x), dys = scene.before(other);
    Real sum = 0;
    std::vector<T> alone(columns);
    for (std::size_t begin = 0; begin < x.size; begin += columns) {
        const auto row = xs.subspan(begin, columns);
        const ExactRow<T> exact(row);
        const std::size_t right_label = of_labels ? labels[begin / columns] : 0;
        const T of_all = mean;
        if (choice != loss)
            call(row, dys.subspan(begin, columns), alone, std::span(labels).subspan(begin / columns, 1));
        mean = of_all;
        for (std::size_t k = 0; k < columns && choice != loss; ++k) {
            const T got = at<T>(y)[begin + k];
            const bool is_one_hot = choice == loss_and_gradient && k == right_label;
            if (choice != loss_and_gradient && !same(got, alone[k])) scene.wrong(begin + k, row[k], 0, got, alone[k]);
            if ((choice == value && !exact.allows_softmax(k, got)) ||
                (choice == log_value && !exact.allows_log_softmax(k, got)) ||
                (choice == loss_and_gradient && !is_one_hot && !exact.allows_softmax(k, got, x.size / columns)))
                scene.wrong(begin + k, row[k], 0, got, std::exp(-exact.loss(k)));
        }
        if (of_labels) sum += exact.loss(right_label);
    }
    if (!of_labels || x.size == 0) return;
    const Real right = sum / Real(x.size / columns);
    const bool is_right = std::isnan(right) ? is_nan(mean)
                          : right < std::numeric_limits<T>::min()
                              ? mean >= 0 && mean <= std::numeric_limits<T>::min()
                              : ulps_apart(mean, right) <= 2 || std::abs(mean - right) <= ExactRow<T>::of_sum * right;
    if (!is_right) scene.wrong(x.size, 0, 0, mean, right);
}

/// PReLU's bits, which lie anywhere among the arrays.
template <class T>
void call_with_bits(Bytes bytes) {
    const bool backward = bytes.byte() % 2 == 1;
    const StreamingFrom streaming(streamed_from(bytes));
    const std::size_t length = bytes.byte(), size = length < 244 ? length : (length - 243) * 490 + bytes.byte();
    const std::size_t misfit = bytes.byte(), held = (size + 7) / 8 + (misfit < 4 ? misfit : 0);
    const ramp::PReLU<T> f(T(-1.5));

    Places places(bytes);
    const Place x = places.next(size), y = places.next(size);
    const Place bits = places.next((held + sizeof(T) - 1) / sizeof(T), false);
    const auto numbers = payload<T>(bytes);
    const char* const name = backward ? "backward_from_bits" : "value";
    Scene<T> scene(places, std::string("PReLU.") + name + " with bits of " + std::to_string(size) + " " + type_name<T>);
    fill(bits, numbers, 3);
    fill(x, numbers, 0);
    const std::span held_bits(reinterpret_cast<std::uint8_t*>(memory<T> + bits.begin), held);
    const std::vector<std::uint8_t> bits_before(held_bits.begin(), held_bits.end());
    const std::string message = scene.run({x, y, bits}, [&] {
        if (backward)
            f.backward_from_bits(held_bits, at<T>(x), at<T>(y));
        else
            f.value(at<T>(x), at<T>(y), held_bits);
    });

    const std::string function = std::string("ramp::PReLU::") + name;
    if (y.size != x.size) return scene.rejected(message, function, sizes_differ(x, y));
    if (const std::string what = overlap(std::array{x}, std::array{y}); !what.empty())
        return scene.rejected(message, function, {what});
    if (held != (x.size + 7) / 8) return scene.rejected(message, function, {"but bits has " + std::to_string(held)});
    const auto shares_a_byte = [&](const Place& array) {
        return array.size != 0 && held != 0 && array.begin * sizeof(T) < bits.begin * sizeof(T) + held &&
               bits.begin < array.end();
    };
    if (shares_a_byte(x) || shares_a_byte(y)) return scene.rejected(message, function, {"and bits, of "});
    scene.accepted(message, backward ? std::vector{y} : std::vector{y, bits});

    const auto xs = scene.before(x);
    const auto bit = [](const auto& all, std::size_t i) { return all[i / 8] >> i % 8 & 1; };
    for (std::size_t i = 0; i < x.size; ++i) {
        const T right = backward ? xs[i] * (bit(bits_before, i) ? T(1) : T(-1.5)) : f(xs[i]), got = at<T>(y)[i];
        if (!same(got, right)) scene.wrong(i, xs[i], 0, got, right);
        if (!backward && bit(held_bits, i) != (xs[i] > 0)) scene.wrong(i, xs[i], 0, T(bit(held_bits, i)), T(xs[i] > 0));
    }
    for (std::size_t i = x.size; !backward && i < 8 * held; ++i)
        if (bit(held_bits, i)) scene.wrong(i, 0, 0, 1, 0);
}

/// Halves: a value, a backward pass or a softmax is that of floats, rounded.
template <class S>
void call_of_halves(Bytes bytes) {
    static constexpr const char *functions[] = {"LeakyReLU", "LeakyReLU", "softmax"},
                                *names[] = {"value", "backward", "value"};
    const std::size_t choice = bytes.byte() % std::size(names);
    const bool backward = choice == 1, of_rows = choice == 2;
    const StreamingFrom streaming(streamed_from(bytes));
    const std::size_t columns = 1 + bytes.byte() % 70, rows = bytes.byte() % 80, misfit = bytes.byte();
    const std::size_t size = columns * rows + (misfit < 8 ? misfit : 0);
    const ramp::LeakyReLU<float> f(0.3f);
    const auto call = [&](auto x, auto dy, auto y) {
        if (of_rows)
            ramp::softmax(x, y, columns);
        else if (backward)
            f.backward(x, dy, y);
        else
            f(x, y);
    };

    Places places(bytes);
    const Place x = places.next(size), dy = backward ? places.next(size) : x, y = places.next(size);
    std::vector<S> numbers;
    while (bytes.size() > 0) numbers.push_back(std::bit_cast<S>(bytes.take<std::uint16_t>()));
    if (numbers.empty()) numbers.push_back(S(-1.0f));
    Scene<S> scene(places, std::string(functions[choice]) + "." + names[choice] + " of " + std::to_string(x.size) +
                               " halves, " + std::to_string(columns) + " columns");
    fill(x, numbers, 0);
    if (backward) fill(dy, numbers, 7);
    const std::string message = scene.run({x, dy, y}, [&] { call(at<S>(x), at<S>(dy), at<S>(y)); });

    const std::string function = std::string("ramp::") + functions[choice] + "::" + names[choice];
    if (of_rows && x.size % columns != 0) return scene.rejected(message, function, {"not a multiple of "});
    for (const Place& array : {dy, y})
        if (array.size != x.size) return scene.rejected(message, function, sizes_differ(x, array));
    if (const std::string what = overlap(std::array{x, dy}, std::array{y}); !what.empty())
        return scene.rejected(message, function, {what});
    scene.accepted(message, {y});

    const auto xs = scene.before(x), dys = scene.before(dy);
    const std::vector<float> of_x(xs.begin(), xs.end()), of_dy(dys.begin(), dys.end());
    std::vector<float> right(x.size);
    call(std::span(of_x), std::span(of_dy), std::span(right));
    for (std::size_t i = 0; i < right.size(); ++i) {
        const S got = at<S>(y)[i], rounded = S(right[i]);
        const bool are_nan = is_nan(float(got)) && is_nan(float(rounded));
        if (!are_nan && std::bit_cast<std::uint16_t>(got) != std::bit_cast<std::uint16_t>(rounded))
            scene.wrong(i, xs[i], dys[i], got, right[i]);
    }
}

}  // namespace ramp_tests
