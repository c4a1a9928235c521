// SPDX-License-Identifier: MIT
// promised_test.cpp - G13: a time named in words is an instant on the customer's calendar, never one that is over.
#include "host/core/promised.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

constexpr std::int64_t kSunday = 20'786;  // 2026-11-29
constexpr Instant kAsked{kSunday * kDay + 15 * kHour};

Instant at(std::int64_t days, Millis of_day) { return {(kSunday + days) * kDay + of_day}; }

PromisedTime named(std::int64_t days, std::int64_t weekday, Millis of_day) {
  PromisedTime time;
  time.days = days;
  time.weekday = weekday;
  time.of_day = of_day;
  return time;
}

TEST(Promised, a_day_and_a_time_are_on_the_calendar) {
  EXPECT_EQ(promised_at(named(1, -1, 12 * kHour), {}, {}, kAsked), at(1, 12 * kHour));
  EXPECT_EQ(promised_at(named(-1, 4, 9 * kHour), {}, {}, kAsked), at(5, 9 * kHour));   // Friday
  EXPECT_EQ(promised_at(named(-1, 6, 20 * kHour), {}, {}, kAsked), at(0, 20 * kHour));  // this very Sunday
  EXPECT_EQ(promised_at(named(-1, 6, 9 * kHour), {}, {}, kAsked), at(7, 9 * kHour));    // its morning is over
}

TEST(Promised, an_hour_that_is_over_is_tomorrows) {
  EXPECT_EQ(promised_at(named(-1, -1, 16 * kHour), {}, {}, kAsked), at(0, 16 * kHour));
  EXPECT_EQ(promised_at(named(-1, -1, 14 * kHour), {}, {}, kAsked), at(1, 14 * kHour));
  EXPECT_FALSE(
      promised_at(named(0, -1, 14 * kHour), {}, {}, kAsked));  // "today at two" at three: no time that is to come
}

TEST(Promised, a_day_ends_when_the_lane_closes) {
  Hours hours;
  hours.always = false;
  hours.week[0] = {{9 * kHour, 12 * kHour}, {13 * kHour, 17 * kHour}};
  EXPECT_EQ(promised_at(named(1, -1, -1), hours, {}, kAsked), at(1, 17 * kHour));
  EXPECT_EQ(promised_at(named(2, -1, -1), hours, {}, kAsked), at(2, 18 * kHour));  // closed: the evening
}

TEST(Promised, so_long_from_now) {
  PromisedTime soon;
  soon.after = 2 * kHour;
  EXPECT_EQ(promised_at(soon, {}, {}, kAsked), kAsked + 2 * kHour);
}

}  // namespace
}  // namespace baton::core
