#include <ramp/core/activation.hpp>

#include <vector>

#include "../catch.hpp"

namespace {

/// The least that an activation can be.
template <class T>
class Square : public ramp::Activation<Square<T>, T> {
    using Base = ramp::Activation<Square, T>;

public:
    static constexpr const char* name = "Square";
    using Base::value, Base::derivative;

    template <ramp::lanes_of<T> V>
    constexpr V value(V x) const {
        return x * x;
    }
    template <ramp::lanes_of<T> V>
    constexpr V derivative(V x) const {
        return x + x;
    }
};

}  // namespace

TEST_CASE("Two formulas make an activation: arrays, fused and backward passes follow") {
    const Square<float> square;
    const std::vector<float> x = {-1, 2, 3}, dy = {1, 10, 100};
    std::vector<float> y(3), d(3), dx(3);
    square(x, y);
    CHECK(y == std::vector<float>{1, 4, 9});
    square.derivative(x, d);
    CHECK(d == std::vector<float>{-2, 4, 6});
    square.backward(x, dy, dx);
    CHECK(dx == std::vector<float>{-2, 40, 600});
    square.value_and_derivative(x, dx, y);
    CHECK(dx == std::vector<float>{1, 4, 9});
    CHECK(y == d);
    CHECK(square(5.0f) == 25);
    CHECK_THROWS_WITH(square.value(x, std::span(y).first(2)), "ramp::Square::value: x has 3 elements, but y has 2");
}
