// SPDX-License-Identifier: MIT
// time.h - UTC milliseconds. The clock is always an argument; the core never reads one.
#pragma once

#include <compare>
#include <cstdint>

namespace baton::core {

using Millis = std::int64_t;

struct Instant {
  Millis ms = 0;  // since 1970-01-01 UTC; 0 = "not set"
  auto operator<=>(const Instant&) const = default;
  explicit operator bool() const { return ms != 0; }
};

inline Instant operator+(Instant at, Millis span) { return {at.ms + span}; }
inline Instant operator-(Instant at, Millis span) { return {at.ms - span}; }
inline Millis operator-(Instant a, Instant b) { return a.ms - b.ms; }

inline constexpr Millis kSecond = 1000;
inline constexpr Millis kMinute = 60 * kSecond;
inline constexpr Millis kHour = 60 * kMinute;
inline constexpr Millis kDay = 24 * kHour;

}  // namespace baton::core
