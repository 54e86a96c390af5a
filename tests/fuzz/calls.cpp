// Array calls under any input: which call, on what type, with which parameter, on arrays of what length, where and over
// what, streamed from where on, and with what bits in them is all read from `data`, one call after the other. Judged
// against tests/reference.hpp's formulas in long double. A finding is printed and aborts. libFuzzer's main or
// replay.cpp's calls it.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#if __has_include(<sanitizer/asan_interface.h>)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) static_cast<void>(address)
#define ASAN_UNPOISON_MEMORY_REGION(address, size) static_cast<void>(address)
#endif

#include <ramp/ramp.hpp>

#include "../array_calls.hpp"
#include "../reference.hpp"

namespace ramp_tests {

/// The fuzzer's bytes, one after the other; zeros when they are used up.
class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    template <class Number>
    Number take() {
        Number number{};
        const std::size_t count = std::min(sizeof number, size_);
        if (count > 0) std::memcpy(&number, data_, count);
        data_ += count, size_ -= count;
        return number;
    }
    std::size_t byte() { return take<std::uint8_t>(); }
    std::size_t size() const { return size_; }

private:
    const std::uint8_t* data_;
    std::size_t size_;
};

[[noreturn]] void found(const std::string& what) {
    std::fprintf(stderr, "FINDING: %s\n", what.c_str());
    std::abort();
}

std::string shown(long double v) {
    char text[64];
    std::snprintf(text, sizeof text, "%.21Lg (%La)", v, v);
    return text;
}

constexpr std::size_t longest = 13000;

/// All arrays of a call lie in here, so that any two can overlap and every byte around them can be looked at.
template <class T>
alignas(64) T memory[5 * (longest + 128)];

/// Where an array lies in memory<T>.
struct Place {
    std::size_t begin, size;
    std::size_t end() const { return begin + size; }
    bool operator==(const Place&) const = default;
    bool shares_with(const Place& other) const {
        return size != 0 && other.size != 0 && begin < other.end() && other.begin < end();
    }
};

template <class T>
std::span<T> at(const Place& place) {
    return {memory<T> + place.begin, place.size};
}

/// Places arrays of mostly `size` elements: apart, one over another exactly or in part, next to each other, or of a
/// size of their own.
class Places {
public:
    explicit Places(Bytes& bytes) : bytes_(bytes) {}

    Place next(std::size_t size) {
        const std::size_t region = end_, way = bytes_.byte(), argument = bytes_.byte();
        end_ += size + 128;
        Place place{region + argument % 64, size};
        if (!taken_.empty()) {
            const Place& other = taken_[way / 8 % taken_.size()];
            const std::size_t distance = argument % 65;
            if (way % 8 == 4) place.begin = other.begin;
            if (way % 8 == 5) place.begin = other.begin >= distance ? other.begin - distance : other.begin;
            if (way % 8 == 6) place.begin = other.begin + distance;
            if (way % 8 == 7 && way < 128) place.begin = other.end();
            if (way % 8 == 7 && way >= 128) place.size = argument % 2 == 0 ? size + argument % 16 : size / 2;
        }
        end_ = std::max(end_, place.end() + 64);
        taken_.push_back(place);
        return place;
    }
    /// Elements from the beginning of memory that any array is near.
    std::size_t used() const { return end_; }

private:
    Bytes& bytes_;
    std::vector<Place> taken_;
    std::size_t end_ = 64;
};

/// The numbers that arrays are filled with, over and over: any bits, or where activations bend.
template <class T>
std::vector<T> payload(Bytes& bytes) {
    std::vector<T> numbers;
    const bool any_bits = bytes.byte() % 2 == 0;
    for (std::size_t count = bytes.byte(); count > 0 && bytes.size() > 0; --count)
        numbers.push_back(any_bits ? bytes.take<T>()
                                   : T(bytes.take<std::int16_t>()) / (sizeof(T) == 4 ? T(256) : T(32)));
    if (numbers.empty()) numbers.push_back(T(-1));
    return numbers;
}

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

/// memory<T> before a call, the call itself, and what it must leave alone.
template <class T>
class Scene {
public:
    Scene(const Places& places, std::string call) : used_(places.used()), call_(std::move(call)) {
        if (used_ > std::size(memory<T>)) std::abort();  // the harness's own mistake
        std::memset(memory<T>, 0xA5, used_ * sizeof(T));
    }

