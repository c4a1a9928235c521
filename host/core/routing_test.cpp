// SPDX-License-Identifier: MIT
// routing_test.cpp - offers, claims and answers: one holder at a time, the brief first, nobody forgotten
// (B2, G2, O1, O2, R5, C6).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

using Act = WorkActed::Act;

TEST(Routing, of_two_who_claim_one_wins_and_the_other_is_told_who) {  // G2
  World w;
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, Act::claim, "tom");
  w.acts(item, Act::claim, "tina");
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals[0].kind, Refusal::Kind::taken);
  EXPECT_EQ(w.refusals[0].owner, "agent:tom");
  EXPECT_EQ(w.item(item).owner.value, "tom");
}

TEST(Routing, the_same_claim_twice_changes_nothing) {  // G2
  World w;
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, Act::claim, "tom");
  w.acts(item, Act::claim, "tom");
  EXPECT_TRUE(w.facts.empty());
  EXPECT_TRUE(w.refusals.empty());
}

TEST(Routing, it_is_locked_until_it_is_released) {  // G2
  World w;
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, Act::claim, "tom");
  for (const auto act : {Act::done, Act::release}) {
    w.acts(item, act, "tina");
    EXPECT_EQ(w.refusals.size(), 1u);
  }
  w.answers(item, "tina", "my answer");
  EXPECT_EQ(w.refusals.size(), 1u);
  w.acts(item, Act::release, "tom");
  w.acts(item, Act::claim, "tina");
  EXPECT_EQ(w.item(item).owner.value, "tina");
}

TEST(Routing, without_the_skill_there_is_no_claim) {  // R5, G4
  World w;
  const auto id = w.escalated_case();
  w.acts(w.work_of(id), Act::claim, "ana");
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.total<ItemTaken>(), 1);  // only the seat of the beginning
}

TEST(Routing, what_is_not_offered_to_me_i_cannot_accept_or_decline) {  // R5
  World w;
  const auto id = w.says("hello");
  w.present(w.seat_of(id), {"ana"});
  w.acts(w.seat_of(id), Act::accept, "ben");
  EXPECT_EQ(w.refusals.size(), 1u);
  w.acts(w.seat_of(id), Act::decline, "ben");
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.item(w.seat_of(id)).offered_to.value, "ana");
}

TEST(Routing, a_decline_goes_on_to_the_next_and_never_comes_back) {  // R5
  World w;
  const auto id = w.says("hello");
  const auto seat = w.seat_of(id);
  w.present(seat, {"ana", "ben"});
  w.acts(seat, Act::decline, "ana");
  EXPECT_EQ(w.item(seat).offered_to.value, "ben");
  w.acts(seat, Act::decline, "ben");
  w.present(seat, {"ana", "ben"});
  EXPECT_EQ(w.item(seat).state, WorkState::open);
}

TEST(Routing, an_offer_times_out_to_the_second_and_goes_on) {  // R5, offer.timeout_s = 120
  World w;
  const auto id = w.says("hello");
  const auto seat = w.seat_of(id);
  w.present(seat, {"ana", "ben"});
  w.pass(120 * kSecond - 1);
  EXPECT_EQ(w.item(seat).offered_to.value, "ana");
  w.pass(1);
  EXPECT_EQ(w.item(seat).offered_to.value, "ben");
}

TEST(Routing, the_longest_idle_comes_first_and_who_has_no_room_not_at_all) {  // R5
  World w;
  const auto id = w.says("hello");
  CandidatesFound found;
  found.item = w.seat_of(id);
  found.candidates = {{{"ana"}, {}, 5000, 5000, w.now - 9 * kHour},
                      {{"ben"}, {}, 0, 5000, w.now - kHour},
                      {{"lea"}, {}, 4000, 5000, w.now - 2 * kHour},
                      {{"tom"}, {}, 0, 5000, w.now - 9 * kHour}};
  w.decide(found);
  EXPECT_EQ(w.last<CandidatesGiven>().agents, (std::vector<AgentId>{{"lea"}, {"ben"}}));
}

// An offer that ran out, or a roster that was empty, is not the end of the search (C2: somebody is found in the end).
TEST(Routing, with_nobody_there_it_looks_again_and_less_and_less_often) {  // R5
  World w;
  const auto id = w.says("hello");
  const auto seat = w.seat_of(id);
  w.present(seat, {});
  w.pass(kMinute);
  EXPECT_EQ(w.count<CandidatesAsked>(), 1);
  w.present(seat, {"ana"});
  EXPECT_EQ(w.item(seat).offered_to.value, "ana");
  w.pass(120 * kSecond);
  EXPECT_EQ(w.item(seat).state, WorkState::open);
  const auto asked = w.total<CandidatesAsked>();
  for (int i = 0; i < 24 * 60; ++i) {
    w.pass(kMinute);
    if (w.item(seat).asked_candidates) w.present(seat, {});
  }
  EXPECT_GT(w.total<CandidatesAsked>() - asked, 20);  // at least hourly
  EXPECT_LT(w.total<CandidatesAsked>() - asked, 60);  // a night does not fill the history
}

