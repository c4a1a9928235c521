// SPDX-License-Identifier: MIT
// automation_test.cpp - when automation stops, and that it stays stopped (H8-H11, H14, I8, I9, C4).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

int acknowledgements(const World& w) {
  int n = 0;
  for (const auto& [id, send] : w.state.sends) n += send.purpose == SendPurpose::acknowledgement ? 1 : 0;
  return n;
}

TEST(Automation, asking_for_a_person_ends_it_at_once) {  // H8, C4
  World w;
  const auto id = w.says("hello", "bot");
  w.says("let me talk to a person please", "bot");
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.hand(id).epoch, 2u);
  EXPECT_EQ(w.count<BotAsked>(), 0);  // the bot does not even hear it
  EXPECT_EQ(acknowledgements(w), 1);  // C5
}

TEST(Automation, the_decision_keeps_its_reasons) {  // I9
  World w;
  w.says("now talk to a person", "bot");
  const auto& decided = w.last<HandoffDecided>();
  EXPECT_EQ(decided.trigger, "H8");
  EXPECT_EQ(decided.policy, "policy-1");
  ASSERT_EQ(decided.signals.size(), 1u);
  EXPECT_EQ(decided.signals[0].begin, 4);
  EXPECT_EQ(decided.signals[0].length, 16);
  EXPECT_EQ(decided.signals[0].message, w.last<MessageReceived>().message);
}

TEST(Automation, a_guess_under_the_threshold_is_not_said) {  // H10
  World w;
  const auto id = w.says("hello", "bot");
  w.bot_says(id, "maybe this?", 599);
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H10");
  for (const auto& [message, send] : w.state.sends) EXPECT_NE(send.purpose, SendPurpose::bot_reply);
}

TEST(Automation, the_threshold_itself_is_enough) {  // H10, bot.confidence_min = 0.6
  World w;
  const auto id = w.says("hello", "bot");
  w.bot_says(id, "this.", 600);
  EXPECT_EQ(w.owner(id), "bot:helper");
  EXPECT_EQ(w.last_send().state, SendState::dispatched);
}

TEST(Automation, the_third_fallback_hands_over_and_not_the_second) {  // H9
  World w;
  const auto id = w.says("hello", "bot");
  for (int i = 0; i < 2; ++i) {
    w.bot_falls_back(id);
    w.pass(kMinute).says("something else " + std::to_string(i), "bot");
  }
  EXPECT_EQ(w.owner(id), "bot:helper");
  w.bot_falls_back(id);
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H9");
}

TEST(Automation, three_fallbacks_to_one_word_are_three_strikes) {  // H9
  World w;
  const auto id = w.says("hello", "bot");
  for (int i = 0; i < 3; ++i) w.bot_falls_back(id);
  EXPECT_EQ(w.owner(id), "lead:general");
}

TEST(Automation, saying_it_again_without_a_new_detail_is_a_strike) {  // H9
  World w;
  const auto id = w.says("where is my parcel", "bot");
  for (int i = 0; i < 3; ++i) w.pass(kMinute).says("Where is my PARCEL?", "bot");
  EXPECT_EQ(w.owner(id), "bot:helper");
  w.pass(kMinute);
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H9");
}

TEST(Automation, a_new_detail_is_no_strike) {  // H9
  World w;
  const auto id = w.says("where is my parcel", "bot");
  for (int i = 0; i < 6; ++i) w.pass(kMinute).says("where is my parcel " + std::to_string(i), "bot");
  w.pass(kMinute);
  EXPECT_EQ(w.total<StrikeCounted>(), 0);
  EXPECT_EQ(w.owner(id), "bot:helper");
}

TEST(Automation, a_burst_is_one_turn_and_one_strike) {  // I8
  World w;
  const auto id = w.says("where", "bot");
  w.pass(2 * kSecond).says("is my", "bot");
  w.pass(2 * kSecond).says("parcel", "bot");
  for (int i = 0; i < 3; ++i) w.bot_falls_back(id);  // the bot answers each fragment
  EXPECT_EQ(w.at(id).automation.strikes, 1);
  w.pass(kMinute);
  EXPECT_EQ(w.total<BurstEnded>(), 1);
  EXPECT_EQ(w.last<BurstEnded>().fragments, 3);
  EXPECT_EQ(w.owner(id), "bot:helper");
}

TEST(Automation, a_burst_said_again_in_other_pieces_is_a_repetition) {  // I8, H9
  World w;
  w.says("where is", "bot");
  w.pass(kSecond).says("parcel 5", "bot");
  w.pass(kMinute).says("where is parcel 5", "bot");
  w.pass(kMinute);
  EXPECT_EQ(w.total<StrikeCounted>(), 1);
}