    const std::string& call() const { return call_; }
    const T* before(const Place& place) const { return before_.data() + place.begin; }

    /// Runs it with only `arrays` readable and returns what it threw, or "".
    template <class Run>
    std::string run(const std::vector<Place>& arrays, Run run) {
        before_.assign(memory<T>, memory<T> + used_);
        ASAN_POISON_MEMORY_REGION(memory<T>, used_ * sizeof(T));
        for (const Place& array : arrays) ASAN_UNPOISON_MEMORY_REGION(memory<T> + array.begin, array.size * sizeof(T));
        std::string message;
        try {
            run();
        } catch (const std::invalid_argument& error) {
            message = error.what();
            if (message.empty()) found(call_ + " throws without a message");
        }
        ASAN_UNPOISON_MEMORY_REGION(memory<T>, used_ * sizeof(T));
        return message;
    }

    void only_written(std::vector<Place> outputs) const {
        std::sort(outputs.begin(), outputs.end(), [](const Place& a, const Place& b) { return a.begin < b.begin; });
        outputs.push_back({used_, 0});
        std::size_t begin = 0;
        for (const Place& output : outputs) {
            const std::size_t size = std::max(begin, output.begin) - begin;
            if (std::memcmp(memory<T> + begin, before_.data() + begin, size * sizeof(T)) != 0)
                found(call_ + " wrote to elements " + std::to_string(begin) + " to " + std::to_string(begin + size) +
                      " of its memory, which are none of its outputs'");
            begin = std::max(begin, output.end());
        }
    }

    /// What was thrown names the function and what is wrong, and nothing was written.
    void rejected(const std::string& message, const std::string& function,
                  const std::vector<std::string>& parts) const {
        only_written({});
        if (message.find(function + ": ") != 0) found(call_ + " should have thrown, naming itself; thrown: " + message);
        for (const std::string& part : parts)
            if (message.find(part) == std::string::npos)
                found(std::string(call_).append(": no \"").append(part).append("\" in: ").append(message));
    }
    void accepted(const std::string& message) const {
        if (!message.empty()) found(call_ + " threw: " + message);
    }

    [[noreturn]] void wrong(std::size_t i, T x, T dy, T got, long double exact) const {
        found(call_ + ", element " + std::to_string(i) + ": x = " + shown(x) + ", dy = " + shown(dy) + ", got " +
              shown(got) + ", exact " + shown(exact));
    }

private:
    std::size_t used_;
    std::string call_;
    std::vector<T> before_;
};

/// A range of real numbers that a result may lie in before its last rounding to T.
struct Range {
    long double low, high;
};

template <class T>
bool within(T got, Range range) {
    if (std::isnan(range.low) || std::isnan(range.high))
        return std::isnan(got) || (std::isnan(range.low) ? got == T(range.high) : got == T(range.low));
    return got >= static_cast<T>(range.low) && got <= static_cast<T>(range.high);
}

Range times(long double factor, Range range) {
    const long double a = factor * range.low, b = factor * range.high;
    if (std::isnan(a) || std::isnan(b)) return {a, b};
    // A long double cannot hold the product of two doubles.
    const auto wider = [](long double v, long double by) { return std::isfinite(v) ? v + std::abs(v) * by : v; };
    return {wider(std::min(a, b), -0x1p-62L), wider(std::max(a, b), 0x1p-62L)};
}

/// What law 6 lets f'(x) be.
template <class F>
Range derivative_range(const F& f, typename F::value_type x, long double ulps) {
    using T = typename F::value_type;
    constexpr long double smallest = std::numeric_limits<T>::min();
    if (std::isnan(x)) return {x, x};
    const long double exact = Reference<F>::derivative(f, x);
    if (ulps == 0) return {exact, exact};
    if (exact == 0 || exact == 1) return {exact, exact};
    if (std::abs(exact) < smallest) return {std::min(exact, 0.0L), smallest};
    int exponent = 0;
    std::frexp(exact, &exponent);
    const long double apart = std::ldexp(ulps + 0x1p-9L, exponent - std::numeric_limits<T>::digits);
    return {exact - apart, exact + apart};
}

