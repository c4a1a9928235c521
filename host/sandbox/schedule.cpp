// SPDX-License-Identifier: MIT
// One thread that sleeps by the pace of its clock and never holds two locks.
#include "host/sandbox/schedule.h"

#include <algorithm>

namespace baton::sandbox {
namespace {

constexpr std::int64_t kLongestSleepMs = 60000;

}  // namespace

Schedule::Schedule(const TimeSource& time) : time_(time), thread_([this] { run(); }) {}

Schedule::~Schedule() { stop(); }

void Schedule::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Schedule::at(std::int64_t due_ms, std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.emplace(std::pair{due_ms, next_sequence_++}, std::move(job));
    looks_++;
  }
  wake_.notify_all();
}

std::optional<std::int64_t> Schedule::next_due_ms() const {
  const std::lock_guard lock(mutex_);
  if (jobs_.empty()) return std::nullopt;
  return jobs_.begin()->first.first;
}

bool Schedule::quiet_at(std::int64_t now_ms) const {
  const std::lock_guard lock(mutex_);
  return !running_ && (jobs_.empty() || jobs_.begin()->first.first > now_ms);
}

void Schedule::time_changed() {
  {
    const std::lock_guard lock(mutex_);
    looks_++;
  }
  wake_.notify_all();
}

void Schedule::run() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    const std::uint64_t looked = looks_;
    // The clock has a lock of its own and asks this schedule while it holds it: never hold both.
    lock.unlock();
    const std::int64_t now = time_.now_ms();
    const bool ticking = time_.ticking();
    lock.lock();
    if (!jobs_.empty() && jobs_.begin()->first.first <= now) {
      auto job = std::move(jobs_.begin()->second);
      jobs_.erase(jobs_.begin());
      running_ = true;
      lock.unlock();
      job();
      job = nullptr;
      lock.lock();
      running_ = false;
      continue;
    }
    const auto look_again = [&] { return stopped_ || looks_ != looked; };
    if (jobs_.empty() || !ticking) {
      wake_.wait(lock, look_again);
    } else {
      const auto sleep = std::min(jobs_.begin()->first.first - now, kLongestSleepMs);
      wake_.wait_for(lock, std::chrono::milliseconds(sleep), look_again);
    }
  }
}

}  // namespace baton::sandbox
