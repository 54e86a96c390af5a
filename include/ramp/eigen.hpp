// Eigen: its matrices, vectors and maps are arrays of ramp's calls, and its expressions take activations.
#pragma once

#include <concepts>
#include <cstddef>
#include <span>

#include <Eigen/Core>

#include <ramp/core/activation.hpp>

namespace ramp {

/// D is a dense type of Eigen's whose elements lie in memory, and whose type does not say that there are gaps between
/// them, as a row of a matrix by columns or a block of a fixed size has.
template <class D>
concept eigen_array = D::InnerStrideAtCompileTime == 1 &&
                      (bool(D::IsVectorAtCompileTime) || D::OuterStrideAtCompileTime == Eigen::Dynamic ||
                       D::InnerSizeAtCompileTime == Eigen::Dynamic ||
                       D::OuterStrideAtCompileTime == D::InnerSizeAtCompileTime);

/// Elements are met as they lie in memory: by columns, unless the type is RowMajor. Where only the strides' values tell
/// that there are gaps, as in a block, std::invalid_argument is thrown.
template <eigen_array D>
struct ArrayTraits<D> {
    static constexpr bool is_view = !std::same_as<D, typename D::PlainObject>;
    static constexpr auto storage_order = D::IsVectorAtCompileTime ? StorageOrder::none
                                          : D::IsRowMajor          ? StorageOrder::by_rows
                                                                   : StorageOrder::by_columns;

    template <class M>
    RAMP_INLINE static auto* data(M& matrix) {
        if (matrix.size() > matrix.innerSize() && matrix.outerStride() != matrix.innerSize())
            check::fail("ramp: arrays must be contiguous, but a matrix of %td x %td has an outer stride of %td",
                        std::ptrdiff_t(matrix.rows()), std::ptrdiff_t(matrix.cols()),
                        std::ptrdiff_t(matrix.outerStride()));
        return matrix.data();
    }
    template <class M>
    RAMP_INLINE static std::size_t size(M& matrix) {
        return std::size_t(matrix.size());
    }
    template <class>
    static constexpr std::size_t extent = D::SizeAtCompileTime == Eigen::Dynamic ? std::dynamic_extent
                                                                                 : std::size_t(D::SizeAtCompileTime);
};

/// f of an Eigen packet, as the batch that has the same register; where there is none, number by number.
template <class F, class Packet>
[[nodiscard]] RAMP_INLINE Packet of_packet(const F& f, const Packet& packet) {
    using T = typename Eigen::internal::unpacket_traits<Packet>::type;
    constexpr std::size_t size = Eigen::internal::unpacket_traits<Packet>::size;
    using Batch = xsimd::make_sized_batch_t<T, size>;
    if constexpr (requires {
                      typename Batch::register_type;
                      Batch(packet);
                  }) {
        return f(Batch(packet));
    } else {
        T numbers[size];
        Eigen::internal::pstoreu(numbers, packet);
        for (T& v : numbers) v = f(v);
        return Eigen::internal::ploadu<Packet>(numbers);
    }
}

}  // namespace ramp

/// \cond
/// x.unaryExpr(f), for an activation or a function object, takes packets. Eigen counts Cost in additions.
template <class F>
requires std::derived_from<F, ramp::Calls<F>>
struct Eigen::internal::functor_traits<F> {
    enum { Cost = 20, PacketAccess = true, IsRepeatable = true };
};
/// \endcond
