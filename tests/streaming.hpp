#pragma once

#include <cstddef>

#include <ramp/core/memory.hpp>

namespace ramp_tests {

/// Streams outputs of so many bytes or more, until its end.
class StreamingFrom {
public:
    explicit StreamingFrom(std::size_t bytes) { ramp::set_streaming_threshold(bytes); }
    StreamingFrom(const StreamingFrom&) = delete;
    StreamingFrom& operator=(const StreamingFrom&) = delete;
    ~StreamingFrom() { ramp::set_streaming_threshold(before_); }

private:
    std::size_t before_ = ramp::streaming_threshold();
};

}  // namespace ramp_tests
