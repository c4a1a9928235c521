// SPDX-License-Identifier: MIT
#include "host/engine/clock_timers.h"

#include <algorithm>
#include <vector>

namespace baton::engine {

plugin::TimerPort::Ticket ClockTimers::add(core::Millis after_ms, bool round, std::function<void()> due) {
  Ticket ticket = 0;
  {
    const std::lock_guard lock(mutex_);
    ticket = ++last_;
    timers_.emplace(ticket, Timer{clock_.now() + after_ms, round, std::move(due)});
  }
  clock_.wake();
  return ticket;
}

plugin::TimerPort::Ticket ClockTimers::arm(std::uint32_t after_ms, std::function<void()> due) {
  return add(after_ms, false, std::move(due));
}

plugin::TimerPort::Ticket ClockTimers::arm_round(core::Millis after_ms, std::function<void()> due) {
  return add(after_ms, true, std::move(due));
}

void ClockTimers::disarm(Ticket ticket) {
  const std::lock_guard lock(mutex_);
  timers_.erase(ticket);
}

void ClockTimers::run_due() {
  std::vector<Timer> ready;
  {
    const std::lock_guard lock(mutex_);
    ++running_;
    const auto now = clock_.now();
    for (auto timer = timers_.begin(); timer != timers_.end();) {
      if (timer->second.at > now) {
        ++timer;
        continue;
      }
      ready.push_back(std::move(timer->second));
      timer = timers_.erase(timer);
    }
  }
  // A clock may jump over several: they run in the order of their times.
  std::stable_sort(ready.begin(), ready.end(), [](const Timer& a, const Timer& b) { return a.at < b.at; });
  for (const auto& timer : ready) timer.due();
  --running_;
}

std::optional<core::Instant> ClockTimers::next(bool with_rounds) const {
  const std::lock_guard lock(mutex_);
  std::optional<core::Instant> earliest;
  for (const auto& [ticket, timer] : timers_)
    if ((with_rounds || !timer.round) && (!earliest || timer.at < *earliest)) earliest = timer.at;
  return earliest;
}

void ClockTimers::clear() {
  const std::lock_guard lock(mutex_);
  timers_.clear();
}

}  // namespace baton::engine
