// SPDX-License-Identifier: MIT
// times_test.cpp - a time that is not one must not become another: no rolled-over dates, no overflow, no guess of a zone.
#include "host/http/times.h"

#include <gtest/gtest.h>

#include "host/http/case_json.h"
#include "host/http/problem.h"

namespace baton::http {
namespace {

constexpr std::int64_t kLatest = 253402300799999;

std::int64_t ms(const std::string& text) {
  const auto at = parse_time(text);
  return at ? at->ms : -1;
}

TEST(Times, both_formats_are_read) {
  EXPECT_EQ(ms("2026-11-24T10:00:00Z"), 1795514400000);
  EXPECT_EQ(ms("1795514400000"), 1795514400000);
  EXPECT_EQ(ms("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(ms("2024-02-29T23:59:59Z"), 1709251199000);
  EXPECT_EQ(ms("9999-12-31T23:59:59.999Z"), kLatest);
}

TEST(Times, fractions_are_milliseconds_and_no_more) {
  EXPECT_EQ(ms("2026-11-24T10:00:00.5Z"), 1795514400500);
  EXPECT_EQ(ms("2026-11-24T10:00:00.05Z"), 1795514400050);
  EXPECT_EQ(ms("2026-11-24T10:00:00.123456789Z"), 1795514400123);
  EXPECT_EQ(ms("2026-11-24T10:00:00.Z"), -1);
}

TEST(Times, a_day_that_does_not_exist_is_refused_and_not_rolled_over) {
  for (const char* text : {"2026-02-29T00:00:00Z", "2026-02-30T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z",
                           "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z"})
    EXPECT_EQ(ms(text), -1) << text;
}

TEST(Times, anything_else_is_refused) {
  for (const char* text : {"", " ", "now", "2026-11-24", "2026-11-24T10:00:00", "2026-11-24T10:00:00+01:00", "2026-11-24T10:00:00Z ", " 2026-11-24T10:00:00Z",
                           "2026-1-4T1:0:0Z", "2026- 1- 4T10:00:00Z", "26-11-24T10:00:00Z", "12026-11-24T10:00:00Z", "-2026-11-24T10:00:00Z",
                           "2026-11-24 10:00:00Z", "2026-11-24T10:00:00ZZ", "1.5", "1e9", "0x10", "1795514400000ms", "1969-12-31T23:59:59Z"})
    EXPECT_EQ(ms(text), -1) << text;
  EXPECT_EQ(ms(std::string("1795514400000\0", 14)), -1);
}

TEST(Times, absurd_numbers_are_refused_before_anybody_adds_to_them) {
  for (const char* text : {"-1", "-9223372036854775808", "9223372036854775807", "253402300800000", "99999999999999999999"}) EXPECT_EQ(ms(text), -1) << text;
}

TEST(Times, a_field_takes_text_or_milliseconds_within_the_same_bounds) {
  const auto field = [](const std::string& value) {
    net::Request request;
    request.body = R"({"at":)" + value + "}";
    Body body(request);
    return time_field(body, "at").ms;
  };
  EXPECT_EQ(field(R"("2026-11-24T10:00:00Z")"), 1795514400000);
  EXPECT_EQ(field("1795514400000"), 1795514400000);
  EXPECT_EQ(field(R"("1795514400000")"), 1795514400000);
  for (const char* value : {"null", "true", "[]", "\"\"", "\"tomorrow\"", "1.5", "-1", "9223372036854775807", "18446744073709551615"}) {
    try {
      field(value);
      ADD_FAILURE() << value << " was taken";
    } catch (const BadRequest& bad) {
      EXPECT_EQ(bad.status(), 422) << value;
      EXPECT_EQ(bad.pointer(), "/at") << value;
    }
  }
}

TEST(Times, what_is_shown_can_be_sent_back) {
  for (const std::int64_t at : {std::int64_t{1}, std::int64_t{1795514400000}, std::int64_t{1795514400007}, kLatest}) {
    const auto shown = time_json(core::Instant{at});
    EXPECT_EQ(ms(shown.get<std::string>()), at) << shown;
  }
  EXPECT_TRUE(time_json(core::Instant{}).is_null());
}

}  // namespace
}  // namespace baton::http
