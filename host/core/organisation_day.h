// SPDX-License-Identifier: MIT
// organisation_day.h - which day of the organisation an instant belongs to (section M): days begin and end where its
// clocks say midnight. Counted from 1970-01-01.
#pragma once

#include <cstdint>

#include "host/core/policy.h"
#include "host/core/zone.h"

namespace baton::core {

inline std::int64_t organisation_day(Instant at, const Policy& policy) {
  return local_of(policy.hours.where(), at).day;
}

// The first instant of it.
inline Instant day_begins(std::int64_t day, const Policy& policy) { return instant_of(policy.hours.where(), day, 0); }

}  // namespace baton::core
