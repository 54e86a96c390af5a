// ramp's version, which CMake reads here.
#pragma once

#include <ramp/core/inline.hpp>

namespace ramp {

inline constexpr int version_major = 0, version_minor = 2, version_patch = 0;

}  // namespace ramp
