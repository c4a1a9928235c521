// SPDX-License-Identifier: MIT
// watchdog.cpp - see watchdog.h.
#include "host/plugin/watchdog.h"

#include <algorithm>

namespace baton::plugin {

Watchdog::Watchdog() : thread_([this] { run(); }) {}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Watchdog::watch(std::weak_ptr<Watched> watched) {
  const std::lock_guard lock(mutex_);
  std::erase_if(watched_, [](const auto& known) { return known.expired(); });
  watched_.push_back(std::move(watched));
}

void Watchdog::expect(TimePoint deadline) {
  if (deadline.time_since_epoch().count() >= next_fast_.load()) return;
  {
    const std::lock_guard lock(mutex_);
    if (deadline >= next_) return;
    next_ = deadline;
    next_fast_ = deadline.time_since_epoch().count();
  }
  changed_.notify_one();
}

void Watchdog::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (next_ == TimePoint::max()) {
      changed_.wait(lock);
      continue;
    }
    if (std::chrono::steady_clock::now() < next_) {
      changed_.wait_until(lock, next_);
      continue;
    }
    // Forget what is known before looking: an operation that begins while this looks either is seen or says so.
    next_ = TimePoint::max();
    next_fast_ = next_.time_since_epoch().count();
    const auto watched = watched_;
    lock.unlock();
    const TimePoint earliest = expire_all(std::chrono::steady_clock::now(), watched);
    lock.lock();
    if (earliest < next_) {
      next_ = earliest;
      next_fast_ = earliest.time_since_epoch().count();
    }
  }
}

TimePoint Watchdog::expire_all(TimePoint now, const std::vector<std::weak_ptr<Watched>>& watched) {
  TimePoint earliest = TimePoint::max();
  for (const auto& weak : watched)
    if (const auto strong = weak.lock()) earliest = std::min(earliest, strong->expire(now));
  return earliest;
}

}  // namespace baton::plugin
