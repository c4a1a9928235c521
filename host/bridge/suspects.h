// SPDX-License-Identifier: MIT
// suspects.h - operations that were under way when a plugin's process crashed. One that was there twice, and did not go
// well in between, is parked: not given to the plugin a third time, however often it is asked for.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string_view>

namespace baton::bridge {

inline constexpr int kCrashesMax = 2;
inline constexpr std::size_t kSuspectsMaxCount = 1024;  // the oldest is forgotten first

// What makes two attempts the same operation: its kind, and its idempotency key or, without one, what it is about.
using Fingerprint = std::uint64_t;
Fingerprint fingerprint(std::uint16_t kind, std::string_view key);

// Thread-safe. Lives as long as the instance, over all its processes.
class Suspects {
 public:
  void crashed_over(Fingerprint operation);
  // The plugin came back from it: what is asked again and again ("thanks", a cursor that does not move) is under way at
  // many crashes that it has nothing to do with.
  void survived(Fingerprint operation);
  bool is_parked(Fingerprint operation) const;
  std::size_t parked_count() const;

 private:
  mutable std::mutex mutex_;
  std::map<Fingerprint, int> crashes_;
  std::deque<Fingerprint> order_;
};

}  // namespace baton::bridge
