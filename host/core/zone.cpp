// SPDX-License-Identifier: MIT
#include "host/core/zone.h"

#include <algorithm>

namespace baton::core {
namespace {

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

// Civil calendar in eras of 400 years that begin in March, so that the leap day is the last of its year.
constexpr std::int64_t kEraDays = 146097;
constexpr std::int64_t kEraToEpoch = 719468;  // from 0000-03-01 to 1970-01-01

}  // namespace

Millis Zone::offset_at(Instant at) const {
  const auto later = std::upper_bound(changes.begin(), changes.end(), at,
                                      [](Instant wanted, const Change& change) { return wanted < change.at; });
  return later == changes.begin() ? offset : std::prev(later)->offset;
}

std::int64_t day_number(const Date& date) {
  const auto year = date.month <= 2 ? date.year - 1 : date.year;
  const auto era = floor_div(year, 400);
  const auto of_era = year - era * 400;
  const auto month = date.month > 2 ? date.month - 3 : date.month + 9;
  const auto of_year = (153 * month + 2) / 5 + date.day - 1;
  return era * kEraDays + of_era * 365 + of_era / 4 - of_era / 100 + of_year - kEraToEpoch;
}

Date date_of(std::int64_t day) {
  const auto shifted = day + kEraToEpoch;
  const auto era = floor_div(shifted, kEraDays);
  const auto of_era = shifted - era * kEraDays;
  const auto year = (of_era - of_era / 1460 + of_era / 36524 - of_era / (kEraDays - 1)) / 365;
  const auto of_year = of_era - (365 * year + year / 4 - year / 100);
  const auto month = (5 * of_year + 2) / 153;
  Date date;
  date.day = of_year - (153 * month + 2) / 5 + 1;
  date.month = month < 10 ? month + 3 : month - 9;
  date.year = year + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

std::int64_t weekday_of(std::int64_t day) {
  constexpr std::int64_t kThursday = 3;  // 1970-01-01
  return ((day + kThursday) % 7 + 7) % 7;
}

Local local_of(const Zone& zone, Instant at) {
  const auto shown = at.ms + zone.offset_at(at);
  const auto day = floor_div(shown, kDay);
  return {day, shown - day * kDay};
}

Instant instant_of(const Zone& zone, std::int64_t day, Millis of_day) {
  const auto shown = day * kDay + of_day;
  // A zone changes at most once in two days: the offset is the one before or the one after.
  for (const auto offset : {zone.offset_at({shown - kDay}), zone.offset_at({shown + kDay})}) {
    const Instant at{shown - offset};
    if (zone.offset_at(at) == offset) return at;
  }
  const auto skipped = std::upper_bound(zone.changes.begin(), zone.changes.end(), Instant{shown - kDay},
                                        [](Instant wanted, const Zone::Change& change) { return wanted < change.at; });
  return skipped == zone.changes.end() ? Instant{shown - zone.offset} : skipped->at;
}

}  // namespace baton::core
