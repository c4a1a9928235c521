// SPDX-License-Identifier: MIT
// recovery_test.cpp - what a host that dies leaves behind, the next one on the same ledger picks up: nothing that was
// answered is lost, and nothing the channel may have is sent again.
#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class RecoveryTest : public ::testing::Test {
 protected:
  void live() {
    HouseOptions options;
    options.connector = connector;
    options.now = now;
    house = std::make_unique<House>(*memory, std::move(options));
  }
  // Nothing of this life reaches the ledger any more.
  void die() {
    house->spy.die();
    now = house->clock.now();
    house.reset();
  }
  core::CaseId owned() { return house->taken_by_ana(house->says("+491", "my parcel is lost")); }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  std::shared_ptr<FakeConnector> connector = std::make_shared<FakeConnector>();
  core::Instant now = kStart;
  std::unique_ptr<House> house;
};

TEST_F(RecoveryTest, a_word_that_was_stored_and_not_begun_is_sent_by_the_next_life) {
  live();
  const auto id = owned();
  ASSERT_TRUE(house->settle());
  house->spy.mark_fails(true);  // it never gets as far as beginning
  const auto message = house->replies(id, "I am looking into it");
  die();
  EXPECT_TRUE(connector->deliveries().empty());
  live();
  ASSERT_TRUE(house->settle());
  ASSERT_EQ(connector->deliveries().size(), 1u);
  EXPECT_EQ(connector->deliveries()[0].message, message.value);
  EXPECT_EQ(house->fate(message), core::SendState::accepted);
}

TEST_F(RecoveryTest, a_word_that_was_begun_is_asked_about_before_anything_else) {
  live();
  const auto id = owned();
  ASSERT_TRUE(house->settle());
  connector->on_deliver = [](const Delivery&) { return Answer{.later = true}; };
  const auto message = house->replies(id, "I am looking into it");
  ASSERT_TRUE(connector->wait_deliveries(1));
  die();  // the channel had it; its answer reached nobody
  connector->on_deliver = nullptr;
  connector->lookup_says = BATON_LOOKUP_SENT;
  live();
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(house->fate(message), core::SendState::unknown);
  house->pass(5 * core::kSecond);
  EXPECT_EQ(connector->lookups, 1);
  EXPECT_EQ(house->fate(message), core::SendState::accepted);
  EXPECT_EQ(connector->deliveries().size(), 1u);
}

TEST_F(RecoveryTest, an_answered_webhook_survives_and_an_unanswered_one_can_come_again) {
  live();
  EXPECT_EQ(house->post("e1|+491|kept"), 200);
  house->spy.hold();
  auto unanswered = house->webhook("e2|+491|lost with the host");
  ASSERT_TRUE(house->spy.wait_held(1));
  EXPECT_EQ(unanswered.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  die();
  live();
  EXPECT_EQ(house->post("e2|+491|lost with the host"), 200);
  EXPECT_EQ(house->post("e1|+491|kept"), 200);
  EXPECT_EQ(house->count<core::MessageReceived>(house->customer("+491")), 2);
}

TEST_F(RecoveryTest, what_fell_due_while_nobody_was_there_is_decided_at_start) {
  live();
  const auto customer = house->says("+491", "my parcel is lost");
  const auto id = house->taken_by_ana(customer);
  ASSERT_TRUE(house->settle());
  house->decide(customer, core::ResolveAsked{id, house->state(customer).hands.begin()->second.epoch, "agent:ana", {}});
  EXPECT_EQ(house->state(customer).cases.at(id).status, core::CaseStatus::resolved);
  die();
  now = now + 49 * core::kHour;
  live();
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(house->state(customer).cases.at(id).status, core::CaseStatus::closed);
}

TEST_F(RecoveryTest, questions_to_plugins_are_asked_again) {
  live();
  const auto customer = house->says("+491", "my parcel is lost");
  const auto id = house->taken_by_ana(customer);
  ASSERT_TRUE(house->settle());
  core::HandoffAsked asked;
  asked.case_id = id;
  asked.epoch = house->state(customer).hands.begin()->second.epoch;
  asked.by = "agent:ana";
  asked.lane = {"technical"};
  asked.reason = "next_step";
  house->spy.hold([&](const ledger::Commit& commit) { return !commit.outbox_done.empty(); });  // no answer of a plugin is stored
  house->decide(customer, asked);
  ASSERT_TRUE(house->spy.wait_held(1));
  die();
  EXPECT_GT(memory->figures().outbox_pending, 0);
  live();
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(memory->figures().outbox_pending, 0);
  EXPECT_GE(house->count<core::OwnershipSettled>(customer), 1);
  EXPECT_GE(house->count<core::BriefReady>(customer), 1);
}

TEST_F(RecoveryTest, presence_and_open_alarms_are_still_known) {
  live();
  std::promise<bool> stored;
  house->engine->set_presence({"ana"}, true, "agent:ana", [&](bool good) { stored.set_value(good); });
  ASSERT_TRUE(got(stored.get_future()));
  std::promise<bool> raised;
  house->engine->office().raise_alarm("key", "what", {}, 0, [&](bool good) { raised.set_value(good); });
  ASSERT_TRUE(got(raised.get_future()));
  die();
  live();
  EXPECT_TRUE(house->engine->office().roster().present({"ana"}));
  EXPECT_TRUE(house->alarm("key"));
}

// Two lives, one history: what the second holds in memory is what the first held.
TEST_F(RecoveryTest, state_from_the_ledger_is_the_state_there_was) {
  live();
  const auto customer = house->says("+491", "my parcel is lost");
  const auto id = house->taken_by_ana(customer);
  for (int i = 0; i < 40; ++i) house->says("+491", "word " + std::to_string(i));  // past a snapshot
  house->replies(id, "I am looking into it");
  ASSERT_TRUE(house->settle());
  const auto before = ledger::to_json(house->state(customer));
  die();
  live();
  EXPECT_EQ(ledger::to_json(house->state(customer)), before);
}

}  // namespace
}  // namespace baton::engine::testing
