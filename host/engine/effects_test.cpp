// SPDX-License-Identifier: MIT
// effects_test.cpp - what becomes of a word on its way out: taken, refused for good, worth another try after a wait that
// grows, or unknown and therefore never sent again by itself (W3, W9). And what becomes of what nobody can carry out.
#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class EffectsTest : public ::testing::Test {
 protected:
  void answers(Answer with) {
    house.connector->on_deliver = [this, with](const Delivery&) {
      times.push_back(house.clock.now());
      return with;
    };
  }
  core::MessageId reply() {
    case_id = house.taken_by_ana(house.says("+491", "my parcel is lost"));
    EXPECT_TRUE(house.settle());
    const auto message = house.replies(case_id, "I am looking into it");
    EXPECT_FALSE(message.empty());
    EXPECT_TRUE(house.settle());
    return message;
  }
  // To the next thing that is due, and through it.
  void next() {
    const auto due = house.engine->next_due();
    ASSERT_TRUE(due);
    house.clock.set(std::max(*due, house.clock.now()), false);
    ASSERT_TRUE(house.settle());
  }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  House house{*memory};
  core::CaseId case_id;
  std::vector<core::Instant> times;
};

TEST_F(EffectsTest, a_word_the_channel_takes_is_sent_once_under_its_own_key) {
  const auto message = reply();
  const auto sent = house.connector->deliveries();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].message, message.value);
  EXPECT_EQ(sent[0].text, "I am looking into it");
  EXPECT_EQ(sent[0].to, "+491");
  EXPECT_EQ(house.fate(message), core::SendState::accepted);
  house.pass(core::kDay);
  EXPECT_EQ(house.connector->deliveries().size(), 1u);
  EXPECT_EQ(memory->figures().outbox_pending, 0);
}

TEST_F(EffectsTest, an_address_the_channel_teaches_is_the_customers_from_then_on) {  // I2
  house.connector->teaches = "+499";
  reply();
  const auto state = house.state(core::customer_of(case_id.value));
  EXPECT_EQ(state.addresses.size(), 2u);
  EXPECT_EQ(house.customer("+499"), state.id);
  house.says("+499", "it is me, from my other number");
  EXPECT_EQ(house.count<core::MessageReceived>(state.id), 2);
}

TEST_F(EffectsTest, a_final_refusal_is_not_tried_again) {
  answers({BATON_REJECTED, BATON_SCOPE_MESSAGE, "131051"});
  const auto message = reply();
  EXPECT_EQ(house.fate(message), core::SendState::failed);
  house.pass(core::kDay);
  EXPECT_EQ(house.connector->deliveries().size(), 1u);
}

TEST_F(EffectsTest, a_temporary_failure_waits_longer_each_time_and_within_its_bounds) {
  answers({BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE, "131000"});
  const auto message = reply();
  core::Millis expected = core::kSecond;
  for (std::size_t attempt = 1; attempt < 5; ++attempt, expected *= 2) {
    ASSERT_EQ(times.size(), attempt);
    while (times.size() == attempt) next();
    const auto waited = times[attempt] - times[attempt - 1];
    EXPECT_GE(waited, expected * 8 / 10) << "before attempt " << attempt + 1;
    EXPECT_LE(waited, expected * 12 / 10) << "before attempt " << attempt + 1;
  }
  const auto sent = house.connector->deliveries();
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_EQ(sent[i].message, message.value);
    EXPECT_EQ(sent[i].attempt, i + 1);
  }
}

TEST_F(EffectsTest, the_channels_own_advice_to_wait_is_never_undercut) {
  answers({BATON_RATE_LIMITED, BATON_SCOPE_PAIR, "131056", 7 * 60 * 1000});
  const auto message = reply();
  EXPECT_EQ(house.fate(message), core::SendState::held);
  house.pass(7 * core::kMinute - 1);
  EXPECT_EQ(times.size(), 1u);
  answers({});
  house.pass(5 * core::kMinute);
  EXPECT_EQ(house.fate(message), core::SendState::accepted);
}

TEST_F(EffectsTest, a_word_that_always_fails_ends_after_a_number_of_attempts) {
  answers({BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE, "131000"});
  const auto message = reply();
  for (int i = 0; i < 100 && house.fate(message) != core::SendState::failed; ++i) next();
  EXPECT_EQ(house.fate(message), core::SendState::failed);
  EXPECT_EQ(house.connector->deliveries().size(), 8u);  // policy.send_attempts_max
}

TEST_F(EffectsTest, a_lost_answer_is_asked_about_and_never_sent_again_by_itself) {
  answers({BATON_DEADLINE_EXCEEDED});
  const auto message = reply();
  EXPECT_EQ(house.fate(message), core::SendState::unknown);
  EXPECT_EQ(house.connector->lookups, 0);
  house.pass(5 * core::kSecond);
  EXPECT_EQ(house.connector->lookups, 1);
  house.pass(core::kMinute);
  EXPECT_EQ(house.connector->lookups, 2);
  house.pass(core::kHour);
  EXPECT_EQ(house.connector->lookups, 3);
  EXPECT_EQ(house.fate(message), core::SendState::unknown);
  EXPECT_EQ(house.connector->deliveries().size(), 1u);
  EXPECT_TRUE(house.alarm("unknown_result:" + message.value));
}

