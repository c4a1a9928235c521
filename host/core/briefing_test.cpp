// SPDX-License-Identifier: MIT
// briefing_test.cpp - no offer without a brief that has intent, attempted steps and status; nothing in it that nobody
// said (B1-B3, M10).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

BriefMade good(const World& w, const CaseId& id) {
  BriefMade made;
  made.case_id = id;
  made.ask = w.at(id).handoff.brief_ask;
  made.plugin = "brief";
  made.steps_state = StepsState::none;
  made.intent = content("parcel lost");
  made.intent_source = 1;
  made.status = content("open");
  return made;
}

struct Asked : World {
  CaseId id;
  Asked() {
    id = owned_case();
    hands_off(id, "agent:ana", "technical");
    strategy_fails(id);
  }
};

TEST(Briefing, offers_wait_for_it) {  // B2
  Asked w;
  EXPECT_TRUE(w.at(w.id).handoff.brief_waits);
  w.present(w.work_of(w.id), {"tom"});
  EXPECT_EQ(w.item(w.work_of(w.id)).state, WorkState::open);
  w.decide(good(w, w.id));
  EXPECT_EQ(w.item(w.work_of(w.id)).offered_to.value, "tom");
  EXPECT_EQ(w.last<OfferMade>().brief, w.at(w.id).brief.number);
}

TEST(Briefing, a_summarizer_that_hangs_costs_three_seconds) {  // B2
  Asked w;
  w.pass(w.policy.brief_wait_ms - 1);
  EXPECT_TRUE(w.at(w.id).handoff.brief_waits);
  w.pass(1);
  EXPECT_TRUE(w.at(w.id).brief.minimal());
  EXPECT_TRUE(w.at(w.id).brief.complete());
  EXPECT_EQ(w.count<CandidatesAsked>(), 1);
}

TEST(Briefing, the_better_one_that_comes_late_replaces_the_minimal) {  // B2
  Asked w;
  w.pass(10 * kSecond);
  w.decide(good(w, w.id));
  EXPECT_FALSE(w.at(w.id).brief.minimal());
  EXPECT_EQ(w.at(w.id).brief.made_by, "brief");
}

TEST(Briefing, a_failing_summarizer_leaves_the_minimal_one_at_once) {  // B2
  Asked w;
  w.brief_fails(w.id);
  EXPECT_TRUE(w.at(w.id).brief.minimal());
  EXPECT_EQ(w.total<BriefRefused>(), 1);
}

TEST(Briefing, one_with_a_gap_is_refused_with_the_field_named) {  // B2, B3
  const auto broken = [](auto change, const char* rule) {
    Asked w;
    auto made = good(w, w.id);
    change(made);
    w.decide(made);
    ASSERT_EQ(w.count<BriefRefused>(), 1) << rule;
    EXPECT_EQ(w.last<BriefRefused>().why.substr(0, 2), rule);
    EXPECT_TRUE(w.at(w.id).brief.minimal());
  };
  broken([](BriefMade& b) { b.intent = {}; }, "B2");
  broken([](BriefMade& b) { b.steps_state = StepsState::unknown; }, "B2");
  broken([](BriefMade& b) { b.steps_state = StepsState::listed; }, "B2");
  broken([](BriefMade& b) { b.status = {}; }, "B2");
  broken([](BriefMade& b) { b.intent_source = 99; }, "B3");
  broken([](BriefMade& b) { b.details.push_back({content("Order"), content("4711"), 99, {}}); }, "B3");
  broken([](BriefMade& b) { b.details.push_back({content("Order"), content("4711"), 0, {}}); }, "B3");
  broken([](BriefMade& b) { b.details.push_back({content("Order"), content("4711"), -1, {}}); }, "B3");
  broken([](BriefMade& b) { b.evidence.push_back({content("Photo"), content("a.jpg"), 77, {}}); }, "B3");
}

TEST(Briefing, a_named_source_is_a_source) {  // B3
  Asked w;
  auto made = good(w, w.id);
  made.details.push_back({content("Order"), content("4711"), 0, "shop"});
  w.decide(made);
  EXPECT_EQ(w.count<BriefReady>(), 1);
}

TEST(Briefing, an_answer_to_another_question_is_not_used) {  // B2
  Asked w;
  auto made = good(w, w.id);
  made.ask += 7;
  w.decide(made);
  EXPECT_TRUE(w.facts.empty());
}

TEST(Briefing, the_minimal_one_says_what_the_state_knows) {  // B1, B2
  Asked w;
  w.brief_fails(w.id);
  const auto& brief = w.at(w.id).brief;
  EXPECT_EQ(brief.intent, w.at(w.id).entries.front().text);
  EXPECT_EQ(brief.intent_source, 1);
  EXPECT_EQ(brief.steps_state, StepsState::listed);
  ASSERT_EQ(brief.steps.size(), 1u);
  EXPECT_EQ(brief.steps[0].source, 2);  // ana's answer
  EXPECT_EQ(brief.status, "escalated");
  EXPECT_EQ(brief.trigger, "handoff");
  EXPECT_TRUE(brief.decision_needed);
}

TEST(Briefing, none_attempted_is_a_value) {  // B1
  World w;
  const auto id = w.says("hello");
  EXPECT_EQ(w.at(id).brief.steps_state, StepsState::none);
  EXPECT_TRUE(w.at(id).brief.complete());
}

TEST(Briefing, what_never_reached_the_customer_was_not_attempted) {  // B3
  World w;
  const auto id = w.owned_case();
  const auto reply = w.replies(id, "ana", "try turning it off");
  w.fails(reply, FailureScope::message);
  w.hands_off(id, "agent:ana", "technical");
  w.brief_fails(id);
  EXPECT_EQ(w.at(id).brief.steps.size(), 1u);  // the greeting only
}

TEST(Briefing, a_picture_without_words_is_an_intent) {  // B2
  World w;
  auto wrote = w.words("");
  wrote.kind = MessageKind::image;
  w.decide(wrote);
  const auto& brief = w.state.cases.begin()->second.brief;
  EXPECT_EQ(brief.intent_words, "image without words");
  EXPECT_TRUE(brief.complete());
}

// Otherwise deleting the only message would keep everybody from being offered the case.
TEST(Briefing, a_customer_who_deletes_everything_is_still_offered) {  // B2, K
  World w;
  auto wrote = w.words("hello", "bot");
  w.decide(wrote);
  const auto id = w.last<MessageReceived>().case_id;
  w.decide(CustomerDeleted{w.place("bot"), wrote.remote_id, w.now});
  w.hands_off(id, "bot:helper", "general");
  w.strategy_fails(id);
  w.brief_fails(id);
  EXPECT_TRUE(w.at(id).brief.complete());
  w.present(w.seat_of(id), {"ana"});
  EXPECT_EQ(w.item(w.seat_of(id)).offered_to.value, "ana");
}

TEST(Briefing, who_takes_it_before_the_summarizer_answered_gets_the_minimal_one) {  // B2, M10
  Asked w;
  w.acts(w.work_of(w.id), WorkActed::Act::claim, "tom");
  EXPECT_TRUE(w.last<ItemTaken>().brief_complete);
  EXPECT_TRUE(w.at(w.id).brief.minimal());
}

}  // namespace
}  // namespace baton::core::testing
