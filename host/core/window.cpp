// SPDX-License-Identifier: MIT
#include "host/core/window.h"

#include <algorithm>

namespace baton::core {

Instant closes_at(const Thread& thread, const Policy& policy) {
  if (thread.window_ms == 0 || !thread.window_ends) return {};
  // A window the channel itself closed (W4) ends when it said so; the margin guards our own arithmetic only.
  const bool corrected = thread.window_ends < thread.window_opened + thread.window_ms;
  return corrected ? thread.window_ends : thread.window_ends - policy.window_margin_ms;
}

bool window_open(const Thread& thread, const Policy& policy, Instant now) {
  if (thread.window_ms == 0) return true;
  const auto closes = closes_at(thread, policy);
  return closes && now < closes;
}

Instant at_risk_at(const Thread& thread, const Policy& policy, const LaneId& lane) {
  const auto closes = closes_at(thread, policy);
  if (!closes) return {};
  const auto by_hours = std::min(thread.window_opened + policy.window_at_risk_ms, closes);
  const auto unstaffed = unstaffed_from(policy.hours_of(lane), thread.window_opened, closes, policy.staffed_least_ms);
  if (!unstaffed) return by_hours;
  return std::min(by_hours, std::max(unstaffed - policy.shift_margin_ms, thread.window_opened));
}

}  // namespace baton::core
