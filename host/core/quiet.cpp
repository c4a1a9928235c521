// SPDX-License-Identifier: MIT
#include "host/core/quiet.h"

#include <algorithm>

namespace baton::core {
namespace {

constexpr Millis kLastCall = 30 * kMinute;

struct Quiet {
  Instant from;
  Instant to;
};

// The quiet hours that begin on this day of the zone.
Quiet quiet_of_day(const Zone& zone, const Policy& policy, std::int64_t day) {
  const bool over_midnight = policy.quiet_to_ms <= policy.quiet_from_ms;
  return {instant_of(zone, day, policy.quiet_from_ms),
          instant_of(zone, over_midnight ? day + 1 : day, policy.quiet_to_ms)};
}

Quiet quiet_around(const Zone& zone, const Policy& policy, Instant at) {
  if (policy.quiet_from_ms == policy.quiet_to_ms) return {};
  const auto today = local_of(zone, at).day;
  for (const auto day : {today - 1, today}) {
    const auto quiet = quiet_of_day(zone, policy, day);
    if (quiet.from <= at && at < quiet.to) return quiet;
  }
  return {};
}

}  // namespace

const Zone& zone_of(const CustomerState& state, const Policy& policy) {
  const auto own = policy.zones.find(state.zone);
  return own == policy.zones.end() || own->second == nullptr ? policy.hours.where() : *own->second;
}

std::string zone_of_phone(const Policy& policy, std::string_view digits) {
  for (auto length = std::min<std::size_t>(digits.size(), 4); length > 0; --length) {  // the longest code wins
    const auto found = policy.zone_of_code.find(std::string(digits.substr(0, length)));
    if (found != policy.zone_of_code.end()) return found->second;
  }
  return {};
}

Instant quiet_until(const Zone& zone, const Policy& policy, Instant at) { return quiet_around(zone, policy, at).to; }
Instant quiet_since(const Zone& zone, const Policy& policy, Instant at) { return quiet_around(zone, policy, at).from; }

bool may_disturb(const CustomerState& state, const Case& c, Instant now) {
  if (c.work_type == 3) return true;
  return std::any_of(state.threads.begin(), state.threads.end(), [&](const auto& entry) {
    const auto wrote = entry.second.last_word;
    return wrote && now - wrote <= kHour;
  });
}

Instant outside_quiet(const Zone& zone, const Policy& policy, Instant at, Instant last, Instant now) {
  const auto quiet = quiet_around(zone, policy, at);
  if (!quiet.to) return at;
  if (!last || quiet.to < last) return quiet.to;
  return now < quiet.from ? std::max(now, quiet.from - kLastCall) : quiet.to;
}

}  // namespace baton::core
