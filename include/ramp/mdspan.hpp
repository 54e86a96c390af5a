// std::mdspan: one whose elements lie one after the other is an array of ramp's calls.
#pragma once

#include <version>

#if !defined(__cpp_lib_mdspan)
#error "ramp/mdspan.hpp needs a standard library with std::mdspan, of C++23"
#endif

#include <concepts>
#include <cstddef>
#include <mdspan>
#include <span>

#include <ramp/core/array_types.hpp>

namespace ramp {

/// The layouts that leave no gaps. Elements are met as they lie in memory: layout_right's by rows, the last index
/// first.
template <class T, class Extents, class Layout>
requires std::same_as<Layout, std::layout_right> || std::same_as<Layout, std::layout_left>
struct ArrayTraits<std::mdspan<T, Extents, Layout>> {
    static constexpr bool is_view = true;
    static constexpr auto storage_order = Extents::rank() < 2                       ? StorageOrder::none
                                          : std::same_as<Layout, std::layout_right> ? StorageOrder::by_rows
                                                                                    : StorageOrder::by_columns;

    template <class M>
    RAMP_INLINE static constexpr T* data(M& array) {
        return array.data_handle();
    }
    template <class M>
    RAMP_INLINE static constexpr std::size_t size(M& array) {
        return std::size_t(array.size());
    }
    template <class>
    static constexpr std::size_t extent = [] {
        std::size_t size = 1;
        for (std::size_t k = 0; k < Extents::rank(); ++k) size *= Extents::static_extent(k);
        return Extents::rank_dynamic() == 0 ? size : std::dynamic_extent;
    }();
};

}  // namespace ramp