/// What most activations promise beyond Reference, and what each does.
template <class F>
struct CommonPromise {
    using T = typename F::value_type;
    static bool takes(T parameter) { return std::isfinite(parameter) && parameter >= 0; }
    static long double ulps(const F&) { return Reference<F>::ulps; }
    static Range derivative(const F& f, T x) { return derivative_range(f, x, Reference<F>::ulps_of_derivative); }
    static Range derivative_from_value(const F& f, T y) { return derivative(f, y); }
};

template <class F>
struct Promise : CommonPromise<F> {};

template <class T>
struct Promise<ramp::PReLU<T>> : CommonPromise<ramp::PReLU<T>> {
    static bool takes(T parameter) { return std::isfinite(parameter); }
};

template <class T>
struct Promise<ramp::ELU<T>> : CommonPromise<ramp::ELU<T>> {
    using F = ramp::ELU<T>;
    static long double ulps(const F& f) { return f.alpha() == 1 ? 1 : 2; }
    static Range derivative(const F& f, T x) {
        const Range range = derivative_range(f, x, ulps(f));
        // Next to the smallest normal number 0 may come of a factor beyond 2^127.5.
        constexpr int largest_exponent = std::numeric_limits<T>::max_exponent - 1;
        const bool may_vanish = f.alpha() > std::ldexp(T(1.41), largest_exponent) &&
                                range.low < 1.42L * static_cast<long double>(std::numeric_limits<T>::min());
        return may_vanish && x <= 0 ? Range{0, range.high} : range;
    }
    static Range derivative_from_value(const F& f, T y) {
        if (y > 0) return {1, 1};
        const long double sum = static_cast<long double>(y) + static_cast<long double>(f.alpha());
        const Range range = times(1, {sum, sum});
        return {static_cast<T>(range.low), static_cast<T>(range.high)};
    }
};

/// Law 3 and 4 where they say it bit for bit, law 6 elsewhere.
template <class F, class T = typename F::value_type>
bool value_is_right(const F& f, T x, T got) {
    if (std::isnan(x)) return std::isnan(got);
    const long double exact = Reference<F>::value(f, x);
    if (!(x < 0) || std::isinf(x)) return same(got, static_cast<T>(exact));
    const long double ulps = Promise<F>::ulps(f);
    return ulps <= 0.5L ? within(got, times(1, {exact, exact})) : ulps_apart(got, exact) <= ulps + 0x1p-9L;
}

template <class T>
bool derivative_is_right(T got, Range range) {
    if (std::isnan(range.low)) return std::isnan(got);
    const auto exact_got = static_cast<long double>(got);
    return exact_got >= range.low && exact_got <= range.high;
}

/// The gradient for a slope: the sum of dy min(x, 0).
template <class T>
class SlopeGradient {
public:
    void add(T x, T dy) {
        const long double addend = static_cast<long double>(dy) * (x > 0 ? 0.0L : static_cast<long double>(x));
        sum_ += addend, magnitude_ += std::abs(addend), ++count_;
    }
    long double sum() const { return sum_; }
    bool allows(T got) const {
        if (std::isnan(sum_)) return std::isnan(got) || std::isinf(magnitude_);
        // Some blocks are added up in T: beyond its numbers, which sum overflows is theirs to decide.
        if (!(magnitude_ < static_cast<long double>(std::numeric_limits<T>::max()))) return true;
        const auto epsilon = static_cast<long double>(std::numeric_limits<T>::epsilon());
        const long double bound = magnitude_ * (12 * epsilon + 0x1p-52L * count_) +
                                  count_ * static_cast<long double>(std::numeric_limits<T>::denorm_min());
        return std::abs(static_cast<long double>(got) - sum_) <= bound;
    }

private:
    long double sum_ = 0, magnitude_ = 0, count_ = 0;
};

/// A further way to make an array call: by a free function with a parameter, or for what it returns.
template <class F>
struct Way {
    using T = typename F::value_type;
    using Inputs = typename ArrayCall<F>::Inputs;
    using Outputs = typename ArrayCall<F>::Outputs;
    const char* call;  // its name among array_calls<F>()
    bool is_free, returns_gradient;
    T (*run)(const F&, double, const Inputs&, const Outputs&);
};

/// F's free functions, and its members that do more than array_calls() tells.
template <class F>
struct Ways {
    static std::vector<Way<F>> all() { return {}; }
};

