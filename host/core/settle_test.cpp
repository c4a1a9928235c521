// SPDX-License-Identifier: MIT
// settle_test.cpp - resolving, provisional solves, reopening, waiting and closing (C2, C6, C10, C11, G4).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

TEST(Settle, resolved_becomes_closed_after_48_h_of_silence_to_the_second) {  // C6, C10
  World w;
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana");
  w.pass(48 * kHour - 1);
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  w.pass(1);
  EXPECT_EQ(w.status(id), CaseStatus::closed);
}

TEST(Settle, only_the_owner_resolves) {  // C6
  World w;
  const auto id = w.owned_case("ana");
  w.resolves(id, "agent:ben");
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Settle, twice_is_said_so) {
  World w;
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana");
  w.resolves(id, "agent:ana");
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Settle, other_work_is_cancelled_with_the_case) {  // C6
  World w;
  const auto id = w.escalated_case("ana");
  const auto item = w.work_of(id);
  w.present(item, {"tom"});
  w.resolves(id, "agent:ana");
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  EXPECT_EQ(w.item(item).state, WorkState::cancelled);
  EXPECT_EQ(w.last<OfferEnded>().how, "withdrawn");
}

struct MustFinish : World {
  CaseId id;
  WorkId must;
  MustFinish() {
    id = owned_case("ana");
    hands_off(id, "agent:ana", "compliance", "l1_owns");
    strategy_fails(id);
    brief_comes(id);
    must = work_of(id);
  }
};

TEST(Settle, an_item_that_must_be_finished_keeps_the_case_open_and_marked) {  // C6
  MustFinish w;
  w.resolves(w.id, "agent:ana");
  EXPECT_EQ(w.status(w.id), CaseStatus::escalated);
  EXPECT_TRUE(w.at(w.id).solve_pending);
  EXPECT_EQ(w.item(w.must).state, WorkState::open);
}

TEST(Settle, the_closing_words_of_a_pending_solve_are_not_lost) {  // C6, W3
  MustFinish w;
  w.resolves(w.id, "agent:ana", "all done!");
  EXPECT_EQ(w.count<ReplyDrafted>(), 1);
}

TEST(Settle, when_the_last_work_is_done_the_owner_is_told_to_resolve) {  // C6, C12
  MustFinish w;
  w.resolves(w.id, "agent:ana");
  w.acts(w.must, WorkActed::Act::claim, "cleo");
  w.acts(w.must, WorkActed::Act::done, "cleo");
  EXPECT_EQ(w.status(w.id), CaseStatus::open);
  EXPECT_EQ(next_action(w.state, w.at(w.id), w.policy).verb, "resolve the case");
}

TEST(Settle, a_solve_with_a_reply_stands_once_it_is_delivered) {  // C11
  World w;
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana", "it was the cable");
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  const auto closing = w.last_send().id;
  EXPECT_EQ(w.at(id).provisional_on, closing);
  w.taken(closing);
  w.decide(DeliveryReported{w.place(), closing, {}, ReportedStatus::delivered, "", FailureScope::message, RetryClass::never, w.now});
  EXPECT_TRUE(w.at(id).provisional_on.empty());
}

TEST(Settle, a_solve_whose_reply_fails_comes_back_with_the_reason) {  // C11
  World w;
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana", "it was the cable");
  w.fails(w.last_send().id, FailureScope::message);
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_NE(w.last<CaseReopened>().why.find("the channel said no"), std::string::npos);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Settle, a_solve_whose_reply_is_refused_at_once_does_not_happen) {  // C11
  World w;
  const auto id = w.owned_case();
  w.says("STOP");
  w.pass(2 * kDay);
  w.resolves(id, "agent:ana", "it was the cable");
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Settle, a_solve_is_not_closed_while_its_reply_is_still_looking_for_a_way) {  // C6, C11
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  w.resolves(id, "agent:ana", "it was the cable");
  const auto closing = w.last_send().id;
  w.templates(closing, {});
  for (int i = 0; i < 71; ++i) {
    w.pass(kHour);
    if (w.send(closing).asked_templates) w.templates(closing, {});
  }
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  w.pass(2 * kHour);
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Settle, a_bot_that_solved_too_early_does_not_own_an_open_case) {  // C11, C4
  World w;
  const auto id = w.says("hello", "bot");
  w.resolves(id, "bot:helper", "solved!");
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  w.fails(w.last_send().id, FailureScope::message);
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_FALSE(w.seat_of(id).empty());
}

