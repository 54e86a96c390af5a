#include <vector>

#include "../stack.hpp"
#include "../streaming.hpp"
#include "../subject.hpp"

namespace ramp_tests {

TEMPLATE_TEST_CASE("No array call takes more than 16 KB of the stack", has_ordinary_frames ? "" : "[.]", float,
                   double) {
    // A thread takes some of it itself: a call that takes less is not seen, one that takes more is.
    const std::size_t seen = stack_bytes([] {
        volatile char taken[8192];
        for (volatile char& byte : taken) byte = 0;
    });
    CHECK(seen > 4096);
    for (const auto& f : subjects<TestType>()) {
        if (!f.has_own_code) continue;
        for (const auto& call : f.calls()) {
            const std::vector<TestType> x(5000, TestType(-0.5));
            std::vector<TestType> y(x.size()), d(x.size());
            for (const std::size_t streamed_from : {ramp::streaming_threshold(), std::size_t(0)}) {
                const StreamingFrom streaming(streamed_from);
                const std::size_t bytes = stack_bytes([&] { call.run(f, {x, x}, {y, d}); });
                INFO(f.name() << ", " << call.name);
                CHECK(bytes <= 16 * 1024);
            }
        }
    }
}

}  // namespace ramp_tests
