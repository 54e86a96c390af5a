// oneDNN 2's eltwise and prelu primitives, on one thread.
#pragma once

#include <dlfcn.h>

#include <memory>
#include <span>
#include <unordered_map>
#include <utility>

#include <dnnl.hpp>
#include <ramp/ramp.hpp>

#include "../work.hpp"

namespace ramp_benchmarks {

class OneDNN {
    /// A primitive with what it is called with.
    struct Call {
        dnnl::primitive primitive;
        dnnl::stream stream;
        std::unordered_map<int, dnnl::memory> arguments;
        std::shared_ptr<float> slope;  ///< what an argument points to

        void operator()() {
            primitive.execute(stream, arguments);
            stream.wait();
        }
    };

    /// The algorithm of an activation, and its parameter.
    struct Eltwise {
        dnnl::algorithm algorithm;
        float alpha = 0;
    };

    // clang-format off
    static Eltwise eltwise(ramp::ReLU<float>) { return {dnnl::algorithm::eltwise_relu}; }
    static Eltwise eltwise(ramp::LeakyReLU<float> f) { return {dnnl::algorithm::eltwise_relu, f.slope()}; }
    static Eltwise eltwise(ramp::ELU<float> f) { return {dnnl::algorithm::eltwise_elu, f.alpha()}; }
    static Eltwise eltwise(ramp::Sigmoid<float>) { return {dnnl::algorithm::eltwise_logistic}; }
    static Eltwise eltwise(ramp::Tanh<float>) { return {dnnl::algorithm::eltwise_tanh}; }
    static Eltwise eltwise(ramp::Softplus<float>) { return {dnnl::algorithm::eltwise_soft_relu}; }
    static Eltwise eltwise(ramp::SiLU<float>) { return {dnnl::algorithm::eltwise_swish, 1}; }
    static Eltwise eltwise(ramp::QuickGELU<float>) { return {dnnl::algorithm::eltwise_swish, 1.702f}; }
    static Eltwise eltwise(ramp::GELU<float>) { return {dnnl::algorithm::eltwise_gelu_erf}; }
    static Eltwise eltwise(ramp::GELUTanh<float>) { return {dnnl::algorithm::eltwise_gelu_tanh}; }
    static Eltwise eltwise(ramp::Mish<float>) { return {dnnl::algorithm::eltwise_mish}; }

    /// The algorithm of the backward pass from f(x).
    static dnnl::algorithm from_value(ramp::ReLU<float>) { return dnnl::algorithm::eltwise_relu_use_dst_for_bwd; }
    static dnnl::algorithm from_value(ramp::LeakyReLU<float>) { return dnnl::algorithm::eltwise_relu_use_dst_for_bwd; }
    static dnnl::algorithm from_value(ramp::ELU<float>) { return dnnl::algorithm::eltwise_elu_use_dst_for_bwd; }
    static dnnl::algorithm from_value(ramp::Sigmoid<float>) { return dnnl::algorithm::eltwise_logistic_use_dst_for_bwd; }
    static dnnl::algorithm from_value(ramp::Tanh<float>) { return dnnl::algorithm::eltwise_tanh_use_dst_for_bwd; }
    // clang-format on

public:
    static constexpr const char* name = "oneDNN";
    /// It takes e^x - 1 as exp(x) - 1, and more such differences.
    static constexpr Tolerance tolerance{.relative = 8, .absolute = 8};

    template <class F>
    requires requires(F f) { eltwise(f); }
    static Call prepare(F f, Value, Arrays<float> arrays) {
        return call<dnnl::eltwise_forward>(forward(f, arrays),
                                           {{DNNL_ARG_SRC, arrays.x}, {DNNL_ARG_DST, arrays.result}});
    }

    template <class F>
    requires requires(F f) { eltwise(f); }
    static Call prepare(F f, Backward, Arrays<float> arrays) {
        return call<dnnl::eltwise_backward>(
            backward(f, eltwise(f).algorithm, arrays),
            {{DNNL_ARG_SRC, arrays.x}, {DNNL_ARG_DIFF_DST, arrays.dy}, {DNNL_ARG_DIFF_SRC, arrays.result}});
    }

    template <class F>
    requires requires(F f) { from_value(f); }
    static Call prepare(F f, BackwardFromValue, Arrays<float> arrays) {
        return call<dnnl::eltwise_backward>(
            backward(f, from_value(f), arrays),
            {{DNNL_ARG_DST, arrays.y}, {DNNL_ARG_DIFF_DST, arrays.dy}, {DNNL_ARG_DIFF_SRC, arrays.result}});
    }

