// How exact a result is.
#pragma once

namespace ramp {

/// `accurate` carries along what roundings lose; `fast` leaves that out where 4 ulp allow it.
enum class Grade { accurate, fast };

/// sigmoid[fast](x, y), f[fast](v): values within 4 ulp, derivatives within 6. Activations without it stay as they are.
struct FastGrade {};
inline constexpr FastGrade fast;

}  // namespace ramp
