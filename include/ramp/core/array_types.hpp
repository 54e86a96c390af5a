// Which types are arrays, and how their elements are found: ArrayTraits, which is specialised for
// another library's arrays.
#pragma once

#include <concepts>
#include <cstddef>
#include <span>  // with the concepts of its constructors: <ranges> takes a tenth of xsimd's compile time
#include <type_traits>
#include <utility>

#include <ramp/core/storage.hpp>

namespace ramp {

/// Where the elements of an A lie, one after the other, and how many there are. Here, those of a range; a library whose
/// arrays are not contiguous ranges has a specialisation (eigen.hpp). A is neither const nor a reference, R may be
/// const.
template <class A>
struct ArrayTraits {
    static constexpr bool is_view = std::ranges::enable_borrowed_range<A>;  // and a temporary one may be an output

    template <std::ranges::contiguous_range R>
    requires std::ranges::sized_range<R> RAMP_INLINE static constexpr auto* data(R& array) {
        return std::ranges::data(array);
    }
    template <class R>
    RAMP_INLINE static constexpr std::size_t size(R& array) {
        return std::size_t(std::ranges::size(array));
    }
    /// The number of elements, if the type tells it; else std::dynamic_extent.
    template <class R>
    static constexpr std::size_t extent = decltype(std::span(std::declval<R&>()))::extent;
};
template <class R>
using array_traits_t = ArrayTraits<std::remove_cvref_t<R>>;

/// What is in an R, const where it cannot be written to.
template <class R>
using stored_t = std::remove_pointer_t<decltype(array_traits_t<R>::data(std::declval<R&>()))>;

/// Elements lie one after the other in memory, and their number is known.
template <class R>
concept contiguous_array = requires {
    typename stored_t<R>;
};

/// A contiguous array of float, double or a half: vector, std::array, C array, span.
template <class R>
concept array_of_numbers = contiguous_array<R> && element<std::remove_cv_t<stored_t<R>>>;

/// An array that can be written to, and is not a temporary, whose contents would be lost.
template <class R>
concept writable_array = !std::is_const_v<stored_t<R>> && (std::is_lvalue_reference_v<R> || array_traits_t<R>::is_view);
/// An array of numbers that can be written to.
template <class R>
concept output_array = array_of_numbers<R> && writable_array<R>;

/// A pointer to float, double or a half; the name of a C array is not one.
template <class P>
concept pointer = std::is_pointer_v<std::remove_reference_t<P>> &&
    element<std::remove_cv_t<std::remove_pointer_t<std::remove_reference_t<P>>>>;
/// A pointer that can be written through.
template <class P>
concept output_pointer = pointer<P> && !std::is_const_v<std::remove_pointer_t<std::remove_reference_t<P>>>;

template <class X>
struct ElementOf {};
template <class T>
struct ElementOf<T*> {
    using type = std::remove_cv_t<T>;
};
template <lanes V>
struct ElementOf<V> {
    using type = element_t<V>;
};
template <contiguous_array R>
struct ElementOf<R> {
    using type = std::remove_cv_t<stored_t<R>>;
};

/// The element type of an array, a pointer, a batch or a number.
template <class X>
using element_of_t = typename ElementOf<std::remove_cvref_t<X>>::type;

/// What these elements are computed with.
template <class X>
using number_in_t = number_of_t<element_of_t<X>>;

/// How the elements of a matrix lie in memory.
enum class StorageOrder : unsigned { none = 0, by_rows = 1, by_columns = 2 };

/// The storage order of a matrix, where its traits state one; none for other arrays.
template <class X>
inline constexpr auto storage_order = StorageOrder::none;
template <class X>
requires requires {
    array_traits_t<X>::storage_order;
}
inline constexpr auto storage_order<X> = array_traits_t<X>::storage_order;

/// No matrix of these is stored by rows and another by columns: a call would take one's rows for the other's columns.
template <class... X>
concept same_storage_order = (unsigned(storage_order<X>) | ...) !=
                             (unsigned(StorageOrder::by_rows) | unsigned(StorageOrder::by_columns));

/// The arrays of one call hold one element type: all float, all double, or all the same half.
template <class X, class... Rest>
concept same_elements = (std::same_as<element_of_t<X>, element_of_t<Rest>> && ...) && same_storage_order<X, Rest...>;

}  // namespace ramp
