// SPDX-License-Identifier: MIT
// finish_test.cpp - time against the window (H7): work that will not be done before the window ends, of a customer who
// is silent, gets a specialist and a plan.
#include "host/core/finish.h"

#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

using Act = WorkActed::Act;

Policy with_late_lane() {
  auto policy = test_policy();
  policy.late_lane = {"technical"};
  return policy;
}

WorkActed claimed(const WorkId& item, const char* agent, Instant finish) {
  WorkActed acted{item, Act::claim, {agent}, {}};
  acted.finish = finish;
  return acted;
}

TEST(Finish, H7_the_owners_estimate_after_the_windows_end_makes_a_plan_once_the_customer_is_silent) {
  World w(with_late_lane());
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.decide(claimed(item, "tom", w.now + 30 * kHour));
  EXPECT_EQ(w.item(item).estimate, w.now + 30 * kHour);
  w.pass(kHour - kSecond);
  EXPECT_EQ(w.total<FinishLate>(), 0) << "the customer wrote within the hour";
  w.pass(2 * kSecond);
  ASSERT_EQ(w.total<FinishLate>(), 1);
  EXPECT_EQ(w.last<FinishLate>().source, "owner");
  EXPECT_EQ(w.last<FinishLate>().item, item);
  EXPECT_EQ(w.total<PlanMade>(), 1) << "long before the window is at risk";
  EXPECT_EQ(w.at(id).lane.value, "general") << "a specialist has the work already";
  EXPECT_EQ(w.at(id).handoffs, 1);
  w.pass(10 * kHour);
  EXPECT_EQ(w.total<FinishLate>(), 1) << "told once for each window";
}

TEST(Finish, H7_an_estimate_within_the_window_needs_nothing) {
  World w(with_late_lane());
  const auto id = w.escalated_case();
  w.decide(claimed(w.work_of(id), "tom", w.now + 5 * kHour));
  w.pass(10 * kHour);
  EXPECT_EQ(w.total<FinishLate>(), 0);
}

TEST(Finish, H7_its_owner_may_say_it_later_and_anew) {
  World w(with_late_lane());
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, Act::claim, "tom");
  w.pass(2 * kHour);
  EXPECT_EQ(w.total<FinishLate>(), 0) << "nobody can say when it is done";
  WorkWaitAsked waits{item, {"tom"}, WaitsFor::third_party, w.now + 20 * kHour, {}};
  waits.finish = w.now + 40 * kHour;
  w.decide(std::move(waits));
  w.pass(kSecond);
  EXPECT_EQ(w.total<FinishLate>(), 1);
  w.decide(claimed(item, "tom", w.now + 50 * kHour));
  EXPECT_EQ(w.item(item).estimate, w.now + 50 * kHour);
  EXPECT_TRUE(w.refusals.empty());
  w.decide(claimed(item, "tom", w.now - kHour));
  EXPECT_EQ(w.refusals.size(), 1u) << "what is past is no estimate";
}

TEST(Finish, H7_without_an_estimate_the_lanes_percentile_holds_and_before_it_what_is_configured) {
  auto policy = with_late_lane();
  policy.lanes.at({"technical"}).finish_ms = 30 * kHour;
  World w(policy);
  const auto id = w.escalated_case();
  EXPECT_EQ(expected_finish(w.state, w.at(id), w.policy).source, "configured");
  CandidatesFound found;
  found.item = w.work_of(id);
  found.candidates = {{{"tom"}, {}, 0, 5000, w.now - kHour}};
  found.usual_ms = 2 * kHour;  // what finished items of the lane took
  w.decide(std::move(found));
  const auto expected = expected_finish(w.state, w.at(id), w.policy);
  EXPECT_EQ(expected.source, "lane");
  EXPECT_EQ(expected.at, w.item(w.work_of(id)).opened + 2 * kHour);
  w.pass(5 * kHour);
  EXPECT_EQ(w.total<FinishLate>(), 0);
}

TEST(Finish, H7_what_first_line_will_not_answer_in_time_goes_to_a_specialist_with_a_plan) {
  auto policy = with_late_lane();
  policy.lanes.at({"general"}).finish_ms = 30 * kHour;
  World w(policy);
  const auto id = w.owned_case();
  w.pass(5 * kHour);
  EXPECT_EQ(w.total<FinishLate>(), 0) << "the customer was answered; nothing is to be finished";
  w.says("and now?");
  w.pass(kHour + kSecond);
  ASSERT_EQ(w.total<FinishLate>(), 1);
  EXPECT_EQ(w.last<FinishLate>().source, "configured");
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H7");
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "technical");
  EXPECT_TRUE(w.at(id).plan.open);
  w.strategy_fails(id);
  EXPECT_EQ(w.status(id), CaseStatus::escalated);
  EXPECT_EQ(w.item(w.work_of(id)).lane.value, "technical");
  EXPECT_EQ(w.owner(id), "agent:ana") << "first line keeps the thread (O2)";
  EXPECT_TRUE(w.at(id).plan.open);
}

TEST(Finish, H7_a_customer_who_writes_again_opens_the_window_anew) {
  World w(with_late_lane());
  const auto id = w.escalated_case();
  w.decide(claimed(w.work_of(id), "tom", w.now + 30 * kHour));
  w.pass(50 * kMinute);
  w.says("any news?");
  w.pass(50 * kMinute);
  EXPECT_EQ(w.total<FinishLate>(), 0);
  w.pass(11 * kMinute);
  EXPECT_EQ(w.total<FinishLate>(), 1);
}

TEST(Finish, H7_a_case_that_waits_for_the_customer_is_late_for_nothing) {
  auto policy = with_late_lane();
  policy.lanes.at({"general"}).finish_ms = 30 * kHour;
  World w(policy);
  const auto id = w.owned_case();
  w.says("and now?");
  w.waits(id, "agent:ana");
  w.pass(5 * kHour);
  EXPECT_EQ(w.total<FinishLate>(), 0);
}

TEST(Finish, H7_without_a_lane_for_it_the_case_stays_and_has_its_plan) {
  auto policy = test_policy();
  policy.lanes.at({"general"}).finish_ms = 30 * kHour;
  World w(policy);
  const auto id = w.owned_case();
  w.says("and now?");
  w.pass(2 * kHour);
  EXPECT_EQ(w.total<FinishLate>(), 1);
  EXPECT_EQ(w.at(id).handoffs, 0);
  EXPECT_TRUE(w.at(id).plan.open);
}

}  // namespace
}  // namespace baton::core::testing
