// Law 6 on floats by their bits: a stride of them in the ordinary tests, every one of the 2^32 under the hidden tag
// [.exhaustive]. The definitions are computed in double; a product of two floats is exact there. RAMP_SWEPT in the
// environment names a file with what another build of the same sources printed: what gives the same bits is not judged
// again. Its fingerprint tells that, in a fraction of the time.
#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

namespace {

// Values are judged down to zero, derivatives where they are normal numbers; -ffast-math flushes what is not, and a
// derivative next to it.
constexpr double smallest_value = special_values ? 0 : 0x1p-126;
constexpr double smallest_derivative = special_values ? 0x1p-126 : 1.42 * 0x1p-126;

constexpr std::uint64_t all_floats = std::uint64_t(1) << 32;

/// The distance of `got` from `exact` in units of the last place of a float of `exact`'s size; 0 where exact is below
/// `smallest` and `got` is, too. NaN is told by its bits: -ffast-math takes no number for one.
double quick_ulps(float got, double exact, double smallest, double floor = 0) {
    constexpr double wrong = 0x1p126;
    if (is_nan(got)) return wrong;
    const double magnitude = std::abs(exact);
    if (magnitude < smallest) return std::abs(double(got)) <= smallest ? 0 : wrong;
    if (magnitude > double(std::numeric_limits<float>::max())) return std::abs(got) >= 0x1p127f ? 0 : wrong;
    const auto exponent = std::int64_t(std::bit_cast<std::uint64_t>(std::max(magnitude, floor)) >> 52) - 1023;
    const auto last_place =
        std::bit_cast<double>(std::uint64_t(std::max<std::int64_t>(exponent, -126) - 23 + 1023) << 52);
    return std::abs(double(got) - exact) / last_place;
}

/// How often something was not as it should be, and where first.
struct Mistakes {
    std::uint64_t count = 0;
    float at = 0;

    void expect(bool right, float x) {
        if (!right && ++count == 1) at = x;
    }
    void add(const Mistakes& other) {
        if (count == 0) at = other.at;
        count += other.count;
    }
};

/// What was found of one function.
struct Errors {
    double worst = 0, sum = 0;
    float worst_at = 0;
    std::uint64_t count = 0;
    Mistakes wrong;    // the result is known bit for bit, and is another one
    Mistakes outside;  // of its range
    Mistakes falls;    // below the result for the number before

    void add(float x, double error) {
        ++count;
        sum += error;
        if (!(error <= worst)) worst = error, worst_at = x;
    }
    void add(const Errors& other) {
        if (other.worst > worst) worst = other.worst, worst_at = other.worst_at;
        sum += other.sum, count += other.count;
        wrong.add(other.wrong), outside.add(other.outside), falls.add(other.falls);
    }
};

/// Two sweeps whose results differ in any bit have different fingerprints, except by a chance of 2^-64. All NaNs count
/// as one.
class Fingerprint {
    std::uint64_t sum_ = 0;

    static std::uint32_t bits(float v) { return is_nan(v) ? 0x7fc00000 : std::bit_cast<std::uint32_t>(v); }
    static std::uint64_t mixed(std::uint64_t v) {  // by splitmix64
        v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9;
        v = (v ^ v >> 27) * 0x94d049bb133111eb;
        return v ^ v >> 31;
    }

public:
    void add(float x, float value, float derivative) {
        const std::uint64_t of_x = std::bit_cast<std::uint32_t>(x);
        sum_ += mixed(mixed(of_x << 32 | bits(value)) + bits(derivative));
    }
    void add(const Fingerprint& other) { sum_ += other.sum_; }
    std::string shown() const {
        char shown[17];
        std::snprintf(shown, sizeof(shown), "%016llx", static_cast<unsigned long long>(sum_ + special_values));
        return shown;
    }
};

/// An activation on every `stride`-th float, beside what it should be.
struct Line {
    std::string function;
    Promise promise;
    Errors value, derivative;
    Fingerprint fingerprint;
};

/// An activation in its grades, of one definition.
class Sweep {
public:
    Sweep(std::vector<Subject<float>> grades, std::uint64_t stride)
        : grades_(std::move(grades)), f_(grades_.front()), stride_(stride) {}

