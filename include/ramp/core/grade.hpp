// How exact a result is.
#pragma once

#include <type_traits>

namespace ramp {

/// `accurate` carries along what roundings lose; `fast` leaves that out where 4 ulp allow it.
enum class Grade { accurate, fast };

/// sigmoid[fast](x, y), f[fast](v): within 4 ulp, derivatives within 6. Activations that the accurate grade does not
/// slow down stay as they are.
inline constexpr std::integral_constant<Grade, Grade::fast> fast;

}  // namespace ramp