TEST(Routing, who_takes_it_before_the_offer_ends_it) {  // G2
  World w;
  const auto id = w.says("hello");
  const auto seat = w.seat_of(id);
  w.present(seat, {"ana"});
  w.acts(seat, Act::claim, "ben");
  EXPECT_EQ(w.owner(id), "agent:ben");
  w.acts(seat, Act::accept, "ana");
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Routing, an_answer_comes_back_to_the_owner_and_the_customer_never_sees_it) {  // O2
  World w;
  const auto id = w.escalated_case("ana");
  const auto item = w.work_of(id);
  w.acts(item, Act::claim, "tom");
  const auto sends = w.state.sends.size();
  w.decide(WorkAnswered{item, {"tom"}, content("restart the router"), false});
  EXPECT_EQ(w.state.sends.size(), sends);
  EXPECT_EQ(w.status(id), CaseStatus::escalated);  // not final: it goes on
  const auto next = next_action(w.state, w.at(id), w.policy);
  EXPECT_EQ(next.party, "agent:ana");
  EXPECT_EQ(next.verb, "relay the answer of " + item.value);
}

TEST(Routing, the_last_item_done_opens_the_case) {  // C6
  World w;
  const auto id = w.escalated_case("ana");
  const auto item = w.work_of(id);
  w.acts(item, Act::claim, "tom");
  w.answers(item, "tom", "restart the router");
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.item(item).state, WorkState::done);
  w.acts(item, Act::claim, "tina");
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Routing, with_two_items_the_case_stays_escalated_until_both_are_done) {  // C6
  World w;
  const auto id = w.escalated_case("ana");
  const auto first = w.work_of(id);
  w.hands_off(id, "agent:ana", "compliance", "l1_owns");
  w.strategy_fails(id);
  w.brief_comes(id);
  const auto second = w.work_of(id);
  ASSERT_NE(first, second);
  w.acts(first, Act::claim, "tom");
  w.acts(first, Act::done, "tom");
  EXPECT_EQ(w.status(id), CaseStatus::escalated);
  w.acts(second, Act::claim, "cleo");
  w.acts(second, Act::done, "cleo");
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Routing, the_same_question_twice_is_one_item) {  // G3, I3
  World w;
  const auto id = w.escalated_case("ana");
  w.hands_off(id, "agent:ana", "technical");
  w.strategy_fails(id);
  int items = 0;
  for (const auto& [item_id, item] : w.state.items) items += item.kind == ItemKind::work ? 1 : 0;
  EXPECT_EQ(items, 1);
}

TEST(Routing, work_that_does_not_exist_is_said_so) {
  World w;
  w.says("hello");
  w.acts({"k7-w9"}, Act::claim, "ana");
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals[0].kind, Refusal::Kind::not_found);
}

TEST(Routing, work_waits_for_nobody_although_a_fallback_lane_is_there) {  // R8, G10a: its age goes with it
  auto policy = test_policy();
  policy.lanes.at({"technical"}).fallback = {"compliance"};
  World w(policy);
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  const auto opened = w.item(item).opened;
  for (int look = 0; look < 3; ++look) {
    w.present(item, {});
    w.pass(5 * kMinute);
  }
  EXPECT_EQ(w.item(item).state, WorkState::cancelled);
  const auto next = w.work_of(id);
  EXPECT_EQ(w.item(next).lane.value, "compliance");
  EXPECT_EQ(w.item(next).opened, opened);
  EXPECT_EQ(w.status(id), CaseStatus::escalated);
  w.present(next, {"cleo"});
  EXPECT_EQ(w.item(next).offered_to.value, "cleo");
}

TEST(Routing, a_seat_waits_for_nobody_although_a_fallback_lane_is_there) {  // R8, C4
  auto policy = test_policy();
  policy.lanes.at({"technical"}).fallback = {"general"};
  World w(policy);
  const auto id = w.says("let me talk to a person please", "bot");
  w.strategy_says([&] {
    OwnershipProposed answer;
    answer.case_id = id;
    answer.action = "lane";
    answer.lane = {"technical"};
    return answer;
  }());
  w.brief_fails(id);
  ASSERT_EQ(w.owner(id), "lead:technical");
  const auto seat = w.seat_of(id);
  for (int look = 0; look < 3; ++look) {
    w.present(seat, {});
    w.pass(5 * kMinute);
  }
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.item(w.seat_of(id)).lane.value, "general");
}

}  // namespace
}  // namespace baton::core::testing