    /// One of each grade. Not judged, they have nothing but the fingerprint.
    std::vector<Line> run(bool judged = true) {
        std::vector<Line> lines;
        for (const auto& f : grades_) lines.push_back({f.name(), f.promise, {}, {}, {}});
        next_ = 0;
        const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
        std::vector<std::vector<Line>> found(threads, lines);
        std::vector<std::thread> workers;
        for (unsigned thread = 1; thread < threads; ++thread)
            workers.emplace_back([&, thread] { work(found[thread], judged, false); });
        work(found[0], judged, true);
        for (auto& worker : workers) worker.join();
        if (stride_ == 1) std::fprintf(stderr, "\r%*s\r", 60, "");
        for (const auto& part : found)
            for (std::size_t grade = 0; grade < lines.size(); ++grade) {
                lines[grade].value.add(part[grade].value);
                lines[grade].derivative.add(part[grade].derivative);
                lines[grade].fingerprint.add(part[grade].fingerprint);
            }
        return lines;
    }

private:
    void work(std::vector<Line>& found, bool judged, bool tells_progress) {
        std::vector<float> x;
        std::vector<std::vector<float>> y(grades_.size()), d(y);
        std::uint64_t told = 0;
        for (std::uint64_t begin; (begin = next_.fetch_add(block * stride_)) < all_floats;) {
            if (tells_progress && stride_ == 1 && begin / (all_floats / 100) != told) {
                told = begin / (all_floats / 100);
                std::fprintf(stderr, "\r%s: %3d %%", f_.name().c_str(), int(told));
            }
            x.clear();
            for (std::uint64_t bits = begin; bits < all_floats && x.size() < block; bits += stride_)
                x.push_back(std::bit_cast<float>(std::uint32_t(bits)));
            for (std::size_t grade = 0; grade < grades_.size(); ++grade) {
                y[grade].resize(x.size()), d[grade].resize(x.size());
                call_of(grades_[grade]).run(grades_[grade], {x, {}}, {y[grade], d[grade]});
                for (std::size_t i = 0; i < x.size(); ++i) found[grade].fingerprint.add(x[i], y[grade][i], d[grade][i]);
                if (judged) look_for_falls(found[grade].value, x, y[grade]);
            }
            for (std::size_t i = 0; judged && i < x.size(); ++i) {
                if (!is_finite(x[i]) && !special_values) continue;
                const bool of_nan = is_nan(x[i]);
                const double value = of_nan ? 0 : f_.activation->quick_value(f_, x[i]),
                             derivative = of_nan ? 0 : f_.activation->quick_derivative(f_, x[i]);
                for (std::size_t grade = 0; grade < grades_.size(); ++grade)
                    judge(found[grade], x[i], y[grade][i], d[grade][i], value, derivative);
            }
        }
    }

    static const ArrayCall<float>& call_of(const Subject<float>& f) {
        return *std::find_if(f.activation->calls.begin(), f.activation->calls.end(),
                             [](const auto& call) { return std::string(call.call) == "value_and_derivative"; });
    }

    void judge(Line& found, float x, float y, float d, double exact, double exact_derivative) const {
        const Promise& promise = found.promise;
        Errors &value = found.value, &derivative = found.derivative;
        if (is_nan(x)) {
            value.wrong.expect(is_nan(y), x);
            derivative.wrong.expect(is_nan(d), x);
            return;
        }
        const double vanishing = double(promise.vanishing_value) * 0x1p-126;
        judge(value, x, y, exact, promise.value, y == 0 ? std::max(vanishing, smallest_value) : smallest_value, 0);
        const auto floor = promise.roots.empty() ? 0 : double(promise.derivative_floor(x));
        judge(derivative, x, d, exact_derivative, promise.derivative, floor > 0 ? 0 : smallest_derivative, floor);
        if (is_finite(y))
            value.outside.expect(y >= static_cast<float>(promise.lowest) && y <= static_cast<float>(promise.highest),
                                 x);
        if (promise.increasing) derivative.outside.expect(!(d < 0), x);
    }
    void judge(Errors& errors, float x, float got, double exact, double bound, double smallest, double floor) const {
        if (!special_values && std::abs(exact) < 0x1p-125) return;
        if (is_finite(x)) errors.add(x, quick_ulps(got, exact, smallest, floor));
        // Where there is one right result, the limits included, it is compared by its bits.
        if (is_finite(x) && bound > 0.5 && !(double(x) >= double(f_.promise.exact_from))) return;
        const auto right = static_cast<float>(exact);
        const bool is_right = std::bit_cast<std::uint32_t>(got) == std::bit_cast<std::uint32_t>(right);
        errors.wrong.expect(is_right || (!special_values && got == right), x);
    }

    void look_for_falls(Errors& errors, const std::vector<float>& x, const std::vector<float>& y) const {
        for (std::size_t i = 1; i < x.size(); ++i) {
            if (is_nan(x[i]) || is_nan(x[i - 1])) continue;
            errors.falls.expect(x[i] > x[i - 1] ? y[i] >= y[i - 1] : y[i] <= y[i - 1], x[i]);
        }
    }

