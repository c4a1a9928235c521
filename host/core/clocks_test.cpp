// SPDX-License-Identifier: MIT
// clocks_test.cpp - promises and dues (G12, G13, M11, M12), ageing (G7), waits (C6): what is due is never silently
// past.
#include "host/core/testing/world.h"
#include "host/core/update_due.h"

namespace baton::core::testing {
namespace {

// Targets of 1 h, 4 h and 10 h around the clock; a lane that is always there.
Policy sla_policy() {
  auto policy = test_policy();
  policy.sla[""][Priority::medium] = {kHour, 4 * kHour, 10 * kHour, true};
  policy.sla["enterprise"][Priority::medium] = {5 * kMinute, kHour, 2 * kHour, true};
  return policy;
}

UpdateDue due_of(const World& w, const CaseId& id) { return update_due(w.state, w.at(id), w.policy); }

void promise(World& w, const CaseId& id, Instant due, const std::string& by = "agent:ana") {
  w.decide(PromiseAsked{id, w.hand(id).epoch, by, due, content("an answer")});
}

const AlarmRaised* alarm(const World& w, const std::string& prefix) {
  for (const auto& [at, ruled] : w.history)
    if (const auto* raised = std::get_if<AlarmRaised>(&ruled.fact);
        raised != nullptr && raised->key.starts_with(prefix))
      return raised;
  return nullptr;
}

// --- G12: the earliest of the clocks

TEST(Dues, the_first_word_is_due_by_the_first_target_and_the_next_by_the_next) {  // G13
  World w(sla_policy());
  const auto id = w.says("my parcel is lost");
  EXPECT_EQ(due_of(w, id).at, kMonday + kHour);
  EXPECT_EQ(due_of(w, id).clock, DueClock::first);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.taken(w.replies(id, "ana", "I am looking into it"));
  EXPECT_EQ(due_of(w, id).clock, DueClock::window);  // nothing is owed but a word before the window closes
  w.pass(2 * kHour);
  w.says("and?");
  EXPECT_EQ(due_of(w, id).at, kMonday + 6 * kHour);
  EXPECT_EQ(due_of(w, id).clock, DueClock::next);
  w.pass(kHour).says("hello?");
  EXPECT_EQ(due_of(w, id).at, kMonday + 6 * kHour) << "asking again does not put it off";
}

TEST(Dues, the_tier_has_its_own_targets) {  // G13
  World w(sla_policy());
  w.policy.default_segment = "enterprise";
  const auto id = w.says("hello");
  w.state.cases.at(id).priority = Priority::medium;
  EXPECT_EQ(due_of(w, id).at, kMonday + 5 * kMinute);
}

TEST(Dues, an_acknowledgement_asks_for_nothing) {  // C10
  World w(sla_policy());
  const auto id = w.owned_case();
  w.says("thanks");
  EXPECT_EQ(due_of(w, id).clock, DueClock::window);
}

TEST(Dues, a_word_that_has_not_left_has_told_nobody_anything) {  // M12
  World w(sla_policy());
  const auto id = w.says("hello");
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  const auto reply = w.replies(id, "ana", "hi");
  EXPECT_EQ(due_of(w, id).clock, DueClock::first);
  w.fails(reply, FailureScope::message);
  EXPECT_EQ(due_of(w, id).clock, DueClock::first);
}

TEST(Dues, while_work_is_under_way_the_customer_hears_that_it_is) {  // G12: every escalated case has one
  World w(sla_policy());
  const auto id = w.escalated_case();
  EXPECT_EQ(due_of(w, id).clock, DueClock::progress);
  EXPECT_EQ(due_of(w, id).at, kMonday + 4 * kHour);
}

TEST(Dues, targets_count_in_the_hours_of_the_lane) {  // G13
  auto policy = sla_policy();
  auto hours = std::make_shared<Hours>();
  hours->always = false;
  for (auto& day : hours->week) day = {{9 * kHour, 17 * kHour}};
  policy.lanes[{"general"}].hours = hours;
  World w(policy);  // 22:13 UTC
  const auto id = w.says("hello");
  EXPECT_EQ(due_of(w, id).at, next_opening(*hours, kMonday) + kHour);
  w.policy.sla[""][Priority::medium].staffed = false;
  EXPECT_EQ(due_of(w, id).at, kMonday + kHour);
}

TEST(Dues, waiting_for_the_customer_there_is_none) {  // G12
  World w(sla_policy());
  const auto id = w.owned_case();
  w.says("hm");
  w.waits(id, "agent:ana");
  EXPECT_FALSE(due_of(w, id).at);
}

// --- M12, M11

TEST(Dues, an_answer_in_time_is_a_due_that_was_kept) {  // M12
  World w(sla_policy());
  w.owned_case();
  ASSERT_EQ(w.total<DueSettled>(), 1);
  EXPECT_TRUE(w.last<DueSettled>().met);
  EXPECT_EQ(w.last<DueSettled>().due, kMonday + kHour);
}

TEST(Dues, a_due_that_passes_is_missed_once_and_told_after_a_quarter_of_an_hour) {  // M11, M12, G12
  World w(sla_policy());
  const auto id = w.says("hello");
  w.pass(kHour - 1);
  EXPECT_EQ(w.total<DueSettled>(), 0);
  w.pass(1);
  EXPECT_EQ(w.total<DueSettled>(), 1);
  EXPECT_FALSE(w.last<DueSettled>().met);
  EXPECT_EQ(w.total<UpdateOverdue>(), 0);
  w.pass(15 * kMinute);
  EXPECT_EQ(w.total<UpdateOverdue>(), 1);
  const auto* raised = alarm(w, "update_overdue:" + id.value);
  ASSERT_NE(raised, nullptr);
  EXPECT_EQ(raised->party, "lead:general");
  w.pass(5 * kHour);
  EXPECT_EQ(w.total<DueSettled>(), 1);
  EXPECT_EQ(w.total<UpdateOverdue>(), 1);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.taken(w.replies(id, "ana", "sorry"));  // late: it does not make the due a kept one
  EXPECT_EQ(w.total<DueSettled>(), 1);
}

TEST(Dues, a_host_that_was_down_notes_what_it_slept_through) {
  World w(sla_policy());
  w.says("hello");
  w.jump(3 * kHour);
  EXPECT_EQ(w.total<DueSettled>(), 1);
  EXPECT_EQ(w.total<UpdateOverdue>(), 1);
}

// --- G13: promises

TEST(Promises, what_was_promised_is_due) {
  World w(sla_policy());
  const auto id = w.owned_case();
  promise(w, id, w.now + 2 * kHour);
  EXPECT_EQ(due_of(w, id).at, kMonday + 2 * kHour);
  EXPECT_EQ(due_of(w, id).clock, DueClock::promise);
  w.pass(kHour);
  w.taken(w.replies(id, "ana", "found it"));
  EXPECT_EQ(w.last<PromiseEnded>().how, "kept");
  EXPECT_TRUE(w.last<DueSettled>().met);
  EXPECT_FALSE(w.at(id).promise.open);
}

TEST(Promises, one_that_is_broken_stays_due_until_a_word) {  // never silently in the past
  World w(sla_policy());
  const auto id = w.owned_case();
  promise(w, id, w.now + 2 * kHour);
  w.pass(3 * kHour);
  EXPECT_TRUE(w.at(id).promise.open);
  EXPECT_EQ(due_of(w, id).at, kMonday + 2 * kHour);
  EXPECT_NE(alarm(w, "update_overdue:"), nullptr);
  w.taken(w.replies(id, "ana", "it took longer"));
  EXPECT_EQ(w.last<PromiseEnded>().how, "late");
}

TEST(Promises, a_new_one_replaces_the_old) {
  World w(sla_policy());
  const auto id = w.owned_case();
  promise(w, id, w.now + 2 * kHour);
  promise(w, id, w.now + 5 * kHour);
  EXPECT_EQ(w.last<PromiseEnded>().how, "replaced");
  EXPECT_EQ(due_of(w, id).at, kMonday + 5 * kHour);
  w.pass(4 * kHour);
  EXPECT_EQ(w.total<UpdateOverdue>(), 0);
}

TEST(Promises, only_the_owner_promises_and_only_the_future) {  // C2
  World w(sla_policy());
  const auto id = w.owned_case();
  promise(w, id, w.now + kHour, "agent:ben");
  EXPECT_EQ(w.refusals.size(), 1u);
  promise(w, id, w.now);
  EXPECT_EQ(w.refusals.size(), 1u);
  w.waits(id, "agent:ana");
  promise(w, id, w.now + kHour);
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.total<PromiseMade>(), 0);
}

TEST(Promises, are_over_with_the_case) {
  World w(sla_policy());
  const auto id = w.owned_case();
  promise(w, id, w.now + kHour);
  w.resolves(id, "agent:ana");
  EXPECT_EQ(w.last<PromiseEnded>().how, "no_longer_needed");
  w.pass(kDay);
  EXPECT_EQ(w.total<UpdateOverdue>(), 0);
}

TEST(Promises, one_that_falls_before_the_windows_end_stands_for_a_plan) {  // W6
  World w(test_policy());
  const auto id = w.escalated_case();
  promise(w, id, w.now + 20 * kHour);
  w.pass(19 * kHour);
  EXPECT_TRUE(w.at(id).at_risk);
  EXPECT_FALSE(w.at(id).plan.open);
  w.pass(kHour);  // it is broken: now a plan is needed
  EXPECT_TRUE(w.at(id).plan.open);
  w.pass(3 * kHour);
  w.taken(w.last_send().id);
  w.pass(kDay);
  EXPECT_EQ(w.total<PlanMissing>(), 0);
}

TEST(Promises, a_case_that_is_escalated_late_gets_its_plan) {  // W6
  World w;
  const auto id = w.owned_case();
  w.pass(19 * kHour);
  w.hands_off(id, "agent:ana", "technical");
  w.strategy_fails(id);
  EXPECT_TRUE(w.at(id).plan.open);
}

// --- G7

TEST(Ageing, colours_alerts_the_owner_and_then_the_lead) {
  World w(sla_policy());
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.pass(5 * kHour);
  EXPECT_EQ(w.item(item).aged, 50);
  w.pass(2 * kHour + 30 * kMinute);
  EXPECT_EQ(w.item(item).aged, 75);
  ASSERT_NE(alarm(w, "ageing:"), nullptr);
  EXPECT_EQ(alarm(w, "ageing:")->party, "agent:tom");
  EXPECT_EQ(alarm(w, "past_goal:"), nullptr);
  w.pass(2 * kHour + 30 * kMinute);
  EXPECT_EQ(w.item(item).aged, 100);
  ASSERT_NE(alarm(w, "past_goal:technical:"), nullptr);
  EXPECT_EQ(alarm(w, "past_goal:")->party, "lead:technical");
  ASSERT_EQ(w.state.drafts.size(), 1u);  // a check-in, prepared
  EXPECT_EQ(w.state.drafts.begin()->second.canned, "check_in");
  EXPECT_EQ(w.state.drafts.begin()->second.author, "host");
}

TEST(Ageing, a_bad_hour_in_a_lane_is_one_alarm) {  // grouped per lane and quarter hour
  World w(sla_policy());
  const auto id = w.escalated_case();
  w.hands_off(id, "agent:ana", "technical");
  w.strategy_says(
      {id, 0, 0, "", "", "keep", {}, {}, "l1_owns", {}, {{{"technical"}, {}, 2, content("another question")}}});
  w.pass(11 * kHour);
  std::set<std::string> keys;
  int raised = 0;
  for (const auto& [at, ruled] : w.history)
    if (const auto* a = std::get_if<AlarmRaised>(&ruled.fact); a != nullptr && a->key.starts_with("past_goal:"))
      keys.insert(a->key), ++raised;
  EXPECT_EQ(raised, 2);
  EXPECT_EQ(keys.size(), 1u);
}

TEST(Ageing, a_lane_has_its_own_goal) {
  auto policy = sla_policy();
  policy.lanes[{"technical"}].goal_ms = 2 * kHour;
  World w(policy);
  const auto item = w.work_of(w.escalated_case());
  w.pass(2 * kHour);
  EXPECT_EQ(w.item(item).aged, 100);
}

TEST(Ageing, a_wait_for_a_third_party_stops_it) {
  World w(sla_policy());
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.pass(4 * kHour);
  w.decide(WorkWaitAsked{item, {"tom"}, WaitsFor::third_party, w.now + 20 * kHour, content("the carrier")});
  w.pass(19 * kHour);
  EXPECT_EQ(w.item(item).aged, 0);
  w.decide(WorkWaitAsked{item, {"tom"}, WaitsFor::nobody, {}, {}});
  w.pass(59 * kMinute);
  EXPECT_EQ(w.item(item).aged, 0);
  w.pass(kMinute);
  EXPECT_EQ(w.item(item).aged, 50);
}

// --- C6: waits

TEST(Waits, for_a_third_party_somebody_looks_again) {
  World w(sla_policy());
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.decide(WorkWaitAsked{item, {"tom"}, WaitsFor::third_party, {}, {}});
  EXPECT_EQ(w.refusals.size(), 1u);  // without a next check nobody would
  const auto check = w.now + 3 * kHour;
  w.decide(WorkWaitAsked{item, {"tom"}, WaitsFor::third_party, check, content("the carrier")});
  EXPECT_EQ(next_action(w.state, w.at(id), w.policy).due, check);
  EXPECT_FALSE(resolution_due(w.state, w.at(id), w.policy));  // G13: paused
  EXPECT_EQ(due_of(w, id).at, check);
  w.pass(3 * kHour);
  EXPECT_EQ(w.item(item).waits_for, WaitsFor::nobody);
  EXPECT_EQ(w.last<ItemWaitEnded>().how, "due");
  EXPECT_EQ(alarm(w, "next_check:")->party, "agent:tom");
  EXPECT_EQ(resolution_due(w.state, w.at(id), w.policy), kMonday + 13 * kHour);
}

TEST(Waits, for_the_customer_end_with_the_customers_word) {
  World w(sla_policy());
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.decide(WorkWaitAsked{item, {"tom"}, WaitsFor::customer, {}, {}});
  w.says("thanks");
  EXPECT_EQ(w.item(item).waits_for, WaitsFor::customer);
  w.says("here is the photo");
  EXPECT_EQ(w.item(item).waits_for, WaitsFor::nobody);
}

TEST(Waits, only_who_holds_the_work_says_so) {
  World w(sla_policy());
  const auto item = w.work_of(w.escalated_case());
  w.decide(WorkWaitAsked{item, {"tom"}, WaitsFor::third_party, w.now + kHour, {}});
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.total<ItemWaits>(), 0);
}

