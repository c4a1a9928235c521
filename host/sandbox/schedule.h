// SPDX-License-Identifier: MIT
// Things to be done at a moment of a clock: a status, a retry of a webhook, the end of a template's pause.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "host/sandbox/clock.h"

namespace baton::sandbox {

class Schedule {
 public:
  explicit Schedule(const TimeSource& time);
  ~Schedule();  // drops what is not due yet
  Schedule(const Schedule&) = delete;
  Schedule& operator=(const Schedule&) = delete;

  // Jobs of one moment run in the order they were given, on the schedule's thread. They MUST NOT block for
  // long.
  void at(std::int64_t due_ms, std::function<void()> job);
  void after(std::int64_t delay_ms, std::function<void()> job) {
    at(time_.now_ms() + delay_ms, std::move(job));
  }

  std::optional<std::int64_t> next_due_ms() const;
  bool quiet_at(std::int64_t now_ms) const;  // nothing due by then, nothing running
  void time_changed();                       // look again
  void stop();

 private:
  void run();

  const TimeSource& time_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>> jobs_;
  std::uint64_t next_sequence_ = 0;
  std::uint64_t looks_ = 0;  // grows with each reason to look again
  bool running_ = false;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace baton::sandbox