    static constexpr std::uint64_t block = 1 << 16;

    const std::vector<Subject<float>> grades_;
    const Subject<float>& f_;
    const std::uint64_t stride_;
    std::atomic<std::uint64_t> next_ = 0;
};

/// visit(sweep) for each activation with each of its parameters.
template <class Visit>
void sweep_all(std::uint64_t stride, const Visit& visit) {
    static_cast<void>(subjects<float>());  // sorts the activations
    for (const auto& activation : activations<float>()) {
        if (!activation.is_in_catalogue || activation.is_fast) continue;
        for (const auto& parameters : activation.swept) {
            std::vector<Subject<float>> grades;
            for (const auto& grade : activations<float>())
                if (grade.name == std::string(activation.name)) grade.make(grades.emplace_back(grade.with(parameters)));
            Sweep sweep(std::move(grades), stride);
            visit(sweep);
        }
    }
}

bool passes(const Errors& errors, double bound) {
    return errors.count > 0 && errors.worst <= bound && errors.wrong.count == 0 && errors.outside.count == 0;
}
bool passes(const Line& line) {
    return passes(line.value, line.promise.value) && passes(line.derivative, line.promise.derivative) &&
           (!line.promise.monotone || line.value.falls.count == 0);
}

void check(const std::vector<Line>& lines) {
    for (const Line& line : lines) {
        std::ostringstream found;
        for (const Errors* errors : {&line.value, &line.derivative})
            found << (errors == &line.value ? "value: " : "derivative: ") << errors->worst << " ulp at "
                  << errors->worst_at << "; wrong and outside: " << errors->wrong.count << " and "
                  << errors->outside.count << ", the first at " << errors->wrong.at << " and " << errors->outside.at
                  << '\n';
        if (line.promise.monotone)
            found << "falling: " << line.value.falls.count << ", the first at " << line.value.falls.at << '\n';
        INFO(line.function << '\n' << found.str());
        CHECK(passes(line));
    }
}

/// A row of a table.
std::string shown(const Line& line) {
    char part[100];
    std::string row = "| " + line.function + " |";
    for (const Errors& errors : {line.value, line.derivative}) {
        std::snprintf(part, sizeof(part), " %.3f | %.9g | %.4f |", errors.worst, double(errors.worst_at),
                      errors.sum / double(errors.count));
        row += part;
    }
    row += ' ' + std::to_string(line.value.outside.count + line.derivative.outside.count) + " |";
    row += line.promise.increasing ? ' ' + std::to_string(line.value.falls.count) + " |" : " |";
    return row + (passes(line) ? ' ' + line.fingerprint.shown() : " failed") + " |";
}

/// The rows that a build printed.
class Swept {
    std::vector<std::string> rows_;

public:
    explicit Swept(const char* file) {
        if (file == nullptr) return;
        std::ifstream in(file);
        for (std::string row; std::getline(in, row);) rows_.push_back(row);
        if (rows_.empty()) FAIL("there are no rows in " << file);
    }
    bool is_empty() const { return rows_.empty(); }
    /// Empty if there is none.
    std::string find(const Line& line) const {
        for (const auto& row : rows_)
            if (row.starts_with("| " + line.function + " |") && row.ends_with(line.fingerprint.shown() + " |"))
                return row;
        return "";
    }
};

}  // namespace

TEST_CASE("Laws 6 and 13: a stride of sixty thousand floats keeps to the stated ulp and range") {
    sweep_all(65537, [](Sweep& sweep) { check(sweep.run()); });
}

TEST_CASE("Laws 6 and 13: a stride of four million floats keeps to the stated ulp and range", "[long]") {
    sweep_all(1021, [](Sweep& sweep) { check(sweep.run()); });
}

TEST_CASE("Laws 6 and 13: every float keeps to the stated ulp and range", "[.exhaustive]") {
    const Swept swept(std::getenv("RAMP_SWEPT"));
    std::printf(
        "| function | value, ulp | at x | mean | derivative, ulp | at x | mean | out of range | falls | fingerprint |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n");
    sweep_all(1, [&](Sweep& sweep) {
        std::vector<std::string> rows;
        if (!swept.is_empty())
            for (const Line& line : sweep.run(false)) rows.push_back(swept.find(line));
        if (rows.empty() || std::count(rows.begin(), rows.end(), "") > 0) {
            const auto lines = sweep.run();
            check(lines);
            rows.resize(lines.size());
            std::transform(lines.begin(), lines.end(), rows.begin(), shown);
        }
        for (const auto& row : rows) std::printf("%s\n", row.c_str());
        std::fflush(stdout);
    });
}

}  // namespace ramp_tests
