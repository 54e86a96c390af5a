// A file of its own, so that two are compiled at once.
#include "contestants.hpp"

namespace ramp_benchmarks {

template void Contestants::add_matrix<double>();

}  // namespace ramp_benchmarks
