// SPDX-License-Identifier: MIT
// triage_test.cpp - what signals add up to (R1-R4, R7, H1-H6).
#include "host/core/triage.h"

#include "host/core/testing/world.h"
#include "host/core/turn.h"

namespace baton::core::testing {
namespace {

class Weigh : public ::testing::Test {
 protected:
  Policy policy = triage_policy();
  Standing standing{"standard", true, 0, false};

  Verdict of(const std::string& text) { return weigh(signals_in(policy, text), standing, policy); }
};

TEST_F(Weigh, what_says_nothing_is_automations_first_R4) {
  const auto verdict = of("where is my order?");
  EXPECT_FALSE(verdict.person);
  EXPECT_EQ(verdict.rule, "R4");
  EXPECT_TRUE(verdict.lane.empty());
  EXPECT_EQ(verdict.work_type, 1);
}

TEST_F(Weigh, money_goes_to_revenue_and_says_why_H5_I9) {
  const auto verdict = of("I want a refund");
  EXPECT_TRUE(verdict.person);
  EXPECT_EQ(verdict.rule, "H5");
  EXPECT_EQ(verdict.lane.value, "revenue");
  EXPECT_EQ(verdict.intent, "refund");
  EXPECT_EQ(verdict.priority, Priority::high);
  EXPECT_EQ(verdict.work_type, 2);
}

TEST_F(Weigh, weak_signals_are_enough_only_together) {
  EXPECT_FALSE(of("what is the price?").person);
  EXPECT_EQ(of("the price on my invoice").lane.value, "revenue");
}

TEST_F(Weigh, the_same_signal_twice_says_no_more_than_once) { EXPECT_TRUE(of("price price price").lane.empty()); }

TEST_F(Weigh, a_lower_skill_wins_although_a_higher_one_has_a_claim_R3) {
  const auto verdict = of("cancel it and give me a refund");
  EXPECT_EQ(verdict.lane.value, "retention");
  ASSERT_EQ(verdict.runners_up.size(), 1u);
  EXPECT_EQ(verdict.runners_up[0], "revenue H5 refund 700");
  EXPECT_TRUE(verdict.also.empty());  // one matter in one sentence
}

TEST_F(Weigh, another_order_is_the_organisations_to_set_R3) {
  policy.triage.order = {{"revenue"}, {"retention"}};
  EXPECT_EQ(of("cancel it and give me a refund").lane.value, "revenue");
}

TEST_F(Weigh, a_second_matter_is_forgotten_R3) {
  const auto verdict = of("I get an error. I also want a refund");
  EXPECT_EQ(verdict.lane.value, "revenue");
  ASSERT_EQ(verdict.also.size(), 1u);
  EXPECT_EQ(verdict.also[0].value, "technical");
}

TEST_F(Weigh, compliance_words_take_the_thread_away_from_a_live_problem_R3) {
  const auto verdict = of("I get an error. And gdpr, please");
  EXPECT_EQ(verdict.lane.value, "technical");
  ASSERT_EQ(verdict.also.size(), 1u);
  EXPECT_EQ(verdict.also[0].value, "compliance");
  EXPECT_EQ(of("a gdpr error").lane.value, "compliance");  // one matter
}

TEST_F(Weigh, a_letter_under_data_protection_law_goes_to_who_keeps_customers_R3) {
  const auto verdict = of("gdpr, I object. Do not take this for an order to cancel. I am angry");
  EXPECT_EQ(verdict.lane.value, "compliance");
  EXPECT_EQ(verdict.runners_up.size(), 2u);
  EXPECT_TRUE(verdict.also.empty());
}

TEST_F(Weigh, a_vip_under_data_protection_law_leaves_the_pod_K_R3) {
  standing.segment = "enterprise";
  const auto verdict = of("gdpr");
  EXPECT_EQ(verdict.lane.value, "vip");
  EXPECT_EQ(verdict.rule, "H1");
  ASSERT_EQ(verdict.also.size(), 1u);
  EXPECT_EQ(verdict.also[0].value, "compliance");
  EXPECT_EQ(of("an error. gdpr").lane.value, "technical") << "beside a live problem as ever";
}

TEST_F(Weigh, trial_skips_automations_hurdles_R7) {
  standing.segment = "trial";
  const auto money = of("I want a refund");
  EXPECT_FALSE(money.person);
  EXPECT_EQ(money.rule, "R7");
  EXPECT_EQ(money.lane.value, "revenue");
  EXPECT_TRUE(of("I cancel").person) << "H6 beats every automation preference";
  standing.asks_for_person = true;
  EXPECT_EQ(of("refund").rule, "H8");
}

TEST_F(Weigh, enterprise_waits_for_a_bot_R7) {
  standing.segment = "enterprise";
  const auto verdict = of("hello");
  EXPECT_TRUE(verdict.person);
  EXPECT_TRUE(verdict.at_once);
  EXPECT_EQ(verdict.rule, "R7");
  EXPECT_EQ(of("I get an error").lane.value, "technical");
  EXPECT_EQ(of("I get an error").priority, Priority::high);
}

TEST_F(Weigh, hard_words_alone_make_it_urgent_R7) {
  const auto verdict = of("damn, where is it");
  EXPECT_TRUE(verdict.tone);
  EXPECT_FALSE(verdict.person);
  EXPECT_EQ(verdict.priority, Priority::medium);
}

TEST_F(Weigh, severity_ignores_impact_or_workaround_R1) {
  EXPECT_EQ(of("an error").priority, Priority::medium);
  EXPECT_EQ(of("an error, there is a workaround").priority, Priority::low);
  EXPECT_EQ(of("an error, my colleagues too").priority, Priority::high);
  EXPECT_EQ(of("an error, my colleagues too, there is a workaround").priority, Priority::medium);
  EXPECT_EQ(of("an error for all our users, there is a workaround").priority, Priority::high);
  const auto worst = of("an error for all our users, we are stuck");
  EXPECT_EQ(worst.work_type, 3);
  EXPECT_EQ(worst.priority, Priority::immediate);
}

TEST_F(Weigh, mission_critical_waits_in_a_queue_R1_I8) {
  const auto verdict = of("production down");
  EXPECT_EQ(verdict.work_type, 3);
  EXPECT_EQ(verdict.lane.value, "technical");
  EXPECT_TRUE(verdict.at_once);
}

TEST_F(Weigh, a_turn_that_helped_nobody_counts_alone_H3) {
  EXPECT_FALSE(of("that did not help").person);
  standing.unclear = 1;
  EXPECT_EQ(of("that did not help").rule, "H3");
  EXPECT_TRUE(of("that did not help").person);
  EXPECT_FALSE(of("where is it").person);
}

TEST_F(Weigh, sensitive_data_stays_with_a_bot_H2) {
  std::vector<Signal> signals{{"sensitive_data", 1000, {}, 0, 0, "H2", {"compliance"}}};
  auto verdict = weigh(signals, standing, policy);
  EXPECT_EQ(verdict.rule, "H2");
  EXPECT_TRUE(verdict.at_once);
  EXPECT_EQ(verdict.lane.value, "compliance");
  signals.push_back({"refund", 700, {}, 0, 0, "H5", {"revenue"}});
  verdict = weigh(signals, standing, policy);
  EXPECT_EQ(verdict.rule, "H2");
  EXPECT_EQ(verdict.lane.value, "revenue") << "the specialist for what it is about";
}

TEST_F(Weigh, a_customer_about_to_leave_gets_general_support_R7) {
  const std::vector<Signal> signals{{"at_risk", 1000, {}, 0, 0, "R7", {"retention"}}};
  const auto verdict = weigh(signals, standing, policy);
  EXPECT_TRUE(verdict.person);
  EXPECT_EQ(verdict.rule, "R7");
  EXPECT_EQ(verdict.lane.value, "retention");
}

// --- in a case -----------------------------------------------------------------------------------------------------

class Triaging : public ::testing::Test {
 protected:
  World w{triage_policy()};
  void wait() { w.pass(6 * kSecond); }
};

TEST_F(Triaging, the_bot_answers_what_is_a_persons_matter_H5) {
  const auto id = w.says("I want a refund", "bot");
  EXPECT_EQ(w.total<BotAsked>(), 0) << "the bot is not asked while it may be a person's";
  EXPECT_EQ(w.status(id), CaseStatus::automated);
  wait();
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.owner(id), "lead:general");
  const auto& decided = w.last<HandoffDecided>();
  EXPECT_EQ(decided.trigger, "H5");
  EXPECT_EQ(decided.lane.value, "revenue");
  ASSERT_EQ(decided.signals.size(), 1u);
  EXPECT_EQ(decided.signals[0].length, 6);
  EXPECT_EQ(w.at(id).triage.intent, "refund");
  EXPECT_EQ(w.at(id).priority, Priority::high);
}

TEST_F(Triaging, a_burst_is_read_piece_by_piece_I8) {
  const auto id = w.says("the price", "bot");
  w.pass(2 * kSecond);
  w.says("on my invoice", "bot");
  w.pass(2 * kSecond);
  w.says("and gdpr", "bot");
  EXPECT_EQ(w.total<HandoffDecided>(), 0);
  wait();
  EXPECT_EQ(w.total<HandoffDecided>(), 1);
  EXPECT_EQ(w.total<Triaged>(), 1);
  EXPECT_EQ(w.last<Triaged>().signals.size(), 3u);
  EXPECT_EQ(w.at(id).triage.lane.value, "revenue");
  EXPECT_EQ(w.work_of(id).empty(), false) << "compliance has its own work item";
  EXPECT_EQ(w.item(w.work_of(id)).lane.value, "compliance");
}

TEST_F(Triaging, mission_critical_waits_for_the_end_of_a_burst_I8) {
  w.says("production down", "bot");
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H4");
  EXPECT_EQ(w.last<Triaged>().work_type, 3);
}

TEST_F(Triaging, sensitive_data_waits_for_the_end_of_a_burst_H2) {
  auto wrote = w.words("[card ending 1111]", "bot");
  wrote.masked = 1;
  w.decide(wrote);
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H2");
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "compliance");
}

