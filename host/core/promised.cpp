// SPDX-License-Identifier: MIT
#include "host/core/promised.h"

namespace baton::core {
namespace {

// The end of the last shift that begins on this day; where hours are not kept, six in the evening.
Instant end_of_day(const Hours& hours, const Zone& zone, std::int64_t day) {
  constexpr Millis kEvening = 18 * kHour;
  const auto begins = instant_of(zone, day, 0);
  const auto ends = instant_of(zone, day + 1, 0);
  Instant last;
  auto at = begins;
  for (auto shift = shift_after(hours, at); shift && shift->from < ends; shift = shift_after(hours, at)) {
    if (shift->from >= begins) last = shift->to;
    at = shift->to;
  }
  return last ? last : instant_of(zone, day, kEvening);
}

}  // namespace

Instant promised_at(const PromisedTime& named, const Hours& hours, const Zone& zone, Instant now) {
  if (named.after > 0) return now + named.after;
  const auto at = [&](std::int64_t day) {
    return named.of_day < 0 ? end_of_day(hours, zone, day) : instant_of(zone, day, named.of_day);
  };
  const auto today = local_of(zone, now).day;
  if (named.days >= 0) {
    const auto due = at(today + named.days);
    return due > now ? due : Instant{};
  }
  const auto ahead = named.weekday < 0 ? 0 : (named.weekday - weekday_of(today) + 7) % 7;
  const auto due = at(today + ahead);
  if (due > now) return due;
  return at(today + ahead + (named.weekday < 0 ? 1 : 7));  // it is over: the next one is meant
}

}  // namespace baton::core
