// That no call allocates, takes a lock, or throws when its arguments are right: the program has malloc and
// pthread_mutex_lock of its own, which count. Exceptions allocate. Under clang's RealtimeSanitizer, which knows all
// that may block, system calls too, it ends at the first.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

#include <dlfcn.h>
#include <pthread.h>

#include <ramp/biased.hpp>
#include <ramp/channel_prelu.hpp>
#include <ramp/gated.hpp>
#include <ramp/half.hpp>
#include <ramp/softmax.hpp>

#include "../streaming.hpp"
#include "../subject.hpp"

static std::size_t allocations, locks;

#if defined(__has_feature)
#if __has_feature(realtime_sanitizer)
#define RAMP_TESTS_NONBLOCKING [[clang::nonblocking]]
#endif
#endif
#if !defined(RAMP_TESTS_NONBLOCKING)
#define RAMP_TESTS_NONBLOCKING
extern "C" {
void* __libc_malloc(std::size_t);
void* malloc(std::size_t size) {
    ++allocations;
    return __libc_malloc(size);
}
int pthread_mutex_lock(pthread_mutex_t* mutex) {
    ++locks;
    static const auto next = reinterpret_cast<int (*)(pthread_mutex_t*)>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    return next(mutex);
}
}
#endif

namespace {

using namespace ramp_tests;

std::size_t calls, mistakes;

template <class Call>
void run(const Call& call) noexcept RAMP_TESTS_NONBLOCKING {
    call();
}

template <class Call>
void try_call(const std::string& name, const Call& call) {
    const std::size_t before = allocations + locks;
    run(call);
    ++calls;
    if (allocations + locks == before) return;
    ++mistakes;
    std::printf("%s: %zu allocations or locks\n", name.c_str(), allocations + locks - before);
}

constexpr std::size_t longest = 6000, columns = 50;

/// Lengths of nothing but a rest, of batches, and of what is streamed.
template <class T>
void try_all() {
    const std::vector<T> x(longest, T(-0.5)), dy(longest, T(2));
    std::vector<T> y(longest), d(longest);
    for (const std::size_t streamed_from : {ramp::streaming_threshold(), std::size_t(0)}) {
        const StreamingFrom streaming(streamed_from);
        for (const auto& f : subjects<T>()) {
            if (!f.activation->is_in_catalogue) continue;  // channel_prelu's row makes arrays of slopes
            for (const auto& call : f.calls())
                for (const std::size_t size : {std::size_t(0), std::size_t(7), std::size_t(64), longest})
                    try_call(f.name() + ", " + call.name, [&] {
                        call.run(f, {std::span(x).first(size), std::span(dy).first(size)},
                                 {std::span(y).first(size), std::span(d).first(size)});
                    });
        }
    }
}

void try_calls_beside() {
    const std::vector<float> x(longest, -0.5f), dy(longest, 2.0f);
    std::vector<float> y(longest), d(longest);
    const auto bias = std::span(x).first(columns);
    const auto sums = std::span(d).first(columns);
    std::array<std::uint8_t, longest / 8> bits;
    const std::array<int, longest / columns> labels{};
    const std::vector<ramp::bfloat16> halves(longest, ramp::bfloat16(-0.5f));
    std::vector<ramp::bfloat16> of_halves(longest);
    try_call("silu of halves", [&] { ramp::silu(halves, of_halves); });
    try_call("softmax of halves", [&] { ramp::softmax(halves, of_halves, columns); });
    try_call("channel_prelu", [&] { ramp::channel_prelu(x, bias, y); });
    try_call("channel_prelu.backward", [&] { ramp::channel_prelu.backward(x, bias, dy, y, sums); });
    try_call("biased", [&] { ramp::biased(ramp::silu, x, bias, y); });
    try_call("biased.backward", [&] { ramp::biased.backward(ramp::silu, x, bias, dy, y, sums); });
    try_call("swiglu", [&] { ramp::swiglu(x, dy, y); });
    try_call("swiglu.backward", [&] { ramp::swiglu.backward(x, dy, dy, y, d); });
    try_call("relu with bits", [&] { ramp::relu.value(x, y, bits); });
    try_call("relu from bits", [&] { ramp::relu.backward_from_bits(bits, dy, y); });
    try_call("softmax", [&] { ramp::softmax(x, y, columns); });
    try_call("softmax.backward", [&] { ramp::softmax.backward(x, dy, y, columns); });
    try_call("log_softmax", [&] { ramp::log_softmax(x, y, columns); });
    try_call("cross_entropy", [&] { ramp::cross_entropy.value_and_gradient(x, labels, y, columns); });
}

}  // namespace

int main() {
    try_all<float>(), try_all<double>();
    try_calls_beside();
    std::printf("%zu calls, %zu mistakes\n", calls, mistakes);
    std::fflush(stdout);
    if (mistakes != 0 || calls < 500) return 1;
    // One that allocates is noticed.
    try_call("an allocation, on purpose", [] {
        void* volatile something = std::malloc(1);
        std::free(something);
    });
    return mistakes == 1 ? 0 : 1;
}
