// SPDX-License-Identifier: MIT
// How a move is stepped. Sources are asked with the clock's lock held; they MUST NOT call back into the clock
// from those three functions.
#include "host/sandbox/clock.h"

#include <algorithm>

namespace baton::sandbox {
namespace {

using Steady = std::chrono::steady_clock;

std::int64_t real_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

constexpr std::chrono::milliseconds kLookAgain{2};  // at sources that end without a nudge

}  // namespace

std::int64_t RealTime::now_ms() const { return real_ms(); }

Clock::Clock(Start start) : Clock(start, Limits{}) {}

Clock::Clock(Start start, Limits limits)
    : limits_(limits), ticking_(start == Start::ticking), frozen_ms_(real_ms()) {}

std::int64_t Clock::now_locked() const { return ticking_ && !moving_ ? real_ms() + offset_ms_ : frozen_ms_; }

std::int64_t Clock::now_ms() const {
  const std::lock_guard lock(mutex_);
  return now_locked();
}

bool Clock::ticking() const {
  const std::lock_guard lock(mutex_);
  return ticking_ && !moving_;
}

std::int64_t Clock::moves() const {
  const std::lock_guard lock(mutex_);
  return moves_;
}

void Clock::changed(std::unique_lock<std::mutex>& lock) {
  moves_++;
  changed_.notify_all();
  lock.unlock();
  for (const auto& listener : listeners_) listener();
  lock.lock();
}

void Clock::freeze() {
  const std::lock_guard one_at_a_time(move_mutex_);
  std::unique_lock lock(mutex_);
  frozen_ms_ = now_locked();
  ticking_ = false;
  changed(lock);
}

void Clock::unfreeze() {
  const std::lock_guard one_at_a_time(move_mutex_);
  std::unique_lock lock(mutex_);
  offset_ms_ = now_locked() - real_ms();
  ticking_ = true;
  changed(lock);
}

void Clock::set_locked(std::int64_t now_ms) {
  frozen_ms_ = now_ms;
  offset_ms_ = now_ms - real_ms();
}

Clock::MoveResult Clock::advance(std::int64_t by_ms) { return move_to(now_ms() + by_ms); }

Clock::MoveResult Clock::move_to(std::int64_t target_ms) {
  const std::lock_guard one_at_a_time(move_mutex_);
  std::unique_lock lock(mutex_);
  frozen_ms_ = now_locked();
  moving_ = true;
  MoveResult result;
  if (target_ms < frozen_ms_) set_locked(target_ms);
  int rounds_here = 0;
  for (;;) {
    const std::uint64_t before = activity();
    result.steps++;
    if (!round(lock, result)) break;
    const bool busy = overdue() || activity() != before;
    const bool patient = ++rounds_here < limits_.max_rounds_at_one_time;
    if (busy && patient) continue;
    if (frozen_ms_ >= target_ms) break;
    set_locked(next_stop(target_ms, !patient));
    rounds_here = 0;
  }
  offset_ms_ = frozen_ms_ - real_ms();
  moving_ = false;
  result.now_ms = frozen_ms_;
  if (ticking_) changed(lock);  // schedules sleep by the pace of the clock
  return result;
}

// One look at the present time: everybody is told and everybody has answered. False when patience ran out.
bool Clock::round(std::unique_lock<std::mutex>& lock, MoveResult& result) {
  changed(lock);
  const auto patience_ends = Steady::now() + limits_.step_patience;
  for (;;) {
    result.waiting_for = unsettled();
    if (stopped_) result.waiting_for.emplace_back("stopped");
    if (result.waiting_for.empty()) return true;
    if (stopped_ || Steady::now() >= patience_ends) {
      result.settled = false;
      return false;
    }
    changed_.wait_for(lock, kLookAgain);
  }
}

std::vector<std::string> Clock::unsettled() {
  const auto oldest = Steady::now() - limits_.follower_silence;
  std::erase_if(followers_, [&](const auto& item) { return item.second.seen < oldest; });
  std::vector<std::string> out;
  for (const auto& [name, follower] : followers_) {
    if (follower.settled_moves != moves_) out.push_back(name);
  }
  for (const DueSource& source : sources_) {
    if (!source.quiet(frozen_ms_)) {
      out.emplace_back("sandbox");
      break;
    }
  }
  return out;
}

bool Clock::overdue() const {
  return std::any_of(followers_.begin(), followers_.end(), [&](const auto& item) {
    return item.second.next_due_ms && *item.second.next_due_ms <= frozen_ms_;
  });
}

std::uint64_t Clock::activity() const {
  std::uint64_t sum = 0;
  for (const DueSource& source : sources_) sum += source.activity();
  return sum;
}

// The earliest moment anybody has something due, at most the target. A follower that stays overdue is passed
// over.
std::int64_t Clock::next_stop(std::int64_t target_ms, bool ignore_overdue) const {
  std::int64_t next = target_ms;
  const auto consider = [&](std::optional<std::int64_t> due) {
    if (!due || (ignore_overdue && *due <= frozen_ms_)) return;
    next = std::min(next, std::max(*due, frozen_ms_ + 1));
  };
  for (const auto& [name, follower] : followers_) consider(follower.next_due_ms);
  for (const DueSource& source : sources_) consider(source.next_due_ms());
  return next;
}

void Clock::seen(const std::string& follower) {
  const std::lock_guard lock(mutex_);
  followers_[follower].seen = Steady::now();
}

void Clock::settled(const std::string& follower, std::int64_t moves,
                    std::optional<std::int64_t> next_due_ms) {
  const std::lock_guard lock(mutex_);
  Follower& known = followers_[follower];
  known.seen = Steady::now();
  known.settled_moves = moves;
  known.next_due_ms = next_due_ms;
  changed_.notify_all();
}

void Clock::leave(const std::string& follower) {
  const std::lock_guard lock(mutex_);
  followers_.erase(follower);
  changed_.notify_all();
}

std::vector<std::string> Clock::followers() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> out;
  for (const auto& [name, follower] : followers_) out.push_back(name);
  return out;
}

void Clock::add_source(DueSource source) { sources_.push_back(std::move(source)); }

void Clock::on_change(std::function<void()> listener) { listeners_.push_back(std::move(listener)); }

void Clock::nudge() { changed_.notify_all(); }

void Clock::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

}  // namespace baton::sandbox
