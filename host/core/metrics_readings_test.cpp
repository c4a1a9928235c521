// SPDX-License-Identifier: MIT
// metrics_readings_test.cpp - section M: days of the organisation, calendar and business hours, dues as the rules
// settled them, merged cases, words past the gate, targets.
#include "host/core/metrics.h"
#include "host/core/organisation_day.h"
#include "host/core/testing/figures.h"

namespace baton::core {
namespace {

using testing::buckets;
using testing::figure;
using testing::shares;
using testing::solved;
using testing::World;

TEST(Metrics, a_promise_that_was_kept_counts_as_missed) {  // M12: from what the rules settled
  World w;
  const auto id = w.owned_case();
  w.decide(PromiseAsked{id, w.hand(id).epoch, "agent:ana", w.now + kHour, testing::content("the price")});
  EXPECT_EQ(shares(w, "M12"), "0/0");
  w.pass(30 * kMinute);
  w.taken(w.replies(id, "ana", "it costs ten"));
  EXPECT_EQ(shares(w, "M12"), "1/1");
  EXPECT_EQ(figure(w, "M12").splits["promise"].numerator, 1);
}

TEST(Metrics, a_promise_that_nobody_kept_is_forgotten) {  // M12
  World w;
  const auto id = w.owned_case();
  w.decide(PromiseAsked{id, w.hand(id).epoch, "agent:ana", w.now + kHour, testing::content("the price")});
  w.pass(kHour + kMinute);
  EXPECT_EQ(shares(w, "M12"), "0/1");
}

TEST(Metrics, a_target_nobody_met_counts_for_the_promises) {  // M12, G13: dues of the SLA
  World w;
  w.policy.sla[""][Priority::medium] = {kHour, 2 * kHour, 0, false};
  const auto id = w.says("my parcel is lost");
  w.pass(2 * kHour);
  EXPECT_EQ(shares(w, "M12"), "0/1");
  EXPECT_EQ(figure(w, "M12").splits["first"].denominator, 1);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.taken(w.replies(id, "ana", "I am looking into it"));
  EXPECT_EQ(shares(w, "M12"), "0/1");  // late is late
}

TEST(Metrics, a_silence_that_the_host_told_is_counted_twice) {  // M11: UpdateOverdue
  World w;
  const auto id = w.escalated_case();
  const auto due = next_update_due(w.state, w.at(id), w.policy);
  w.templates(w.last_message(), {});
  w.pass(due - w.now + 20 * kMinute);
  const auto stalls = figure(w, "M11").splits["overdue"].numerator;
  EXPECT_EQ(stalls, w.total<UpdateOverdue>());
  w.says("are you there?");
  EXPECT_EQ(figure(w, "M11").splits["overdue"].numerator, stalls);
}

OutsideWordSeen outside(const World& w, Instant said) {
  OutsideWordSeen seen;
  seen.place = w.place();
  seen.remote_id = testing::content("wamid.outside");
  seen.text = testing::content("We are on it");
  seen.occurred = said;
  return seen;
}

TEST(Metrics, a_word_past_the_gate_that_was_in_time_and_heard_of_late_counts_as_missed) {  // M12, W1
  World w;
  w.policy.sla[""][Priority::medium] = {kHour, 2 * kHour, 0, false};
  w.says("my parcel is lost");
  const auto said = w.now + 50 * kMinute;
  w.pass(70 * kMinute);
  EXPECT_EQ(shares(w, "M12"), "0/1");
  w.decide(outside(w, said));
  EXPECT_EQ(shares(w, "M12"), "1/1");
  EXPECT_EQ(figure(w, "M1h").all.percentile(50), 50 * 60);
}

TEST(Metrics, a_word_past_the_gate_from_before_the_question_answers_it) {  // M12
  World w;
  w.policy.sla[""][Priority::medium] = {kHour, 2 * kHour, 0, false};
  const auto before = w.now - kMinute;
  w.says("my parcel is lost");
  w.pass(70 * kMinute);
  w.decide(outside(w, before));
  EXPECT_EQ(shares(w, "M12"), "0/1");
}

std::shared_ptr<const Zone> zone(Millis offset) {
  auto made = std::make_shared<Zone>();
  made->name = "Test/Zone";
  made->offset = offset;
  return made;
}

TEST(Metrics, a_day_begins_where_it_is_midnight_in_greenwich) {  // M: of the organisation's zone
  Policy policy;
  const Instant noon{day_number({2026, 11, 24}) * kDay + 12 * kHour};
  const auto day = organisation_day(noon, policy);
  policy.hours.zone = zone(13 * kHour);
  EXPECT_EQ(organisation_day(noon, policy), day + 1);
  policy.hours.zone = zone(-11 * kHour);
  EXPECT_EQ(organisation_day(noon, policy), day);
  EXPECT_EQ(organisation_day(noon - 2 * kHour, policy), day - 1);
  for (const Millis offset : {-11 * kHour, Millis{0}, 13 * kHour}) {
    policy.hours.zone = zone(offset);
    EXPECT_EQ(organisation_day(day_begins(day, policy), policy), day);
    EXPECT_EQ(organisation_day(day_begins(day, policy) - 1, policy), day - 1);
  }
}

// Staffed from nine to five of every day; it is nine now.
Policy by_day() {
  auto policy = testing::test_policy();
  policy.hours.always = false;
  policy.hours.zone = zone(9 * kHour - testing::kMonday.ms % kDay);
  for (auto& day : policy.hours.week) day = {{9 * kHour, 17 * kHour}};
  return policy;
}

TEST(Metrics, a_night_is_charged_to_those_who_were_not_there) {  // M: calendar and business hours both
  World w(by_day());
  w.pass(7 * kHour);  // four in the afternoon
  const auto id = w.says("my parcel is lost");
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.pass(17 * kHour + 30 * kMinute);  // half past nine of the next day
  w.taken(w.replies(id, "ana", "I am looking into it"));
  const auto first = figure(w, "M1");
  EXPECT_EQ(first.all.percentile(50), (17 * 60 + 30) * 60);
  EXPECT_EQ(first.staffed.percentile(50), 90 * 60);
}

TEST(Metrics, somebody_who_wrote_at_night_counts_against_the_target_before_anybody_was_there) {  // M1
  World w(by_day());
  w.pass(10 * kHour);  // seven in the evening
  w.says("hello?");
  w.pass(6 * kMinute);
  EXPECT_EQ(figure(w, "M1").all.denominator, 1);
  EXPECT_EQ(figure(w, "M1").staffed.denominator, 0);
  w.pass(14 * kHour);  // six minutes past nine
  EXPECT_EQ(figure(w, "M1").staffed.denominator, 1);
  EXPECT_EQ(figure(w, "M1").staffed.within, 0);
}

TEST(Metrics, waiting_for_the_customer_is_charged_in_business_hours) {  // M8: net of waiting beside it
  World w(by_day());
  const auto id = w.owned_case();
  w.pass(kHour);
  w.waits(id, "agent:ana", w.now + 40 * kHour);
  w.pass(24 * kHour);
  w.says("here it is");
  w.pass(kHour);
  w.resolves(id, "agent:ana");
  w.pass(3 * kDay);
  EXPECT_EQ(figure(w, "M8").all.percentile(50), 26 * 3600);
  EXPECT_EQ(figure(w, "M8").staffed.percentile(50), 10 * 3600);  // 8 of the first day, 2 of the second
  EXPECT_EQ(figure(w, "M8n").all.percentile(50), 2 * 3600);
  EXPECT_EQ(figure(w, "M8n").staffed.percentile(50), 2 * 3600);
}

TEST(Metrics, without_hours_the_two_readings_differ) {
  World w;
  solved(w);
  w.pass(3 * kDay);
  for (const auto* code : {"M1", "M8", "M8n"})
    EXPECT_EQ(figure(w, code).all.values, figure(w, code).staffed.values) << code;
}

// A second case of the customer, split off the first.
CaseId split_off(World& w, const CaseId& id) {
  const auto message = w.at(id).entries.back().message;
  w.decide(SplitAsked{id, w.hand(id).epoch, "agent:ana", {message}, {}, {}});
  return w.last<CaseSplit>().other;
}

TEST(Metrics, merged_cases_count_twice) {  // M: once
  World w;
  const auto id = w.owned_case();
  w.says("and the invoice is wrong");
  const auto other = split_off(w, id);
  EXPECT_EQ(shares(w, "M6"), "0/2");
  w.decide(MergeAsked{other, w.hand(other).epoch, id, "agent:ana"});
  ASSERT_EQ(w.total<CasesMerged>(), 1);
  EXPECT_EQ(shares(w, "M6"), "0/1");
  EXPECT_EQ(figure(w, "M1").all.n(), 1);
  w.resolves(other, "agent:ana");
  EXPECT_EQ(shares(w, "M7"), "0/1");
  w.pass(3 * kDay);
  EXPECT_EQ(figure(w, "M8").all.n(), 1);
  EXPECT_EQ(shares(w, "M9"), "0/1");
}

TEST(Metrics, a_merge_that_was_undone_still_hides_a_case) {  // M, C8
  World w;
  const auto id = w.owned_case();
  w.says("and the invoice is wrong");
  const auto other = split_off(w, id);
  w.decide(MergeAsked{id, w.hand(id).epoch, other, "agent:ana"});
  EXPECT_EQ(shares(w, "M6"), "0/1");
  w.decide(UndoAsked{id, w.at(id).acts.back().number, "agent:ana"});
  ASSERT_EQ(w.total<MergeUndone>(), 1);
  EXPECT_EQ(shares(w, "M6"), "0/2");
  EXPECT_EQ(shares(w, "M9"), "0/0");  // nobody solved anything
}

TEST(Metrics, a_target_that_was_configured_is_not_the_one_they_are_held_against) {  // M
  World w;
  w.policy.metric_targets.first_response_ms = kMinute;
  const auto id = w.says("my parcel is lost");
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.pass(2 * kMinute);
  w.taken(w.replies(id, "ana", "I am looking into it"));
  EXPECT_EQ(shares(w, "M1"), "0/1");
  EXPECT_EQ(shares(w, "M1h"), "1/1");
  const auto* known = metric_definition("M1");
  EXPECT_EQ(metric_goal(*known, w.policy.metric_targets).words, "within 1 minute");
}

TEST(Metrics, a_figure_of_section_m_has_another_target_than_it_says) {  // M1, M2, M4, M10, M11, M12
  const MetricTargets targets;
  const auto words = [&](std::string_view code) { return metric_goal(*metric_definition(code), targets).words; };
  EXPECT_EQ(words("M1"), "within 5 minutes");
  EXPECT_EQ(words("M2d"), "VIP within 30 seconds");
  EXPECT_EQ(words("M3d"), "0");
  EXPECT_EQ(words("M4"), "5-10 %, 0 % is red");
  EXPECT_EQ(words("M10"), "100 %");
  EXPECT_EQ(words("M10m"), "at most 5 %");
  EXPECT_EQ(words("M11"), "0 per 100 escalated");
  EXPECT_EQ(words("M12"), "95 %");
  for (const auto& known : metric_definitions()) EXPECT_FALSE(metric_goal(known, targets).words.empty()) << known.code;
}

TEST(Metrics, other_hours_or_targets_leave_what_was_measured_as_it_is) {
  auto policy = testing::test_policy();
  const auto before = metrics_version(policy);
  EXPECT_EQ(metrics_version(testing::test_policy()), before);
  policy.hours.zone = zone(kHour);
  const auto zoned = metrics_version(policy);
  EXPECT_NE(zoned, before);
  policy.metric_targets.first_response_ms = kMinute;
  EXPECT_NE(metrics_version(policy), zoned);
  EXPECT_GT(before, 0);
}

TEST(Metrics, what_triage_understood_is_no_intent_to_break_down_by) {  // M: entry intent
  World w(testing::triage_policy());
  w.says("I want a refund", "plain");
  w.pass(6 * kSecond);  // the turn is over (I8)
  for (const auto& bucket : buckets(w)) EXPECT_EQ(bucket.group.intent, "refund") << bucket.sample.code;
}

TEST(Metrics, spam_and_tests_are_mixed_with_the_cases_that_count) {  // M: apart
  for (const auto as : {ResolvedAs::spam, ResolvedAs::test}) {
    World w;
    const auto id = w.owned_case();
    ResolveAsked asked{id, w.hand(id).epoch, "agent:ana", {}};
    asked.as = as;
    w.decide(asked);
    ASSERT_TRUE(w.at(id).settled());
    w.pass(kHour);
    int seen = 0;
    for (const auto& one : figures_of(buckets(w), {"lane"}, w.now)) {
      if (one.all.denominator == 0) continue;
      EXPECT_EQ(one.apart, word(as)) << one.code;
      ++seen;
    }
    EXPECT_GT(seen, 0);
    w.says("I meant it");  // C10: it is a case after all
    EXPECT_FALSE(w.at(id).settled());
    for (const auto& one : figures_of(buckets(w), {}, w.now)) EXPECT_EQ(one.apart, "") << one.code;
  }
}

}  // namespace
}  // namespace baton::core
