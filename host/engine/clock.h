// SPDX-License-Identifier: MIT
// clock.h - the one clock of rules and timers, as a port so that tests move it. Sockets, budgets and watchdogs do not
// use it: they are real time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

#include "host/core/time.h"

namespace baton::engine {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual core::Instant now() const = 0;

  // Waits until the clock shows `until`, it was moved, or wake() was called. Without `until`: only the latter two.
  void wait(std::optional<core::Instant> until);
  void wake();

 protected:
  // How long `until` is away in real time; nothing when the clock stands still.
  virtual std::optional<std::chrono::milliseconds> real_wait(core::Instant until) const = 0;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t wakes_ = 0;
  std::uint64_t seen_ = 0;
};

class SystemClock final : public Clock {
 public:
  core::Instant now() const override;

 protected:
  std::optional<std::chrono::milliseconds> real_wait(core::Instant until) const override;
};

// Set from outside; between two settings it goes on in real time, or stands still.
class MovedClock final : public Clock {
 public:
  explicit MovedClock(core::Instant start) : base_(start) {}
  core::Instant now() const override;
  void set(core::Instant now, bool ticking);

 protected:
  std::optional<std::chrono::milliseconds> real_wait(core::Instant until) const override;

 private:
  mutable std::mutex state_mutex_;
  core::Instant base_;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
  bool ticking_ = false;
};

}  // namespace baton::engine
