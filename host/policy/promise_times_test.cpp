// SPDX-License-Identifier: MIT
// promise_times_test.cpp - G13: what agents type while promising, in six languages, and what is no promise.
#include "host/policy/promise_times.h"

#include <gtest/gtest.h>

namespace baton::policy {
namespace {

using core::kDay;
using core::kHour;
using core::kMinute;

struct Case {
  const char* language;
  const char* text;
  const char* words;  // the part that names the time; empty: there is none
  core::Millis after = 0;
  std::int64_t days = -1;
  std::int64_t weekday = -1;
  core::Millis of_day = -1;
};

TEST(PromiseTimes, what_people_write) {
  const PromiseTimes promises;
  const std::vector<Case> cases{
      {"en", "We will know by tomorrow noon, I am sure.", "by tomorrow noon", 0, 1, -1, 12 * kHour},
      {"en", "You will hear from me within 2 hours.", "within 2 hours", 2 * kHour},
      {"en", "I'll call you in an hour", "in an hour", kHour},
      {"en", "Give me until 3 pm please", "until 3 pm", 0, -1, -1, 15 * kHour},
      {"en", "Back to you by Friday", "by Friday", 0, -1, 4},
      {"en", "by Monday at 9:30 it is done", "by Monday at 9:30", 0, -1, 0, 9 * kHour + 30 * kMinute},
      {"en", "We ship it by today", "by today", 0, 0},
      {"es", "Le escribo antes del viernes a las 15:00.", "antes del viernes a las 15:00", 0, -1, 4, 15 * kHour},
      {"es", "Tendrá respuesta en dos horas", "en dos horas", 2 * kHour},
      {"pt", "Respondo até amanhã", "até amanhã", 0, 1},
      {"de", "Sie hören bis morgen Mittag von mir.", "bis morgen Mittag", 0, 1, -1, 12 * kHour},
      {"de", "bis 15 Uhr wissen wir mehr", "bis 15 Uhr", 0, -1, -1, 15 * kHour},
      {"de", "Ich melde mich in zwei Stunden", "in zwei Stunden", 2 * kHour},
      {"fr", "Je vous réponds avant lundi", "avant lundi", 0, -1, 0},
      {"fr", "sous 30 minutes", "sous 30 minutes", 30 * kMinute},
      {"en", "It was lost by the carrier.", ""},
      {"en", "It will be handled by 3 of our colleagues.", ""},
      {"en", "Your order 12345 is fine", ""},
      {"en", "", ""},
  };
  for (const Case& wanted : cases) {
    const std::string_view text = wanted.text;
    const auto found = promises.find(text, wanted.language);
    ASSERT_EQ(found.has_value(), *wanted.words != '\0') << text;
    if (!found) continue;
    EXPECT_EQ(text.substr(static_cast<std::size_t>(found->span.begin), static_cast<std::size_t>(found->span.length)),
              wanted.words)
        << text;
    EXPECT_EQ(found->after, wanted.after) << text;
    EXPECT_EQ(found->days, wanted.days) << text;
    EXPECT_EQ(found->weekday, wanted.weekday) << text;
    EXPECT_EQ(found->of_day, wanted.of_day) << text;
  }
}

TEST(PromiseTimes, hindi_says_until_afterwards) {
  const PromiseTimes promises;
  const auto tomorrow = promises.find("मैं कल तक बताऊँगा", "hi");
  ASSERT_TRUE(tomorrow);
  EXPECT_EQ(tomorrow->days, 1);
  const auto hours = promises.find("2 घंटे में जवाब मिलेगा", "hi");
  ASSERT_TRUE(hours);
  EXPECT_EQ(hours->after, 2 * kHour);
}

TEST(PromiseTimes, the_language_of_the_conversation_is_tried_first_and_then_the_others) {
  const PromiseTimes promises;
  EXPECT_EQ(promises.find("by tomorrow", "de")->days, 1);
  EXPECT_EQ(promises.find("bis morgen", "")->days, 1);
}

}  // namespace
}  // namespace baton::policy
