// SPDX-License-Identifier: MIT
// A token bucket on the sandbox's clock: throughput of the number (130429) and of a pair (131056).
#pragma once

#include <algorithm>
#include <cstdint>

namespace baton::sandbox::whatsapp {

class Bucket {
 public:
  // Credit is kept as time, so that nothing is lost to rounding. A clock that was set back neither fills nor
  // empties it.
  bool take(std::int64_t now_ms, std::int64_t capacity, std::int64_t ms_per_token) {
    const std::int64_t full_ms = capacity * ms_per_token;
    const std::int64_t passed_ms = std::max<std::int64_t>(0, now_ms - last_ms_);
    credit_ms_ = started_ ? std::min(full_ms, credit_ms_ + std::min(full_ms, passed_ms)) : full_ms;
    started_ = true;
    last_ms_ = now_ms;
    if (credit_ms_ < ms_per_token) return false;
    credit_ms_ -= ms_per_token;
    return true;
  }

 private:
  std::int64_t credit_ms_ = 0;
  std::int64_t last_ms_ = 0;
  bool started_ = false;
};

}  // namespace baton::sandbox::whatsapp
