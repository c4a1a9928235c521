// SPDX-License-Identifier: MIT
// organisation_day.h - which day of the organisation an instant belongs to (section M), as days since
// 1970-01-01.
#pragma once

#include <cstdint>

#include "host/core/policy.h"
#include "host/core/time.h"

namespace baton::core {

// Days are UTC days until the organisation's zone is known to the policy: this is the one place that says so.
inline std::int64_t organisation_day(Instant at, const Policy&) {
  const auto day = at.ms / kDay;
  return at.ms % kDay < 0 ? day - 1 : day;
}

// The first instant of it.
inline Instant day_begins(std::int64_t day, const Policy&) { return {day * kDay}; }

}  // namespace baton::core
