// SPDX-License-Identifier: MIT
#include "host/bridge/suspects.h"

#include <algorithm>
#include <functional>

namespace baton::bridge {

Fingerprint fingerprint(std::uint16_t kind, std::string_view key) {
  constexpr Fingerprint kSpread = 0x9E3779B97F4A7C15ull;  // 2^64 / golden ratio, odd: kinds of one key fall far apart
  return std::hash<std::string_view>{}(key) ^ (kind * kSpread);
}

void Suspects::crashed_over(Fingerprint operation) {
  const std::lock_guard lock(mutex_);
  if (++crashes_[operation] > 1) return;
  order_.push_back(operation);
  if (order_.size() <= kSuspectsMaxCount) return;
  crashes_.erase(order_.front());
  order_.pop_front();
}

void Suspects::survived(Fingerprint operation) {
  const std::lock_guard lock(mutex_);
  const auto found = crashes_.find(operation);
  if (found == crashes_.end() || found->second >= kCrashesMax) return;
  crashes_.erase(found);
  order_.erase(std::find(order_.begin(), order_.end(), operation));
}

bool Suspects::is_parked(Fingerprint operation) const {
  const std::lock_guard lock(mutex_);
  const auto found = crashes_.find(operation);
  return found != crashes_.end() && found->second >= kCrashesMax;
}

std::size_t Suspects::parked_count() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(crashes_.begin(), crashes_.end(),
                                                [](const auto& entry) { return entry.second >= kCrashesMax; }));
}

}  // namespace baton::bridge
