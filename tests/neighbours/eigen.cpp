#include <ramp/eigen.hpp>
#include <ramp/ramp.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <tuple>
#include <vector>

#include "../catch.hpp"
#include "../numbers.hpp"

using Eigen::Dynamic;

namespace {

template <class T>
using Vector = Eigen::Matrix<T, Dynamic, 1>;
template <class T>
using ByColumns = Eigen::Matrix<T, Dynamic, Dynamic>;
template <class T>
using ByRows = Eigen::Matrix<T, Dynamic, Dynamic, Eigen::RowMajor>;

/// Packets of T are more than one number here.
template <class T>
constexpr bool has_packets = Eigen::internal::packet_traits<T>::size > 1;

/// Expressions run on what this file is compiled for, also where array calls choose at run time.
constexpr auto here = ramp::on<xsimd::default_arch>;

template <class T>
bool all_same(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), ramp_tests::same<T>);
}

template <class T>
using Array = Eigen::Array<T, Dynamic, 1>;
/// y = x.unaryExpr(f), for some f.
template <class T>
using Expression = std::function<void(Eigen::Map<const Array<T>> x, Eigen::Map<Array<T>> y)>;

/// It gives these numbers at every size up to 70, wherever it begins and ends, and beyond its end nothing.
template <class T>
void gives(const Expression<T>& expression, const std::vector<T>& x, const std::vector<T>& right) {
    constexpr std::size_t most = 70, shifts = 3;
    for (std::size_t size = 0; size <= most; ++size)
        for (std::size_t shift = 0; shift <= shifts; ++shift) {
            std::vector<T> y(most + shifts + 1, ramp_tests::sentinel<T>), expected = y;
            const std::size_t to = (shift + size) % (shifts + 1);
            const auto n = Eigen::Index(size);
            expression({x.data() + shift, n}, {y.data() + to, n});
            std::copy_n(right.begin() + std::ptrdiff_t(shift), size, expected.begin() + std::ptrdiff_t(to));
            if (!all_same(y, expected)) FAIL_CHECK(size << " elements from " << shift << " to " << to);
        }
}

template <class T, class F>
Expression<T> expression(const F& f) {
    return [f](auto x, auto y) { y = x.unaryExpr(f); };
}

template <class T>
std::vector<T> numbers() {
    return ramp_tests::numbers_of_law_5<T>(74);
}

template <class T, class F>
void equals_the_array_call(const F& f) {
    std::vector<T> y(numbers<T>().size());
    f[here](numbers<T>(), y);
    gives(expression<T>(f), numbers<T>(), y);
}

/// And of each number, which has the array call's bits: that is compiled sooner.
template <class F>
void equals_each_number() {
    using T = typename F::value_type;
    const F f = [] {
        if constexpr (std::default_initializable<F>)
            return F();
        else
            return F(T(0.5), T(-2));
    }();
    INFO(F::name);
    std::vector<T> y = numbers<T>();
    for (T& v : y) v = f(v);
    gives(expression<T>(f), numbers<T>(), y);
}

template <class... F>
void equal_each_number(std::tuple<F...>*) {
    (equals_each_number<F>(), ...);
}

/// Counts what its formula is asked for: single numbers, and batches.
struct Counting : ramp::Activation<Counting, float> {
    static constexpr const char* name = "Counting";
    std::array<int, 2>* calls;

    explicit Counting(std::array<int, 2>& counts) : calls(&counts) {}
    template <ramp::lanes_of<float> V>
    ramp::ValueAndDerivative<V> formula(V x) const {
        ++(*calls)[!std::floating_point<V>];
        return {x, x};
    }
};