TEST(Settle, closing_words_need_the_authority_of_any_reply) {  // G4
  World w;
  const auto id = w.owned_case("ana");
  w.hands_off(id, "agent:ana", "technical", "reassign");
  w.strategy_fails(id);
  w.brief_comes(id);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "tom");
  w.assigns(id, "ana");
  w.resolves(id, "agent:ana", "it was the router");
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.status(id), CaseStatus::open);
  w.resolves(id, "agent:ana");  // without a word she may
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
}

TEST(Settle, waiting_ends_at_its_follow_up_date) {  // C6
  World w;
  const auto id = w.owned_case();
  w.waits(id, "agent:ana", w.now + 5 * kHour);
  EXPECT_EQ(next_action(w.state, w.at(id), w.policy).party, "customer");
  w.pass(5 * kHour - 1);
  EXPECT_EQ(w.status(id), CaseStatus::waiting_customer);
  w.pass(1);
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Settle, waiting_never_has_no_end) {  // C6
  World w;
  const auto id = w.owned_case();
  w.waits(id, "agent:ana");
  w.pass(w.policy.wait_default_ms);
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Settle, an_escalated_case_does_not_wait_for_the_customer) {  // C6
  World w;
  const auto id = w.escalated_case();
  w.waits(id, "agent:ana");
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Settle, an_agent_reopens_what_is_resolved_and_not_what_is_closed) {  // C6
  World w;
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana");
  w.decide(ReopenAsked{id, "agent:ana"});
  EXPECT_EQ(w.status(id), CaseStatus::open);
  w.present(w.seat_of(id), {"ana"});
  w.resolves(id, "agent:ana");
  w.pass(3 * kDay);
  ASSERT_EQ(w.status(id), CaseStatus::closed);
  w.decide(ReopenAsked{id, "agent:ana"});
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.status(id), CaseStatus::closed);
}

TEST(Settle, with_a_longer_horizon_a_closed_case_comes_back) {  // C10
  auto policy = test_policy();
  policy.reopen_horizon_ms = 10 * kDay;
  World w(policy);
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana");
  w.pass(5 * kDay);
  ASSERT_EQ(w.status(id), CaseStatus::closed);
  EXPECT_EQ(w.says("it is back"), id);
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Settle, hands_that_meet_again_have_one_owner_and_a_higher_epoch) {  // C2
  World w;
  const auto first = w.owned_case("ana");
  w.resolves(first, "agent:ana");
  w.pass(2 * kDay - kHour);
  w.policy.reopen_horizon_ms = kHour;  // the customer's next word is past it, an agent's reopening is not
  const auto second = w.says("something new");
  ASSERT_NE(first, second);
  w.assigns(second, "ben");
  const auto highest = std::max(w.hand(first).epoch, w.hand(second).epoch);
  w.decide(ReopenAsked{first, "agent:ben"});
  EXPECT_EQ(w.at(first).hand, w.at(second).hand);
  EXPECT_EQ(w.last<HandsJoined>().epoch, highest + 1);
  EXPECT_EQ(w.state.hands.size(), 1u);
}

TEST(Settle, a_bots_case_that_meets_a_case_of_people_is_theirs) {  // C2, C4
  World w;
  w.policy.reopen_horizon_ms = kHour;
  const auto first = w.says("talk to a person", "bot");
  w.assigns(first, "ana");
  w.resolves(first, "agent:ana");
  w.pass(40 * kHour);
  const auto second = w.says("something new", "bot");
  ASSERT_EQ(w.status(second), CaseStatus::automated);
  w.decide(ReopenAsked{first, "agent:ana"});
  EXPECT_EQ(w.status(second), CaseStatus::open);
  w.bot_says(second, "me again");
  EXPECT_EQ(w.refusals.size(), 1u);
}

}  // namespace
}  // namespace baton::core::testing
