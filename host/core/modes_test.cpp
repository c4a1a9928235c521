// SPDX-License-Identifier: MIT
// modes_test.cpp - a rule that only watches acts, speaks, or leaves no trace; one that is never switched is switched
// (G14).
#include "host/core/modes.h"

#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

Policy watching(RuleMode mode, const char* lane = "general") {
  auto policy = triage_policy();
  policy.lanes.at({lane}).modes.base = mode;
  return policy;
}

int held(const World& w, std::string_view rule) {
  int n = 0;
  for (const auto& [at, ruled] : w.history)
    if (const auto* fact = std::get_if<RuleHeld>(&ruled.fact)) n += fact->held == rule ? 1 : 0;
  return n;
}

int said_by_the_host(const World& w) {
  int n = 0;
  for (const auto& [id, send] : w.state.sends) n += send.author == "host" ? 1 : 0;
  return n;
}

TEST(Modes, watching_a_request_for_a_person_ends_automation) {  // G14, H8
  World w(watching(RuleMode::observe));
  const auto id = w.says("let me talk to a person please", "bot");
  EXPECT_EQ(w.owner(id), "bot:helper");
  EXPECT_EQ(w.count<BotAsked>(), 1);  // the bot goes on
  ASSERT_EQ(held(w, "H8"), 1);
  EXPECT_EQ(w.last<RuleHeld>().mode, RuleMode::observe);
  EXPECT_EQ(w.last<RuleHeld>().subject, w.last<MessageReceived>().message.value);
  EXPECT_EQ(w.total<HandoffDecided>(), 0);
  EXPECT_EQ(said_by_the_host(w), 0);
}

TEST(Modes, a_suggestion_reaches_the_customer_or_no_one) {  // G14
  World w(watching(RuleMode::suggest));
  const auto id = w.says("let me talk to a person please", "bot");
  EXPECT_EQ(w.owner(id), "bot:helper");
  const auto& entries = w.at(id).entries;
  const auto note = std::find_if(entries.begin(), entries.end(),
                                 [](const Entry& entry) { return entry.what == Entry::What::note; });
  ASSERT_NE(note, entries.end());
  EXPECT_NE(note->canned.find("suggestion (H8)"), std::string::npos) << note->canned;
  EXPECT_EQ(said_by_the_host(w), 0);
}

TEST(Modes, a_lane_that_enforces_is_held_back_by_one_that_watches) {  // G14, H4
  World w(watching(RuleMode::observe));
  w.says("there is an error", "bot");
  w.pass(kMinute);
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "technical");
  EXPECT_EQ(said_by_the_host(w), 0);  // the acknowledgement is the general lane's to say
}

TEST(Modes, what_a_watched_lane_would_have_got_is_moved_there) {  // G14, H4, R1
  World w(watching(RuleMode::observe, "technical"));
  const auto id = w.says("there is an error", "bot");
  w.pass(kMinute);
  EXPECT_EQ(w.owner(id), "bot:helper");
  EXPECT_EQ(held(w, "H4"), 1);
  EXPECT_EQ(w.last<Triaged>().outcome, "observe");
  EXPECT_TRUE(w.at(id).triage.lane.empty());
  EXPECT_EQ(w.at(id).work_type, 1);
}

TEST(Modes, one_rule_of_a_lane_is_switched_and_others_follow) {  // G14
  auto policy = triage_policy();
  policy.lanes.at({"general"}).modes.rules["H10"] = RuleMode::observe;
  World w(policy);
  const auto id = w.says("hello", "bot");
  w.bot_says(id, "maybe this?", 300);
  EXPECT_EQ(w.owner(id), "bot:helper");
  EXPECT_EQ(w.last_send().state, SendState::dispatched);  // the bot's own word goes
  EXPECT_EQ(held(w, "H10"), 1);
  w.says("let me talk to a person please", "bot");
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(said_by_the_host(w), 1);  // C5 acts
}

TEST(Modes, agents_cannot_speak_where_rules_only_watch) {  // G14, W3
  World w(watching(RuleMode::observe));
  const auto id = w.says("my parcel is lost");
  EXPECT_EQ(w.total<OfferMade>() + w.total<CandidatesAsked>(), 0);
  EXPECT_EQ(held(w, "R5"), 1);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  EXPECT_EQ(w.owner(id), "agent:ana");
  const auto message = w.replies(id, "ana", "I am looking into it");
  EXPECT_EQ(w.send(message).decision, GateDecision::free);
  EXPECT_EQ(w.send(message).state, SendState::dispatched);
  EXPECT_EQ(said_by_the_host(w), 0);
}

TEST(Modes, the_gate_is_switched_off_in_a_watched_lane) {  // G14, W3, W5: never in gate topology
  World w(watching(RuleMode::observe));
  const auto id = w.says("my parcel is lost");
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.pass(25 * kHour);
  const auto message = w.replies(id, "ana", "still on it");
  EXPECT_NE(w.send(message).decision, GateDecision::free);
  EXPECT_EQ(w.count<TemplatesAsked>(), 1);
}