TEST_F(Triaging, without_a_bot_the_specialist_is_never_asked_H6) {
  const auto id = w.says("I cancel");
  EXPECT_EQ(w.total<SeatOpened>(), 0);
  wait();
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "retention");
  w.strategy_fails(id);
  EXPECT_EQ(w.item(w.work_of(id)).lane.value, "retention");
  EXPECT_EQ(w.item(w.seat_of(id)).lane.value, "general") << "model A: first line keeps the thread";
}

TEST_F(Triaging, a_later_message_is_not_read_while_nobody_has_the_case) {
  const auto id = w.says("hello");
  EXPECT_EQ(w.total<SeatOpened>(), 1);
  w.pass(kMinute);
  w.says("I cancel");
  wait();
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "retention");
  EXPECT_EQ(w.at(id).handoffs, 1);
}

TEST_F(Triaging, words_take_a_case_away_from_the_person_who_has_it) {
  const auto id = w.owned_case();
  w.says("I want a refund");
  wait();
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.total<HandoffDecided>(), 0);
  EXPECT_EQ(w.last<Triaged>().outcome, "noted");
  EXPECT_EQ(w.at(id).triage.lane.value, "revenue");
}

TEST_F(Triaging, compliance_words_on_a_live_case_move_it_R3) {
  const auto id = w.owned_case();
  w.says("gdpr: delete it all");
  wait();
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.status(id), CaseStatus::escalated);
  EXPECT_EQ(w.item(w.work_of(id)).lane.value, "compliance");
  w.says("gdpr, I said");
  wait();
  EXPECT_EQ(w.total<WorkOpened>(), 1) << "asked twice is one work item";
}

