// Built with -ffast-math, once for each ELEMENT; its results are judged by main.cpp, which is not.
#include "calls.hpp"

#include <new>
#include <tuple>

#include "../activations.hpp"

namespace {

template <class F, class T = typename F::value_type>
Results<T> results_of(const F& f, const std::vector<T>& x) {
    Results<T> results;
    results.values.resize(x.size());
    results.derivatives.resize(x.size());
    f.value_and_derivative(x, results.values, results.derivatives);
    for (const T element : x) {
        results.number_values.push_back(f.value(element));
        results.number_derivatives.push_back(f.derivative(element));
    }
    return results;
}

template <class F, class T>
Results<T> results_at(const std::byte* object, const std::vector<T>& x) {
    return results_of(*std::launder(reinterpret_cast<const F*>(object)), x);
}

template <class F, class T>
Results<T> results_of_grade(bool is_fast, const std::byte* object, const std::vector<T>& x) {
    if constexpr (ramp::has_grades<F>)
        if (is_fast) return results_at<ramp::Fast<F>>(object, x);
    return results_at<F>(object, x);
}

template <class T, class... F>
Results<T> find(const std::string& name, bool is_fast, const std::byte* object, const std::vector<T>& x,
                const std::tuple<F...>*) {
    Results<T> found;
    ((name == F::name ? void(found = results_of_grade<F>(is_fast, object, x)) : void()), ...);
    return found;
}

}  // namespace

template <class T>
Results<T> results(const std::string& name, bool is_fast, const std::byte* object, const std::vector<T>& x) {
    return find(name, is_fast, object, x, static_cast<const Activations<T>*>(nullptr));
}
template Results<ELEMENT> results(const std::string&, bool, const std::byte*, const std::vector<ELEMENT>&);
