// Times what is done beside an activation (a bias, a gate, bits, a softmax) beside the passes that people write one
// after the other, and beside peers' softmax.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <ramp/ramp.hpp>

#include "memory.hpp"
#include "results.hpp"
#include "targets.hpp"
#include "work.hpp"
#if defined(RAMP_HAS_ONEDNN)
#include "peers/onednn.hpp"
#endif
#if defined(RAMP_HAS_XNNPACK)
#include "peers/xnnpack.hpp"
#endif

namespace ramp_benchmarks {
namespace {

constexpr std::size_t channels = 1024;

/// The plain loops. The compiler may take arrays for apart where they are.
void add_bias(const float* x, const float* bias, float* __restrict y, std::size_t size) {
    for (std::size_t row = 0; row < size; row += channels)
        for (std::size_t channel = 0; channel < channels; ++channel)
            y[row + channel] = x[row + channel] + bias[channel];
}
void sum_columns(const float* x, float* __restrict sums, std::size_t size) {
    std::fill_n(sums, channels, 0.0f);
    for (std::size_t row = 0; row < size; row += channels)
        for (std::size_t channel = 0; channel < channels; ++channel) sums[channel] += x[row + channel];
}
void multiply(const float* x, const float* y, float* __restrict product, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) product[i] = x[i] * y[i];
}
void multiply_by(const float* x, float* product, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) product[i] *= x[i];
}
void relu_backward(const float* x, const float* dy, float* __restrict dx, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) dx[i] = x[i] > 0 ? dy[i] : 0.0f;
}
void relu_backward_in_place(const float* __restrict x, float* dx, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) dx[i] = x[i] > 0 ? dx[i] : 0.0f;
}
void plain_softmax(const float* x, float* y, std::size_t size, std::size_t columns) {
    for (std::size_t row = 0; row < size; row += columns) {
        const float greatest = *std::max_element(x + row, x + row + columns);
        float sum = 0;
        for (std::size_t i = row; i < row + columns; ++i) sum += y[i] = std::exp(x[i] - greatest);
        for (std::size_t i = row; i < row + columns; ++i) y[i] /= sum;
    }
}

/// The arrays of all works.
struct Data {
    std::size_t size;
    Buffer<float> x_, u_, dy_, first_, second_, third_, bias_, dbias_;
    std::vector<std::uint8_t> bits;

    explicit Data(std::size_t count)
        : size(count),
          x_(random_numbers<float>(size, 1)),
          u_(random_numbers<float>(size, 2)),
          dy_(random_numbers<float>(size, 3)),
          first_(zeros<float>(size)),
          second_(zeros<float>(size)),
          third_(zeros<float>(size)),
          bias_(random_numbers<float>(channels, 4)),
          dbias_(zeros<float>(channels)),
          bits((size + 7) / 8) {}

    [[nodiscard]] std::span<const float> x() const { return x_.numbers(); }
    [[nodiscard]] std::span<const float> u() const { return u_.numbers(); }
    [[nodiscard]] std::span<const float> dy() const { return dy_.numbers(); }
    [[nodiscard]] std::span<const float> bias() const { return bias_.numbers(); }
    [[nodiscard]] std::span<float> first() const { return first_.numbers(); }
    [[nodiscard]] std::span<float> second() const { return second_.numbers(); }
    [[nodiscard]] std::span<float> third() const { return third_.numbers(); }
    [[nodiscard]] std::span<float> dbias() const { return dbias_.numbers(); }
};

/// The works, each with ramp's way first, whose results the others are compared with before they are timed.
class Works {
public:
    Works(Results& results, Data& data) : results_(results), d_(data) {}

    std::vector<Target> aims;

    void add_all() {
        add_biased("ReLU", ramp::relu, 1.6, 1.5);
        add_biased("ELU", ramp::elu, 1.4, 1.5);
        add_gated();
        add_bits();
        for (const auto& [columns, over_onednn] : {std::pair{10, 1.5}, {128, 2.0}, {1024, 2.0}, {32000, 2.0}})
            add_softmax(std::size_t(columns), over_onednn);
    }

private:
    static constexpr const char *in_passes = "separate passes", *loop = "plain loop";

    void add_biased(const std::string& name, const auto& f, double forward, double backward) {
        const Data& d = d_;
        work("biased " + name, d.size, d.first(), [&d, f] { ramp::biased(f, d.x(), d.bias(), d.first()); });
        way(in_passes, forward, [&d, f] {
            add_bias(d.x().data(), d.bias().data(), d.first().data(), d.size);
            f(d.first(), d.first());
        });
        work("biased " + name + " backward", d.size, d.first(),
             [&d, f] { ramp::biased.backward(f, d.x(), d.bias(), d.dy(), d.first(), d.dbias()); });
        way(in_passes, backward, [&d, f] {
            add_bias(d.x().data(), d.bias().data(), d.second().data(), d.size);
            f.backward(d.second(), d.dy(), d.first());
            sum_columns(d.first().data(), d.dbias().data(), d.size);
        });
    }

