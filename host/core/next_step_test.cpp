// SPDX-License-Identifier: MIT
// next_step_test.cpp - every open case says what is next, by whom, and when the customer hears (C12, G12).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

NextAction next(const World& w, const CaseId& id) { return next_action(w.state, w.at(id), w.policy); }

TEST(NextStep, follows_the_case_from_its_first_word_to_its_end) {  // C12
  World w;
  const auto id = w.says("hello");
  EXPECT_EQ(next(w, id).party, "lead:general");
  w.present(w.seat_of(id), {"ana"});
  EXPECT_EQ(next(w, id).verb, "accept the conversation");
  EXPECT_EQ(next(w, id).party, "agent:ana");
  EXPECT_EQ(next(w, id).due, w.now + 120 * kSecond);
  w.acts(w.seat_of(id), WorkActed::Act::accept, "ana");
  EXPECT_EQ(next(w, id).verb, "answer the customer");
  w.replies(id, "ana", "hello");
  EXPECT_EQ(next(w, id).verb, "resolve the case or update the customer");
  w.waits(id, "agent:ana");
  EXPECT_EQ(next(w, id).party, "customer");
  w.resolves(id, "agent:ana");
  EXPECT_EQ(next(w, id).verb, "nothing is left to do");
}

TEST(NextStep, of_a_bots_case_is_the_bots) {
  World w;
  const auto id = w.says("hello", "bot");
  EXPECT_EQ(next(w, id).party, "bot:helper");
}

TEST(NextStep, follows_the_work) {
  World w;
  const auto id = w.escalated_case("ana");
  EXPECT_EQ(next(w, id).party, "lane:technical");
  w.present(w.work_of(id), {"tom"});
  EXPECT_EQ(next(w, id).verb, "accept the work item");
  w.acts(w.work_of(id), WorkActed::Act::accept, "tom");
  EXPECT_EQ(next(w, id).verb, "answer the work item");
  EXPECT_EQ(next(w, id).party, "agent:tom");
}

TEST(NextStep, a_thank_you_is_not_a_question) {  // C10
  World w;
  const auto id = w.owned_case();
  w.says("thanks");
  EXPECT_NE(next(w, id).verb, "answer the customer");
}

TEST(NextStep, a_reply_that_did_not_go_out_answered_nobody) {  // C12, W3
  World w;
  const auto id = w.says("hello");
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.fails(w.replies(id, "ana", "hello"), FailureScope::message);
  EXPECT_EQ(next(w, id).verb, "answer the customer");
}

TEST(NextStep, a_lost_answer_is_the_authors_to_decide) {  // W9
  World w;
  const auto id = w.owned_case("ana");
  const auto reply = w.replies(id, "ana", "hello");
  w.fails(reply, FailureScope::message, RetryClass::unknown);
  EXPECT_EQ(next(w, id).verb.find("decide"), std::string::npos);  // the host still finds out
  for (int i = 0; i < 3; ++i) {
    w.pass(20 * kMinute);
    w.decide(LookupAnswered{reply, LookupResult::unknown, {}});
  }
  EXPECT_EQ(next(w, id).verb, "decide whether " + reply.value + " is sent again");
  EXPECT_EQ(next(w, id).party, "agent:ana");
}

TEST(NextStep, the_next_update_is_the_plan_else_the_windows_end_less_an_hour) {  // G12
  World w;
  const auto id = w.escalated_case("ana");
  EXPECT_EQ(next_update_due(w.state, w.at(id), w.policy), kMonday + kDay - 300 * kSecond - kHour);
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", w.now + kHour, "", {}});
  EXPECT_EQ(next_update_due(w.state, w.at(id), w.policy), w.now + kHour);
  w.pass(3 * kDay);
}

TEST(NextStep, waiting_and_settled_cases_owe_no_update) {  // G12
  World w;
  const auto id = w.owned_case();
  w.waits(id, "agent:ana");
  EXPECT_FALSE(next_update_due(w.state, w.at(id), w.policy));
  w.resolves(id, "agent:ana");
  EXPECT_FALSE(next_update_due(w.state, w.at(id), w.policy));
}

}  // namespace
}  // namespace baton::core::testing
