// A number of MPFR's with its operators.
#pragma once

#include <mpfr.h>

#include <utility>

namespace ramp_tests {

/// Of 1,024 bits: for what x - tanh x leaves of x wherever that is a double.
class Number {
    mpfr_t number_;

    static constexpr mpfr_prec_t bits = 1024;

    Number() { mpfr_init2(number_, bits); }

    template <class Operation, class... Operands>
    static Number result(Operation operation, const Operands&... operands) {
        Number made;
        operation(made.number_, operands.number_..., MPFR_RNDN);
        return made;
    }

public:
    Number(double v) : Number() { mpfr_set_d(number_, v, MPFR_RNDN); }
    explicit Number(const char* decimal) : Number() { mpfr_set_str(number_, decimal, 10, MPFR_RNDN); }
    Number(const Number& other) : Number() { mpfr_set(number_, other.number_, MPFR_RNDN); }
    Number& operator=(Number other) {
        mpfr_swap(number_, other.number_);
        return *this;
    }
    ~Number() { mpfr_clear(number_); }

    explicit operator long double() const { return mpfr_get_ld(number_, MPFR_RNDN); }

    friend Number operator+(const Number& a, const Number& b) { return result(mpfr_add, a, b); }
    friend Number operator-(const Number& a, const Number& b) { return result(mpfr_sub, a, b); }
    friend Number operator*(const Number& a, const Number& b) { return result(mpfr_mul, a, b); }
    friend Number operator/(const Number& a, const Number& b) { return result(mpfr_div, a, b); }
    friend Number operator-(const Number& a) { return result(mpfr_neg, a); }
    friend bool operator<(const Number& a, const Number& b) { return mpfr_less_p(a.number_, b.number_) != 0; }

    friend Number exp(const Number& v) { return result(mpfr_exp, v); }
    friend Number expm1(const Number& v) { return result(mpfr_expm1, v); }
    friend Number log1p(const Number& v) { return result(mpfr_log1p, v); }
    friend Number tanh(const Number& v) { return result(mpfr_tanh, v); }
    friend Number erfc(const Number& v) { return result(mpfr_erfc, v); }
    friend Number sqrt(const Number& v) { return result(mpfr_sqrt, v); }
    static Number pi() {
        Number made;
        mpfr_const_pi(made.number_, MPFR_RNDN);
        return made;
    }
};

}  // namespace ramp_tests