TEST(Sla, the_resolution_target_does_not_run_while_the_customer_has_the_word) {  // G13
  World w(sla_policy());
  const auto id = w.owned_case();
  EXPECT_EQ(resolution_due(w.state, w.at(id), w.policy), kMonday + 10 * kHour);
  w.pass(kHour);
  w.waits(id, "agent:ana");
  EXPECT_FALSE(resolution_due(w.state, w.at(id), w.policy));
  w.pass(5 * kHour);
  w.says("here it is");
  EXPECT_EQ(resolution_due(w.state, w.at(id), w.policy), kMonday + 15 * kHour);
}

TEST(Sla, the_handoff_word_says_by_when_where_hours_are_kept) {  // R8, C5
  auto policy = sla_policy();
  policy.hours.always = false;
  for (auto& day : policy.hours.week) day = {{9 * kHour, 17 * kHour}};
  World w(policy);
  w.says("hello", "bot");
  w.says("talk to a person", "bot");
  EXPECT_EQ(w.last_send().canned, "acknowledgement_when");
  EXPECT_EQ(w.last_send().when, next_opening(policy.hours, kMonday) + kHour);

  World always(sla_policy());
  always.says("talk to a person", "bot");
  EXPECT_EQ(always.last_send().canned, "acknowledgement");
}

// W2: or, if earlier, an hour before the last shift that leaves two staffed hours.
TEST(Risk, a_window_is_at_risk_before_the_last_shift_that_could_save_it_ends) {
  auto policy = test_policy();
  policy.hours.always = false;
  for (auto& day : policy.hours.week) day = {{8 * kHour, 18 * kHour}};
  World w(policy);
  w.now = {20'786 * kDay + 9 * kHour};  // 09:00; the window closes at 08:55 of the next day
  const auto id = w.escalated_case();
  w.pass(8 * kHour - 1);
  EXPECT_FALSE(w.at(id).at_risk);
  w.pass(1);
  EXPECT_TRUE(w.at(id).at_risk) << "17:00: an hour before the shift ends";
  EXPECT_TRUE(w.at(id).plan.open);
}

}  // namespace
}  // namespace baton::core::testing
