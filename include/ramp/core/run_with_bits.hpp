// The way of an array call with a bit for each element: the check, its task, and the kernel that runs it.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <ramp/core/run.hpp>

namespace ramp {

/// A contiguous array of bytes, which hold a bit for each element of another one.
template <class R>
concept array_of_bits = contiguous_array<R> && std::same_as<element_of_t<R>, std::uint8_t>;
/// An array of bits that can be written to, and is not a temporary.
template <class R>
concept output_bits = array_of_bits<R> && writable_array<R>;

namespace check {

/// Two arrays are right, and their bits are not.
template <class T>
[[noreturn]] RAMP_COLD constexpr void reject_bits(const char* activation, const char* const* names,
                                                  std::array<Elements<T>, 2> arrays, Elements<std::uint8_t> bits) {
    const std::size_t size = arrays[0].size, bytes = (size + 7) / 8;
    if (bits.size != bytes)
        fail("ramp::%s::%s: %s has %zu elements, whose bits take %zu bytes, but bits has %zu", activation, names[0],
             names[1], size, bytes, bits.size);
    fail("ramp::%s::%s: %s, of %zu elements, and bits, of %zu bytes, overlap", activation, names[0],
         names[are_apart(arrays[0], bits) ? 2 : 1], size, bytes);
}

/// Throws if there are not as many bits as two arrays have elements, or one of them shares a byte with these.
template <class T>
RAMP_INLINE constexpr void bits(const char* activation, const char* const* names,
                                const std::array<Elements<T>, 2>& arrays, Elements<std::uint8_t> bits) {
    if (bits.size != (arrays[0].size + 7) / 8 || !are_apart(arrays[0], bits) || !are_apart(arrays[1], bits))
        reject_bits(activation, names, arrays, bits);
}

}  // namespace check

/// \cond
/// Checks the arrays and their bits, and runs the call.
template <class Call, class E, class F, class X, class Y, class B>
RAMP_INLINE constexpr void run_with_bits(const F& f, X& x, Y& y, B& bits) {
    const auto arrays = check::elements_of(x, y);
    const bool are_empty = !check::arrays<Call::inputs>(F::name, Call::names, arrays);
    check::bits(F::name, Call::names, arrays, check::elements_of(bits)[0]);
    if (are_empty) return;
    run_task<E>(Task<Call, F, WithBits<typename Call::byte>, element_of_t<X>>{
        {arrays[0].data}, {array_traits_t<Y>::data(y)}, arrays[0].size, f, {array_traits_t<B>::data(bits)}});
}
/// \endcond

}  // namespace ramp
