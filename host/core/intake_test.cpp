// SPDX-License-Identifier: MIT
// intake_test.cpp - a customer's word arrives: one case from the first message, late and double events, bursts, who
// owns what is new and what comes back (C1, C2, C8, C10, I1, I2, I6, I8, W1, W7).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

TEST(Intake, the_first_word_has_a_case_and_an_owner) {  // C1, C2
  World w;
  const auto id = w.says("hello");
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.hand(id).epoch, 1u);
  EXPECT_FALSE(w.seat_of(id).empty());  // and somebody is sought
  EXPECT_EQ(w.last<WindowOpened>().ends, w.now + kDay);
}

TEST(Intake, where_a_bot_serves_the_thread_it_owns_the_case) {  // C6 new -> automated
  World w;
  const auto id = w.says("hello", "bot");
  EXPECT_EQ(w.owner(id), "bot:helper");
  EXPECT_EQ(w.status(id), CaseStatus::automated);
  EXPECT_EQ(w.last<BotAsked>().epoch, 1u);
}

TEST(Intake, the_same_event_twice_changes_nothing_the_second_time) {  // I1
  World w;
  auto wrote = w.words("hello");
  w.decide(wrote);
  w.decide(wrote);
  EXPECT_TRUE(w.facts.empty());
  EXPECT_EQ(w.total<MessageReceived>(), 1);
}

TEST(Intake, an_album_is_one_case_and_a_message_each) {  // I8
  World w;
  for (int i = 0; i < 10; ++i) {
    auto wrote = w.words("");
    wrote.kind = MessageKind::image;
    wrote.attachments.push_back({MessageKind::image, content("media"), content("a.jpg"), "image/jpeg", "", 10});
    w.decide(wrote);
    w.pass(20);
  }
  EXPECT_EQ(w.state.cases.size(), 1u);
  EXPECT_EQ(w.total<MessageReceived>(), 10);
  int fetched = 0;
  for (const auto& effect : w.effects) fetched += std::holds_alternative<FetchAttachment>(effect) ? 1 : 0;
  EXPECT_EQ(fetched, 10);  // I6
}

TEST(Intake, late_by_more_than_a_day_opens_no_window_and_no_automation) {  // I1
  World w;
  auto wrote = w.words("hello", "bot");
  wrote.occurred = w.now - kDay - 1;
  w.decide(wrote);
  const auto id = w.last<MessageReceived>().case_id;
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.total<WindowOpened>(), 0);
  EXPECT_EQ(w.total<BotAsked>(), 0);
  EXPECT_TRUE(w.at(id).entries.front().late);
  EXPECT_EQ(w.at(id).entries.front().at, wrote.occurred);
}

TEST(Intake, exactly_a_day_old_is_not_late) {  // I1 "older than a day"
  World w;
  auto wrote = w.words("hello", "bot");
  wrote.occurred = w.now - kDay;
  w.decide(wrote);
  EXPECT_FALSE(w.last<MessageReceived>().late);
}

TEST(Intake, somebody_is_sought_once_a_late_case_becomes_a_conversation) {  // C2, R5
  World w;
  auto wrote = w.words("hello");
  wrote.occurred = w.now - 2 * kDay;
  w.decide(wrote);
  const auto id = w.says("are you there?");
  EXPECT_FALSE(w.seat_of(id).empty());
}

TEST(Intake, an_old_word_out_of_order_does_not_shorten_the_window) {  // I1, W1
  World w;
  w.says("second");
  auto first = w.words("first");
  first.occurred = w.now - kHour;
  w.decide(first);
  EXPECT_EQ(w.state.threads.begin()->second.window_ends, w.now + kDay);
}

TEST(Intake, a_clock_far_ahead_is_not_believed) {  // W1
  World w;
  auto wrote = w.words("hello");
  wrote.occurred = w.now + 30 * kDay;
  w.decide(wrote);
  EXPECT_EQ(w.last<WindowOpened>().at, w.now);
}

TEST(Intake, an_acknowledgement_after_the_solve_changes_nothing) {  // C10
  World w;
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana");
  w.says("thanks");
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  EXPECT_EQ(w.state.cases.size(), 1u);
}

TEST(Intake, within_48_h_the_case_comes_back_and_after_it_a_new_one_follows) {  // C10
  World within;
  const auto id = within.owned_case();
  within.resolves(id, "agent:ana");
  const auto resolved_at = within.now;
  within.pass(48 * kHour - 1);
  EXPECT_EQ(within.says("still broken"), id);
  EXPECT_EQ(within.status(id), CaseStatus::open);
  EXPECT_EQ(within.at(id).last_resolved, resolved_at);  // kept

  World after;
  const auto old = after.owned_case();
  after.resolves(old, "agent:ana");
  after.pass(48 * kHour + 1);
  const auto fresh = after.says("another thing");
  EXPECT_NE(fresh, old);
  EXPECT_EQ(after.at(fresh).follows, old);
  EXPECT_EQ(after.status(old), CaseStatus::closed);
}

TEST(Intake, a_late_word_reopens_nothing) {  // I1, C10
  World w;
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana");
  w.pass(30 * kHour);
  auto wrote = w.words("old news");
  wrote.occurred = w.now - 29 * kHour;
  w.decide(wrote);
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
}

