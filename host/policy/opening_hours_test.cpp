// SPDX-License-Identifier: MIT
// opening_hours_test.cpp - what people write about hours, and what the core counts with.
#include "host/policy/opening_hours.h"

#include <gtest/gtest.h>

#include "host/policy/when_words.h"
#include "host/policy/zone_files.h"

namespace baton::policy {
namespace {

using core::kDay;
using core::kHour;
using core::kMinute;
using nlohmann::json;

TEST(OpeningHours, a_slot_is_read_to_the_minute) {
  EXPECT_EQ(slot_of("09:15-17:30")->from, 9 * kHour + 15 * kMinute);
  EXPECT_EQ(slot_of("09:15-17:30")->to, 17 * kHour + 30 * kMinute);
  EXPECT_EQ(slot_of("00:00-24:00")->to, kDay);
  for (const char* wrong : {"", "9:15-17:30", "09:15", "09:15-09:15", "24:01-25:00", "09:60-10:00", "0a:15-17:30"})
    EXPECT_FALSE(slot_of(wrong)) << wrong;
}

TEST(OpeningHours, a_night_shift_belongs_to_both_days) {
  const auto week = week_of({{"sun", {"22:00-06:00"}}, {"mon", {"09:00-17:00"}}});
  ASSERT_EQ(week[6].size(), 1u);
  EXPECT_EQ(week[6][0].to, kDay);
  ASSERT_EQ(week[0].size(), 2u);
  EXPECT_EQ(week[0][0].to, 6 * kHour);
}

TEST(OpeningHours, a_date_that_is_in_no_calendar_is_none) {
  EXPECT_EQ(day_of("2027-12-24"), core::day_number({2027, 12, 24}));
  for (const char* wrong : {"2027-02-29", "2027-13-01", "2027-00-01", "2027-1-1", "24.12.2027", ""})
    EXPECT_FALSE(day_of(wrong)) << wrong;
}

TEST(OpeningHours, nothing_said_is_around_the_clock_and_a_holiday_is_not) {
  EXPECT_TRUE(hours_of(json::object()).always);
  const auto hours = hours_of({{"hours", {{"zone", "UTC"}, {"holidays", {{"2027-12-25", json::array()}}}}}});
  EXPECT_FALSE(hours.always);
  const core::Instant christmas{core::day_number({2027, 12, 25}) * kDay};
  EXPECT_TRUE(core::staffed(hours, christmas - 1));
  EXPECT_FALSE(core::staffed(hours, christmas));
  EXPECT_TRUE(core::staffed(hours, christmas + kDay));
}

TEST(OpeningHours, a_lane_takes_from_the_organisation_what_it_does_not_say) {
  const auto organisation = hours_of({{"hours",
                                       {{"zone", "Europe/Berlin"},
                                        {"week", {{"mon", {"09:00-17:00"}}}},
                                        {"holidays", {{"2027-12-27", json::array()}}}}}});
  EXPECT_EQ(hours_of_lane(organisation, json::object()), nullptr);
  const auto lane = hours_of_lane(organisation, {{"hours", {{"week", {{"tue", {"10:00-12:00"}}}}}}});
  ASSERT_NE(lane, nullptr);
  EXPECT_EQ(lane->where().name, "Europe/Berlin");
  EXPECT_TRUE(lane->week[0].empty());
  EXPECT_EQ(lane->week[1].size(), 1u);
  EXPECT_TRUE(lane->dates.contains(core::day_number({2027, 12, 27})));
  const auto elsewhere = hours_of_lane(organisation, {{"hours", {{"zone", "Asia/Tokyo"}}}});
  EXPECT_EQ(elsewhere->week[0].size(), 1u);
  EXPECT_EQ(elsewhere->where().name, "Asia/Tokyo");
}

TEST(WhenWords, are_of_the_customers_day_and_language) {  // R8
  const auto& berlin = *zone_named("Europe/Berlin");
  const core::Instant said{core::day_number({2026, 11, 29}) * kDay + 20 * kHour};  // Sunday, 21:00 there
  EXPECT_EQ(when_words(berlin, said + kHour + 29 * kMinute + 30 * core::kSecond, said, "en"), "22:30");
  EXPECT_EQ(when_words(berlin, said + 13 * kHour, said, "en"), "Monday 10:00");
  EXPECT_EQ(when_words(berlin, said + 13 * kHour, said, "de-AT"), "Montag 10:00");
  EXPECT_EQ(when_words(berlin, said + 13 * kHour, said, "xx"), "Monday 10:00");
  EXPECT_EQ(when_words(berlin, said + 9 * kDay, said, "en"), "2026-12-08 21:00");
}

}  // namespace
}  // namespace baton::policy
