// SPDX-License-Identifier: MIT
// clock_timers.h - one-shot wake-ups on the host's clock, gone with the process: for plugins and for the host's own
// rounds. What must survive is a due of the ledger instead.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include "host/engine/clock.h"
#include "host/plugin/ports.h"

namespace baton::engine {

class ClockTimers final : public plugin::TimerPort {
 public:
  explicit ClockTimers(Clock& clock) : clock_(clock) {}

  Ticket arm(std::uint32_t after_ms, std::function<void()> due) override;
  void disarm(Ticket ticket) override;

  // A round of the host itself: it does not hold up a moved clock (nobody waits for the next synchronisation).
  Ticket arm_round(core::Millis after_ms, std::function<void()> due);

  // Runs everything due by now on the calling thread.
  void run_due();
  std::optional<core::Instant> next(bool with_rounds) const;
  // Some that were due are taken out and not done yet: what they will cause, timers among it, is still to come.
  bool running() const { return running_ > 0; }
  void clear();

 private:
  struct Timer {
    core::Instant at;
    bool round = false;
    std::function<void()> due;
  };
  Ticket add(core::Millis after_ms, bool round, std::function<void()> due);

  Clock& clock_;
  mutable std::mutex mutex_;
  std::map<Ticket, Timer> timers_;
  Ticket last_ = 0;
  std::atomic<int> running_{0};
};

}  // namespace baton::engine
