// SPDX-License-Identifier: MIT
// restart_plan.h - when a plugin's process that ended by itself is started again: at once the first time, then later
// and later, and after too many times not at all. Pure: the caller knows the time and the chance.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>

namespace baton::bridge {

struct RestartLimits {
  std::chrono::milliseconds first_wait{1'000};  // doubled with each further crash of the last minute
  std::chrono::milliseconds longest_wait{60'000};
  std::int64_t crashes_max = 5;                 // within
  std::chrono::minutes within{10};              // and the circuit is open
};

class RestartPlan {
 public:
  using Clock = std::chrono::steady_clock;
  using Millis = std::chrono::milliseconds;

  explicit RestartPlan(RestartLimits limits = {}) : limits_(limits) {}

  // It crashed at `now`. How long to wait before the next start, spread by `chance` (0 to 1) over a fifth to either
  // side so that plugins which fell together do not come back together; nothing: it stays down.
  std::optional<Millis> crashed(Clock::time_point now, double chance) {
    crashes_.push_back(now);
    while (now - crashes_.front() > limits_.within) crashes_.pop_front();
    if (static_cast<std::int64_t>(crashes_.size()) >= limits_.crashes_max) return std::nullopt;
    Millis wait{0};
    for (auto at = std::next(crashes_.rbegin()); at != crashes_.rend() && now - *at <= kMemory; ++at)
      wait = wait == Millis{0} ? limits_.first_wait : std::min(wait * 2, limits_.longest_wait);
    return std::chrono::duration_cast<Millis>(wait * (0.8 + 0.4 * chance));
  }

 private:
  static constexpr Millis kMemory{60'000};

  RestartLimits limits_;
  std::deque<Clock::time_point> crashes_;
};

}  // namespace baton::bridge
