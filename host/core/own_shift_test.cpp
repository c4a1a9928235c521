// SPDX-License-Identifier: MIT
// own_shift_test.cpp - midnight ends nobody's shift (O7).
#include "host/core/own_shift.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

Instant at(std::int64_t day, Millis of_day) { return instant_of({}, day_number({2027, 11, 29}) + day, of_day); }

Hours of_slots(std::vector<Slot> monday, std::vector<Slot> tuesday) {
  Hours hours;
  hours.always = false;
  hours.week[0] = std::move(monday);
  hours.week[1] = std::move(tuesday);
  return hours;
}

TEST(OwnShift, a_night_ends_at_midnight) {
  const auto night = of_slots({{22 * kHour, kDay}}, {{0, 6 * kHour}});
  for (const auto& when : {at(0, 22 * kHour), at(0, kDay - 1), at(1, 0), at(1, 5 * kHour)})
    EXPECT_EQ(own_shift_end(night, when), at(1, 6 * kHour)) << when.ms;
}

TEST(OwnShift, slots_that_meet_are_two_shifts_of_one_person) {
  const auto meeting = of_slots({{6 * kHour, 14 * kHour}, {14 * kHour, 15 * kHour}}, {});
  EXPECT_EQ(own_shift_end(meeting, at(0, 7 * kHour)), at(0, 15 * kHour));
}

TEST(OwnShift, a_break_is_worked_through) {
  const auto day = of_slots({{9 * kHour, 12 * kHour}, {13 * kHour, 18 * kHour}}, {});
  EXPECT_EQ(own_shift_end(day, at(0, 10 * kHour)), at(0, 12 * kHour));
  EXPECT_EQ(own_shift_end(day, at(0, 17 * kHour)), at(0, 18 * kHour));
}

TEST(OwnShift, who_is_not_there_or_always_there_has_an_end) {
  const auto day = of_slots({{9 * kHour, 12 * kHour}}, {});
  EXPECT_FALSE(own_shift_end(day, at(0, 8 * kHour)));
  EXPECT_FALSE(own_shift_end(day, at(0, 12 * kHour)));
  EXPECT_FALSE(own_shift_end(Hours{}, at(0, 8 * kHour)));
  Hours round = of_slots({}, {});
  for (auto& day_of_week : round.week) day_of_week = {{0, kDay}};
  EXPECT_FALSE(own_shift_end(round, at(0, 8 * kHour)));
}

}  // namespace
}  // namespace baton::core
