// SPDX-License-Identifier: MIT
// calls_test.cpp - a call that leaves no outcome or no follow-up, a customer asked too often, and who called whom (J5).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

Policy calling() {
  auto policy = test_policy();
  policy.connectors.at({"wa"}).channel.calls = true;
  return policy;
}

struct Called : World {
  CaseId id;
  Called() : World(calling()) { id = owned_case("ana"); }

  void call(CallOutcome outcome, bool by_us = false, bool opens = false) {
    CallReported reported;
    reported.place = place("plain");
    reported.remote_id = content("wacid.1");
    reported.outcome = outcome;
    reported.opens_window = opens;
    reported.occurred = reported.received = now;
    reported.by_us = by_us;
    decide(reported);
  }
  void asks(const char* by = "agent:ana") { decide(CallAsked{id, hand(id).epoch, by, content("May we call you?")}); }
  void permits(bool allowed, Instant until = {}) {
    PreferenceChanged changed{place("plain"), allowed ? "calls_allowed" : "calls_refused", now, true, until};
    decide(changed);
  }
  std::string verb() const { return next_action(state, at(id), policy).verb; }
};

TEST(Calls, a_customer_is_called_who_was_not_asked) {  // J5: permission first
  Called w;
  w.asks();
  EXPECT_TRUE(w.last_send().asks_to_call);
  EXPECT_EQ(w.last_send().state, SendState::dispatched);
  w.taken(w.last_send().id);
  w.permits(true, w.now + 7 * kDay);
  const auto& thread = w.state.threads.at(w.at(w.id).threads.front());
  EXPECT_TRUE(thread.calls.allowed);
  EXPECT_EQ(thread.calls.until, w.now + 7 * kDay);
  EXPECT_EQ(w.verb(), "call the customer");
}

TEST(Calls, they_are_asked_twice_a_day_or_a_third_time_a_week) {  // J5
  Called w;
  w.asks();
  w.taken(w.last_send().id);
  w.asks();
  ASSERT_EQ(w.refusals.size(), 1u);
  w.pass(kDay + kHour);
  w.says("still here");
  w.asks();
  EXPECT_TRUE(w.refusals.empty());
  w.pass(kDay + kHour);
  w.says("and still");
  w.asks();
  ASSERT_EQ(w.refusals.size(), 1u);
}

TEST(Calls, who_refused_is_called) {  // J5
  Called w;
  w.asks();
  w.permits(false);
  EXPECT_NE(w.verb(), "call the customer");
  EXPECT_EQ(w.last<CallPermissionChanged>().allowed, false);
}

TEST(Calls, somebody_else_asks_the_customer) {  // J5, C2
  Called w;
  w.asks("agent:ben");
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::not_allowed);
}

TEST(Calls, a_channel_that_cannot_call_is_asked_to) {  // J5
  Called w;
  w.policy.connectors.at({"wa"}).channel.calls = false;
  w.asks();
  ASSERT_EQ(w.refusals.size(), 1u);
}

TEST(Calls, a_missed_call_leaves_no_follow_up) {  // J5, W1
  Called w;
  w.pass(20 * kHour);
  const auto& thread = w.state.threads.at(w.at(w.id).threads.front());
  const auto before = thread.window_ends;
  w.call(CallOutcome::ringing, false, true);
  EXPECT_GT(thread.window_ends, before);  // W1: a call opens the window
  w.call(CallOutcome::missed, false, true);
  EXPECT_EQ(w.verb(), "call the customer back");
  EXPECT_EQ(w.at(w.id).entries.back().canned, "call_missed");
}

TEST(Calls, what_was_said_on_a_call_is_noted_nowhere) {  // J5
  Called w;
  w.says("please call me");
  w.call(CallOutcome::ringing, false, true);
  w.call(CallOutcome::completed);
  EXPECT_EQ(w.verb(), "note what came of the call");  // and nobody owes an answer any more
  w.decide(NoteWritten{w.id, "agent:ana", content("they will wait until Friday")});
  EXPECT_EQ(w.verb(), "resolve the case or update the customer");
}

TEST(Calls, our_own_call_counts_as_the_customers) {  // J5, C10
  Called w;
  const auto& thread = w.state.threads.at(w.at(w.id).threads.front());
  const auto window = thread.window_ends;
  w.resolves(w.id, "agent:ana");
  w.call(CallOutcome::missed, true);
  EXPECT_EQ(w.status(w.id), CaseStatus::resolved);
  EXPECT_EQ(thread.window_ends, window);
  EXPECT_EQ(w.at(w.id).entries.back().what, Entry::What::outside);
}

TEST(Calls, a_call_of_ours_that_failed_is_forgotten) {  // J5
  Called w;
  w.says("please call me");
  w.call(CallOutcome::ringing, true);
  w.call(CallOutcome::rejected, true);
  EXPECT_EQ(w.verb(), "write to the customer: the call failed");
}

}  // namespace
}  // namespace baton::core::testing