TEST(Modes, an_old_epoch_or_a_missing_skill_passes_where_rules_watch) {  // G14, C3, G2: never switchable
  World w(watching(RuleMode::observe));
  const auto id = w.says("my parcel is lost");
  const auto old = w.hand(id).epoch;
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.decide(ReplyWritten{id, {}, old, {"ana"}, content("under the office"), "", "", {}});
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::stale_epoch);
  EXPECT_EQ(w.count<SendAttempted>(), 0);
  const auto other = w.says("another thing", "mail");
  w.acts(w.seat_of(other).empty() ? WorkId{"k7-w1"} : w.seat_of(other), WorkActed::Act::claim, "tom");
  EXPECT_EQ(w.refusals.size(), 1u);  // G2: without the skill, or taken
}

TEST(Modes, a_plan_is_not_kept_where_nothing_is_said) {  // G14, W6: the plan stands, its words do not
  auto policy = triage_policy();
  policy.lanes.at({"general"}).modes.rules["W6"] = RuleMode::observe;  // refused by `baton check`, harmless here
  World w(policy);
  const auto id = w.escalated_case();
  w.pass(18 * kHour);
  EXPECT_EQ(w.total<PlanMade>(), 1);
  const auto before = said_by_the_host(w);
  w.pass(6 * kHour);
  EXPECT_EQ(said_by_the_host(w), before);
  EXPECT_EQ(w.last<PlanEnded>().how, "kept_silent");
  EXPECT_FALSE(w.at(id).plan.open);
}

TEST(Modes, an_overlay_starts_in_enforce) {  // G14, W1
  auto policy = triage_policy();
  policy.connectors.at({"wa"}).topology = Topology::overlay;
  World w(policy);
  const auto id = w.escalated_case();
  EXPECT_GE(held(w, "R5"), 1);
  w.pass(23 * kHour);
  EXPECT_EQ(w.total<PlanMade>(), 0);
  EXPECT_EQ(held(w, "W6"), 1);
  EXPECT_EQ(said_by_the_host(w), 0);
  w.pass(2 * kHour);
  EXPECT_EQ(w.total<PlanMissing>(), 1);  // the defect is recorded, and nobody is alarmed
  EXPECT_EQ(w.at(id).status, CaseStatus::escalated);
}

TEST(Modes, an_overlay_lane_that_says_enforce_still_watches) {  // G14
  auto policy = triage_policy();
  policy.connectors.at({"wa"}).topology = Topology::overlay;
  for (auto& [id, lane] : policy.lanes) lane.modes.base = RuleMode::enforce;
  World w(policy);
  w.escalated_case();
  w.pass(19 * kHour);
  EXPECT_EQ(w.total<PlanMade>(), 1);
}

TEST(Modes, an_absence_that_is_only_watched_keeps_the_clock_busy) {  // G14, O7: noted once, nothing spins
  World w(watching(RuleMode::observe));
  const auto id = w.says("my parcel is lost");
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.decide(OwnerLeft{{"ana"}, {}});
  w.pass(3 * kDay);
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(held(w, "O7"), 1);
}

TEST(Modes, ageing_work_alarms_people_where_it_is_only_watched) {  // G14, G7
  auto policy = watching(RuleMode::observe, "technical");
  policy.lanes.at({"technical"}).goal_ms = 4 * kHour;
  World w(policy);
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.pass(5 * kHour);
  EXPECT_EQ(w.item(item).aged, 100);  // the record goes on
  EXPECT_EQ(held(w, "G7"), 2);        // 75 and 100
  for (const auto& [at, ruled] : w.history)
    if (const auto* alarm = std::get_if<AlarmRaised>(&ruled.fact)) {
      EXPECT_FALSE(alarm->key.starts_with("ageing:")) << alarm->key;
      EXPECT_FALSE(alarm->key.starts_with("past_goal:")) << alarm->key;
    }
}

TEST(Modes, a_stale_bot_is_silenced_where_rules_only_watch) {  // G14, H14, C3: it is refused all the same
  auto policy = triage_policy();
  policy.lanes.at({"general"}).modes.rules["H14"] = RuleMode::suggest;
  World w(policy);
  const auto id = w.says("let me talk to a person please", "bot");
  for (int i = 0; i < 4; ++i) {
    w.bot_says(id, "I am still here");
    EXPECT_EQ(w.refusals.size(), 1u);
  }
  EXPECT_FALSE(w.at(id).automation.muted);
  EXPECT_EQ(held(w, "H14"), 1);
}

TEST(Modes, what_is_never_switchable_is_in_the_list) {  // G14
  for (const char* rule : {"C2", "C3", "C7", "I1", "I4", "I5", "B2", "G2"}) {
    EXPECT_TRUE(never_switchable(rule)) << rule;
    EXPECT_EQ(mode_of(watching(RuleMode::observe), {"general"}, Topology::overlay, rule), RuleMode::enforce) << rule;
  }
  for (const char* rule : {"W", "W1", "W6"}) {
    EXPECT_TRUE(of_the_window(rule)) << rule;
    EXPECT_EQ(mode_of(watching(RuleMode::observe), {"general"}, Topology::gate, rule), RuleMode::enforce) << rule;
  }
  EXPECT_EQ(mode_of(watching(RuleMode::observe), {"general"}, Topology::overlay, "W6"), RuleMode::observe);
}

}  // namespace
}  // namespace baton::core::testing
