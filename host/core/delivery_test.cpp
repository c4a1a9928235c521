// SPDX-License-Identifier: MIT
// delivery_test.cpp - what the channel says about our words, in any order and more than once; what it does not say
// (W3, W4, W7, W9, T4, C11).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

DeliveryReported report(const World& w, const MessageId& message, ReportedStatus status,
                        FailureScope scope = FailureScope::message, RetryClass retry = RetryClass::never) {
  return {w.place(), message, content("r:" + message.value), status, status == ReportedStatus::failed ? "131000" : "", scope, retry, w.now};
}

struct Sent : World {
  CaseId id;
  MessageId reply;
  Sent() {
    id = owned_case();
    pass(kMinute);
    reply = replies(id, "ana", "hello");
  }
};

TEST(Delivery, statuses_in_any_order_and_twice_never_go_back) {  // I1
  std::vector<ReportedStatus> order = {ReportedStatus::sent, ReportedStatus::delivered, ReportedStatus::read};
  do {
    Sent w;
    for (const auto status : order)
      for (int twice = 0; twice < 2; ++twice) w.decide(report(w, w.reply, status));
    w.taken(w.reply);
    EXPECT_EQ(w.send(w.reply).state, SendState::read);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Delivery, the_same_report_twice_leaves_no_second_fact) {  // I1
  Sent w;
  w.taken(w.reply);
  w.taken(w.reply);
  EXPECT_TRUE(w.facts.empty());
  w.decide(report(w, w.reply, ReportedStatus::delivered));
  w.decide(report(w, w.reply, ReportedStatus::delivered));
  EXPECT_TRUE(w.facts.empty());
}

TEST(Delivery, a_failure_after_delivered_changes_nothing) {
  Sent w;
  w.taken(w.reply);
  w.decide(report(w, w.reply, ReportedStatus::delivered));
  w.decide(report(w, w.reply, ReportedStatus::failed));
  EXPECT_EQ(w.send(w.reply).state, SendState::delivered);
}

TEST(Delivery, a_failure_after_sent_is_shown_to_the_author) {  // W3
  Sent w;
  w.taken(w.reply);
  w.decide(report(w, w.reply, ReportedStatus::failed));
  EXPECT_EQ(w.send(w.reply).state, SendState::failed);
  EXPECT_FALSE(w.send(w.reply).why.empty());
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Delivery, the_channel_knows_better_that_the_window_is_closed) {  // W4: 131047 although our clock says open
  Sent w;
  w.fails(w.reply, FailureScope::window);
  EXPECT_EQ(w.last<WindowCorrected>().closed_at, w.now);
  EXPECT_TRUE(w.send(w.reply).asked_templates);
  w.templates(w.reply, {usable("status_a")});
  EXPECT_EQ(w.send(w.reply).decision, GateDecision::template_message);
  const auto more = w.replies(w.id, "ana", "more");
  EXPECT_NE(w.send(more).decision, GateDecision::free);  // it stays believed
  w.templates(more, {});
  w.pass(kMinute).says("hello");
  EXPECT_EQ(w.send(w.replies(w.id, "ana", "even more")).decision, GateDecision::free);  // until the customer writes
}

TEST(Delivery, the_later_report_goes_the_same_way) {  // W3, W4
  Sent w;
  w.taken(w.reply);
  w.decide(report(w, w.reply, ReportedStatus::failed, FailureScope::window));
  EXPECT_EQ(w.count<WindowCorrected>(), 1);
  EXPECT_TRUE(w.send(w.reply).asked_templates);
}

TEST(Delivery, a_report_about_an_old_window_does_not_close_the_new_one) {  // W4
  Sent w;
  w.taken(w.reply);
  w.pass(kHour).says("I am here");
  w.decide(report(w, w.reply, ReportedStatus::failed, FailureScope::window));
  EXPECT_EQ(w.total<WindowCorrected>(), 0);
  EXPECT_EQ(w.send(w.reply).state, SendState::dispatched);  // sent again, in the window that is open
}

TEST(Delivery, a_closed_window_is_not_closed_again) {  // W4, M3: once per closing
  Sent w;
  w.taken(w.reply);
  const auto ends = w.state.threads.begin()->second.window_ends;
  w.pass(3 * kDay);
  w.decide(report(w, w.reply, ReportedStatus::failed, FailureScope::window));
  EXPECT_EQ(w.state.threads.begin()->second.window_ends, ends);
}

TEST(Delivery, a_failing_template_gives_way_to_the_next_once_each) {  // T4
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  const auto reply = w.replies(id, "ana", "found it");
  w.templates(reply, {usable("status_a"), usable("status_b")});
  w.fails(reply, FailureScope::template_message);
  EXPECT_EQ(w.last<TemplateFailed>().name, "status_a");
  EXPECT_EQ(w.send(reply).template_use.name, "status_b");
  EXPECT_EQ(w.send(reply).state, SendState::dispatched);
  w.fails(reply, FailureScope::template_message);
  EXPECT_EQ(w.send(reply).hold, HoldReason::no_way);
  int attempts = 0;
  for (const auto& [at, ruled] : w.history)
    if (const auto* attempt = std::get_if<SendAttempted>(&ruled.fact); attempt != nullptr && attempt->message == reply) ++attempts;
  EXPECT_EQ(attempts, 2);
}

TEST(Delivery, the_pair_rate_of_the_channel_holds_it) {  // W3
  Sent w;
  w.fails(w.reply, FailureScope::pair, RetryClass::later, 8 * kSecond);
  EXPECT_EQ(w.send(w.reply).hold, HoldReason::pair_rate);
  w.pass(8 * kSecond - 1);
  EXPECT_EQ(w.send(w.reply).state, SendState::held);
  w.pass(1);
  EXPECT_EQ(w.send(w.reply).state, SendState::dispatched);
}

TEST(Delivery, a_restricted_account_is_held_with_an_alarm) {  // W3
  Sent w;
  w.fails(w.reply, FailureScope::account, RetryClass::later, kHour);
  EXPECT_EQ(w.send(w.reply).hold, HoldReason::account_restricted);
  EXPECT_EQ(w.count<AlarmRaised>(), 1);
}

TEST(Delivery, a_limit_that_passes_in_seconds_is_no_alarm) {  // W3: 130429
  Sent w;
  w.fails(w.reply, FailureScope::account, RetryClass::later, kSecond);
  EXPECT_EQ(w.send(w.reply).hold, HoldReason::account_restricted);
  EXPECT_EQ(w.count<AlarmRaised>(), 0);
}

// An expired token may take a day to be mended: the queue is kept, and what was written goes out then.
TEST(Delivery, a_refused_account_costs_a_word_no_tries_of_its_own_until_the_hold_ends) {  // W3: 190
  Sent w;
  const auto since = w.now;
  for (int hours = 0; hours < 20; ++hours) {
    ASSERT_EQ(w.send(w.reply).state, SendState::dispatched) << hours;
    w.fails(w.reply, FailureScope::account, RetryClass::later, kHour);
    w.pass(kHour);
  }
  w.taken(w.reply);
  EXPECT_EQ(w.send(w.reply).state, SendState::accepted);
  const auto never = w.replies(w.id, "ana", "and this");
  for (int hours = 0; hours < 100 && w.send(never).state != SendState::failed; ++hours) {
    if (w.send(never).state == SendState::dispatched) w.fails(never, FailureScope::account, RetryClass::later, kHour);
    if (w.send(never).asked_templates) w.decide(TemplatesFound{never, {usable("status_a")}, false});
    w.pass(kHour);
  }
  EXPECT_GE(w.now - since, w.policy.no_way_end_ms);
  EXPECT_EQ(w.send(never).state, SendState::failed);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

// The tries a word lost to its account are not those it has for itself.
TEST(Delivery, a_word_keeps_its_own_tries_for_after_the_account_is_back) {  // W3: 190, then 131000
  Sent w;
  for (int hours = 0; hours < 20; ++hours) {
    w.fails(w.reply, FailureScope::account, RetryClass::later, kHour);
    w.pass(kHour);
  }
  w.fails(w.reply, FailureScope::message, RetryClass::later, kMinute);
  w.pass(kMinute);
  ASSERT_EQ(w.send(w.reply).state, SendState::dispatched);
  for (int tries = 1; tries < w.policy.send_attempts_max; ++tries) {
    ASSERT_EQ(w.send(w.reply).state, SendState::dispatched) << tries;
    w.fails(w.reply, FailureScope::message, RetryClass::later, kMinute);
    w.pass(kMinute);
  }
  EXPECT_EQ(w.send(w.reply).state, SendState::failed);
}

TEST(Delivery, the_channels_opt_out_counts) {  // W7: 131050
  Sent w;
  w.fails(w.reply, FailureScope::consent);
  EXPECT_TRUE(w.state.threads.begin()->second.opted_out);
  EXPECT_EQ(w.send(w.reply).state, SendState::failed);
}

TEST(Delivery, undeliverable_twice_over_a_day_is_unreachable_until_a_word) {  // W7
  Sent w;
  w.fails(w.reply, FailureScope::recipient);
  EXPECT_FALSE(w.state.threads.begin()->second.unreachable);
  w.pass(kHour).fails(w.replies(w.id, "ana", "again"), FailureScope::recipient);
  EXPECT_FALSE(w.state.threads.begin()->second.unreachable);  // twice, but within the day
  w.pass(kDay);
  const auto third = w.replies(w.id, "ana", "and again");
  w.templates(third, {usable("status_a")});
  w.fails(third, FailureScope::recipient);
  EXPECT_TRUE(w.state.threads.begin()->second.unreachable);
  const auto fourth = w.replies(w.id, "ana", "hello?");
  EXPECT_EQ(w.send(fourth).hold, HoldReason::no_way);
  w.says("sorry, new phone");
  EXPECT_FALSE(w.state.threads.begin()->second.unreachable);
}

TEST(Delivery, attempts_end) {  // W3
  Sent w;
  for (int i = 0; i < 20; ++i) {
    if (w.send(w.reply).state != SendState::dispatched) break;
    w.fails(w.reply, FailureScope::message, RetryClass::later, kSecond);
    w.pass(kSecond);
  }
  EXPECT_EQ(w.send(w.reply).state, SendState::failed);
  EXPECT_EQ(w.send(w.reply).attempts, w.policy.send_attempts_max);
}

TEST(Delivery, a_lost_answer_is_asked_about_at_5_s_60_s_and_15_min) {  // W9
  Sent w;
  const auto since = w.now;
  w.fails(w.reply, FailureScope::message, RetryClass::unknown);
  EXPECT_EQ(w.send(w.reply).hold, HoldReason::unknown_result);
  std::vector<Millis> asked;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(next_due(w.state, w.policy));
    w.pass(*next_due(w.state, w.policy) - w.now);
    ASSERT_EQ(w.count<LookupAsked>(), 1);
    asked.push_back(w.now - since);
    w.decide(LookupAnswered{w.reply, LookupResult::unknown, {}});
  }
  EXPECT_EQ(asked, (std::vector<Millis>{5 * kSecond, kMinute, 15 * kMinute}));
  EXPECT_EQ(w.send(w.reply).state, SendState::unknown);
  EXPECT_EQ(w.count<AlarmRaised>(), 1);
  w.pass(10 * kDay);
  EXPECT_EQ(w.send(w.reply).attempts, 1);  // nothing is sent again by itself
}

TEST(Delivery, a_lost_answer_that_turns_out_sent_is_never_sent_again) {  // W9
  Sent w;
  w.fails(w.reply, FailureScope::message, RetryClass::unknown);
  w.pass(5 * kSecond);
  w.decide(LookupAnswered{w.reply, LookupResult::sent, content("r")});
  EXPECT_EQ(w.send(w.reply).state, SendState::accepted);
  w.pass(kDay);
  EXPECT_EQ(w.send(w.reply).attempts, 1);
}

TEST(Delivery, surely_absent_is_sent_again_under_the_same_key) {  // W9
  Sent w;
  w.fails(w.reply, FailureScope::message, RetryClass::unknown);
  w.pass(5 * kSecond);
  w.decide(LookupAnswered{w.reply, LookupResult::absent, {}});
  EXPECT_EQ(w.last<SendAttempted>().message, w.reply);
  EXPECT_EQ(w.send(w.reply).attempts, 2);
}

TEST(Delivery, a_status_settles_a_lost_answer) {  // W9
  Sent w;
  w.fails(w.reply, FailureScope::message, RetryClass::unknown);
  w.decide(report(w, w.reply, ReportedStatus::delivered));
  EXPECT_EQ(w.send(w.reply).state, SendState::delivered);
  w.decide(LookupAnswered{w.reply, LookupResult::absent, {}});
  EXPECT_EQ(w.send(w.reply).attempts, 1);
}

TEST(Delivery, only_who_wrote_it_or_owns_it_now_decides_about_a_lost_answer) {  // W9
  Sent w;
  w.fails(w.reply, FailureScope::message, RetryClass::unknown);
  for (int i = 0; i < 3; ++i) {
    w.pass(20 * kMinute);
    w.decide(LookupAnswered{w.reply, LookupResult::unknown, {}});
  }
  w.decide(UnknownResultDecided{w.reply, "agent:tom", true});
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(UnknownResultDecided{w.reply, "agent:ana", true});
  EXPECT_EQ(w.send(w.reply).attempts, 2);
  w.decide(UnknownResultDecided{w.reply, "agent:ana", true});
  EXPECT_EQ(w.refusals.size(), 1u);  // known to be on its way
}

TEST(Delivery, an_author_who_lets_it_go_gets_a_draft) {  // W9
  Sent w;
  w.fails(w.reply, FailureScope::message, RetryClass::unknown);
  w.pass(5 * kSecond);
  w.decide(UnknownResultDecided{w.reply, "agent:ana", false});
  EXPECT_EQ(w.send(w.reply).state, SendState::failed);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Delivery, a_report_of_something_unknown_is_kept_by_name) {  // I1
  Sent w;
  w.decide(report(w, {"k7-m99"}, ReportedStatus::read));
  EXPECT_EQ(w.count<NoticeRecorded>(), 1);
}

}  // namespace
}  // namespace baton::core::testing
