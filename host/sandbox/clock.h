// SPDX-License-Identifier: MIT
// The time everybody in a rehearsal lives by. It ticks with real time plus an offset, or stands still, and
// can be moved. A move is not a jump: it stops at every moment for which a follower (a host started with
// --clock) or the sandbox itself has something due, and goes on when that is done, so that a month of silence
// plays as a month.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace baton::sandbox {

// What a schedule needs of a clock.
class TimeSource {
 public:
  virtual ~TimeSource() = default;
  virtual std::int64_t now_ms() const = 0;
  virtual bool ticking() const = 0;
};

class RealTime : public TimeSource {
 public:
  std::int64_t now_ms() const override;
  bool ticking() const override { return true; }
};

// Something of the sandbox that has moments of its own.
struct DueSource {
  std::function<std::optional<std::int64_t>()> next_due_ms;
  std::function<bool(std::int64_t now_ms)> quiet;  // nothing is due by then and nothing under way
  std::function<std::uint64_t()> activity;  // grows whenever something was done that a follower may react to
};

class Clock : public TimeSource {
 public:
  struct Limits {
    std::chrono::milliseconds step_patience{60000};     // real time one step may take
    std::chrono::milliseconds follower_silence{30000};  // after that a follower is forgotten
    int max_rounds_at_one_time = 20;  // a follower that always has something due must not stop the time
  };
  enum class Start { ticking, frozen };

  explicit Clock(Start start);
  Clock(Start start, Limits limits);

  std::int64_t now_ms() const override;
  bool ticking() const override;
  std::int64_t moves() const;

  void freeze();
  void unfreeze();

  struct MoveResult {
    bool settled = true;
    std::int64_t now_ms = 0;
    std::int64_t steps = 0;
    std::vector<std::string> waiting_for;  // followers, and "sandbox"
  };
  // Blocks until everything due on the way has been decided. Backwards is allowed and is one step. One move
  // at a time.
  MoveResult move_to(std::int64_t target_ms);
  MoveResult advance(std::int64_t by_ms);

  // A follower was heard of.
  void seen(const std::string& follower);
  void settled(const std::string& follower, std::int64_t moves, std::optional<std::int64_t> next_due_ms);
  void leave(const std::string& follower);
  std::vector<std::string> followers() const;

  // REQUIRES: before anything moves the clock.
  void add_source(DueSource source);
  void on_change(
      std::function<void()> listener);  // called without the lock, after every change of time or pace

  // Wakes a move that waits: a source has become quiet.
  void nudge();
  // Ends a move that is under way and refuses new ones.
  void stop();

 private:
  struct Follower {
    std::chrono::steady_clock::time_point seen;
    std::int64_t settled_moves = -1;
    std::optional<std::int64_t> next_due_ms;
  };

  std::int64_t now_locked() const;
  void set_locked(std::int64_t now_ms);
  void changed(std::unique_lock<std::mutex>& lock);
  bool round(std::unique_lock<std::mutex>& lock, MoveResult& result);
  std::vector<std::string> unsettled();
  std::int64_t next_stop(std::int64_t target_ms, bool ignore_overdue) const;
  bool overdue() const;
  std::uint64_t activity() const;

  const Limits limits_;
  std::mutex move_mutex_;  // one move at a time; taken before mutex_
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool ticking_ = true;
  bool moving_ = false;  // while a move is under way the time stands still between its steps
  bool stopped_ = false;
  std::int64_t offset_ms_ = 0;  // to real time, when ticking
  std::int64_t frozen_ms_ = 0;
  std::int64_t moves_ = 0;
  std::map<std::string, Follower> followers_;
  std::vector<DueSource> sources_;
  std::vector<std::function<void()>> listeners_;
};

}  // namespace baton::sandbox
