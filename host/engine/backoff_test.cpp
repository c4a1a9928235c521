// SPDX-License-Identifier: MIT
// backoff_test.cpp - what failed together must not come back together, nor too early, nor never.
#include "host/engine/backoff.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace baton::engine {
namespace {

constexpr int kDraws = 500;

TEST(Backoff, stays_within_a_fifth_of_a_wait_that_grows) {
  Backoff backoff;
  core::Millis expected = 1000;
  for (std::int64_t attempt = 1; attempt <= 5; ++attempt, expected *= 2) {
    for (int i = 0; i < kDraws; ++i) {
      const auto wait = backoff.after(attempt, 1000, 2.0, core::kHour);
      ASSERT_GE(wait, expected * 8 / 10) << "attempt " << attempt;
      ASSERT_LE(wait, expected * 12 / 10) << "attempt " << attempt;
    }
  }
}

TEST(Backoff, a_time_the_channel_asked_for_is_never_cut_short) {
  Backoff backoff;
  std::set<core::Millis> waits;
  for (int i = 0; i < 200; ++i) {
    const auto wait = backoff.not_before(4000);
    EXPECT_GE(wait, 4000);
    EXPECT_LE(wait, 4800);
    waits.insert(wait);
  }
  EXPECT_GT(waits.size(), 10u);
}

TEST(Backoff, two_that_failed_together_do_not_come_back_together) {
  Backoff backoff;
  std::set<core::Millis> waits;
  for (int i = 0; i < kDraws; ++i) waits.insert(backoff.after(3, core::kMinute, 2.0, core::kHour));
  EXPECT_GT(waits.size(), static_cast<std::size_t>(kDraws / 2));
  EXPECT_LT(*waits.begin(), 4 * core::kMinute);
  EXPECT_GT(*waits.rbegin(), 4 * core::kMinute);
}

TEST(Backoff, the_longest_wait_holds_for_any_number_of_attempts) {
  Backoff backoff;
  for (const std::int64_t attempt : {std::int64_t{40}, std::int64_t{1'000'000}, std::numeric_limits<std::int64_t>::max()}) {
    const auto wait = backoff.after(attempt, core::kSecond, 4.0, 10 * core::kMinute);
    EXPECT_GE(wait, 8 * core::kMinute);
    EXPECT_LE(wait, 12 * core::kMinute);
  }
}

TEST(Backoff, an_attempt_that_was_never_counted_waits_like_the_first) {
  Backoff backoff;
  EXPECT_GE(backoff.after(0, 1000, 2.0, core::kHour), 800);
  EXPECT_LE(backoff.after(-5, 1000, 2.0, core::kHour), 1200);
}

}  // namespace
}  // namespace baton::engine
