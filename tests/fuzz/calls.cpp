// Array calls under any input: which activation, which form of which call, on what type, with which parameters, on
// arrays of what length, where and over what, streamed from where on, and with what bits in them is all read from
// `data`, one call after the other. Judged by the rows' definitions in long double, and their bounds. A finding is
// printed and aborts. libFuzzer's main or replay.cpp's calls it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <ramp/biased.hpp>
#include <ramp/channel_prelu.hpp>
#include <ramp/silu.hpp>

#include "../streaming.hpp"
#include "../subject.hpp"
#include "beside.hpp"
#include "scene.hpp"

namespace ramp_tests {

namespace {

template <class T>
T parameter(Bytes& bytes) {
    using Limits = std::numeric_limits<T>;
    const T table[] = {T(0),
                       -T(0),
                       T(0.01),
                       T(0.25),
                       T(1),
                       T(-1),
                       T(1.5),
                       T(6),
                       T(1e28),
                       T(1e-28),
                       Limits::max(),
                       Limits::min(),
                       Limits::lowest(),
                       Limits::infinity(),
                       Limits::quiet_NaN(),
                       Limits::denorm_min()};
    const std::size_t choice = bytes.byte();
    return choice < std::size(table) ? table[choice] : bytes.take<T>();
}

/// The activation with parameters of the fuzzer's: one of its row's samples, or any.
template <class T>
Subject<T> any_subject(const Activation<T>& activation, Bytes& bytes) {
    const std::size_t choice = bytes.byte();
    if (choice % 4 == 0 || activation.parameters == 0) {
        const std::size_t index = choice / 4 % activation.samples.size();
        return {activation, activation.samples[index], activation.has_default && index == 0};
    }
    std::vector<T> parameters;
    while (parameters.size() < activation.parameters) parameters.push_back(parameter<T>(bytes));
    return activation.with(parameters);
}

/// Makes f; only parameters that it does not accept may throw.
template <class T>
bool make(Subject<T>& f) {
    std::string message;
    try {
        f.activation->make(f);
    } catch (const std::invalid_argument& error) {
        message = error.what();
    }
    const bool is_right = f.activation->accepts(f.sample.parameters);
    if (is_right != message.empty() ||
        (!is_right && message.find(std::string("ramp::") + f.activation->name + ": ") != 0))
        found(f.name() + (is_right ? " throws " : " should have thrown, naming itself; thrown: ") + message);
    return is_right;
}

/// Is what a call gave for one element the bits that law 5 says, and what the row says of that number?
template <class T>
class Judge {
public:
    Judge(const Subject<T>& f, const ArrayCall<T>& call) : f_(f), call_(call) {}

    void operator()(const Scene<T>& scene, std::size_t output, std::size_t i, T x, T dy, T right, T got) const {
        if (!same(right, got)) scene.wrong(i, x, dy, got, right);
        const Of of = call_.of[output];
        if (!allows(of, x, got)) scene.wrong(i, x, dy, got, exact(of, x));
    }

private:
    bool allows(Of of, T x, T got) const {
        if (of == Of::backward || of == Of::backward_from_value) {
            const Of factor = of == Of::backward ? Of::derivative : Of::derivative_from_value;
            return allows(factor, x, number(factor, x));
        }
        if (is_nan(x)) return is_nan(got);
        if (of == Of::derivative_from_value && !(x >= f_.promise.lowest && x <= f_.promise.highest)) return true;
        const Real right = exact(of, x);
        if (is_nan(got)) return false;
        if (std::isnan(right)) return true;  // a limit, which the definition does not tell
        if (of == Of::derivative_from_value)
            return f_.error_of_derivative_from_value(got, right) <= f_.promise.from_value + hair;
        if (static_cast<Real>(x) >= f_.promise.exact_from && !same(got, static_cast<T>(right))) return false;
        return of == Of::value ? f_.error_of_value(got, right) <= f_.promise.value + hair
                               : f_.error_of_derivative(got, right, x) <= f_.promise.derivative + hair;
    }

    Real exact(Of of, T x) const {
        if (of == Of::value) return f_.value(x);
        if (of == Of::derivative || of == Of::backward) return f_.derivative(x);
        return f_.derivative_from_value(x);
    }

    T number(Of of, T x) const {
        for (const auto& form : f_.activation->numbers)
            if (form.of == of) return form.number(f_, x);
        found("no number form for a call of " + f_.name());
    }

