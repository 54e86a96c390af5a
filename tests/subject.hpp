// What laws run over: activations with their parameters, one way of calling each whatever its type, so that a law is
// compiled once. The rows make them (row.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "numbers.hpp"

namespace ramp_tests {

/// The arrays of a call, of which there are up to two inputs and up to two outputs.
template <class T>
using Inputs = std::array<std::span<const T>, 2>;
template <class T>
using Outputs = std::array<std::span<T>, 2>;
/// What a call gives for one element.
template <class T>
using Results = std::array<T, 2>;

/// What a call gives, or one of its outputs.
enum class Of { value, derivative, derivative_from_value, backward, backward_from_value };

inline bool is_from_value(Of of) {
    return of == Of::derivative_from_value || of == Of::backward_from_value;
}

/// What a row promises of an activation with certain parameters, beside its formulas.
struct Promise {
    // The largest error in units of the last place (law 6).
    double value = 0.5, derivative = 0, from_value = 0.5;
    // Where the derivative from the value is smaller, its error is in ulp of this.
    Real from_value_floor = 0;
    // From this x on, value and derivative are correctly rounded, whatever the bounds.
    Real exact_from = std::numeric_limits<Real>::infinity();
    // The range of the value (law 13).
    Real lowest = -std::numeric_limits<Real>::infinity(), highest = std::numeric_limits<Real>::infinity();
    bool increasing = false;  // the derivative is never negative (law 13)
    bool monotone = false;    // and the next number never has a smaller value, after rounding
    // Value and derivative may be 0 where they are smaller than this many times the smallest normal number.
    Real vanishing_value = 0, vanishing_derivative = 1;
    bool value_hides_x = false;    // the value does not tell the derivative, whose call is there for other parameters
    std::vector<Real> kinks = {};  // where the derivative jumps, or the value
    // Of the derivative. Within their reach its error is in ulp of 1/64 where it is smaller.
    std::vector<Real> roots = {};
    Real root_reach = 0.25L;

    /// What a derivative is measured in where it is smaller.
    Real derivative_floor(Real x) const {
        for (const Real root : roots)
            if (std::abs(x - root) <= root_reach) return 0x1p-6L;
        return 0;
    }
};

/// A special point's result: the exact one rounded once, bit for bit; or, where a formula rounds, within its bound.
template <class T>
struct Expected {
    T v;
    bool is_rounded = false;
    constexpr Expected(T exactly) : v(exactly) {}
    constexpr Expected(T nearest, bool rounded) : v(nearest), is_rounded(rounded) {}
};

/// Parameters to try an activation with, and what it then gives at the special points.
template <class T>
struct Sample {
    std::vector<T> parameters;
    std::vector<Expected<T>> values, derivatives;

    Sample(std::vector<T> with = {}, std::vector<Expected<T>> y = {}, std::vector<Expected<T>> d = {})
        : parameters(std::move(with)), values(std::move(y)), derivatives(std::move(d)) {}
};

template <class T>
struct Activation;
template <class T>
struct NumberForm;
template <class T>
struct ArrayCall;

/// An activation with its parameters.
template <class T>
struct Subject {
    const Activation<T>* activation;
    Sample<T> sample;
    bool is_default = false;    // made without parameters
    bool has_own_code = false;  // beside that of its activation's other subjects, which differ in their parameters
    Promise promise = {};
    alignas(16) std::array<std::byte, 64> object = {};

    Subject(const Activation<T>& of, Sample<T> with, bool without_parameters);

    /// As a person would write it: ELU(0.5).
    std::string name() const;
    Real value(Real x) const { return activation->value(*this, x); }
    Real derivative(Real x) const { return activation->derivative(*this, x); }
    Real derivative_from_value(Real y) const { return activation->derivative_from_value(*this, y); }

    /// The forms of its calls. Where the value does not tell x, those from the value throw.
    std::vector<NumberForm<T>> numbers() const;
    std::vector<ArrayCall<T>> calls() const;

    /// How far a result is from the exact one, in what the bound is stated in.
    Real error_of_value(T got, Real exact) const;
    Real error_of_derivative(T got, Real exact, Real x) const;
    Real error_of_derivative_from_value(T got, Real exact) const;

