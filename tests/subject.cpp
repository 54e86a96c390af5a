#include "subject.hpp"

#include <cstdio>
#include <utility>

#include <ramp/core/lanes.hpp>
#include <ramp/execution.hpp>
#if defined(RAMP_DISPATCH)
#include <ramp/dispatch.hpp>
#endif

namespace ramp_tests {

template <class T>
Subject<T>::Subject(const Activation<T>& of, Sample<T> with, bool without_parameters)
    : activation(&of),
      sample(std::move(with)),
      is_default(without_parameters),
      promise(of.promise(sample.parameters)) {}

template <class T>
std::string Subject<T>::name() const {
    std::string name = activation->name;
    if (activation->is_fast) name += "[fast]";
    for (std::size_t k = 0; k < sample.parameters.size(); ++k) {
        char text[32];
        std::snprintf(text, sizeof text, "%s%.9g", k == 0 ? "(" : ", ", double(sample.parameters[k]));
        name += text;
    }
    name += sample.parameters.empty() ? "" : ")";
    return name.append(sizeof(T) == sizeof(float) ? " of float" : " of double");
}

template <class T>
std::vector<NumberForm<T>> Subject<T>::numbers() const {
    auto forms = activation->numbers;
    if (promise.value_hides_x) std::erase_if(forms, [](const auto& form) { return is_from_value(form.of); });
    return forms;
}

template <class T>
std::vector<ArrayCall<T>> Subject<T>::calls() const {
    auto forms = activation->calls;
    if (promise.value_hides_x) std::erase_if(forms, [](const auto& form) { return form.is_from_value(); });
    return forms;
}

template <class T>
Real Subject<T>::error_of_value(T got, Real exact) const {
    const auto smallest = static_cast<Real>(std::numeric_limits<T>::min());
    return got == 0 && std::abs(exact) < promise.vanishing_value * smallest ? 0 : ulps_apart(got, exact);
}

template <class T>
Real Subject<T>::error_of_derivative(T got, Real exact, Real x) const {
    const auto smallest = static_cast<Real>(std::numeric_limits<T>::min());
    if (got == 0 && std::abs(exact) < promise.vanishing_derivative * smallest) return 0;
    if (exact != 0 && std::abs(exact) < smallest)
        return std::abs(got) <= smallest ? 0 : std::numeric_limits<Real>::infinity();
    const Real floor = promise.derivative_floor(x);
    return std::abs(exact) < floor ? std::abs(static_cast<Real>(got) - exact) / last_place<T>(floor)
                                   : ulps_apart(got, exact);
}

template <class T>
Real Subject<T>::error_of_derivative_from_value(T got, Real exact) const {
    if (static_cast<Real>(got) == exact) return 0;
    return std::abs(static_cast<Real>(got) - exact) /
           last_place<T>(std::max(std::abs(exact), promise.from_value_floor));
}

template <class T>
std::vector<T> Subject<T>::kinks_and_neighbours() const {
    std::vector<T> numbers;
    for (const Real kink : promise.kinks) {
        T above = static_cast<T>(kink), below = above;
        numbers.push_back(above);
        for (int k = 0; k < 3 && kink != 0; ++k) {  // about 0 stand the special numbers
            numbers.push_back(above = std::nextafter(above, infinity<T>));
            numbers.push_back(below = std::nextafter(below, -infinity<T>));
        }
    }
    return numbers;
}

template <class T>
std::vector<Activation<T>>& activations() {
    static std::vector<Activation<T>> all;
    return all;
}

template <class T>
const std::vector<Subject<T>>& subjects() {
    static const std::vector<Subject<T>> subjects = [] {
        auto& all = activations<T>();
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
            return std::pair(std::string(a.name), a.is_fast) < std::pair(std::string(b.name), b.is_fast);
        });
        std::vector<Subject<T>> made;
        for (const Activation<T>& activation : all)
            for (const Sample<T>& sample : activation.samples) {
                const bool is_first = &sample == &activation.samples.front();
                made.emplace_back(activation, sample, activation.has_default && is_first);
                made.back().has_own_code = is_first || activation.samples_have_own_code;
                activation.make(made.back());
            }
        return made;
    }();
    return subjects;
}

template <class T>
std::size_t most_lanes() {
    return std::is_same_v<ramp::default_arch, xsimd::default_arch> ? xsimd::batch<T>::size : 64 / sizeof(T);
}

template <class T>
std::size_t batch_lanes() {
    return xsimd::batch<T>::size;
}

/// Whether array calls round as this build's numbers and batches do. Kernels chosen at run time may have the fused
/// multiply-add that this build has not.
static bool arrays_round_as_numbers() {
#if defined(RAMP_DISPATCH)
    const std::string kernels = ramp::runtime_arch_name();
    return ramp::has_fused_multiply_add || (kernels != "avx2" && kernels != "avx512");
#else
    return true;
#endif
}

template <class T>
std::vector<Results<T>> one_by_one(const Subject<T>& f, const ArrayCall<T>& call, std::span<const T> first,
                                   std::span<const T> second) {
    std::vector<Results<T>> results(first.size());
    const bool as_numbers = arrays_round_as_numbers();
    for (std::size_t i = 0; i < results.size(); ++i)
        if (as_numbers)
            results[i] = call.number(f, first[i], second[i]);
        else
            call.run(f, {first.subspan(i, 1), second.subspan(i, 1)},
                     {std::span(&results[i][0], 1), std::span(&results[i][1], 1)});
    return results;
}

template <class T>
std::vector<T> finite_numbers_for(const Subject<T>& f, std::size_t random_count) {
    auto numbers = f.kinks_and_neighbours();
    const auto others = finite_numbers<T>(random_count);
    numbers.insert(numbers.end(), others.begin(), others.end());
    for (const Real root : f.promise.roots)
        for (int k = 0; k < 40; ++k)
            for (const Real distance : {std::ldexp(f.promise.root_reach, -k), -std::ldexp(f.promise.root_reach, -k)})
                numbers.push_back(static_cast<T>(root + distance));
    std::erase_if(numbers, [](T number) { return !is_kept(number); });
    return numbers;
}

template <class T>
std::vector<T> numbers_of_law_5_for(const Subject<T>& f, std::size_t count) {
    auto numbers = f.kinks_and_neighbours();
    const auto others = numbers_of_law_5<T>(count > numbers.size() ? count - numbers.size() : 0);
    numbers.insert(numbers.end(), others.begin(), others.end());
    return numbers;
}

template <class T>
auto instantiate() {
    return std::tuple(&activations<T>, &subjects<T>, &most_lanes<T>, &batch_lanes<T>, &one_by_one<T>,
                      &finite_numbers_for<T>, &numbers_of_law_5_for<T>);
}
template auto instantiate<float>();
template auto instantiate<double>();
template struct Subject<float>;
template struct Subject<double>;

}  // namespace ramp_tests