TEST(Intake, a_reopened_case_goes_to_its_last_human_if_present) {  // C2
  World w;
  const auto id = w.owned_case("ben");
  w.resolves(id, "agent:ben");
  w.says("still broken");
  EXPECT_EQ(w.owner(id), "lead:general");  // until the roster has answered
  w.present(w.seat_of(id), {"ana", "ben"});
  EXPECT_EQ(w.owner(id), "agent:ben");
}

TEST(Intake, else_the_lead_of_the_last_lane_has_it_and_others_are_asked) {  // C2
  World w;
  const auto id = w.owned_case("ben");
  w.resolves(id, "agent:ben");
  w.says("still broken");
  w.present(w.seat_of(id), {"ana"});
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.item(w.seat_of(id)).offered_to.value, "ana");
}

TEST(Intake, another_channel_of_the_same_customer_joins_the_open_case) {  // C8, K "two channels at once"
  World w;
  const auto id = w.owned_case();
  EXPECT_EQ(w.says("and by mail", "mail"), id);
  EXPECT_EQ(w.at(id).threads.size(), 2u);
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.last<MessageReceived>().joined_because, "open case of the same verified customer");
}

TEST(Intake, the_answer_goes_to_the_newest_thread) {  // K
  World w;
  const auto id = w.owned_case();
  w.pass(kMinute).says("by mail now", "mail");
  w.replies(id, "ana", "here you are");
  EXPECT_EQ(w.state.threads.at(w.last_send().thread).connector.value, "mail");
}

TEST(Intake, waiting_ends_with_a_word_that_is_no_acknowledgement) {  // C6
  World w;
  const auto id = w.owned_case();
  w.waits(id, "agent:ana");
  w.says("ok");
  EXPECT_EQ(w.status(id), CaseStatus::waiting_customer);
  w.says("here is the number");
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Intake, opting_out_is_per_thread_and_survives_later_words) {  // W7
  World w;
  w.says("STOP");
  w.pass(kMinute).says("hello");
  EXPECT_TRUE(w.state.threads.begin()->second.opted_out);
  w.decide(PreferenceChanged{w.place(), "opted_in", w.now});
  EXPECT_FALSE(w.state.threads.begin()->second.opted_out);
}

TEST(Intake, an_edit_is_kept_and_the_window_stays) {  // K
  World w;
  auto wrote = w.words("hello");
  w.decide(wrote);
  const auto ends = w.state.threads.begin()->second.window_ends;
  w.pass(kHour);
  w.decide(CustomerEdited{w.place(), wrote.remote_id, content("hello again"), w.now});
  EXPECT_EQ(w.count<MessageEdited>(), 1);
  EXPECT_TRUE(w.state.cases.begin()->second.entries.front().edited);
  w.decide(CustomerDeleted{w.place(), wrote.remote_id, w.now});
  EXPECT_TRUE(w.state.cases.begin()->second.entries.front().deleted);
  EXPECT_EQ(w.state.threads.begin()->second.window_ends, ends);
}

TEST(Intake, a_call_opens_the_window_and_a_case) {  // W1, C1
  World w;
  w.decide(CallReported{w.place(), content("call"), CallOutcome::missed, true, 0, w.now, w.now});
  EXPECT_EQ(w.state.cases.size(), 1u);
  EXPECT_EQ(w.last<WindowOpened>().at, w.now);
  EXPECT_FALSE(w.seat_of(w.state.cases.begin()->first).empty());
}

TEST(Intake, a_word_from_outside_silences_the_bot) {  // W1
  World w;
  const auto id = w.says("hello", "bot");
  w.decide(OutsideWordSeen{w.place("bot"), content("x"), content("Hi, Paul here"), w.now});
  w.bot_says(id, "I am the bot");
  EXPECT_EQ(w.total<SendQueued>(), 0);
  EXPECT_EQ(w.refusals.size(), 1u);
}

// Nobody would answer any more: the bot is silent, so the next word ends automation.
TEST(Intake, a_customer_of_a_silenced_bot_reaches_people) {  // W1, C2
  World w;
  const auto id = w.says("hello", "bot");
  w.decide(OutsideWordSeen{w.place("bot"), content("x"), content("Hi, Paul here"), w.now});
  w.pass(kHour).says("Paul, are you there?", "bot");
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.count<HandoffDecided>(), 1);
}

TEST(Intake, a_word_from_outside_satisfies_what_was_due) {  // W1, C12
  World w;
  const auto id = w.says("hello");
  w.decide(OutsideWordSeen{w.place(), content("x"), content("Hi, Paul here"), w.now});
  EXPECT_NE(next_action(w.state, w.at(id), w.policy).verb, "answer the customer");
}

TEST(Intake, what_is_masked_is_counted_in_the_history) {  // I4
  World w;
  auto wrote = w.words("my card is [card ending 1111]");
  wrote.masked = 1;
  w.decide(wrote);
  EXPECT_EQ(w.last<MessageReceived>().masked, 1);
}

TEST(Intake, an_address_is_learned_once) {  // I2
  World w;
  w.says("hello");
  w.says("again");
  EXPECT_EQ(w.total<AddressAdded>(), 1);
  EXPECT_EQ(w.total<CustomerCreated>(), 1);
  EXPECT_EQ(w.total<ThreadOpened>(), 1);
}

}  // namespace
}  // namespace baton::core::testing
