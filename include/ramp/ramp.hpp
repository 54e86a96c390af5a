// Everything that needs no more than xsimd.
#pragma once

#include <ramp/biased.hpp>
#include <ramp/catalogue.hpp>
#include <ramp/channel_prelu.hpp>
#include <ramp/gated.hpp>
#include <ramp/softmax.hpp>
#include <ramp/version.hpp>