/// Every kind of call, on arrays of 24 elements that are copies of these, and on labels and bits.
template <class Array, class Labels, class Bits>
std::vector<float> results_of_calls(const Array& x, const Array& dy, Array y, Array d, Array sum, Labels labels,
                                    Bits bits) {
    std::vector<float> all;
    const auto keep = [&](const auto& array) {
        const auto* const first = ramp::array_traits_t<decltype(array)>::data(array);
        all.insert(all.end(), first, first + 24);
    };
    ramp::elu(x, y), keep(y);
    ramp::elu.value(x, y, 0.5), keep(y);
    ramp::gelu[ramp::fast].derivative(x, d), keep(d);
    ramp::silu.value_and_derivative(x, y, d), keep(y), keep(d);
    ramp::mish.backward(x, dy, d), keep(d);
    ramp::tanh(x, y);
    ramp::tanh.derivative_from_value(y, d), keep(d);
    ramp::tanh.backward_from_value(y, dy, y), keep(y);
    all.push_back(ramp::prelu.backward(x, dy, d, 0.25)), keep(d);
    ramp::relu.value(x, y, bits), keep(y);
    ramp::relu.backward_from_bits(bits, dy, d), keep(d);
    ramp::softmax(x, y, 6), keep(y);
    ramp::softmax.backward(y, dy, d, 6), keep(d);
    all.push_back(ramp::cross_entropy(x, labels, 6));
    all.push_back(ramp::cross_entropy.value_and_gradient(x, labels, d, 6)), keep(d);
    ramp::swiglu(x, dy, y), keep(y);
    ramp::biased(ramp::elu, x, dy, y), keep(y);
    ramp::channel_prelu.backward(x, dy, x, d, sum), keep(d), keep(sum);
    return all;
}

template <class X, class Y = X>
concept callable = requires(X&& x, Y&& y) {
    ramp::elu(static_cast<X&&>(x), static_cast<Y&&>(y));
};
using Matrix = Eigen::MatrixXf;
using Matrix4 = Eigen::Matrix4f;
template <class M, int rows, int columns>
using BlockOf = decltype(std::declval<M&>().template block<rows, columns>(0, 0));

static_assert(callable<Eigen::VectorXf&> && callable<Eigen::ArrayXXf&> && callable<Eigen::RowVectorXd&>);
static_assert(callable<Eigen::Map<Matrix>> && callable<Eigen::Ref<Eigen::VectorXf>&>);
static_assert(callable<const Matrix&, decltype(std::declval<Matrix&>().col(0))>);
static_assert(callable<decltype(std::declval<Eigen::VectorXf&>().head(3))>);
static_assert(callable<decltype(std::declval<Matrix&>().array()), decltype(std::declval<Matrix&>().reshaped())>);
// What is const, or would be lost, is not an output.
static_assert(!callable<Matrix&, const Matrix&> && !callable<Matrix&, Matrix>);
static_assert(!callable<Matrix&, Eigen::Map<const Matrix>> && !callable<Matrix&, Eigen::Ref<const Matrix>&>);
// Gaps between the elements.
static_assert(!callable<decltype(std::declval<Matrix&>().row(0))> &&
              callable<decltype(std::declval<ByRows<float>&>().row(0))>);
static_assert(!callable<Eigen::Map<Eigen::VectorXf, 0, Eigen::InnerStride<>>>);
static_assert(!callable<BlockOf<Matrix4, 2, 2>> && callable<BlockOf<Matrix4, 4, 2>> &&
              callable<BlockOf<Matrix4, 2, 1>>);
static_assert(!callable<decltype(std::declval<Matrix&>().diagonal())>);
// An expression has no elements.
static_assert(!callable<decltype(std::declval<Matrix&>() * 2.0f), Matrix&>);
// Matrices of one call are all by columns, or all by rows; a vector is neither.
static_assert(!callable<Matrix&, ByRows<float>&> && !callable<Matrix&, decltype(std::declval<Matrix&>().transpose())>);
static_assert(callable<Matrix&, Eigen::RowVectorXf&> && callable<ByRows<float>&, std::vector<float>&>);
static_assert(!callable<Matrix&, Eigen::MatrixXd&> && !callable<Eigen::MatrixXi&>);
static_assert(ramp::extent_of<const Eigen::Vector4f&> == 4 && ramp::extent_of<Matrix&> == std::dynamic_extent);

}  // namespace