TEST(Automation, five_seconds_of_silence_end_a_burst_and_so_do_thirty_in_all) {  // I8
  World w;
  w.says("a", "bot");
  w.pass(5 * kSecond - 1).says("b", "bot");
  EXPECT_EQ(w.total<BurstEnded>(), 0);
  w.pass(5 * kSecond);
  EXPECT_EQ(w.total<BurstEnded>(), 1);

  World endless;
  for (int i = 0; i < 10; ++i) {
    endless.says("word " + std::to_string(i), "bot");
    endless.pass(4 * kSecond);
  }
  EXPECT_EQ(endless.total<BurstEnded>(), 1);
  EXPECT_EQ(endless.last<BurstEnded>().fragments, 8);  // those at 0, 4 .. 28 s
}

// The word may be decided before the clock is looked at; the burst is over all the same.
TEST(Automation, a_burst_ends_by_time_and_not_by_who_comes_first) {  // I8
  World w;
  w.says("a", "bot");
  w.now = w.now + 10 * kSecond;
  w.says("b", "bot");
  EXPECT_EQ(w.count<BurstEnded>(), 1);
  EXPECT_EQ(w.state.cases.begin()->second.burst.fragments, 1);
}

TEST(Automation, asking_for_a_person_does_not_wait_for_the_burst) {  // I8, H8
  World w;
  const auto id = w.says("talk to a person", "bot");
  EXPECT_EQ(w.owner(id), "lead:general");
  w.pass(kSecond).says("now", "bot");
  EXPECT_EQ(w.total<HandoffDecided>(), 1);
}

TEST(Automation, the_way_to_a_person_is_shown_first_every_fifth_time_and_on_each_fallback) {  // H11
  World w;
  const auto id = w.says("hello", "bot");
  std::vector<std::string> suffixes;
  for (int i = 1; i <= 6; ++i) {
    if (i == 3) w.bot_falls_back(id);
    else w.bot_says(id, "answer " + std::to_string(i));
    suffixes.push_back(w.last_send().suffix);
  }
  const std::string way = "way_to_person";
  EXPECT_EQ(suffixes, (std::vector<std::string>{way, "", way, "", way, ""}));
}

TEST(Automation, after_the_handoff_the_bot_is_silent) {  // H14, C3
  World w;
  const auto id = w.says("talk to a person", "bot");
  w.bot_says(id, "wait, I can help");
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::stale_epoch);
  EXPECT_EQ(w.count<SendQueued>(), 0);
}

TEST(Automation, three_stale_words_in_an_hour_mute_it_with_an_alarm) {  // H14
  World w;
  const auto id = w.says("talk to a person", "bot");
  for (int i = 0; i < 2; ++i) w.bot_says(id, "I can help");
  EXPECT_EQ(w.total<BotMuted>(), 0);
  w.bot_says(id, "I can help");
  EXPECT_EQ(w.total<BotMuted>(), 1);
  EXPECT_EQ(w.total<AlarmRaised>(), 1);
  w.bot_says(id, "I can help");
  EXPECT_EQ(w.total<BotMuted>(), 1);
}

TEST(Automation, stale_words_hours_apart_do_not_add_up) {  // H14
  World w;
  const auto id = w.says("talk to a person", "bot");
  for (int i = 0; i < 6; ++i) {
    w.bot_says(id, "I can help");
    w.pass(kHour);
  }
  EXPECT_EQ(w.total<BotMuted>(), 0);
}

TEST(Automation, another_bot_cannot_speak_for_it) {  // C2
  World w;
  const auto id = w.says("hello", "bot");
  w.decide(BotReplied{id, {}, 1, {"stranger"}, content("hi"), {}, false, ""});
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.total<SendQueued>(), 0);
}

TEST(Automation, a_bot_that_cannot_be_reached_does_not_keep_the_customer) {  // H11
  World w;
  const auto id = w.says("hello", "bot");
  w.decide(BotUnreachable{id, {"helper"}, "connection refused"});
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.total<AlarmRaised>(), 1);
  w.decide(BotUnreachable{id, {"helper"}, "connection refused"});
  EXPECT_EQ(w.total<HandoffDecided>(), 1);
}

TEST(Automation, a_bot_may_ask_for_the_handoff_itself) {  // C4
  World w;
  const auto id = w.says("hello", "bot");
  w.hands_off(id, "bot:helper", "technical");
  EXPECT_EQ(w.owner(id), "lead:general");  // model A: the conversation's next owner is sought in the general lane
  w.strategy_fails(id);
  EXPECT_EQ(w.status(id), CaseStatus::escalated);
  EXPECT_FALSE(w.work_of(id).empty());
  EXPECT_FALSE(w.seat_of(id).empty());  // O2: two seats are routed
}

TEST(Automation, a_turn_on_a_strange_thread_is_no_turn) {
  World w;
  const auto id = w.says("hello", "bot");
  w.decide(BotReplied{id, {"k7-t9"}, 1, {"helper"}, content("hi"), {}, false, ""});
  EXPECT_TRUE(w.facts.empty());
  EXPECT_EQ(w.refusals.size(), 1u);
}

}  // namespace
}  // namespace baton::core::testing