template <class T>
struct Ways<ramp::ReLU<T>> {
    using F = ramp::ReLU<T>;
    using In = const typename Way<F>::Inputs&;
    using Out = const typename Way<F>::Outputs&;
    static std::vector<Way<F>> all() {
        return {{"value", true, false, [](const F&, double, In in, Out out) { return ramp::relu(in[0], out[0]), T(); }},
                {"derivative", true, false,
                 [](const F&, double, In in, Out out) { return ramp::relu_derivative(in[0], out[0]), T(); }},
                {"backward", true, false,
                 [](const F&, double, In in, Out out) { return ramp::relu_backward(in[0], in[1], out[0]), T(); }}};
    }
};

template <class T>
struct Ways<ramp::LeakyReLU<T>> {
    using F = ramp::LeakyReLU<T>;
    using In = const typename Way<F>::Inputs&;
    using Out = const typename Way<F>::Outputs&;
    static std::vector<Way<F>> all() {
        return {{"value", true, false,
                 [](const F&, double slope, In in, Out out) { return ramp::leaky_relu(in[0], out[0], slope), T(); }},
                {"derivative", true, false,
                 [](const F&, double slope, In in, Out out) {
                     return ramp::leaky_relu_derivative(in[0], out[0], slope), T();
                 }},
                {"backward", true, false, [](const F&, double slope, In in, Out out) {
                     return ramp::leaky_relu_backward(in[0], in[1], out[0], slope), T();
                 }}};
    }
};

template <class T>
struct Ways<ramp::PReLU<T>> {
    using F = ramp::PReLU<T>;
    using In = const typename Way<F>::Inputs&;
    using Out = const typename Way<F>::Outputs&;
    static std::vector<Way<F>> all() {
        return {
            {"value", true, false,
             [](const F&, double slope, In in, Out out) { return ramp::prelu(in[0], out[0], slope), T(); }},
            {"derivative", true, false,
             [](const F&, double slope, In in, Out out) { return ramp::prelu_derivative(in[0], out[0], slope), T(); }},
            {"backward", true, true,
             [](const F&, double slope, In in, Out out) { return ramp::prelu_backward(in[0], in[1], out[0], slope); }},
            {"backward", false, true,
             [](const F& f, double, In in, Out out) { return f.backward(in[0], in[1], out[0]); }}};
    }
};

template <class T>
struct Ways<ramp::ELU<T>> {
    using F = ramp::ELU<T>;
    using In = const typename Way<F>::Inputs&;
    using Out = const typename Way<F>::Outputs&;
    static std::vector<Way<F>> all() {
        return {
            {"value", true, false,
             [](const F&, double alpha, In in, Out out) { return ramp::elu(in[0], out[0], alpha), T(); }},
            {"derivative", true, false,
             [](const F&, double alpha, In in, Out out) { return ramp::elu_derivative(in[0], out[0], alpha), T(); }},
            {"backward", true, false, [](const F&, double alpha, In in, Out out) {
                 return ramp::elu_backward(in[0], in[1], out[0], alpha), T();
             }}};
    }
};

template <class T>
void fill(const Place& place, const std::vector<T>& numbers, std::size_t first) {
    for (std::size_t i = 0; i < place.size; ++i) memory<T>[place.begin + i] = numbers[(first + i) % numbers.size()];
}

/// Sets the threshold for one call: from nothing on, from a few bytes on, or as it comes.
class StreamingFrom {
public:
    explicit StreamingFrom(std::size_t byte) {
        ramp::set_streaming_threshold(byte == 255 ? ramp::default_streaming_threshold : byte * byte / 4);
    }
    StreamingFrom(const StreamingFrom&) = delete;
    StreamingFrom& operator=(const StreamingFrom&) = delete;
    ~StreamingFrom() { ramp::set_streaming_threshold(ramp::default_streaming_threshold); }
};

/// f with the fuzzer's parameter, or found(): only an invalid one may throw.
template <class F>
bool construct(F& f, bool later, typename F::value_type parameter) {
    using T = typename F::value_type;
    if constexpr (std::is_constructible_v<F, T>) {
        std::string message;
        try {
            if constexpr (requires { f.set_slope(parameter); }) {
                if (later)
                    f.set_slope(parameter);
                else
                    f = F(parameter);
            } else {
                static_cast<void>(later);
                f = F(parameter);
            }
        } catch (const std::invalid_argument& error) {
            message = error.what();
        }
        if (Promise<F>::takes(parameter) != message.empty() ||
            (!message.empty() && message.find(std::string("ramp::") + F::name + ": ") != 0))
            found(std::string(F::name) + " of " + shown(parameter) +
                  (message.empty() ? " throws nothing" : " throws ") + message);
        return message.empty();
    } else {
        static_cast<void>(f), static_cast<void>(later), static_cast<void>(parameter);
        return true;
    }
}

