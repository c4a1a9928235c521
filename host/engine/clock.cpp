// SPDX-License-Identifier: MIT
#include "host/engine/clock.h"

#include <algorithm>

namespace baton::engine {
namespace {

constexpr std::chrono::milliseconds kLongest{60000};  // wall clocks jump: look again at least once a minute

}  // namespace

void Clock::wait(std::optional<core::Instant> until) {
  const auto limit = until ? real_wait(*until) : std::nullopt;
  std::unique_lock lock(mutex_);
  const auto woken = [&] { return wakes_ != seen_; };
  if (!limit) {
    changed_.wait_for(lock, kLongest, woken);
  } else if (limit->count() > 0) {
    changed_.wait_for(lock, std::min(*limit, kLongest), woken);
  }
  seen_ = wakes_;
}

void Clock::wake() {
  const std::lock_guard lock(mutex_);
  ++wakes_;
  changed_.notify_all();
}

core::Instant SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

std::optional<std::chrono::milliseconds> SystemClock::real_wait(core::Instant until) const {
  return std::chrono::milliseconds(std::max<core::Millis>(0, until - now()));
}

core::Instant MovedClock::now() const {
  const std::lock_guard lock(state_mutex_);
  if (!ticking_) return base_;
  const auto passed = std::chrono::steady_clock::now() - since_;
  return base_ + std::chrono::duration_cast<std::chrono::milliseconds>(passed).count();
}

void MovedClock::set(core::Instant now, bool ticking) {
  {
    const std::lock_guard lock(state_mutex_);
    base_ = now;
    since_ = std::chrono::steady_clock::now();
    ticking_ = ticking;
  }
  wake();
}

std::optional<std::chrono::milliseconds> MovedClock::real_wait(core::Instant until) const {
  const auto at = now();
  if (until <= at) return std::chrono::milliseconds(0);
  const std::lock_guard lock(state_mutex_);
  return ticking_ ? std::optional(std::chrono::milliseconds(until - at)) : std::nullopt;
}

}  // namespace baton::engine