    const Subject<T>& f_;
    const ArrayCall<T>& call_;
};

/// What a slope's gradient adds up.
template <class T>
Real slope_gradient(T x, T dy) {
    return static_cast<Real>(dy) * (x > 0 ? 0.0L : static_cast<Real>(x));
}

/// A parameter's gradient.
template <class T>
class Gradient {
public:
    void add(Real addend) { sum_ += addend, magnitude_ += std::abs(addend), ++count_; }
    Real sum() const { return sum_; }
    bool allows(T got) const {
        if (std::isnan(sum_)) return std::isnan(got) || std::isinf(magnitude_);
        // Some blocks are added up in T: beyond its numbers, which sum overflows is theirs to decide.
        if (!(magnitude_ < static_cast<Real>(std::numeric_limits<T>::max()))) return true;
        const auto epsilon = static_cast<Real>(std::numeric_limits<T>::epsilon());
        const Real bound = magnitude_ * (12 * epsilon + 0x1p-52L * count_) +
                           count_ * static_cast<Real>(std::numeric_limits<T>::denorm_min());
        return std::abs(static_cast<Real>(got) - sum_) <= bound;
    }

private:
    Real sum_ = 0, magnitude_ = 0, count_ = 0;
};

template <class T>
void call_activation(const Activation<T>& activation, Bytes bytes) {
    const ArrayCall<T>& call = activation.calls[bytes.byte() % activation.calls.size()];
    const StreamingFrom streaming(streamed_from(bytes));
    const std::size_t length = bytes.byte();
    const std::size_t size = length < 244 ? length : (length - 243) * 490 + bytes.byte();
    auto f = any_subject(activation, bytes);
    const bool is_made = make(f);
    if (!is_made && !call.takes_parameters) return;

    Places places(bytes);
    std::array<Place, 2> inputs{}, outputs{};
    for (std::size_t k = 0; k < call.inputs; ++k) inputs[k] = places.next(size, call.sees_sizes);
    for (std::size_t k = 0; k < call.outputs; ++k) outputs[k] = places.next(size, call.sees_sizes);
    const auto numbers = payload<T>(bytes);
    Scene<T> scene(places, f.name() + ", " + call.name + " of " + std::to_string(size));
    for (std::size_t k = 0; k < call.inputs; ++k) fill(inputs[k], numbers, 7 * k);

    const std::span read = std::span(inputs).first(call.inputs), written = std::span(outputs).first(call.outputs);
    std::vector<Place> all(read.begin(), read.end());
    all.insert(all.end(), written.begin(), written.end());
    const bool returns_gradient = activation.name == std::string("PReLU") && call.name == "f.backward(x, y)";
    T gradient = 0;
    const std::string message = scene.run(all, [&] {
        if (returns_gradient)
            gradient =
                ramp::PReLU<T>(f.sample.parameters[0]).backward(at<T>(inputs[0]), at<T>(inputs[1]), at<T>(outputs[0]));
        else
            call.run(f, {at<T>(inputs[0]), at<T>(inputs[1])}, {at<T>(outputs[0]), at<T>(outputs[1])});
    });

    const std::string class_name = std::string("ramp::") + activation.name, function = class_name + "::" + call.call;
    if (!is_made) return scene.rejected(message, class_name, {"must be"});
    const Place& x = inputs[0];
    for (const Place& other : all)
        if (other.size != x.size) return scene.rejected(message, function, sizes_differ(x, other));
    if (const std::string what = overlap(read, written); !what.empty())
        return scene.rejected(message, function, {what});
    if (call.is_from_value() && f.promise.value_hides_x && size > 0)
        return scene.rejected(message, class_name, {"must be"});
    scene.accepted(message, {written.begin(), written.end()});

    const auto xs = scene.before(x), dys = scene.before(inputs[call.inputs - 1]);
    const auto right = one_by_one(f, call, xs, dys);
    const Judge<T> judge(f, call);
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t k = 0; k < call.outputs; ++k)
            judge(scene, k, i, xs[i], dys[i], right[i][k], at<T>(outputs[k])[i]);
    if (!returns_gradient) return;
    Gradient<T> sum;
    for (std::size_t i = 0; i < size; ++i) sum.add(slope_gradient(xs[i], dys[i]));
    if (!sum.allows(gradient)) scene.wrong(size, 0, 0, gradient, sum.sum());
    const StreamingFrom as_it_comes(ramp::default_streaming_threshold);
    std::vector<T> dx(size);
    const T again = ramp::PReLU<T>(f.sample.parameters[0]).backward(copied(xs), copied(dys), dx);
    if (!same(gradient, again)) scene.wrong(size, 0, 0, gradient, again);
}

/// Of every channel a PReLU, which its row judges: what channel_prelu gives. Adds up the slopes' gradients.
template <class T>
void judge_channel_prelu(const Scene<T>& scene, const char* name, std::size_t inner, const std::array<Place, 3>& read,
                         std::span<const Place> written, std::vector<Gradient<T>>& gradients) {
    static const Activation<T>& prelu = [] {
        for (const auto& activation : activations<T>())
            if (activation.name == std::string("PReLU")) return std::ref(activation);
        found("there is no row of PReLU");
    }();
    const ArrayCall<T>& call = *std::find_if(prelu.calls.begin(), prelu.calls.end(),
                                             [&](const auto& c) { return c.call == std::string(name); });
    const auto xs = scene.before(read[0]), slopes = scene.before(read[1]), dys = scene.before(read[2]);
    for (std::size_t c = 0; c < slopes.size(); ++c) {
        auto f = prelu.with({slopes[c]});
        make(f);
        const Judge<T> judge(f, call);
        for (std::size_t begin = c * inner; begin < xs.size(); begin += slopes.size() * inner)
            for (std::size_t i = begin; i < begin + inner; ++i) {
                const auto right = call.number(f, xs[i], dys[i]);
                for (std::size_t k = 0; k < written.size(); ++k)
                    judge(scene, k, i, xs[i], dys[i], right[k], at<T>(written[k])[i]);
                gradients[c].add(slope_gradient(xs[i], dys[i]));
            }
    }
}

/// What biased gives, from f of an array of sums.
template <class T>
void judge_biased(const Scene<T>& scene, const auto& f, bool backward, std::size_t inner,
                  const std::array<Place, 3>& read, const Place& written, std::vector<Gradient<T>>& gradients) {
    const auto xs = scene.before(read[0]), bias = scene.before(read[1]), dys = scene.before(read[2]);
    std::vector<T> sums(xs.size()), right(xs.size());
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = xs[i] + bias[i / inner % bias.size()];
    if (backward)
        f.backward(sums, copied(dys), right);
    else
        f(sums, right);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const T got = at<T>(written)[i];
        if (!same(right[i], got)) scene.wrong(i, xs[i], dys[i], got, right[i]);
        gradients[i / inner % bias.size()].add(right[i]);
    }
}