/// Is what an array call gave for one element right, and the bits that the number form gives (law 5)?
template <class F>
class Judge {
    using T = typename F::value_type;

public:
    explicit Judge(const ArrayCall<F>& call)
        : call_(call),
          value_(is("value") || is("value_and_derivative")),
          derivative_(is("derivative") || is("value_and_derivative") || is("derivative_from_value")),
          backward_(is("backward") || is("backward_from_value")),
          from_value_(is("derivative_from_value") || is("backward_from_value")) {
        if (!value_ && !derivative_ && !backward_) found(std::string("no judge for a call of ") + call.name);
    }

    void operator()(const Scene<T>& scene, const F& f, std::size_t i, T x, T dy, const std::array<T, 2>& got) const {
        const auto number = call_.number(f, x, dy);
        for (std::size_t k = 0; k < call_.outputs; ++k)
            if (!same(number[k], got[k])) scene.wrong(i, x, dy, got[k], number[k]);
        if (value_ && !value_is_right(f, x, got[0])) scene.wrong(i, x, dy, got[0], Reference<F>::value(f, x));
        if (!derivative_ && !backward_) return;
        const Range exact = from_value_ ? Promise<F>::derivative_from_value(f, x) : Promise<F>::derivative(f, x);
        const T last = got[call_.outputs - 1];
        if (derivative_ && !derivative_is_right(last, exact)) scene.wrong(i, x, dy, last, exact.low);
        if (backward_ && !within(last, times(dy, exact))) scene.wrong(i, x, dy, last, times(dy, exact).low);
    }

private:
    bool is(const char* function) const { return std::strcmp(call_.function, function) == 0; }

    const ArrayCall<F>& call_;
    bool value_, derivative_, backward_, from_value_;
};

