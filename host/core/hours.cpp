// SPDX-License-Identifier: MIT
#include "host/core/hours.h"

#include <algorithm>

namespace baton::core {
namespace {

constexpr std::int64_t kDaysAhead = 731;

const std::vector<Slot>& slots_of(const Hours& hours, std::int64_t day) {
  const auto special = hours.dates.find(day);
  return special != hours.dates.end() ? special->second : hours.week[static_cast<std::size_t>(weekday_of(day))];
}

}  // namespace

const Zone& Hours::where() const {
  static const Zone kUtc;
  return zone == nullptr ? kUtc : *zone;
}

std::optional<Shift> shift_after(const Hours& hours, Instant at) {
  if (hours.always) return std::nullopt;
  const auto& zone = hours.where();
  const auto today = local_of(zone, at).day;
  for (auto day = today; day < today + kDaysAhead; ++day) {
    for (const auto& slot : slots_of(hours, day)) {
      const Shift shift{instant_of(zone, day, slot.from), instant_of(zone, day, slot.to)};
      if (shift.to > at && shift.to > shift.from) return shift;
    }
  }
  return std::nullopt;
}

bool staffed(const Hours& hours, Instant at) {
  if (hours.always) return true;
  const auto shift = shift_after(hours, at);
  return shift && shift->from <= at;
}

Instant next_opening(const Hours& hours, Instant at) {
  if (hours.always) return at;
  const auto shift = shift_after(hours, at);
  return shift ? std::max(shift->from, at) : Instant{};
}

Instant add_staffed(const Hours& hours, Instant from, Millis span) {
  if (hours.always) return from + span;
  auto at = from;
  for (auto shift = shift_after(hours, at); shift; shift = shift_after(hours, at)) {
    at = std::max(at, shift->from);
    if (shift->to - at >= span) return at + span;
    span -= shift->to - at;
    at = shift->to;
  }
  return {};
}

Millis staffed_between(const Hours& hours, Instant from, Instant to) {
  if (to <= from) return 0;
  if (hours.always) return to - from;
  Millis sum = 0;
  auto at = from;
  for (auto shift = shift_after(hours, at); shift && shift->from < to; shift = shift_after(hours, at)) {
    sum += std::min(shift->to, to) - std::max(shift->from, at);
    at = shift->to;
  }
  return sum;
}

Instant unstaffed_from(const Hours& hours, Instant from, Instant end, Millis least) {
  if (hours.always || end <= from) return {};
  if (staffed_between(hours, from, end) < least) return from;
  auto at = from;
  for (auto shift = shift_after(hours, at); shift && shift->to < end; shift = shift_after(hours, at)) {
    at = shift->to;
    if (staffed_between(hours, at, end) < least) return at;
  }
  return {};
}

}  // namespace baton::core
