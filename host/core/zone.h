// SPDX-License-Identifier: MIT
// zone.h - what the clocks of a place show: a table of the changes of its offset, and the calendar on top of it. The
// table comes with the policy (host/policy reads the zone files of the system); the core only looks things up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/core/time.h"

namespace baton::core {

struct Zone {
  struct Change {
    Instant at;
    Millis offset = 0;  // from here on: clocks show UTC + offset
  };
  std::string name = "UTC";
  Millis offset = 0;            // before the first change
  std::vector<Change> changes;  // by time
  Millis offset_at(Instant at) const;
};

struct Date {
  std::int64_t year = 1970;
  std::int64_t month = 1;  // 1-12
  std::int64_t day = 1;    // 1-31
  bool operator==(const Date&) const = default;
};

// Days are counted from 1970-01-01, in the calendar of the place.
std::int64_t day_number(const Date& date);
Date date_of(std::int64_t day);
std::int64_t weekday_of(std::int64_t day);  // 0 = Monday

struct Local {
  std::int64_t day = 0;
  Millis of_day = 0;  // as clocks show it
};

Local local_of(const Zone& zone, Instant at);
// The first instant at which clocks show this. What they skip when they go forward is the instant they do; `of_day` may
// be a whole day, which is the next day's beginning.
Instant instant_of(const Zone& zone, std::int64_t day, Millis of_day);

}  // namespace baton::core
