// SPDX-License-Identifier: MIT
// A token bucket on the sandbox's clock: throughput of the number (130429) and of a pair (131056).
#pragma once

#include <algorithm>
#include <cstdint>

namespace baton::sandbox::whatsapp {

class Bucket {
 public:
  // Milli-tokens, so that nothing is lost to rounding. A clock that was set back neither fills nor empties
  // it.
  bool take(std::int64_t now_ms, std::int64_t capacity, std::int64_t ms_per_token) {
    if (!started_) milli_ = capacity * 1000;
    started_ = true;
    const std::int64_t passed = std::max<std::int64_t>(0, now_ms - last_ms_);
    last_ms_ = now_ms;
    const std::int64_t full = capacity * 1000;
    milli_ = passed >= capacity * ms_per_token ? full : std::min(full, milli_ + passed * 1000 / ms_per_token);
    if (milli_ < 1000) return false;
    milli_ -= 1000;
    return true;
  }

 private:
  std::int64_t milli_ = 0;
  std::int64_t last_ms_ = 0;
  bool started_ = false;
};

}  // namespace baton::sandbox::whatsapp
