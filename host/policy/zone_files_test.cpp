// SPDX-License-Identifier: MIT
// zone_files_test.cpp - a zone file in, the right hour out: known changes, the rule for the years to come, damaged
// files.
#include "host/policy/zone_files.h"

#include <gtest/gtest.h>

#include <set>

#include "host/policy/country_zones.h"
#include "host/policy/zone_rule.h"

namespace baton::policy {
namespace {

using core::day_number;
using core::Instant;
using core::kDay;
using core::kHour;

Instant utc(std::int64_t year, std::int64_t month, std::int64_t day, core::Millis of_day = 12 * kHour) {
  return {day_number({year, month, day}) * kDay + of_day};
}

TEST(ZoneFiles, utc_is_known_without_any_file) {
  ASSERT_NE(zone_named("UTC"), nullptr);
  EXPECT_EQ(zone_named("UTC")->offset_at(utc(2027, 7, 1)), 0);
}

TEST(ZoneFiles, what_is_no_zone_is_none) {
  for (const char* name : {"", "Europe/Nowhere", "Europe", "../../etc/passwd", "/etc/localtime", "zone.tab"})
    EXPECT_EQ(zone_named(name), nullptr) << name;
}

TEST(ZoneFiles, summer_and_winter_also_beyond_the_last_known_change) {
  const auto berlin = zone_named("Europe/Berlin");
  ASSERT_NE(berlin, nullptr);
  for (const std::int64_t year : {1999, 2027, 2037, 2038, 2061, 2199}) {
    EXPECT_EQ(berlin->offset_at(utc(year, 1, 15)), kHour) << year;
    EXPECT_EQ(berlin->offset_at(utc(year, 7, 15)), 2 * kHour) << year;
  }
  EXPECT_EQ(berlin->offset_at(utc(2061, 3, 27, kHour) - 1), kHour);  // the last Sunday of March, 01:00 UTC
  EXPECT_EQ(berlin->offset_at(utc(2061, 3, 27, kHour)), 2 * kHour);
}

TEST(ZoneFiles, the_south_and_half_hours_and_zones_without_summer) {
  EXPECT_EQ(zone_named("Australia/Sydney")->offset_at(utc(2050, 1, 15)), 11 * kHour);
  EXPECT_EQ(zone_named("Australia/Sydney")->offset_at(utc(2050, 7, 15)), 10 * kHour);
  EXPECT_EQ(zone_named("Asia/Kolkata")->offset_at(utc(2150, 7, 15)), 5 * kHour + kHour / 2);
  EXPECT_EQ(zone_named("America/New_York")->offset_at(utc(2026, 11, 30)), -5 * kHour);
  EXPECT_EQ(zone_named("Europe/Dublin")->offset_at(utc(2100, 7, 15)), kHour);  // its winter is the exception
}

TEST(ZoneFiles, a_damaged_file_is_no_zone) {
  EXPECT_FALSE(read_zone("", "x"));
  EXPECT_FALSE(read_zone("TZif2", "x"));
  EXPECT_FALSE(read_zone(std::string(44, '\xff'), "x"));
  std::string huge = "TZif2" + std::string(15, '\0') + std::string(24, '\x7f');
  EXPECT_FALSE(read_zone(huge, "x"));
}

TEST(ZoneFiles, their_names_help_with_a_misspelt_one) {
  const auto names = zone_names();
  const std::set<std::string> known(names.begin(), names.end());
  EXPECT_TRUE(known.contains("Europe/Berlin"));
  EXPECT_TRUE(known.contains("America/Argentina/Buenos_Aires"));
  EXPECT_FALSE(known.contains("posix/Europe/Berlin"));
}

TEST(ZoneRule, is_read_with_all_its_forms) {
  EXPECT_EQ(read_zone_rule("JST-9")->standard_offset, 9 * kHour);
  EXPECT_EQ(read_zone_rule("<+0545>-5:45")->standard_offset, 5 * kHour + 45 * core::kMinute);
  const auto new_york = read_zone_rule("EST5EDT,M3.2.0,M11.1.0");
  ASSERT_TRUE(new_york && new_york->summer);
  EXPECT_EQ(new_york->changes_of(2027)[0].at, utc(2027, 3, 14, 7 * kHour));
  EXPECT_EQ(new_york->changes_of(2027)[1].at, utc(2027, 11, 7, 6 * kHour));
  const auto greenland = read_zone_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");  // before the day itself
  EXPECT_EQ(greenland->changes_of(2027)[0].at, utc(2027, 3, 28, kHour));
  const auto julian = read_zone_rule("AAA3BBB,J60/0,300/0");
  EXPECT_EQ(julian->changes_of(2028)[0].at, utc(2028, 3, 1, 3 * kHour));  // J60 is the first of March, leap year or not
  EXPECT_EQ(julian->changes_of(2028)[1].at, utc(2028, 10, 27, 2 * kHour));
  for (const char* wrong :
       {"", "5", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x"})
    EXPECT_FALSE(read_zone_rule(wrong)) << wrong;
}

TEST(CountryZones, every_one_exists_and_no_code_hides_another) {
  std::set<std::string_view> codes;
  for (const auto& country : country_zones()) {
    EXPECT_NE(zone_named(std::string(country.zone)), nullptr) << country.zone;
    EXPECT_TRUE(codes.insert(country.code).second) << country.code;
    EXPECT_LE(country.code.size(), 4u);
  }
  for (const auto code : {"1", "7", "55", "61", "62"}) EXPECT_FALSE(codes.contains(code)) << code << ": several zones";
}

}  // namespace
}  // namespace baton::policy
