// SPDX-License-Identifier: MIT
// dues_test.cpp - what falls due is worked off once, in any case, and never for ever (G12; the engine keeps one "next
// due" per customer and nothing else).
#include "host/core/keeping.h"
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

TEST(Dues, a_quiet_customer_is_never_due) {
  World w;
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana");
  w.pass(60 * kDay);
  ASSERT_TRUE(next_due(w.state, w.policy));
  EXPECT_EQ(*next_due(w.state, w.policy), content_ends(w.at(id), w.policy)) << "until its words are to go (P1)";
  w.pass(25 * 31 * kDay);
  EXPECT_FALSE(next_due(w.state, w.policy));
}

TEST(Dues, a_clock_that_reaches_nothing_decides_nothing) {
  World w;
  w.owned_case();
  w.decide(ClockReached{});
  EXPECT_TRUE(w.facts.empty());
}

TEST(Dues, a_month_of_silence_is_a_handful_of_facts) {
  World w;
  const auto id = w.escalated_case();
  w.acts(w.work_of(id), WorkActed::Act::claim, "tom");
  const auto before = w.history.size();
  w.pass(30 * kDay);
  EXPECT_LT(w.history.size() - before, 20u);
  EXPECT_EQ(w.status(id), CaseStatus::escalated);
}

TEST(Dues, an_hour_late_or_a_month_late_the_clock_settles_everything_at_once) {
  for (const auto span : {kHour, 30 * kDay}) {
    World w;
    const auto id = w.says("hello", "bot");
    w.jump(span);
    const auto due = next_due(w.state, w.policy);
    EXPECT_TRUE(!due || *due > w.now);
    EXPECT_EQ(w.at(id).burst.fragments, 0);
  }
}

TEST(Dues, a_customer_without_anything_is_never_due) {
  const CustomerState nobody;
  EXPECT_FALSE(next_due(nobody, test_policy()));
}

TEST(Dues, the_clock_on_an_unknown_customer_is_harmless) {
  World w;
  w.decide(ClockReached{});
  EXPECT_TRUE(w.facts.empty());
}

}  // namespace
}  // namespace baton::core::testing
