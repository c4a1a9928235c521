// SPDX-License-Identifier: MIT
// backoff.h - how long to wait before trying again: growing, with jitter, so that what failed together does not come
// back together. Randomness lives here; the core only sees the result.
#pragma once

#include <mutex>
#include <random>

#include "host/core/time.h"

namespace baton::engine {

class Backoff {
 public:
  // first * factor^(attempt-1), at most `most`, give or take a fifth.
  core::Millis after(std::int64_t attempt, core::Millis first, double factor, core::Millis most) {
    double wait = static_cast<double>(first);
    for (std::int64_t i = 1; i < attempt && wait < static_cast<double>(most); ++i) wait *= factor;
    if (wait > static_cast<double>(most)) wait = static_cast<double>(most);
    return spread(wait, 0.8, 1.2);
  }
  // A time that somebody asked for: never before it, up to a fifth later.
  core::Millis not_before(core::Millis asked) { return spread(static_cast<double>(asked), 1.0, 1.2); }

 private:
  core::Millis spread(double wait, double least, double most) {
    const std::lock_guard lock(mutex_);
    return static_cast<core::Millis>(wait * std::uniform_real_distribution<double>(least, most)(random_));
  }

  std::mutex mutex_;
  std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace baton::engine
