// SPDX-License-Identifier: MIT
// restart_plan.h - when a plugin's process that ended by itself is started again: at once the first time, then later
// and later, and after too many times not at all. Pure: the caller knows the time and the chance.
#pragma once

#include <chrono>
#include <deque>
#include <optional>

namespace baton::bridge {

class RestartPlan {
 public:
  using Clock = std::chrono::steady_clock;
  using Millis = std::chrono::milliseconds;

  static constexpr Millis kMemory{60'000};            // crashes of the last minute make the next start wait
  static constexpr Millis kFirstWait{1'000};          // doubled with each further one
  static constexpr Millis kLongestWait{60'000};
  static constexpr int kCrashesMax = 5;               // within
  static constexpr std::chrono::minutes kWithin{10};  // and the circuit is open

  // It crashed at `now`. How long to wait before the next start, spread by `chance` (0 to 1) over a fifth to either
  // side so that plugins which fell together do not come back together; nothing: it stays down.
  std::optional<Millis> crashed(Clock::time_point now, double chance) {
    crashes_.push_back(now);
    while (now - crashes_.front() > kWithin) crashes_.pop_front();
    if (static_cast<int>(crashes_.size()) >= kCrashesMax) return std::nullopt;
    Millis wait{0};
    for (auto at = std::next(crashes_.rbegin()); at != crashes_.rend() && now - *at <= kMemory; ++at)
      wait = wait == Millis{0} ? kFirstWait : std::min(wait * 2, kLongestWait);
    return std::chrono::duration_cast<Millis>(wait * (0.8 + 0.4 * chance));
  }

 private:
  std::deque<Clock::time_point> crashes_;
};

}  // namespace baton::bridge
