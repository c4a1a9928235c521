// SPDX-License-Identifier: MIT
// gate_test.cpp - every word to the customer passes one gate at dispatch: free, template, hold or refused, with a reason
// (W1, W3, W5, W7, T2, T4, C3).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

constexpr Millis kOpenFor = kDay - 300 * kSecond;

TEST(Gate, free_until_the_last_second_and_not_in_the_next) {  // W1, W3
  World w;
  const auto id = w.owned_case();
  w.pass(kOpenFor - kSecond);
  EXPECT_EQ(w.send(w.replies(id, "ana", "just in time")).decision, GateDecision::free);
  w.pass(kSecond);
  const auto late = w.replies(id, "ana", "too late");
  EXPECT_NE(w.send(late).state, SendState::dispatched);
  EXPECT_EQ(w.count<TemplatesAsked>(), 1);
}

TEST(Gate, a_channel_without_a_window_is_free_after_months) {  // W1
  World w;
  const auto id = w.says("by mail", "mail");
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.pass(90 * kDay);
  EXPECT_EQ(w.send(w.replies(id, "ana", "hello")).decision, GateDecision::free);
}

TEST(Gate, outside_the_window_the_first_usable_template_goes_and_the_text_is_kept) {  // W5, T2
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  const auto reply = w.replies(id, "ana", "found it");
  w.templates(reply, {usable("status_a"), usable("status_b")});
  EXPECT_EQ(w.send(reply).decision, GateDecision::template_message);
  EXPECT_EQ(w.send(reply).template_use.name, "status_a");
  ASSERT_EQ(w.send(reply).template_use.values.size(), 2u);
  EXPECT_EQ(w.send(reply).template_use.values[0].text, w.state.name);
  EXPECT_EQ(w.send(reply).template_use.values[1].word, id.value);
  EXPECT_EQ(w.send(reply).state, SendState::dispatched);
  EXPECT_TRUE(w.send(reply).withheld_until);
}

TEST(Gate, without_a_template_it_is_held_with_an_alarm_and_looks_again) {  // W5 no_way, T3
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  const auto reply = w.replies(id, "ana", "found it");
  w.templates(reply, {});
  EXPECT_EQ(w.send(reply).hold, HoldReason::no_way);
  EXPECT_EQ(w.count<AlarmRaised>(), 1);
  w.pass(kHour);
  EXPECT_EQ(w.count<TemplatesAsked>(), 1);
  w.templates(reply, {usable("status_b")});
  EXPECT_EQ(w.send(reply).state, SendState::dispatched);
}

TEST(Gate, no_way_ends_as_a_draft_and_not_in_silence) {  // W3
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  const auto reply = w.replies(id, "ana", "found it");
  w.templates(reply, {});
  for (int i = 0; i < 80; ++i) {
    w.pass(kHour);
    if (w.send(reply).asked_templates) w.templates(reply, {});
  }
  EXPECT_EQ(w.send(reply).state, SendState::refused);
  EXPECT_EQ(w.state.drafts.size(), 1u);
  EXPECT_EQ(w.state.drafts.begin()->second.author, "agent:ana");
}

