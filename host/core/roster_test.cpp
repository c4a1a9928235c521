// SPDX-License-Identifier: MIT
// O7: an agent of whom nothing is heard for the configured time is away.
#include "host/core/roster.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

constexpr Instant kNow{1'700'000'000'000};

RosterState present(std::initializer_list<const char*> agents) {
  RosterState state;
  for (const char* agent : agents) evolve(state, PresenceChanged{{agent}, true, "agent"}, kNow);
  return state;
}

TEST(Roster, O7_ten_minutes_without_a_sign_are_an_absence) {
  const auto state = present({"ana", "ben"});
  const Policy policy;
  const auto before = without_sign(state, policy, {{{"ben"}, kNow + kMinute}}, kNow, kNow + 10 * kMinute - 1);
  EXPECT_TRUE(before.agents.empty());
  EXPECT_EQ(before.next, kNow + 10 * kMinute);
  const auto after = without_sign(state, policy, {{{"ben"}, kNow + kMinute}}, kNow, kNow + 10 * kMinute);
  EXPECT_EQ(after.agents, (std::vector<AgentId>{{"ana"}}));
  EXPECT_EQ(after.next, kNow + 11 * kMinute);
}

TEST(Roster, O7_after_a_start_everybody_has_that_time_anew) {
  const auto found = without_sign(present({"ana"}), Policy{}, {}, kNow + kHour, kNow + kHour);
  EXPECT_TRUE(found.agents.empty());
  EXPECT_EQ(found.next, kNow + kHour + 10 * kMinute);
}

TEST(Roster, O7_who_is_away_needs_no_sign_and_where_none_is_wanted_nobody_is_away) {
  auto state = present({"ana"});
  Policy never;
  never.away_after_ms = 0;
  EXPECT_TRUE(without_sign(state, never, {}, kNow, kNow + kDay).agents.empty());
  evolve(state, PresenceChanged{{"ana"}, false, "agent:ana"}, kNow);
  const auto found = without_sign(state, Policy{}, {}, kNow, kNow + kDay);
  EXPECT_TRUE(found.agents.empty());
  EXPECT_FALSE(found.next);
}

}  // namespace
}  // namespace baton::core