TEMPLATE_TEST_CASE("Eigen's expressions have the bits of array calls", "", float, double) {
    equals_the_array_call<TestType>(ramp::elu);
    equals_the_array_call<TestType>(ramp::ELU<TestType>(TestType(0.5)));
    equals_the_array_call<TestType>(ramp::gelu[ramp::fast]);
    equals_the_array_call<TestType>(ramp::Sigmoid<TestType>()[ramp::fast]);
    if constexpr (!ramp_tests::some_rows) equal_each_number(static_cast<ramp::catalogue<TestType>*>(nullptr));
}

TEMPLATE_TEST_CASE("Eigen's expressions of a fixed size have the bits of numbers", "", float, double) {
    const auto equal = [](auto x) {
        x.setRandom();
        auto y = x;
        y = x.unaryExpr(ramp::elu);
        INFO(x.rows() << " x " << x.cols());
        for (Eigen::Index i = 0; i < x.size(); ++i) CHECK(ramp_tests::same<TestType>(y(i), ramp::elu(x(i))));
    };
    equal(Eigen::Matrix<TestType, 1, 1>());
    equal(Eigen::Matrix<TestType, 2, 1>());
    equal(Eigen::Matrix<TestType, 3, 1>());
    equal(Eigen::Matrix<TestType, 4, 1>());
    equal(Eigen::Matrix<TestType, 8, 1>());
    equal(Eigen::Matrix<TestType, 5, 7>());
}

TEST_CASE("Eigen's expressions take whole batches") {
    std::array<int, 2> calls = {};
    const Eigen::ArrayXf x = Eigen::ArrayXf::LinSpaced(64, -1, 1);
    const Eigen::ArrayXf y = 2.0f * x.unaryExpr(Counting(calls));
    CHECK((y == 2.0f * x).all());
    constexpr int size = Eigen::internal::packet_traits<float>::size;
    CHECK(calls[0] == (has_packets<float> ? 0 : 64));
    CHECK(calls[1] == (has_packets<float> ? 64 / size : 0));
}

TEST_CASE("A packet without a batch of its size is taken number by number") {
    CHECK(ramp_tests::same(ramp::of_packet(ramp::elu, -1.0f), ramp::elu(-1.0f)));
    CHECK(ramp_tests::same(ramp::of_packet(ramp::gelu[ramp::fast], -1.0), ramp::gelu[ramp::fast](-1.0)));
}

TEST_CASE("Every call takes Eigen's matrices, vectors and maps") {
    const auto x = ramp_tests::normal_numbers<float>(24, 1), dy = ramp_tests::normal_numbers<float>(24, 2);
    const std::vector<float> y(24);
    const std::vector<int> labels = {0, 5, 2, 1};
    const std::vector<std::uint8_t> bits(3);
    const auto right = results_of_calls(x, dy, y, y, y, labels, bits);

    const Eigen::Vector4i eigen_labels(labels.data());
    const Eigen::Matrix<std::uint8_t, Dynamic, 1> eigen_bits(3);
    const auto give_the_same = [&]<class M>(const M& of_x) {
        M of_dy = of_x, result = of_x;
        std::copy(dy.begin(), dy.end(), of_dy.data());
        CHECK(all_same(right, results_of_calls(of_x, of_dy, result, result, result, eigen_labels, eigen_bits)));
    };
    give_the_same(Eigen::VectorXf(Eigen::Map<const Eigen::VectorXf>(x.data(), 24)));
    give_the_same(ByRows<float>(Eigen::Map<const ByRows<float>>(x.data(), 4, 6)));

    using Map = Eigen::Map<Eigen::ArrayXXf>;
    std::vector<float> memory(5 * 25);
    const auto map = [&](std::size_t k) { return Map(memory.data() + 25 * k + 1, 6, 4); };
    std::copy(x.begin(), x.end(), map(0).data());
    std::copy(dy.begin(), dy.end(), map(1).data());
    CHECK(all_same(right, results_of_calls<Map>(map(0), map(1), map(2), map(3), map(4), labels, bits)));
}