TEST(Gate, what_found_no_way_becomes_a_draft_beside_the_new_words) {  // W5
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  const auto reply = w.replies(id, "ana", "found it");
  w.templates(reply, {});
  w.says("hello again");
  EXPECT_EQ(w.send(reply).state, SendState::refused);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

struct Withheld : World {
  CaseId id;
  MessageId reply;
  Withheld() {
    id = owned_case();
    pass(2 * kDay);
    reply = replies(id, "ana", "found it");
    templates(reply, {usable("status_a")});
    taken(reply);
  }
  int said_free() const {
    int n = 0;
    for (const auto& [m, s] : state.sends) n += s.decision == GateDecision::free && s.text == send(reply).text ? 1 : 0;
    return n;
  }
};

TEST(Gate, the_tap_on_the_button_releases_the_kept_reply_once) {  // W5
  Withheld w;
  w.pass(kHour).taps(w.send(w.reply));
  EXPECT_EQ(w.said_free(), 1);
  w.taps(w.send(w.reply));
  EXPECT_EQ(w.said_free(), 1);
  w.pass(2 * kDay);
  EXPECT_EQ(w.said_free(), 1);
  EXPECT_TRUE(w.state.drafts.empty());
}

TEST(Gate, a_released_reply_is_no_draft_when_its_template_is_reported_failed_afterwards) {  // W5
  Withheld w;
  w.pass(kHour).taps(w.send(w.reply));
  EXPECT_EQ(w.said_free(), 1);
  DeliveryReported late;
  late.message = w.reply;
  late.status = ReportedStatus::failed;
  late.code = "131000";
  w.decide(late);
  EXPECT_EQ(w.send(w.reply).state, SendState::failed);
  EXPECT_TRUE(w.state.drafts.empty());
}

TEST(Gate, other_words_make_it_a_draft_and_a_later_tap_sends_nothing) {  // W5
  Withheld w;
  w.pass(kHour).says("what is it?");
  EXPECT_EQ(w.state.drafts.size(), 1u);
  w.taps(w.send(w.reply));
  EXPECT_EQ(w.said_free(), 0);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Gate, under_another_owner_the_tap_makes_a_draft) {  // W5, C3
  Withheld w;
  w.assigns(w.id, "ben");
  w.taps(w.send(w.reply));
  EXPECT_EQ(w.said_free(), 0);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Gate, after_24_h_the_tap_sends_nothing) {  // W5
  Withheld w;
  w.pass(kDay + 1).taps(w.send(w.reply));
  EXPECT_EQ(w.said_free(), 0);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Gate, with_something_said_since_the_tap_sends_nothing) {  // W5
  Withheld w;
  w.decide(OutsideWordSeen{w.place(), content("x"), content("I called you"), w.now + kMinute});
  w.pass(kHour).taps(w.send(w.reply));
  EXPECT_EQ(w.said_free(), 0);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Gate, a_template_that_failed_leaves_one_draft) {  // W5
  Withheld w;
  w.decide(DeliveryReported{w.place(), w.reply, {}, ReportedStatus::failed, "131026", FailureScope::message, RetryClass::never, w.now});
  EXPECT_EQ(w.state.drafts.size(), 1u);
  w.pass(2 * kDay);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Gate, an_earlier_template_attempt_does_not_cling_to_a_free_send) {  // W3, W5
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  const auto reply = w.replies(id, "ana", "found it");
  w.templates(reply, {usable("status_a")});
  w.fails(reply, FailureScope::message, RetryClass::later, kMinute);
  w.decide(CallReported{w.place(), content("call"), CallOutcome::missed, true, 0, w.now, w.now});  // opens the window
  w.pass(kMinute);
  EXPECT_EQ(w.send(reply).decision, GateDecision::free);
  EXPECT_TRUE(w.send(reply).template_use.name.empty());
  EXPECT_FALSE(w.send(reply).withheld_until);  // it has been said: nothing is kept back
}

TEST(Gate, after_an_opt_out_only_answers_inside_a_window) {  // W7
  World w;
  const auto id = w.owned_case();
  w.says("STOP");
  EXPECT_EQ(w.send(w.replies(id, "ana", "understood")).decision, GateDecision::free);
  w.pass(2 * kDay);
  w.replies(id, "ana", "an offer");
  const auto reply = w.last<SendQueued>().message;
  EXPECT_EQ(w.send(reply).state, SendState::refused);
  EXPECT_NE(w.send(reply).why.find("opted out"), std::string::npos);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Gate, a_template_asked_for_by_name_is_no_empty_message_in_an_open_window) {  // W3
  World w;
  const auto id = w.owned_case();
  w.decide(ReplyWritten{id, {}, w.hand(id).epoch, {"ana"}, {}, "", "status_b", {}});
  const auto asked = w.last<SendQueued>().message;
  EXPECT_EQ(w.count<SendAttempted>(), 0);
  w.templates(asked, {usable("status_b")});
  EXPECT_EQ(w.send(asked).decision, GateDecision::template_message);
  EXPECT_EQ(w.send(asked).state, SendState::dispatched);
}

TEST(Gate, nothing_is_not_a_reply) {
  World w;
  const auto id = w.owned_case();
  w.decide(ReplyWritten{id, {}, w.hand(id).epoch, {"ana"}, {}, "", "", {}});
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Gate, the_46th_of_a_burst_is_held_and_goes_by_itself) {  // W3 pair_rate
  World w;
  const auto id = w.owned_case();
  w.pass(kHour);
  MessageId last;
  for (int i = 0; i < 46; ++i) last = w.replies(id, "ana", "line " + std::to_string(i));
  EXPECT_EQ(w.send(last).hold, HoldReason::pair_rate);
  EXPECT_EQ(w.send(last).hold_until, w.now + 6 * kSecond);
  w.pass(6 * kSecond);
  EXPECT_EQ(w.send(last).state, SendState::dispatched);
}

TEST(Gate, templates_count_for_the_pair_too) {  // W3 pair_rate
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  const auto reply = w.replies(id, "ana", "found it");
  w.state.threads.begin()->second.pair_blocked_until = w.now + kMinute;
  w.templates(reply, {usable("status_a")});
  EXPECT_EQ(w.send(reply).hold, HoldReason::pair_rate);
  w.pass(kMinute);
  w.templates(reply, {usable("status_a")});
  EXPECT_EQ(w.send(reply).state, SendState::dispatched);
}

TEST(Gate, a_later_word_does_not_overtake_a_held_one) {  // W3 out_of_order
  World w;
  const auto id = w.owned_case();
  const auto first = w.replies(id, "ana", "first");
  w.fails(first, FailureScope::message, RetryClass::later, 40 * kSecond);
  const auto second = w.replies(id, "ana", "second");
  const auto third = w.replies(id, "ana", "third");
  EXPECT_EQ(w.send(second).hold, HoldReason::out_of_order);
  const auto decided = w.history.size();
  w.pass(40 * kSecond);
  EXPECT_EQ(w.send(first).state, SendState::dispatched);
  EXPECT_EQ(w.send(second).hold, HoldReason::out_of_order);  // the second try may fail as well
  w.taken(first);
  EXPECT_EQ(w.send(second).state, SendState::dispatched);
  EXPECT_EQ(w.send(third).state, SendState::dispatched);
  EXPECT_LT(w.history.size() - decided, 12u);  // woken, not polled every second
}

TEST(Gate, a_word_that_fails_again_and_again_is_not_overtaken_by_the_next) {  // W3 out_of_order
  World w;
  const auto id = w.owned_case();
  const auto first = w.replies(id, "ana", "first");
  w.fails(first, FailureScope::account, RetryClass::later, 10 * kMinute);
  const auto second = w.replies(id, "ana", "second");
  for (int i = 0; i < 4; ++i) {
    w.pass(10 * kMinute);
    EXPECT_EQ(w.send(first).state, SendState::dispatched);
    EXPECT_EQ(w.send(second).hold, HoldReason::out_of_order);
    EXPECT_GT(w.send(second).hold_until, w.now);
    w.fails(first, FailureScope::account, RetryClass::later, 10 * kMinute);
  }
  w.pass(10 * kMinute);
  w.taken(first);
  EXPECT_EQ(w.send(second).state, SendState::dispatched);
  EXPECT_EQ(w.send(second).attempts, 1);
}

TEST(Gate, a_word_whose_fate_nobody_knows_does_not_hold_the_others_for_ever) {  // W3, W9
  World w;
  const auto id = w.owned_case();
  const auto lost = w.replies(id, "ana", "first");
  w.fails(lost, FailureScope::message, RetryClass::unknown);
  const auto second = w.replies(id, "ana", "second");
  EXPECT_EQ(w.send(second).hold, HoldReason::out_of_order);
  for (int i = 0; i < 3; ++i) {
    w.pass(20 * kMinute);
    w.decide(LookupAnswered{lost, LookupResult::unknown, {}});
  }
  w.pass(kHour);
  EXPECT_EQ(w.send(lost).state, SendState::unknown);
  EXPECT_EQ(w.send(second).state, SendState::dispatched);
}

TEST(Gate, what_was_held_over_a_change_of_owner_becomes_a_draft) {  // C3
  World w;
  const auto id = w.owned_case();
  const auto reply = w.replies(id, "ana", "hello");
  w.fails(reply, FailureScope::message, RetryClass::later, kMinute);
  w.assigns(id, "ben");
  w.pass(kMinute);
  EXPECT_EQ(w.send(reply).state, SendState::refused);
  EXPECT_EQ(w.send(reply).code, "stale_epoch");
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Gate, a_restricted_account_is_a_hold_with_an_end) {  // W3 account_restricted
  World w;
  const auto id = w.owned_case();
  w.pass(2 * kDay);
  const auto reply = w.replies(id, "ana", "found it");
  for (int hours = 0; hours < 100 && w.send(reply).state != SendState::refused; ++hours) {
    if (w.send(reply).asked_templates) w.decide(TemplatesFound{reply, {usable("status_a")}, true});
    w.pass(kHour);
  }
  EXPECT_EQ(w.send(reply).state, SendState::refused);
  EXPECT_EQ(w.state.drafts.size(), 1u);
}

TEST(Gate, templates_that_are_found_too_late_send_nothing) {  // W9: nothing twice
  World w;
  const auto id = w.owned_case();
  const auto reply = w.replies(id, "ana", "hello");
  w.fails(reply, FailureScope::message, RetryClass::later, kDay);
  w.pass(kDay + kMinute);  // the window has closed: templates are asked for
  ASSERT_TRUE(w.send(reply).asked_templates);
  w.decide(DeliveryReported{w.place(), reply, content("r"), ReportedStatus::delivered, "", FailureScope::message, RetryClass::never, w.now});
  const auto attempts = w.send(reply).attempts;
  w.templates(reply, {usable("status_a")});
  EXPECT_EQ(w.send(reply).attempts, attempts);
  EXPECT_EQ(w.send(reply).state, SendState::delivered);
}

TEST(Gate, courtesy_is_not_worth_a_template) {  // W3
  World w;
  const auto id = w.says("hello", "bot");
  w.pass(2 * kDay);
  w.hands_off(id, "bot:helper", "general");
  EXPECT_EQ(w.last_send().purpose, SendPurpose::acknowledgement);
  EXPECT_EQ(w.last_send().state, SendState::refused);
  EXPECT_TRUE(w.state.drafts.empty());
}

TEST(Gate, you_are_now_with_billing_is_not_said_after_they_have_left) {  // C3, C5
  World w;
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical", "reassign");
  w.strategy_fails(id);
  w.brief_comes(id);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "tom");
  const auto told = w.last_send().id;
  ASSERT_EQ(w.send(told).purpose, SendPurpose::announcement);
  w.fails(told, FailureScope::message, RetryClass::later, kMinute);
  w.assigns(id, "ana");
  w.pass(kMinute);
  EXPECT_EQ(w.send(told).state, SendState::refused);
}

}  // namespace
}  // namespace baton::core::testing
