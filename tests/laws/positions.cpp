// Laws 5, 7 and 8: an array's element depends on its input alone, wherever the arrays are and whatever their length.
#include <algorithm>
#include <cstring>
#include <vector>

#include "../catch.hpp"
#include "../subject.hpp"

namespace ramp_tests {

namespace {

/// What one run of an array call is about: its arrays' length, and how far each is from where a batch would begin.
struct Position {
    std::size_t size, first_input, second_input, first_output, second_output;
    enum { apart, first_in_place, second_in_place } output;
};

/// The runs of one call on one activation, and what was wrong with them.
template <class T>
class PositionSweep {
public:
    std::size_t wrong = 0, touched = 0;

    PositionSweep(const Subject<T>& f, const ArrayCall<T>& call, std::size_t longest)
        : f_(f), call_(call), lanes_(most_lanes<T>()), sentinels_(longest + 3 * lanes_, sentinel<T>) {
        inputs_[0] = numbers_of_law_5_for(f, longest + lanes_);
        inputs_[1] = random_numbers<T>(inputs_[0].size(), 2);
        for (const Results<T>& right : one_by_one<T>(f, call, inputs_[0], inputs_[1]))
            for (std::size_t k = 0; k < 2; ++k) right_[k].push_back(right[k]);
        arrays_.fill(sentinels_);
    }

    void run(const Position& at) {
        if (at.output == Position::second_in_place && call_.inputs < 2) return;
        // Every lane and every place in the rest meets every number in turn.
        const std::size_t shift = (at.size + 3 * at.first_input + 5 * at.first_output) % lanes_;
        std::size_t output = 2, output_offset = at.first_output;
        if (at.output == Position::first_in_place) output = 0, output_offset = at.first_input;
        if (at.output == Position::second_in_place) output = 1, output_offset = at.second_input;
        const std::size_t offsets[] = {at.first_input, at.second_input, output_offset, at.second_output};
        const auto part = [&](std::size_t k, std::size_t offset) {
            return std::span<T>(arrays_[k]).subspan(lanes_ + offset, at.size);
        };
        for (auto& array : arrays_) std::copy_n(sentinels_.begin(), at.size + 3 * lanes_, array.begin());
        for (std::size_t k = 0; k < 2; ++k) std::copy_n(&inputs_[k][shift], at.size, part(k, offsets[k]).begin());
        call_.run(f_, {part(0, offsets[0]), part(1, offsets[1])}, {part(output, output_offset), part(3, offsets[3])});

        for (std::size_t k = 0; k < 4; ++k) {
            const std::size_t offset = k == output ? output_offset : offsets[k], begin = lanes_ + offset;
            const T* const array = arrays_[k].data();
            touched += differences(array, sentinels_.data(), begin);
            touched += differences(array + begin + at.size, sentinels_.data(), 2 * lanes_ - offset);
            if (k == output || (k == 3 && call_.outputs == 2))
                wrong += differences(array + begin, &right_[k == output ? 0 : 1][shift], at.size);
            else
                touched += differences(array + begin, k < 2 ? &inputs_[k][shift] : sentinels_.data(), at.size);
        }
    }

private:
    static std::size_t differences(const T* a, const T* b, std::size_t size) {
        if (std::memcmp(a, b, size * sizeof(T)) == 0) return 0;
        std::size_t different = 0;
        for (std::size_t i = 0; i < size; ++i) different += !same(a[i], b[i]);
        return different;
    }

    const Subject<T>& f_;
    const ArrayCall<T>& call_;
    const std::size_t lanes_;
    const std::vector<T> sentinels_;
    std::array<std::vector<T>, 2> inputs_, right_;
    std::array<std::vector<T>, 4> arrays_;
};

}  // namespace

TEMPLATE_TEST_CASE("Laws 5, 7 and 8: an array's element depends on its input alone, in place or not", "", float,
                   double) {
    const std::size_t lanes = most_lanes<TestType>();
    const std::size_t longest = 8 * lanes + 3;  // past two turns of the unrolled loop
    const auto outputs = {Position::apart, Position::first_in_place, Position::second_in_place};
    for (const auto& f : subjects<TestType>())
        for (const auto& call : f.calls()) {
            // A form that shares a loop with another has nothing of its own but how it hands over the arrays.
            if (!call.has_own_loop && !f.has_own_code) continue;
            PositionSweep<TestType> sweep(f, call, longest);
            for (std::size_t size = 0; size <= longest; ++size)
                for (std::size_t offset = 0; offset < (call.has_own_loop ? lanes : 1); ++offset)
                    for (const auto output : outputs)
                        sweep.run({size, offset, offset * 5 % lanes, (offset * 3 + 1) % lanes, offset, output});
            // Every input's offset with every output's.
            if (f.has_own_code && call.has_own_loop)
                for (std::size_t size = 0; size <= 4 * lanes + 3; ++size)
                    for (std::size_t in = 0; in < lanes; ++in)
                        for (std::size_t out = 0; out < lanes; ++out)
                            sweep.run({size, in, (in + 3 * out) % lanes, out, (out + 5 * in) % lanes, Position::apart});
            INFO(f.name() << ", " << call.name);
            CHECK(sweep.wrong == 0);
            CHECK(sweep.touched == 0);
        }
}

}  // namespace ramp_tests
