// XNNPACK's operators. They pick their kernels by the processor, whatever flags this program is built with.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <stdexcept>
#include <vector>

#include <xnnpack.h>
#include <ramp/ramp.hpp>

#include "../work.hpp"

namespace ramp_benchmarks {

class XNNPACK {
    struct Delete {
        void operator()(xnn_operator_t xnn_operator) const { xnn_delete_operator(xnn_operator); }
    };
    using Operator = std::unique_ptr<xnn_operator, Delete>;

    struct Call {
        Operator xnn_operator;
        void operator()() const { xnn_run_operator(xnn_operator.get(), nullptr); }
    };

public:
    static constexpr const char* name = "XNNPACK";
    static constexpr Tolerance tolerance{.relative = 8, .absolute = 1};

    static Call prepare(ramp::ReLU<float>, Value, Arrays<float> arrays) {
        Operator clamp = create(xnn_create_clamp_nc_f32, 1, 0.0f, std::numeric_limits<float>::infinity());
        return set_up(xnn_setup_clamp_nc_f32, std::move(clamp), arrays, 1);
    }

    static Call prepare(ramp::LeakyReLU<float> f, Value, Arrays<float> arrays) {
        return set_up(xnn_setup_leaky_relu_nc_f32, create(xnn_create_leaky_relu_nc_f32, 1, f.slope()), arrays, 1);
    }

    /// Its slope is one a channel, so a row of equal slopes, as long as fits the first cache, stands for the one.
    static Call prepare(ramp::PReLU<float> f, Value, Arrays<float> arrays) {
        const std::size_t channels = std::min(arrays.x.size(), std::size_t(1024));
        const std::vector<float> slopes(channels, f.slope());
        return set_up(xnn_setup_prelu_nc_f32, create(xnn_create_prelu_nc_f32, channels, slopes.data()), arrays,
                      channels);
    }

    static Call prepare(ramp::ELU<float> f, Value, Arrays<float> arrays) {
        return set_up(xnn_setup_elu_nc_f32, create(xnn_create_elu_nc_f32, 1, f.alpha()), arrays, 1);
    }

    static Call prepare(ramp::Sigmoid<float>, Value, Arrays<float> arrays) {
        return set_up(xnn_setup_sigmoid_nc_f32, create(xnn_create_sigmoid_nc_f32, 1), arrays, 1);
    }

    static auto softmax(std::span<const float> x, std::span<float> y, std::size_t columns) {
        Operator softmax = create(xnn_create_softmax_nc_f32, columns);
        require_success(xnn_setup_softmax_nc_f32(softmax.get(), x.size() / columns, x.data(), y.data(), nullptr));
        return
            [shared = std::shared_ptr<xnn_operator>(std::move(softmax))] { xnn_run_operator(shared.get(), nullptr); };
    }

private:
    static void require_success(xnn_status status) {
        if (status != xnn_status_success) throw std::runtime_error("XNNPACK reports an error");
    }

    template <class Create, class... Parameters>
    static Operator create(Create create, std::size_t channels, Parameters... parameters) {
        static const xnn_status status = xnn_initialize(nullptr);
        require_success(status);
        xnn_operator_t result = nullptr;
        require_success(create(channels, channels, channels, parameters..., 0, &result));
        return Operator(result);
    }

    template <class SetUp>
    static Call set_up(SetUp set_up, Operator xnn_operator, Arrays<float> arrays, std::size_t channels) {
        require_success(
            set_up(xnn_operator.get(), arrays.x.size() / channels, arrays.x.data(), arrays.result.data(), nullptr));
        return {std::move(xnn_operator)};
    }
};

}  // namespace ramp_benchmarks