TEST_CASE("Matrices of a fixed size are arrays of known extent") {
    const Eigen::Matrix3d x = Eigen::Matrix3d::Random();
    Eigen::Matrix3d y, right = x.unaryExpr(ramp::elu);
    ramp::elu[here](x, y);
    for (Eigen::Index i = 0; i < 9; ++i) CHECK(ramp_tests::same(y(i), right(i)));
}

TEST_CASE("The rows of softmax are the columns of a matrix by columns") {
    const Eigen::MatrixXf x = Eigen::MatrixXf::Random(3, 5);
    const ByRows<float> transposed = x.transpose();
    Eigen::MatrixXf y(3, 5);
    ByRows<float> right(5, 3);
    ramp::softmax(x, y, x.innerSize());
    ramp::softmax(transposed, right, transposed.innerSize());
    CHECK(y == right.transpose());
    CHECK(std::abs(y.col(4).sum() - 1) < 1e-6f);
}

TEST_CASE("Columns of a matrix, and what has no gaps, are arrays") {
    Eigen::MatrixXf x = Eigen::MatrixXf::Random(5, 4), y = x;
    const Eigen::MatrixXf right = x.unaryExpr(ramp::relu);
    ramp::relu(x.col(3), y.col(3));
    CHECK((y.col(3) == right.col(3) && y.leftCols(3) == x.leftCols(3)));
    Eigen::Ref<Eigen::MatrixXf> middle = y.middleCols(1, 2);
    ramp::relu(x.middleCols(1, 2), middle);
    CHECK((y.rightCols(3) == right.rightCols(3) && y.col(0) == x.col(0)));
    y = x;
    ramp::relu(x.block(1, 2, 3, 1), y.block(1, 2, 3, 1));  // one column has no gap
    CHECK((y.block(1, 2, 3, 1) == right.block(1, 2, 3, 1) && y.topRows(1) == x.topRows(1)));
    ramp::relu(x.block(1, 2, 0, 2), y.block(1, 2, 0, 2));  // nor has nothing
    ramp::relu(x.array(), y.array());
    CHECK(y == right);
    ramp::relu(x, x);
    CHECK(x == right);
    CHECK(ramp_tests::thrown([&] { ramp::relu(x.leftCols(2), x.middleCols(1, 2)); }) ==
          "ramp::ReLU::value: x, of 10 elements, and y, of 10, overlap in part");
    CHECK(ramp_tests::thrown([&] { ramp::relu(x.leftCols(2), y); }) ==
          "ramp::ReLU::value: x has 10 elements, but y has 20");
}

TEST_CASE("A block whose strides leave gaps is rejected before anything is written") {
    const Eigen::MatrixXf x = Eigen::MatrixXf::Constant(2, 3, -1), before = Eigen::MatrixXf::Random(5, 4);
    Eigen::MatrixXf m = before;
    Eigen::Ref<Eigen::MatrixXf> block = m.block(1, 0, 2, 3);
    const char* const message = "ramp: arrays must be contiguous, but a matrix of 2 x 3 has an outer stride of 5";
    CHECK(ramp_tests::thrown([&] { ramp::elu(x, block); }) == message);
    CHECK(ramp_tests::thrown([&] { ramp::elu(x, m.block(1, 0, 2, 3)); }) == message);
    CHECK(ramp_tests::thrown([&] { ramp::elu.value_and_derivative(block, m.rightCols(1), block); }) == message);
    CHECK(ramp_tests::thrown([&] { ramp::softmax(block, block, 2); }) == message);
    CHECK(ramp_tests::thrown([&] { ramp::biased(ramp::elu, x, x, block); }) == message);
    CHECK(ramp_tests::thrown([&] { ramp::swiglu.packed(block, m.col(0).head(3), 1); }) == message);
    CHECK(m == before);
}
