// A file of another project: compiled with the warnings that such projects turn into errors, with both namespaces open,
// and by compilers that the presets do not name.
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <functional>
#include <future>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <ramp/ramp.hpp>

using namespace ramp;
using namespace std;

namespace everyday {

float use(const vector<float>& x, vector<float>& y, const double* p, double* q, size_t n);

template <class... A>
concept can_call_elu = requires(A... a) {
    elu(a...);
};
static_assert(can_call_elu<float> && !can_call_elu<> && !can_call_elu<vector<float>>);

// Each activation, as a number and as an array.
template <class... F>
static void call_all(tuple<F...>*, const vector<float>& x, vector<float>& y) {
    const auto call = [&](const auto& f) {
        f(x, y);
        f.derivative(x, y);
        f.value_and_derivative(x, y, y);
        static_cast<void>(f.backward(x, x, y));
        y[0] += f(x[0]) + f.derivative(x[0]);
    };
    const auto call_if_default = [&]<class Each>() {
        if constexpr (default_initializable<Each>) call(Each());
    };
    (call_if_default.template operator()<F>(), ...);
}

float use(const vector<float>& x, vector<float>& y, const double* p, double* q, size_t n) {
    call_all(static_cast<catalogue<float>*>(nullptr), x, y);
    elu(x, y, 1.5f);
    elu(p, q, n);
    softsign.backward_from_value(y, x, y);
    channel_prelu(x, array<float, 2>{0.1f, 0.2f}, y);
    threshold(x, y, 0.1f, -2);
    array<float, 5> a{}, b{};
    hardswish.derivative(a, b);
    ramp::relu[on<default_arch>](a, b);

    // What ramp has a name near to, or had.
    static_assert(launch::async != launch::deferred);
    sort(y.begin(), y.end(), greater<float>());
    transform(y.begin(), y.end(), y.begin(), negate<float>());
    transform(y.begin(), y.end(), y.begin(), [](float v) { return ramp::relu(fma(abs(v), sqrt(v), exp(v))); });
    const float most = max(*max_element(y.begin(), y.end(), less<float>()), clamp(a[0], 0.0f, 1.0f));
    return prelu.backward(x, x, y, 0.25f) + accumulate(y.begin(), y.end(), most, plus<float>());
}

}  // namespace everyday