TEST_F(EffectsTest, a_lost_answer_that_surely_never_arrived_is_sent_again_under_the_same_key) {
  answers({BATON_DEADLINE_EXCEEDED});
  const auto message = reply();
  answers({});
  house.connector->lookup_says = BATON_LOOKUP_ABSENT;
  house.pass(5 * core::kSecond);
  EXPECT_EQ(house.fate(message), core::SendState::accepted);
  const auto sent = house.connector->deliveries();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[1].message, message.value);
}

// The host's own inputs come from nowhere a second time: they are tried until they are stored.
TEST_F(EffectsTest, the_channels_answer_survives_a_store_that_refuses_for_a_while) {
  answers({.later = true});
  case_id = house.taken_by_ana(house.says("+491", "my parcel is lost"));
  ASSERT_TRUE(house.settle());
  const auto message = house.replies(case_id, "I am looking into it");
  ASSERT_TRUE(house.connector->wait_deliveries(1));
  house.spy.fail(9);
  house.connector->answer_late();
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(house.fate(message), core::SendState::accepted);
  EXPECT_EQ(memory->figures().outbox_pending, 0);
}

TEST_F(EffectsTest, the_channels_answer_survives_a_store_that_gives_no_ids) {
  answers({.later = true});
  case_id = house.taken_by_ana(house.says("+491", "my parcel is lost"));
  ASSERT_TRUE(house.settle());
  const auto message = house.replies(case_id, "I am looking into it");
  ASSERT_TRUE(house.connector->wait_deliveries(1));
  house.spy.give_no_ids(true);
  core::NoteWritten note{case_id, "agent:ana", {{}, "x"}};
  while (house.decide(core::customer_of(case_id.value), note).kind != Outcome::Kind::failed) {}  // the last block is used up
  house.connector->answer_late();
  house.spy.forget_calls();
  while (house.spy.calls()["allocate_ids"] < 3) std::this_thread::yield();
  house.spy.give_no_ids(false);
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(memory->figures().undecided, 0);
  EXPECT_EQ(house.fate(message), core::SendState::accepted);
}

TEST_F(EffectsTest, an_effect_of_another_version_is_a_dead_letter_that_can_be_looked_at_and_tried_again) {
  ledger::Commit commit;
  commit.stream = house.says("+491", "hello").value;
  ASSERT_TRUE(house.settle());
  commit.after_sequence = static_cast<std::int64_t>(memory->history(commit.stream, 0, 1000).size());
  const auto id = memory->allocate_ids(1);
  commit.outbox.push_back({id, "SendByPigeon", 7, commit.stream, "{}", "wa", house.clock.now(), 0, false, "pending", {}});
  std::promise<void> stored;
  memory->submit(std::move(commit), [&](ledger::CommitResult result) {
    EXPECT_EQ(result, ledger::CommitResult::stored);
    stored.set_value();
  });
  stored.get_future().wait();
  House next_life(*memory);
  ASSERT_TRUE(next_life.settle());
  const auto dead = memory->dead_letters(0, 10);
  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead[0].id, id);
  EXPECT_NE(dead[0].last_error.find("SendByPigeon"), std::string::npos);
  EXPECT_TRUE(next_life.engine->revive(id));
  ASSERT_TRUE(next_life.settle());
  EXPECT_EQ(memory->dead_letters(0, 10).size(), 1u);  // tried, and still not known
  EXPECT_GE(next_life.spy.calls()["bury"], 2);
  EXPECT_FALSE(next_life.engine->revive(id + 1000));
}

// A customer the clock cannot be told to must not keep the host busy, nor fill the store.
TEST_F(EffectsTest, a_history_that_breaks_the_rules_costs_an_alarm_a_minute_and_nothing_else) {
  const core::CaseId none{"kbroken-c9"};  // never opened, and yet somebody was offered its seat
  const core::WorkId seat{"kbroken-w1"};
  const auto ends = house.clock.now() + core::kSecond;
  ledger::Commit commit;
  commit.stream = "kbroken";
  commit.at = house.clock.now();
  for (const core::Fact& fact : {core::Fact(core::CustomerCreated{{"kbroken"}, "standard"}), core::Fact(core::SeatOpened{none, seat, {"general"}, {}, false}),
                                 core::Fact(core::CandidatesGiven{none, seat, {{"ana"}, {"ben"}}}), core::Fact(core::OfferMade{none, seat, {"ana"}, ends, 1})})
    commit.facts.push_back({std::string(ledger::name_of(fact)), ledger::version_of(fact), "C1", ledger::to_json(fact)});
  commit.next_due = ends;
  std::promise<void> stored;
  memory->submit(std::move(commit), [&](ledger::CommitResult) { stored.set_value(); });
  stored.get_future().wait();
  house.pass(core::kSecond);
  EXPECT_TRUE(house.alarm("undecided:kbroken"));
  EXPECT_EQ(memory->figures().undecided, 0);
  house.pass(10 * core::kSecond);
  EXPECT_EQ(house.engine->office().alarms().alarms.at("undecided:kbroken").count, 1);
  EXPECT_EQ(house.post("e1|+492|hello"), 200);
}

}  // namespace
}  // namespace baton::engine::testing