template <class F>
void one_activation(Bytes& bytes) {
    using T = typename F::value_type;
    static const std::vector<ArrayCall<F>> calls = array_calls<F>();
    static const std::vector<Way<F>> ways = Ways<F>::all();
    const std::size_t choice = bytes.byte() % (calls.size() + ways.size());
    const Way<F>* way = choice < calls.size() ? nullptr : &ways[choice - calls.size()];
    const ArrayCall<F>& call = !way ? calls[choice] : *std::find_if(calls.begin(), calls.end(), [&](const auto& c) {
        return std::strcmp(c.name, way->call) == 0;
    });
    const StreamingFrom streaming(bytes.byte());
    const std::size_t length = bytes.byte();
    const std::size_t size = length < 244 ? length : (length - 243) * 490 + bytes.byte();
    const bool is_default = bytes.byte() % 4 == 0;
    const std::size_t later = bytes.byte() % 2;
    const T given = parameter<T>(bytes);
    F f{};
    const bool is_free = way && way->is_free;
    const bool is_valid = is_default && !is_free ? true : construct(f, later == 1, given);
    if (!is_valid && !is_free) return;

    Places places(bytes);
    std::array<Place, 2> inputs{}, outputs{};
    for (std::size_t k = 0; k < call.inputs; ++k) inputs[k] = places.next(size);
    for (std::size_t k = 0; k < call.outputs; ++k) outputs[k] = places.next(size);
    const auto numbers = payload<T>(bytes);
    Scene<T> scene(places, std::string(is_free ? "free " : "") + F::name + "::" + call.name + "<" +
                               (sizeof(T) == 4 ? "float" : "double") + "> of " + std::to_string(size));
    for (std::size_t k = 0; k < call.inputs; ++k) fill(inputs[k], numbers, 7 * k);

    std::vector<Place> all(inputs.begin(), inputs.begin() + std::ptrdiff_t(call.inputs));
    all.insert(all.end(), outputs.begin(), outputs.begin() + std::ptrdiff_t(call.outputs));
    const std::vector<Place> written(all.begin() + std::ptrdiff_t(call.inputs), all.end());
    T gradient = 0;
    const std::string message = scene.run(all, [&] {
        const typename ArrayCall<F>::Inputs in = {at<T>(inputs[0]), at<T>(inputs[1])};
        const typename ArrayCall<F>::Outputs out = {at<T>(outputs[0]), at<T>(outputs[1])};
        if (way)
            gradient = way->run(f, double(given), in, out);
        else
            call.run(f, in, out);
    });

    const std::string class_name = std::string("ramp::") + F::name;
    const std::string called = call.function;
    const std::string function = class_name + "::" + called;
    if (!is_valid) return scene.rejected(message, class_name, {"must be"});
    for (const Place& other : all)
        if (other.size != inputs[0].size)
            return scene.rejected(message, function,
                                  {std::to_string(inputs[0].size) + " elements", "has " + std::to_string(other.size)});
    for (std::size_t k = 0; k < call.outputs; ++k) {
        for (std::size_t j = 0; j < call.inputs; ++j)
            if (outputs[k].shares_with(inputs[j]) && !(outputs[k] == inputs[j]))
                return scene.rejected(message, function, {"overlap in part", std::to_string(size)});
        for (std::size_t j = 0; j < k; ++j)
            if (outputs[k].shares_with(outputs[j]))
                return scene.rejected(message, function,
                                      {outputs[k] == outputs[j] ? "are one array" : "overlap in part"});
    }
    scene.accepted(message);
    scene.only_written(written);

    const T* const x = scene.before(inputs[0]);
    const T* const dy = scene.before(inputs[call.inputs - 1]);
    const Judge<F> judge(call);
    SlopeGradient<T> sum;
    for (std::size_t i = 0; i < inputs[0].size; ++i) {
        const std::array<T, 2> got = {at<T>(outputs[0])[i], call.outputs > 1 ? at<T>(outputs[1])[i] : T()};
        judge(scene, f, i, x[i], dy[i], got);
        sum.add(x[i], dy[i]);
    }
    if (way && way->returns_gradient) {
        if (!sum.allows(gradient)) scene.wrong(size, 0, 0, gradient, sum.sum());
        ramp::set_streaming_threshold(ramp::default_streaming_threshold);
        const std::vector<T> other_x(x, x + size), other_dy(dy, dy + size);
        std::vector<T> other_dx(size);
        const T again = way->run(f, double(given), {other_x, other_dy}, {std::span<T>(other_dx), {}});
        if (!same(gradient, again)) scene.wrong(size, 0, 0, gradient, again);
    }
}