/// channel_prelu, whose row has three layouts, in any; or biased, whose arrays are the same.
template <class T>
void call_per_channel(Bytes bytes, bool is_biased) {
    static constexpr const char* names[] = {"value", "value", "derivative", "value_and_derivative", "backward"};
    const std::size_t any = bytes.byte(), choice = is_biased ? any % 2 * 4 : any % std::size(names);
    const std::size_t inputs = choice == 4 ? 2 : 1, outputs = choice == 3 ? 2 : 1;
    const StreamingFrom streaming(streamed_from(bytes));
    const std::size_t count = bytes.byte() < 200 ? bytes.byte() % 70 : bytes.take<std::uint16_t>() % 4500;
    const std::size_t inner = bytes.byte() < 200 ? bytes.byte() % 70 : bytes.take<std::uint16_t>() % 3000;
    const std::size_t period = std::max<std::size_t>(1, count * inner), rows = bytes.byte();
    const std::size_t misfit = bytes.byte();
    const std::size_t size =
        period > longest ? misfit : std::min(rows, (longest - 8) / period) * period + (misfit < 8 ? misfit : 0);
    const auto given = parameter<T>(bytes);
    const std::size_t given_at = bytes.take<std::uint16_t>();

    Places places(bytes);
    const Place parameters = places.next(count), x = places.next(size);
    const Place dy = inputs == 2 ? places.next(size) : x;
    const Place y = places.next(size), d = outputs == 2 ? places.next(size) : Place{};
    const Place gradients = inputs == 2 ? places.next(count) : Place{};
    const auto numbers = payload<T>(bytes);
    const std::string name = is_biased ? "biased" : "channel_prelu", called = is_biased ? "bias" : "slopes";
    Scene<T> scene(places, name + "." + names[choice] + " of " + std::to_string(size) + " " + type_name<T> + ", " +
                               std::to_string(count) + " channels x " + std::to_string(inner));
    fill(x, numbers, 0);
    fill(dy, numbers, inputs == 2 ? 7 : 0);
    // Mostly finite, else hardly a call of channel_prelu would be made.
    for (std::size_t c = 0; c < count; ++c)
        if (!parameters.shares_with(x) && !parameters.shares_with(dy)) at<T>(parameters)[c] = T(c % 9) / 4 - 1;
    if (given_at < count) at<T>(parameters)[given_at] = given;

    std::vector<Place> written = {y};
    if (outputs == 2) written.push_back(d);
    if (inputs == 2) written.push_back(gradients);
    const std::array read = {x, parameters, dy};
    std::vector<Place> all(read.begin(), read.end());
    all.insert(all.end(), written.begin(), written.end());
    const auto call = [&](std::span<const T> in, std::span<const T> p, std::span<const T> dys, std::span<T> out,
                          std::span<T> derivatives, std::span<T> sums) {
        const auto& f = ramp::channel_prelu;
        if (is_biased && choice == 0) ramp::biased(ramp::silu, in, p, out, inner);
        if (is_biased && choice == 4) ramp::biased.backward(ramp::silu, in, p, dys, out, sums, inner);
        if (!is_biased && choice == 0) f(in, p, out, inner);
        if (!is_biased && choice == 1) f.value(in, p, out, inner);
        if (!is_biased && choice == 2) f.derivative(in, p, out, inner);
        if (!is_biased && choice == 3) f.value_and_derivative(in, p, out, derivatives, inner);
        if (!is_biased && choice == 4) f.backward(in, p, dys, out, sums, inner);
    };
    const std::string message =
        scene.run(all, [&] { call(at<T>(x), at<T>(parameters), at<T>(dy), at<T>(y), at<T>(d), at<T>(gradients)); });

    const std::string function = "ramp::" + name + "::" + names[choice];
    const auto given_parameters = scene.before(parameters);
    if (parameters.size == 0) return scene.rejected(message, function, {called + " has 0 elements"});
    if (inner == 0) return scene.rejected(message, function, {"inner must be at least 1"});
    for (const Place& other : outputs == 2 ? std::vector{dy, y, d} : std::vector{dy, y})
        if (other.size != x.size) return scene.rejected(message, function, sizes_differ(x, other));
    if (inputs == 2 && gradients.size != parameters.size)
        return scene.rejected(message, function,
                              {called + " has " + std::to_string(parameters.size), "d" + called + " has "});
    if (x.size % (parameters.size * inner) != 0)
        return scene.rejected(message, function,
                              {"not a multiple of " + std::to_string(parameters.size) + " channels"});
    if (const std::string what = overlap(read, written); !what.empty())
        return scene.rejected(message, function, {what});
    for (std::size_t c = 0; c < parameters.size && !is_biased; ++c)
        if (!is_finite(given_parameters[c]))
            return scene.rejected(message, function, {"slopes[" + std::to_string(c) + "] must be finite"});
    scene.accepted(message, written);

    std::vector<Gradient<T>> sums(parameters.size);
    if (is_biased)
        judge_biased(scene, ramp::silu, inputs == 2, inner, read, y, sums);
    else
        judge_channel_prelu(scene, names[choice], inner, read, std::span(written).first(outputs), sums);
    if (inputs == 1) return;
    const StreamingFrom as_it_comes(ramp::default_streaming_threshold);
    std::vector<T> dx(x.size), again(parameters.size);
    call(scene.before(x), given_parameters, scene.before(dy), dx, {}, again);
    for (std::size_t c = 0; c < parameters.size; ++c) {
        const T got = at<T>(gradients)[c];
        if (!sums[c].allows(got)) scene.wrong(c, 0, 0, got, sums[c].sum());
        if (!same(got, again[c])) scene.wrong(c, 0, 0, got, again[c]);
    }
}

