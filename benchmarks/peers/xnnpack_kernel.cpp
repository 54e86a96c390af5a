// A file of its own, because XNNPACK's internal headers do not mix with the installed ones.
#include "xnnpack_kernel.hpp"

#include <src/xnnpack/microparams-init.h>
#include <src/xnnpack/vunary.h>

namespace ramp_benchmarks {
namespace {

// As XNNPACK chooses by the processor, in src/configs/unary-elementwise-config.c.
#if defined(__AVX512F__)
constexpr auto elu = xnn_f32_velu_ukernel__avx512f_rr1_p6_u64;
constexpr auto sigmoid = xnn_f32_vsigmoid_ukernel__avx512f_rr2_lut32_p2_perm2_scalef_div_u64;
constexpr auto tanh = xnn_f32_vtanh_ukernel__avx512f_rational_9_8_div_u32;
constexpr auto gelu = xnn_f32_vgelu_ukernel__avx512f_rational_12_10_div_u32;
constexpr auto gelu_tanh = xnn_f32_vapproxgelu_ukernel__avx512f_rational_12_10_div_u32;
#elif defined(__AVX2__)
constexpr auto elu = xnn_f32_velu_ukernel__avx2_rr1_lut4_p4_perm_u32;
constexpr auto sigmoid = xnn_f32_vsigmoid_ukernel__avx2_rr1_p5_div_u16;
constexpr auto tanh = xnn_f32_vtanh_ukernel__fma3_rational_9_8_div_u16;
constexpr auto gelu = xnn_f32_vgelu_ukernel__fma3_rational_12_10_div_u16;
constexpr auto gelu_tanh = xnn_f32_vapproxgelu_ukernel__fma3_rational_12_10_div_u16;
#else
constexpr auto elu = xnn_f32_velu_ukernel__sse2_rr2_lut16_p3_u12;
constexpr auto sigmoid = xnn_f32_vsigmoid_ukernel__sse2_rr2_lut64_p2_div_u8;
constexpr auto tanh = xnn_f32_vtanh_ukernel__sse2_rational_9_8_div_u8;
constexpr auto gelu = xnn_f32_vgelu_ukernel__sse2_rational_12_10_div_u12;
constexpr auto gelu_tanh = xnn_f32_vapproxgelu_ukernel__sse2_rational_12_10_div_u12;
#endif

template <class Kernel, class Parameters = xnn_f32_default_params>
std::function<void()> call(Kernel kernel, const Arrays<float>& arrays, const Parameters& parameters = {}) {
    return [=] { kernel(arrays.x.size_bytes(), arrays.x.data(), arrays.result.data(), &parameters); };
}

}  // namespace

std::function<void()> XNNPACKKernel::prepare(ramp::ELU<float> f, Value, Arrays<float> arrays) {
    xnn_unary_params operation{};
    operation.elu.alpha = f.alpha();
    xnn_unary_uparams parameters{};
    xnn_init_f32_elu_scalar_params(&parameters, &operation, nullptr, nullptr);
    return call(elu, arrays, parameters.f32_elu);
}
std::function<void()> XNNPACKKernel::prepare(ramp::Sigmoid<float>, Value, Arrays<float> arrays) {
    return call(sigmoid, arrays);
}
std::function<void()> XNNPACKKernel::prepare(ramp::Tanh<float>, Value, Arrays<float> arrays) {
    return call(tanh, arrays);
}
std::function<void()> XNNPACKKernel::prepare(ramp::GELU<float>, Value, Arrays<float> arrays) {
    return call(gelu, arrays);
}
std::function<void()> XNNPACKKernel::prepare(ramp::GELUTanh<float>, Value, Arrays<float> arrays) {
    return call(gelu_tanh, arrays);
}

}  // namespace ramp_benchmarks