template <class T>
void channels(Bytes& bytes) {
    using F = ramp::ChannelPReLU<T>;
    const std::size_t choice = bytes.byte() % 4;
    const StreamingFrom streaming(bytes.byte());
    const std::size_t count = bytes.byte() < 200 ? bytes.byte() % 70 : bytes.take<std::uint16_t>() % 4500;
    const std::size_t inner = bytes.byte() < 200 ? bytes.byte() % 70 : bytes.take<std::uint16_t>() % 3000;
    const std::size_t period = std::max<std::size_t>(1, count * inner), rows = bytes.byte();
    const std::size_t misfit = bytes.byte();
    const std::size_t size =
        period > longest ? misfit : std::min(rows, (longest - 8) / period) * period + (misfit < 8 ? misfit : 0);
    const auto given = parameter<T>(bytes);
    const std::size_t given_at = bytes.take<std::uint16_t>();

    const std::size_t inputs = choice == 3 ? 2 : 1;
    Places places(bytes);
    const Place slopes = places.next(count), x = places.next(size);
    const Place dy = inputs == 2 ? places.next(size) : x;
    const Place y = places.next(size), dslopes = inputs == 2 ? places.next(count) : Place{};
    const auto numbers = payload<T>(bytes);
    static constexpr const char* names[] = {"value", "operator()", "derivative", "backward"};
    Scene<T> scene(places, std::string("ChannelPReLU::") + names[choice] + "<" + (sizeof(T) == 4 ? "float" : "double") +
                               "> of " + std::to_string(size) + ", " + std::to_string(count) + " channels x " +
                               std::to_string(inner));
    fill(x, numbers, 0);
    fill(dy, numbers, inputs == 2 ? 7 : 0);
    // Mostly finite slopes, else no call would ever be reached.
    for (std::size_t c = 0; c < count; ++c)
        if (!slopes.shares_with(x) && !slopes.shares_with(dy)) at<T>(slopes)[c] = T(c % 9) / 4 - 1;
    if (given_at < count) at<T>(slopes)[given_at] = given;

    std::vector<Place> all = {slopes, x, dy, y}, written = {y};
    if (inputs == 2) all.push_back(dslopes), written.push_back(dslopes);
    const std::string message = scene.run(all, [&] {
        const F f(at<T>(slopes), inner);
        if (choice == 0) f.value(at<T>(x), at<T>(y));
        if (choice == 1) f(at<T>(x), at<T>(y));
        if (choice == 2) f.derivative(at<T>(x), at<T>(y));
        if (choice == 3) f.backward(at<T>(x), at<T>(dy), at<T>(y), at<T>(dslopes));
    });

    const std::string class_name = "ramp::ChannelPReLU";
    const std::string function = class_name + "::" + (choice == 1 ? "value" : names[choice]);
    const T* const slope = scene.before(slopes);
    if (slopes.size == 0) return scene.rejected(message, class_name, {"no slopes"});
    if (inner == 0) return scene.rejected(message, class_name, {"inner must be at least 1"});
    for (std::size_t c = 0; c < slopes.size; ++c)
        if (!std::isfinite(slope[c])) return scene.rejected(message, class_name, {"slope must be finite"});
    for (const Place& other : {dy, y})
        if (other.size != x.size)
            return scene.rejected(message, function,
                                  {std::to_string(x.size) + " elements", "has " + std::to_string(other.size)});
    if (x.size % (slopes.size * inner) != 0)
        return scene.rejected(message, function, {"no multiple of " + std::to_string(slopes.size) + " channels"});
    if (inputs == 2 && dslopes.size != slopes.size)
        return scene.rejected(message, function, {"slopes has " + std::to_string(slopes.size), "dslopes has "});
    for (const Place& output : written)
        for (const Place& input : {x, dy, slopes})
            if (output.shares_with(input) && !(output == input))
                return scene.rejected(message, function, {"overlap in part"});
    if (inputs == 2 && y.shares_with(dslopes))
        return scene.rejected(message, function, {y == dslopes ? "are one array" : "overlap in part"});
    scene.accepted(message);
    scene.only_written(written);

    using Number = ramp::PReLU<T>;
    static const std::vector<ArrayCall<Number>> calls = array_calls<Number>();
    const ArrayCall<Number>& call = *std::find_if(
        calls.begin(), calls.end(), [&](const auto& c) { return std::strcmp(c.name, names[choice]) == 0; });
    const Judge<Number> judge(call);
    std::vector<SlopeGradient<T>> sums(slopes.size);
    for (std::size_t i = 0; i < x.size; ++i) {
        const std::size_t channel = i / inner % slopes.size;
        const T x_i = scene.before(x)[i], dy_i = scene.before(dy)[i];
        judge(scene, Number(slope[channel]), i, x_i, dy_i, {at<T>(y)[i], T()});
        sums[channel].add(x_i, dy_i);
    }
    if (inputs == 1) return;
    for (std::size_t c = 0; c < slopes.size; ++c)
        if (!sums[c].allows(at<T>(dslopes)[c])) scene.wrong(c, 0, 0, at<T>(dslopes)[c], sums[c].sum());
    ramp::set_streaming_threshold(ramp::default_streaming_threshold);
    const std::vector<T> other_slopes(slope, slope + slopes.size);
    const std::vector<T> other_x(scene.before(x), scene.before(x) + x.size);
    const std::vector<T> other_dy(scene.before(dy), scene.before(dy) + dy.size);
    std::vector<T> other_dx(x.size), again(slopes.size);
    F(other_slopes, inner).backward(other_x, other_dy, other_dx, again);
    for (std::size_t c = 0; c < slopes.size; ++c)
        if (!same(at<T>(dslopes)[c], again[c])) scene.wrong(c, 0, 0, at<T>(dslopes)[c], again[c]);
}

template <class... F>
void one_of(const std::tuple<F...>*, Bytes& bytes) {
    using Try = void (*)(Bytes&);
    static constexpr Try all[] = {&one_activation<F>..., &channels<float>, &channels<double>};
    all[bytes.byte() % std::size(all)](bytes);
}

}  // namespace ramp_tests

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ramp_tests::Bytes bytes(data, size);
    do ramp_tests::one_of(static_cast<ramp_tests::Catalogue*>(nullptr), bytes);
    while (bytes.size() > 0);
    return 0;
}