TEST_F(Triaging, a_threat_to_persons_reaches_anybody_but_the_lead_R7) {
  const auto id = w.says("I will hurt you", "bot");
  EXPECT_EQ(w.last<AlarmRaised>().key, "threat:" + id.value);
  EXPECT_EQ(w.last<HandoffDecided>().agent.value, "lea");
  EXPECT_TRUE(w.at(id).triage.threat);
}

TEST_F(Triaging, an_enterprise_customer_meets_a_bot_R7) {
  w.policy.default_segment = "enterprise";
  const auto id = w.says("hello", "bot");
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.item(w.seat_of(id)).lane.value, "vip");
  EXPECT_EQ(w.at(id).priority, Priority::high);
}

TEST_F(Triaging, a_trial_customer_passes_automation_by_R7) {
  w.policy.default_segment = "trial";
  const auto id = w.says("I want a refund", "bot");
  EXPECT_EQ(w.total<BotAsked>(), 1);
  wait();
  EXPECT_EQ(w.status(id), CaseStatus::automated);
  EXPECT_EQ(w.last<Triaged>().outcome, "bot");
}

TEST_F(Triaging, a_second_turn_that_helped_nobody_stays_with_the_bot_H3) {
  const auto id = w.says("it did not help", "bot");
  wait();
  EXPECT_EQ(w.status(id), CaseStatus::automated);
  w.pass(kMinute);
  w.says("again: did not help", "bot");
  wait();
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H3");
}

