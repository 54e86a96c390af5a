// A file of its own, because XNNPACK's internal headers do not mix with the installed ones.
#include "xnnpack_kernel.hpp"

#include <src/xnnpack/microparams-init.h>
#include <src/xnnpack/vunary.h>

namespace ramp_benchmarks {
namespace {

// As XNNPACK chooses by the processor, in src/configs/unary-elementwise-config.c.
#if defined(__AVX512F__)
constexpr auto kernel = xnn_f32_velu_ukernel__avx512f_rr1_p6_u64;
#elif defined(__AVX2__)
constexpr auto kernel = xnn_f32_velu_ukernel__avx2_rr1_lut4_p4_perm_u32;
#else
constexpr auto kernel = xnn_f32_velu_ukernel__sse2_rr2_lut16_p3_u12;
#endif

}  // namespace

XNNPACKKernel::Call XNNPACKKernel::prepare(ramp::ELU<float> f, Value, Arrays<float> arrays) {
    xnn_unary_params operation{};
    operation.elu.alpha = f.alpha();
    const auto parameters = std::make_shared<xnn_unary_uparams>();
    xnn_init_f32_elu_scalar_params(parameters.get(), &operation, nullptr, nullptr);
    return {arrays.x, arrays.result, parameters};
}

void XNNPACKKernel::Call::operator()() const {
    kernel(x.size_bytes(), x.data(), result.data(), &static_cast<const xnn_unary_uparams*>(parameters.get())->f32_elu);
}

}  // namespace ramp_benchmarks