    static Call prepare(ramp::PReLU<float> f, Value, Arrays<float> arrays) {
        const auto slope = std::make_shared<float>(f.slope());
        Call result =
            call<dnnl::prelu_forward>(forward(arrays), {{DNNL_ARG_SRC, arrays.x},
                                                        {DNNL_ARG_WEIGHTS, std::span<const float>(slope.get(), 1)},
                                                        {DNNL_ARG_DST, arrays.result}});
        result.slope = slope;
        return result;
    }

    static Call prepare(ramp::PReLU<float> f, Backward, Arrays<float> arrays) {
        const auto slope = std::make_shared<float>(f.slope());
        const dnnl::memory::desc data = description(arrays.x.size()), weights = description(1);
        const dnnl::prelu_backward::primitive_desc primitive({data, weights, data, weights}, engine(), forward(arrays));
        Call result = call<dnnl::prelu_backward>(primitive, {{DNNL_ARG_SRC, arrays.x},
                                                             {DNNL_ARG_WEIGHTS, std::span<const float>(slope.get(), 1)},
                                                             {DNNL_ARG_DIFF_DST, arrays.dy},
                                                             {DNNL_ARG_DIFF_SRC, arrays.result},
                                                             {DNNL_ARG_DIFF_WEIGHTS, arrays.gradient.first(1)}});
        result.slope = slope;
        return result;
    }

    static Call softmax(std::span<const float> x, std::span<float> y, std::size_t columns) {
        const dnnl::memory::desc rows{{dnnl::memory::dim(x.size() / columns), dnnl::memory::dim(columns)},
                                      dnnl::memory::data_type::f32,
                                      dnnl::memory::format_tag::ab};
        const dnnl::softmax_forward::primitive_desc primitive({dnnl::prop_kind::forward_inference, rows, 1}, engine());
        Call result{dnnl::softmax_forward(primitive), dnnl::stream(engine()), {}, {}};
        result.arguments.emplace(DNNL_ARG_SRC, dnnl::memory(rows, engine(), const_cast<float*>(x.data())));
        result.arguments.emplace(DNNL_ARG_DST, dnnl::memory(rows, engine(), y.data()));
        return result;
    }

private:
    static const dnnl::engine& engine() {
        static const dnnl::engine engine = [] {
            use_one_thread();
            return dnnl::engine(dnnl::engine::kind::cpu, 0);
        }();
        return engine;
    }

    /// Through whichever OpenMP library oneDNN brought along; without one it has a single thread anyway.
    static void use_one_thread() {
        using Function = void (*)(int);
        if (const auto function = reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"))) function(1);
    }

    static dnnl::memory::desc description(std::size_t size) {
        return {{dnnl::memory::dim(size)}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::a};
    }

    template <class F>
    static dnnl::eltwise_forward::primitive_desc forward(F f, Arrays<float> arrays) {
        return {
            {dnnl::prop_kind::forward_training, eltwise(f).algorithm, description(arrays.x.size()), eltwise(f).alpha},
            engine()};
    }

    template <class F>
    static dnnl::eltwise_backward::primitive_desc backward(F f, dnnl::algorithm algorithm, Arrays<float> arrays) {
        const dnnl::memory::desc data = description(arrays.x.size());
        const dnnl::eltwise_forward::primitive_desc hint(
            {dnnl::prop_kind::forward_training, algorithm, data, eltwise(f).alpha}, engine());
        return {{algorithm, data, data, eltwise(f).alpha}, engine(), hint};
    }

    static dnnl::prelu_forward::primitive_desc forward(Arrays<float> arrays) {
        return {{dnnl::prop_kind::forward_training, description(arrays.x.size()), description(1)}, engine()};
    }

    template <class Primitive>
    static Call call(const typename Primitive::primitive_desc& primitive,
                     std::initializer_list<std::pair<int, std::span<const float>>> arguments) {
        Call result{Primitive(primitive), dnnl::stream(engine()), {}, {}};
        for (const auto& [index, numbers] : arguments)
            // its memory objects know no read-only numbers
            result.arguments.emplace(
                index, dnnl::memory(description(numbers.size()), engine(), const_cast<float*>(numbers.data())));
        return result;
    }
};

}  // namespace ramp_benchmarks