template <class T>
void call_any(Bytes& bytes, bool is_beside) {
    static const std::vector<Activation<T>>& all = (subjects<T>(), activations<T>());
    const Activation<T>& activation = all[bytes.byte() % all.size()];
    // So many of the bytes are this call's, whatever comes after them: inputs can be joined.
    Bytes part = bytes.part(4 * bytes.byte());
    if (!is_beside) {
        if (activation.is_in_catalogue)
            call_activation(activation, part);
        else
            call_per_channel<T>(part, false);
        return;
    }
    const std::size_t kind = part.byte() % 7;
    if (kind == 0) return call_per_channel<T>(part, true);
    if (kind == 1) return call_gated<T>(part);
    if (kind == 2) return call_with_bits<T>(part);
    if (kind == 5) return call_of_halves<ramp::float16>(part);
    if (kind == 6) return call_of_halves<ramp::bfloat16>(part);
    call_of_rows<T>(part);
}

}  // namespace

}  // namespace ramp_tests

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ramp_tests::Bytes bytes(data, size);
    do {
        const std::size_t kind = bytes.byte();
        const bool is_beside = kind % 8 >= 6;
        kind % 2 == 0 ? ramp_tests::call_any<float>(bytes, is_beside) : ramp_tests::call_any<double>(bytes, is_beside);
    } while (bytes.size() > 0);
    return 0;
}
