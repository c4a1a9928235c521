// SPDX-License-Identifier: MIT
// zone_rule.h - the last line of a zone file: how a zone goes on after its last known change
// ("CET-1CEST,M3.5.0,M10.5.0/3", POSIX with the additions of RFC 8536).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "host/core/zone.h"

namespace baton::policy {

struct ZoneRule {
  struct When {
    enum class Kind { month_week_day = 1, julian, day_of_year };
    Kind kind = Kind::month_week_day;
    std::int64_t month = 1;
    std::int64_t week = 1;     // 5 = the last
    std::int64_t day = 0;      // of the week, 0 = Sunday; or of the year
    core::Millis of_day = 2 * core::kHour;  // as clocks show it; may be before or after the day
  };
  struct Summer {
    core::Millis offset = 0;
    When begins;
    When ends;
  };
  core::Millis standard_offset = 0;
  std::optional<Summer> summer;

  std::vector<core::Zone::Change> changes_of(std::int64_t year) const;  // by time; REQUIRES: summer
};

std::optional<ZoneRule> read_zone_rule(std::string_view text);

}  // namespace baton::policy
