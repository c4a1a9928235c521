// SPDX-License-Identifier: MIT
// hours_test.cpp - clocks on the wall and staffed time: nights, holidays, and the two days a year that are not 24 hours
// long (R8, G7, G13).
#include "host/core/hours.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

// Central Europe in 2027: summer from 28 March 01:00 UTC to 31 October 01:00 UTC.
std::shared_ptr<const Zone> berlin() {
  auto zone = std::make_shared<Zone>();
  zone->name = "Europe/Berlin";
  zone->offset = kHour;
  zone->changes = {{instant_of({}, day_number({2027, 3, 28}), kHour), 2 * kHour},
                   {instant_of({}, day_number({2027, 10, 31}), kHour), kHour}};
  return zone;
}

Instant at(const Date& date, Millis of_day, const Zone& zone = *berlin()) {
  return instant_of(zone, day_number(date), of_day);
}

Hours office() {
  Hours hours;
  hours.always = false;
  hours.zone = berlin();
  for (std::size_t day = 0; day < 5; ++day) hours.week[day] = {{9 * kHour, 12 * kHour}, {13 * kHour, 18 * kHour}};
  hours.dates[day_number({2027, 12, 24})] = {{9 * kHour, 12 * kHour}};
  hours.dates[day_number({2027, 12, 27})] = {};
  return hours;
}

TEST(Calendar, days_are_counted_over_leap_years_and_back) {
  EXPECT_EQ(day_number({1970, 1, 1}), 0);
  EXPECT_EQ(day_number({2000, 2, 29}) + 1, day_number({2000, 3, 1}));
  EXPECT_EQ(day_number({2100, 2, 28}) + 1, day_number({2100, 3, 1}));  // no leap year
  for (std::int64_t day = -200'000; day < 200'000; day += 37) ASSERT_EQ(day_number(date_of(day)), day);
  EXPECT_EQ(weekday_of(day_number({2027, 11, 29})), 0);  // a Monday
  EXPECT_EQ(weekday_of(day_number({1969, 12, 31})), 2);
}

TEST(Zone, what_clocks_skip_is_the_instant_they_go_forward) {
  const auto zone = berlin();
  const Date spring{2027, 3, 28};
  EXPECT_EQ(at(spring, 2 * kHour + 30 * kMinute), zone->changes[0].at);
  EXPECT_EQ(at(spring, 3 * kHour), zone->changes[0].at);
  EXPECT_EQ(local_of(*zone, zone->changes[0].at).of_day, 3 * kHour);
  EXPECT_EQ(local_of(*zone, zone->changes[0].at - 1).of_day, 2 * kHour - 1);
}

TEST(Zone, what_clocks_show_twice_is_meant_the_first_time) {
  const auto zone = berlin();
  const auto twice = at({2027, 10, 31}, 2 * kHour + 30 * kMinute);
  EXPECT_EQ(twice, zone->changes[1].at - 30 * kMinute);
  EXPECT_EQ(local_of(*zone, twice + kHour).of_day, 2 * kHour + 30 * kMinute);
}

TEST(Hours, without_any_somebody_is_there_around_the_clock) {
  const Hours hours;
  const Instant now{1'800'000'000'000};
  EXPECT_TRUE(staffed(hours, now));
  EXPECT_EQ(next_opening(hours, now), now);
  EXPECT_EQ(add_staffed(hours, now, kDay), now + kDay);
  EXPECT_EQ(staffed_between(hours, now, now + kHour), kHour);
  EXPECT_FALSE(unstaffed_from(hours, now, now + kDay, 2 * kHour));
}

TEST(Hours, a_slot_begins_with_its_first_minute_and_ends_before_its_last) {
  const auto hours = office();
  const Date monday{2027, 11, 29};
  EXPECT_FALSE(staffed(hours, at(monday, 9 * kHour) - 1));
  EXPECT_TRUE(staffed(hours, at(monday, 9 * kHour)));
  EXPECT_TRUE(staffed(hours, at(monday, 12 * kHour) - 1));
  EXPECT_FALSE(staffed(hours, at(monday, 12 * kHour)));
  EXPECT_EQ(next_opening(hours, at(monday, 12 * kHour)), at(monday, 13 * kHour));
}

TEST(Hours, staffed_time_goes_over_lunch_night_and_weekend) {  // G13
  const auto hours = office();
  const Date friday{2027, 11, 26}, monday{2027, 11, 29};
  EXPECT_EQ(add_staffed(hours, at(friday, 11 * kHour), 2 * kHour), at(friday, 14 * kHour));
  EXPECT_EQ(add_staffed(hours, at(friday, 17 * kHour), 2 * kHour), at(monday, 10 * kHour));
  EXPECT_EQ(add_staffed(hours, at(friday, 20 * kHour), 3 * kHour),
            at(monday, 12 * kHour));  // to the end, not past lunch
  EXPECT_EQ(staffed_between(hours, at(friday, 11 * kHour), at(monday, 10 * kHour)), 7 * kHour);
  EXPECT_EQ(staffed_between(hours, at(monday, 10 * kHour), at(friday, 11 * kHour)), 0);
}

TEST(Hours, adding_and_measuring_agree) {
  const auto hours = office();
  const auto from = at({2027, 10, 28}, 10 * kHour);  // over the end of summer time
  for (Millis span = kMinute; span < 60 * kHour; span += 77 * kMinute) {
    const auto end = add_staffed(hours, from, span);
    ASSERT_EQ(staffed_between(hours, from, end), span);
  }
}

TEST(Hours, a_holiday_is_closed_and_a_short_day_short) {
  const auto hours = office();
  const auto eve = at({2027, 12, 24}, 11 * kHour);  // a Friday, open until noon; Monday is a holiday
  EXPECT_EQ(add_staffed(hours, eve, 2 * kHour), at({2027, 12, 28}, 10 * kHour));
  EXPECT_EQ(next_opening(hours, at({2027, 12, 24}, 12 * kHour)), at({2027, 12, 28}, 9 * kHour));
}

TEST(Hours, the_day_summer_begins_is_an_hour_shorter) {
  Hours night;
  night.always = false;
  night.zone = berlin();
  night.week[6] = {{0, 6 * kHour}};  // Sundays until six
  EXPECT_EQ(staffed_between(night, at({2027, 3, 28}, 0), at({2027, 3, 29}, 0)), 5 * kHour);
  EXPECT_EQ(staffed_between(night, at({2027, 10, 31}, 0), at({2027, 11, 1}, 0)), 7 * kHour);
}

TEST(Hours, a_lane_that_never_opens_gives_no_time) {
  Hours closed;
  closed.always = false;
  EXPECT_FALSE(next_opening(closed, Instant{1'800'000'000'000}));
  EXPECT_FALSE(add_staffed(closed, Instant{1'800'000'000'000}, kHour));
}

TEST(Hours, shifts_that_meet_are_two_shifts) {  // W2: the earliest end of a shift, not of the day
  Hours hours;
  hours.always = false;
  hours.week[0] = {{6 * kHour, 14 * kHour}, {14 * kHour, 15 * kHour}};
  const auto monday = instant_of({}, day_number({2027, 11, 29}), 0);
  EXPECT_EQ(unstaffed_from(hours, monday + 8 * kHour, monday + kDay, 2 * kHour), monday + 14 * kHour);
  EXPECT_EQ(unstaffed_from(hours, monday + 8 * kHour, monday + kDay, kHour), monday + 15 * kHour);
  EXPECT_EQ(unstaffed_from(hours, monday + 16 * kHour, monday + kDay, 2 * kHour), monday + 16 * kHour);
}

}  // namespace
}  // namespace baton::core