TEST_F(Triaging, who_asks_for_a_person_lands_in_the_wrong_lane_H8) {
  w.says("refund, let me talk to a person", "bot");
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H8");
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "revenue");
}

TEST_F(Triaging, words_that_were_edited_are_not_read_again_K) {
  auto wrote = w.words("I want help", "bot");
  w.decide(wrote);
  CustomerEdited edited;
  edited.place = w.place("bot");
  edited.remote_id = wrote.remote_id;
  edited.text = content("I want a refund");
  edited.occurred = w.now;
  w.decide(edited);
  wait();
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "revenue");
}

// --- what programs tell (I7) and languages (K) -------------------------------------------------------------------

SignalReported told(std::string kind, std::string value = {}) {
  SignalReported signal;
  signal.kind = std::move(kind);
  signal.value = std::move(value);
  signal.by = "service:shop";
  return signal;
}

TEST_F(Triaging, a_visit_to_the_cancel_flow_says_nothing_I7) {
  const auto id = w.says("hello", "bot");
  wait();
  w.decide(told("cancel_flow_visit"));
  wait();
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "retention");
  EXPECT_EQ(w.last<HandoffDecided>().signals[0].name, "cancel_flow_visit");
  EXPECT_EQ(w.at(id).triage.rule, "H6");
}

TEST_F(Triaging, behaviour_weighs_less_than_words_together_I7) {
  w.says("hello", "bot");
  w.decide(told("payment_failed"));
  wait();
  EXPECT_EQ(w.total<HandoffDecided>(), 0);
  w.pass(kMinute);
  w.says("the price", "bot");
  wait();
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "revenue");
}

TEST_F(Triaging, a_customer_who_becomes_enterprise_stays_with_the_bot_R7) {
  const auto id = w.says("hello", "bot");
  w.decide(told("tier_changed", "enterprise"));
  EXPECT_EQ(w.state.segment, "enterprise");
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.owner(id), "lead:vip");
  EXPECT_EQ(w.last<SegmentChanged>().source, "service:shop");
}

TEST_F(Triaging, a_customer_at_risk_meets_general_support_R7) {
  const auto first = w.says("hello", "bot");
  w.decide(told("at_risk", "true"));
  wait();
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "retention");
  EXPECT_EQ(w.at(first).handoff.trigger, "R7");
}

TEST_F(Triaging, a_signal_nobody_knows_changes_something_I7) {
  w.says("hello");
  w.decide(told("horoscope"));
  ASSERT_EQ(w.refusals.size(), 1u);
  w.decide(told("tier_changed", "emperor"));
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.state.segment, "standard");
}

TEST_F(Triaging, one_message_in_another_language_switches_K) {
  const auto id = w.says("es: hola");
  const auto thread = w.at(id).threads.front();
  EXPECT_EQ(w.state.threads.at(thread).language, "en");
  w.says("es: mi pedido");
  EXPECT_EQ(w.state.threads.at(thread).language, "es");
  EXPECT_EQ(w.last<LanguageChanged>().why, "two messages");
  w.says("in de");
  EXPECT_EQ(w.state.threads.at(thread).language, "de");
  EXPECT_EQ(w.last<LanguageChanged>().why, "asked");
}

}  // namespace
}  // namespace baton::core::testing