    void add_gated() {
        const Data& d = d_;
        work("swiglu", d.size, d.first(), [&d] { ramp::swiglu(d.x(), d.u(), d.first()); });
        way(in_passes, 1.4, [&d] {
            ramp::silu(d.x(), d.first());
            multiply_by(d.u().data(), d.first().data(), d.size);
        });
        work("swiglu backward", d.size, d.first(),
             [&d] { ramp::swiglu.backward(d.x(), d.u(), d.dy(), d.first(), d.second()); });
        way(in_passes, 1.4, [&d] {
            ramp::silu(d.x(), d.second());
            multiply_by(d.dy().data(), d.second().data(), d.size);
            multiply(d.dy().data(), d.u().data(), d.third().data(), d.size);
            ramp::silu.backward(d.x(), d.third(), d.first());
        });
    }

    void add_bits() {
        const Data& d = d_;
        const std::span<std::uint8_t> bits(d_.bits);
        ramp::relu.value(d.x(), d.first(), bits);  // which the backward passes read
        work("ReLU with bits", d.size, d.first(), [&d, bits] { ramp::relu.value(d.x(), d.first(), bits); });
        way("without bits", 0, [&d] { ramp::relu(d.x(), d.first()); });
        work("ReLU backward from bits", d.size, d.first(),
             [&d, bits] { ramp::relu.backward_from_bits(bits, d.dy(), d.first()); });
        way(loop, 1.8, [&d] { relu_backward(d.x().data(), d.dy().data(), d.first().data(), d.size); });
        work("ReLU backward from bits, in place", d.size, d.first(),
             [&d, bits] { ramp::relu.backward_from_bits(bits, d.first(), d.first()); });
        way(loop, 1.8, [&d] { relu_backward_in_place(d.x().data(), d.first().data(), d.size); });
    }

    void add_softmax(std::size_t columns, double over_onednn) {
        const Data& d = d_;
        const std::size_t size = d.size / 4 / columns * columns;
        const auto x = d.x().first(size);
        const auto y = d.first().first(size);
        work("softmax of " + std::to_string(columns), size, y, [=] { ramp::softmax(x, y, columns); });
        way(loop, 0, [=] { plain_softmax(x.data(), y.data(), size, columns); });
#if defined(RAMP_HAS_ONEDNN)
        way(OneDNN::name, over_onednn, OneDNN::softmax(x, y, columns));
#endif
#if defined(RAMP_HAS_XNNPACK)
        way(XNNPACK::name, 0.95, XNNPACK::softmax(x, y, columns));
#endif
        static_cast<void>(over_onednn);
    }

    void work(std::string name, std::size_t size, std::span<float> written, const std::function<void()>& ours) {
        name_ = std::move(name), size_ = size, written_ = written, ours_ = ours;
        time("ramp", ours);
    }
    void way(const char* contestant, double at_least, std::function<void()> theirs) {
        time(contestant, std::move(theirs));
        aims.push_back({name_ + ", " + contestant, at_least, {{key("ramp"), key(contestant)}}});
    }

    [[nodiscard]] Key key(const char* contestant) const {
        return {name_, "float", size_, contestant};
    }

    void time(const char* contestant, std::function<void()> call) {
        Result& result = results_.add(key(contestant));
        const auto measure = [&result, call = std::move(call), ours = ours_, written = written_,
                              dy = d_.dy()](benchmark::State& state) {
            if (!result.checked) {
                result.checked = true;
                result.difference = difference(call, ours, written, dy);
            }
            if (!result.difference.empty()) return state.SkipWithError(result.difference.c_str());
            for ([[maybe_unused]] const auto iteration : state) {
                call();
                benchmark::ClobberMemory();
            }
        };
        benchmark::RegisterBenchmark(result.key.name().c_str(), measure);
    }

    /// What the call writes, from what ramp's does, where both begin from dy.
    static std::string difference(const std::function<void()>& call, const std::function<void()>& ours,
                                  std::span<float> written, std::span<const float> dy) {
        std::copy_n(dy.begin(), written.size(), written.begin());
        ours();
        const std::vector<float> right(written.begin(), written.end());
        std::copy_n(dy.begin(), written.size(), written.begin());
        call();
        for (std::size_t i = 0; i < written.size(); ++i)
            if (!(std::abs(written[i] - right[i]) <= 1e-5f * std::abs(right[i]) + 1e-6f))
                return "element " + std::to_string(i) + " is " + std::to_string(written[i]) + ", ramp's " +
                       std::to_string(right[i]);
        return {};
    }

    Results& results_;
    Data& d_;
    std::string name_;
    std::size_t size_ = 0;
    std::span<float> written_;
    std::function<void()> ours_;
};

}  // namespace
}  // namespace ramp_benchmarks

int main(int argc, char** argv) {
    using namespace ramp_benchmarks;
    try {
        if (!initialize(argc, argv)) return 1;
        Data data(in_memory);
        Results results;
        Works works(results, data);
        works.add_all();
        Reporter reporter(results);
        benchmark::RunSpecifiedBenchmarks(&reporter);
        print(works.aims, results);
        return std::ranges::all_of(results, [](const Result& result) { return result.difference.empty(); }) ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
