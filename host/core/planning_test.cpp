// SPDX-License-Identifier: MIT
// planning_test.cpp - the customer hears before the window closes, or the defect is on record (W2, W6, C3, M3).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

constexpr Millis kOpenFor = kDay - 300 * kSecond;

TEST(Planning, an_escalated_case_gets_a_check_in_at_18_h) {  // W2, W6
  World w;
  const auto id = w.escalated_case();
  w.pass(18 * kHour - 1);
  EXPECT_FALSE(w.at(id).plan.open);
  w.pass(1);
  EXPECT_TRUE(w.at(id).at_risk);
  EXPECT_TRUE(w.at(id).plan.open);
  EXPECT_EQ(w.at(id).plan.at, kMonday + kOpenFor - kHour);
  w.pass(kOpenFor - 19 * kHour);
  EXPECT_EQ(w.last_send().purpose, SendPurpose::plan);
  EXPECT_EQ(w.last_send().decision, GateDecision::free);
  w.taken(w.last_send().id);
  EXPECT_FALSE(w.at(id).plan.open);
  w.pass(kDay);
  EXPECT_EQ(w.total<PlanMissing>(), 0);
  EXPECT_TRUE(w.last<WindowClosed>().planned);
}

TEST(Planning, at_most_one_check_in_per_window) {  // W6
  World w;
  const auto id = w.escalated_case();
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", w.now + kHour, "", content("still on it")});
  w.pass(kHour);
  w.taken(w.last_send().id);
  w.pass(2 * kDay);
  EXPECT_EQ(w.total<PlanMade>(), 1);
  EXPECT_EQ(w.total<PlanMissing>(), 0);  // the one there was is the plan of this window
}

TEST(Planning, a_case_without_work_needs_none) {  // W6
  World w;
  w.owned_case();
  w.pass(2 * kDay);
  EXPECT_EQ(w.total<PlanMade>(), 0);
  EXPECT_EQ(w.total<PlanMissing>(), 0);
  EXPECT_EQ(w.total<WindowClosed>(), 1);
}

TEST(Planning, a_window_that_closed_without_a_plan_is_a_defect_once) {  // M3
  World w;
  const auto id = w.owned_case();
  w.says("STOP");
  w.hands_off(id, "agent:ana", "technical");
  w.strategy_fails(id);
  w.pass(10 * kDay);
  EXPECT_FALSE(w.last<WindowClosed>().planned);
  EXPECT_EQ(w.total<WindowClosed>(), 1);
  EXPECT_EQ(w.total<PlanMissing>(), 1);
  EXPECT_EQ(w.last<AlarmRaised>().key, "no_plan:" + id.value);
}

// The host was down over the end of the window: what was missed is said to be missed, not made up for in secret.
TEST(Planning, a_plan_after_the_end_is_no_plan) {  // W6, M3
  World w;
  w.escalated_case();
  w.jump(2 * kDay);
  EXPECT_EQ(w.total<PlanMade>(), 0);
  EXPECT_EQ(w.total<PlanMissing>(), 1);
  EXPECT_FALSE(w.last<WindowClosed>().planned);
}

TEST(Planning, a_new_word_moves_the_check_in_with_the_window) {  // W6
  World w;
  const auto id = w.escalated_case();
  w.pass(18 * kHour);
  ASSERT_TRUE(w.at(id).plan.open);
  w.pass(kHour).says("any news?");
  EXPECT_FALSE(w.at(id).plan.open);
  const auto opened = w.now;
  w.pass(18 * kHour);
  EXPECT_TRUE(w.at(id).plan.open);
  EXPECT_EQ(w.at(id).plan.at, opened + kOpenFor - kHour);
}

TEST(Planning, the_owners_own_plan_stays_when_the_customer_writes) {  // W6, M12
  World w;
  const auto id = w.escalated_case();
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", w.now + 20 * kHour, "", content("by then we know")});
  w.pass(kHour).says("any news?");
  EXPECT_TRUE(w.at(id).plan.open);
  EXPECT_EQ(w.at(id).plan.by, "agent:ana");
}

TEST(Planning, a_plan_beyond_the_window_is_a_template) {  // W6
  World w;
  const auto id = w.escalated_case();
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", w.now + 30 * kHour, "", content("by then we know")});
  EXPECT_EQ(w.at(id).plan.kind, PlanKind::template_message);
  w.pass(30 * kHour);
  EXPECT_EQ(w.total<PlanMissing>(), 0);
  EXPECT_TRUE(w.last_send().asked_templates);
}

// C3: what was written under an older owner is not said in the new owner's name; the customer still hears.
TEST(Planning, the_words_of_an_earlier_owner_are_not_said_under_the_next) {
  World w;
  const auto id = w.escalated_case("ana");
  const auto at = w.now + 5 * kHour;
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", at, "", content("I promise")});
  w.assigns(id, "ben");
  EXPECT_EQ(w.state.drafts.size(), 1u);
  EXPECT_EQ(w.state.drafts.begin()->second.author, "agent:ana");
  EXPECT_TRUE(w.at(id).plan.open);
  EXPECT_EQ(w.at(id).plan.at, at);
  w.pass(5 * kHour);
  EXPECT_EQ(w.last_send().author, "host");
  EXPECT_FALSE(w.last_send().text);
}

TEST(Planning, a_planned_word_that_does_not_go_out_is_a_defect_with_an_alarm) {  // W6
  World w;
  const auto id = w.escalated_case();
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", w.now + kHour, "", content("still on it")});
  w.pass(kHour);
  w.fails(w.last_send().id, FailureScope::message);
  EXPECT_EQ(w.count<PlanMissing>(), 1);
  EXPECT_EQ(w.count<AlarmRaised>(), 1);
  EXPECT_FALSE(w.at(id).plan.open);
  EXPECT_EQ(w.state.drafts.size(), 1u);  // ana's words are not lost
}

TEST(Planning, only_the_owner_plans_and_only_the_future) {  // C2
  World w;
  const auto id = w.escalated_case("ana");
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ben", w.now + kHour, "", {}});
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", w.now, "", {}});
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.total<PlanMade>(), 0);
}

TEST(Planning, a_word_from_outside_the_gate_is_the_update_that_was_due) {  // W1
  World w;
  const auto id = w.escalated_case();
  w.pass(18 * kHour);
  ASSERT_TRUE(w.at(id).plan.open);
  w.decide(OutsideWordSeen{w.place(), content("x"), content("Paul here, still on it"), w.now});
  EXPECT_FALSE(w.at(id).plan.open);
  w.pass(kDay);
  EXPECT_EQ(w.total<PlanMissing>(), 0);
}

}  // namespace
}  // namespace baton::core::testing
