// SPDX-License-Identifier: MIT
// metrics_test.cpp - M1-M13 from the facts of lives that were lived through the rules.
#include "host/core/metrics.h"

#include "host/core/testing/figures.h"

namespace baton::core {
namespace {

using testing::buckets;
using testing::figure;
using testing::shares;
using testing::solved;
using testing::World;

TEST(Metrics, a_first_response_is_what_the_channel_took_not_what_was_written) {  // M1
  World w;
  const auto id = w.says("my parcel is lost");
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.pass(2 * kMinute);
  const auto message = w.replies(id, "ana", "I am looking into it");
  EXPECT_FALSE(figure(w, "M1").all.percentile(50));
  w.pass(kMinute);
  w.taken(message);
  EXPECT_EQ(figure(w, "M1").all.percentile(50), 180);
  EXPECT_EQ(figure(w, "M1h").all.percentile(50), 180);
  EXPECT_EQ(shares(w, "M1"), "1/1");
}

TEST(Metrics, the_hosts_own_notice_counts_as_an_answer) {  // M1: notices are none
  World w;
  const auto id = w.says("hello", "bot");
  w.hands_off(id, "bot:helper", "general");
  w.taken(w.last_send().id);  // the acknowledgement
  EXPECT_FALSE(figure(w, "M1").all.percentile(50));
}

TEST(Metrics, nobody_who_still_waits_is_left_out_of_the_share_once_the_target_is_past) {  // M
  World w;
  w.says("my parcel is lost");
  EXPECT_EQ(shares(w, "M1"), "0/0");
  w.pass(5 * kMinute + 1);
  EXPECT_EQ(shares(w, "M1"), "0/1");
  EXPECT_EQ(figure(w, "M1").all.n(), 1);
}

TEST(Metrics, a_bots_answer_hides_how_long_a_person_took) {  // M1, M1h
  World w;
  const auto id = w.says("hello", "bot");
  w.pass(kSecond * 10);
  w.bot_says(id, "How can I help?", 900);
  w.taken(w.last_send().id);
  EXPECT_EQ(figure(w, "M1").all.percentile(50), 10);
  EXPECT_EQ(shares(w, "M1h"), "0/0");  // nobody was sought
  w.pass(kHour);
  w.hands_off(id, "bot:helper", "general");
  EXPECT_EQ(shares(w, "M1h"), "0/1");
}

TEST(Metrics, a_word_past_the_gate_is_lost) {  // M1, M13: outside words are human words at their own time
  World w;
  w.says("my parcel is lost");
  OutsideWordSeen seen;
  seen.place = w.place();
  seen.remote_id = testing::content("wamid.outside");
  seen.text = testing::content("We are on it");
  seen.occurred = w.now + 30 * kSecond;
  w.pass(kMinute);
  w.decide(seen);
  EXPECT_EQ(figure(w, "M1h").all.percentile(50), 30);
  EXPECT_EQ(figure(w, "M13").splits["outside_gate"].count, 1);
  EXPECT_EQ(shares(w, "M13"), "0/0");
}

TEST(Metrics, a_claim_in_the_wrong_lane_counts_as_reaching_a_specialist) {  // M2, M6
  World w;
  const auto id = w.escalated_case();
  const auto wrong = w.work_of(id);
  w.pass(10 * kMinute);
  w.acts(wrong, WorkActed::Act::claim, "tom");
  EXPECT_EQ(figure(w, "M2").all.percentile(50), 600);
  EXPECT_EQ(figure(w, "M2d").all.percentile(50), 600);
  EXPECT_EQ(shares(w, "M6"), "0/1");
  w.decide(WorkActed{wrong, WorkActed::Act::release, {"tom"}, "misroute_lane"});
  EXPECT_FALSE(figure(w, "M2").all.percentile(50));
  EXPECT_EQ(shares(w, "M2"), "0/1");
  EXPECT_EQ(shares(w, "M6"), "1/1");
  EXPECT_EQ(shares(w, "M6h"), "1/1");
}

TEST(Metrics, a_release_that_only_makes_room_counts_as_a_misroute) {  // M6: R9 knows other reasons
  World w;
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.decide(WorkActed{item, WorkActed::Act::release, {"tom"}, "capacity"});
  EXPECT_EQ(shares(w, "M6"), "0/1");
}

TEST(Metrics, a_window_that_closed_over_unfinished_work_is_no_defect_when_it_was_planned) {  // M3
  World w;
  const auto id = w.escalated_case();
  EXPECT_EQ(shares(w, "M3"), "0/1");
  w.pass(18 * kHour + kMinute);
  EXPECT_EQ(shares(w, "M3"), "1/1");
  EXPECT_EQ(figure(w, "M3").splits["planned"].numerator, 1);  // W6: the host has planned a check-in
  w.pass(6 * kHour);
  EXPECT_EQ(shares(w, "M3d"), "0/1");
  w.resolves(id, "agent:ana");
  EXPECT_EQ(shares(w, "M3"), "0/0");  // nothing is unfinished
}

TEST(Metrics, a_window_that_closed_without_a_plan_is_forgotten) {  // M3, M11: once per closing, with the
                                                                   // owner at that time
  World w;
  w.escalated_case();
  w.jump(25 * kHour);  // the host was down
  const auto defects = figure(w, "M3d");
  EXPECT_EQ(defects.all.numerator, 1);
  EXPECT_TRUE(defects.splits.contains("agent:ana"));
  EXPECT_EQ(figure(w, "M11").splits["window"].numerator, 1);
}

TEST(Metrics, a_case_the_bot_still_holds_never_enters_the_escalation_rate) {  // M4
  World w;
  w.says("hello", "bot");
  EXPECT_EQ(shares(w, "M4"), "0/0");
  w.pass(kDay);
  EXPECT_EQ(shares(w, "M4"), "0/1");
}

TEST(Metrics, a_handoff_by_the_bot_is_not_seen_as_an_escalation) {  // M4, M4b
  World w;
  const auto id = w.says("hello", "bot");
  w.hands_off(id, "bot:helper", "general");
  EXPECT_EQ(shares(w, "M4"), "1/1");
  EXPECT_EQ(shares(w, "M4b"), "0/1");
}

TEST(Metrics, a_case_without_a_bot_dilutes_the_escalation_rate) {  // M4: cases automation owned
  World w;
  w.escalated_case();
  w.pass(2 * kDay);
  EXPECT_EQ(shares(w, "M4"), "0/0");
  EXPECT_EQ(shares(w, "M4b"), "1/1");
}

TEST(Metrics, three_fallbacks_trap_nobody) {  // M5
  World w;
  const auto id = w.says("hello", "bot");
  for (int i = 0; i < 3; ++i) {
    w.bot_falls_back(id);
    w.pass(kMinute);
    if (w.status(id) == CaseStatus::automated) w.says("again " + std::to_string(i), "bot");
  }
  EXPECT_EQ(w.total<HandoffDecided>(), 1);
  EXPECT_EQ(shares(w, "M5"), "1/1");
  EXPECT_EQ(figure(w, "M5").splits["handed_off"].numerator, 1);
}

TEST(Metrics, an_office_in_between_counts_as_a_transfer) {  // M7: placeholders do not count
  World w;
  const auto id = w.says("hello", "bot");
  w.hands_off(id, "bot:helper", "general");
  w.strategy_fails(id);
  w.brief_comes(id);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.assigns(id, "ben");
  EXPECT_EQ(shares(w, "M7"), "0/0");  // of resolved cases
  w.resolves(id, "agent:ben");
  EXPECT_EQ(shares(w, "M7"), "2/1");  // bot -> ana -> ben
  EXPECT_EQ(shares(w, "M7h"), "1/1");
}

TEST(Metrics, waiting_for_the_customer_is_charged_to_the_team) {  // M8: net of waiting beside it
  World w;
  const auto id = w.owned_case();
  w.pass(kHour);
  w.waits(id, "agent:ana", w.now + 10 * kHour);
  w.pass(3 * kHour);
  w.says("here it is");
  w.pass(kHour);
  w.resolves(id, "agent:ana");
  EXPECT_FALSE(figure(w, "M8").all.percentile(50));  // of closed cases
  w.pass(3 * kDay);
  EXPECT_EQ(figure(w, "M8").all.percentile(50), 5 * 3600);
  EXPECT_EQ(figure(w, "M8n").all.percentile(50), 2 * 3600);
}

TEST(Metrics, a_customer_who_comes_back_is_not_seen) {  // M9
  World w;
  solved(w);
  w.pass(kHour);
  EXPECT_EQ(shares(w, "M9"), "0/0");  // younger than 48 h
  w.says("it broke again");
  w.pass(48 * kHour);
  EXPECT_EQ(shares(w, "M9"), "1/1");
  EXPECT_EQ(figure(w, "M9").splits["human"].numerator, 1);
}

TEST(Metrics, thanks_count_as_a_repeat_contact) {  // M9, C10
  World w;
  solved(w);
  w.pass(kHour);
  w.says("thanks");
  w.pass(48 * kHour);
  EXPECT_EQ(shares(w, "M9"), "0/1");
}

TEST(Metrics, a_solve_that_was_taken_back_at_once_counts_as_a_resolution) {  // M9
  World w;
  const auto id = solved(w);
  w.decide(ReopenAsked{id, "agent:ana"});
  w.pass(49 * kHour);
  EXPECT_EQ(shares(w, "M9"), "0/0");
}

TEST(Metrics, a_brief_that_came_after_the_accept_counts_for_it) {  // M10: as it stood at accept
  World w;
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical");
  w.strategy_fails(id);
  w.acts(w.work_of(id), WorkActed::Act::claim,
         "tom");  // before the summarizer answered: the host's minimal brief
  w.brief_comes(id);
  EXPECT_EQ(figure(w, "M10").splits["minimal"].denominator, figure(w, "M10m").all.numerator);
  EXPECT_GT(figure(w, "M10m").all.numerator, 0);
}

TEST(Metrics, an_update_that_nobody_sent_is_silent) {  // M11
  World w;
  const auto id = w.escalated_case();
  const auto due = next_update_due(w.state, w.at(id), w.policy);
  ASSERT_TRUE(due);
  EXPECT_EQ(shares(w, "M11"), "0/1");
  w.now = due + 15 * kMinute;
  EXPECT_EQ(shares(w, "M11"), "0/1");
  w.now = w.now + 1;
  EXPECT_EQ(shares(w, "M11"), "1/1");  // also before anything else has happened
  w.says("are you there?");
  EXPECT_EQ(shares(w, "M11"), "1/1");  // and after: it was silent
}

TEST(Metrics, a_planned_update_that_went_out_is_not_counted_as_kept) {  // M12
  World w;
  const auto id = w.escalated_case();
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", w.now + kHour, "", testing::content("still on it")});
  EXPECT_EQ(shares(w, "M12"), "0/0");
  w.pass(kHour);
  w.taken(w.last_send().id);
  w.pass(6 * kMinute);
  EXPECT_EQ(shares(w, "M12"), "1/1");
}

TEST(Metrics, a_planned_update_that_did_not_go_out_is_never_missed) {  // M12
  World w;
  const auto id = w.escalated_case();
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", w.now + kHour, "", testing::content("still on it")});
  w.pass(kHour + 6 * kMinute);
  EXPECT_EQ(shares(w, "M12"), "0/1");
}

TEST(Metrics, a_refused_reply_is_told_as_free) {  // M13
  World w;
  const auto id = w.owned_case();
  w.replies(id, "ben", "I also have something to say");
  const auto all = figure(w, "M13");
  EXPECT_EQ(all.all.denominator, 2);
  EXPECT_EQ(all.all.numerator, 1);
  EXPECT_TRUE(all.splits.contains("refused:O2"));
}

TEST(Metrics, figures_of_one_lane_are_mixed_into_another) {  // M: broken down
  World w;
  solved(w);
  std::vector<MetricBucket> two = buckets(w);
  auto other = two;
  for (auto& bucket : other) bucket.group.lane = "technical";
  two.insert(two.end(), other.begin(), other.end());
  int groups = 0;
  for (const auto& one : figures_of(two, {"lane"}, w.now)) {
    if (one.code != "M1" || one.group.empty()) continue;
    ++groups;
    EXPECT_EQ(one.all.denominator, 1);
  }
  EXPECT_EQ(groups, 2);
}

TEST(Metrics, overlay_numbers_are_mixed_with_ours) {  // M: apart
  World w;
  solved(w);
  auto all = buckets(w);
  for (auto& bucket : all) bucket.group.overlay = true;
  for (const auto& one : figures_of(all, {}, w.now))
    EXPECT_TRUE(one.apart == "overlay" || one.all.denominator == 0) << one.code;
}

TEST(Metrics, a_percentile_is_no_value_that_occurred) {
  MetricTally tally;
  for (const auto value : {10, 20, 30, 40, 1000}) tally.values[value] = 1;
  EXPECT_EQ(tally.percentile(50), 30);
  EXPECT_EQ(tally.percentile(90), 1000);
  tally.values[10] = 5;
  EXPECT_EQ(tally.percentile(50), 10);
}

TEST(Metrics, durations_lose_more_than_a_sixtieth) {  // of their length, by the resolution they are kept in
  for (Millis span = 0; span < 20 * kDay; span = span * 21 / 20 + 777) {
    const auto kept = metric_seconds(span) * kSecond;
    EXPECT_LE(kept, span);
    EXPECT_LE(span - kept, std::max(kSecond, span / 47));
  }
  EXPECT_EQ(metric_seconds(-5), 0);
}

TEST(Metrics, a_definition_is_listed_twice_or_a_sample_has_none) {
  std::set<std::string_view> codes;
  for (const auto& known : metric_definitions()) EXPECT_TRUE(codes.insert(known.code).second) << known.code;
  World w;
  const auto id = w.escalated_case();
  w.resolves(id, "agent:ana");
  w.pass(3 * kDay);
  for (const auto& bucket : buckets(w))
    EXPECT_NE(metric_definition(bucket.sample.code), nullptr) << bucket.sample.code;
}

}  // namespace
}  // namespace baton::core