    std::vector<T> kinks_and_neighbours() const;
};

/// A form of a function of one number or batch.
template <class T>
struct NumberForm {
    const char* name;
    Of of;
    T (*number)(const Subject<T>&, T);
    void (*batch)(const Subject<T>&, const T* x, T* y);  // of the build's own size
};

/// A number's and a batch's result, from which the caller subtracts y in the same expression: of the default object, if
/// there is one.
template <class T>
struct Remainder {
    Of of;
    T (*number)(const Subject<T>&, T x, T y);
    void (*batch)(const Subject<T>&, const T* x, const T* y, T* rest);
};

/// Value and derivative in one architecture's batches, of which there are `size / lanes` whole ones.
template <class T>
struct BatchForm {
    const char* arch;
    std::size_t lanes;
    void (*run)(const Subject<T>&, const T* x, T* y, T* d, std::size_t size);
};

/// A form of an array call.
template <class T>
struct ArrayCall {
    std::string name;  // as a person would write it: f.value(x, y)
    const char* call;  // as messages name it: value
    std::size_t inputs, outputs;
    std::array<Of, 2> of;
    bool has_own_loop;      // or the loop of a form before it
    bool sees_sizes;        // of every array, not one count
    bool takes_parameters;  // and makes the activation of them
    void (*run)(const Subject<T>&, const Inputs<T>&, const Outputs<T>&);
    Results<T> (*number)(const Subject<T>&, T, T);

    bool is_from_value() const { return ramp_tests::is_from_value(of[0]); }
};

/// One activation with elements of type T.
template <class T>
struct Activation {
    const char* name;
    std::size_t parameters;
    bool has_default;
    bool is_in_catalogue;
    bool is_fast;  // the grade
    bool samples_have_own_code;
    std::size_t size;  // of an object
    bool is_trivially_copyable;
    std::vector<Sample<T>> samples;
    std::vector<std::vector<T>> swept;  // parameters to try with every float

    bool (*accepts)(const std::vector<T>& parameters);
    Promise (*promise)(const std::vector<T>& parameters);
    void (*make)(Subject<T>&);  // makes the object in its place; throws for bad parameters
    Real (*value)(const Subject<T>&, Real);
    Real (*derivative)(const Subject<T>&, Real);
    Real (*derivative_from_value)(const Subject<T>&, Real);
    // The same in double, which is exact enough for floats.
    double (*quick_value)(const Subject<T>&, double);
    double (*quick_derivative)(const Subject<T>&, double);

    std::vector<NumberForm<T>> numbers;
    std::vector<Remainder<T>> remainders;
    std::vector<BatchForm<T>> batches;
    std::vector<ArrayCall<T>> calls;

    // x, value and derivative of the default object, computed in a constant expression.
    std::span<const std::array<T, 3>> constants;

    /// The activation with these parameters, which may be bad ones: make() tells.
    Subject<T> with(std::vector<T> given) const { return {*this, {std::move(given), {}, {}}, false}; }
    bool has_derivative_from_value() const { return derivative_from_value != nullptr; }
};

/// One for each row; by name, once subjects() was called.
template <class T>
std::vector<Activation<T>>& activations();

/// Every activation with each of its samples.
template <class T>
const std::vector<Subject<T>>& subjects();

/// The most lanes of T that an array call can run on: those of this build, or of the kernels chosen at run time.
template <class T>
std::size_t most_lanes();

/// The lanes of T in this build's widest batch.
template <class T>
std::size_t batch_lanes();

/// What law 5 says a call gives for each of these elements, whatever stands around it: the number form's bits, or where
/// arrays do not round as numbers do, those of a call on this element alone.
template <class T>
std::vector<Results<T>> one_by_one(const Subject<T>& f, const ArrayCall<T>& call, std::span<const T> first,
                                   std::span<const T> second);

/// Special numbers, random ones, and the subject's kinks with their neighbours.
template <class T>
std::vector<T> finite_numbers_for(const Subject<T>& f, std::size_t random_count);
template <class T>
std::vector<T> numbers_of_law_5_for(const Subject<T>& f, std::size_t count);

}  // namespace ramp_tests
