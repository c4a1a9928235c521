// SPDX-License-Identifier: MIT
// intake_test.cpp - what a 2xx on a webhook promises: everything in it is on disk, once, in order, for its customer.
#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class IntakeTest : public ::testing::Test {
 protected:
  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  House house{*memory};
};

TEST_F(IntakeTest, a_webhook_is_not_answered_before_its_commit) {
  house.spy.hold();
  auto answer = house.webhook("e1|+491|hello");
  ASSERT_TRUE(house.spy.wait_held(1));
  EXPECT_EQ(answer.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  EXPECT_TRUE(house.customer("+491").empty());
  house.spy.let_go();
  EXPECT_EQ(got(std::move(answer)).status, 200);
  EXPECT_EQ(house.count<core::MessageReceived>(house.customer("+491")), 1);
}

TEST_F(IntakeTest, a_connector_that_cannot_read_makes_the_sender_repeat_and_one_alarm_a_minute) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(house.post("down"), 503);
  ASSERT_TRUE(house.settle());
  ASSERT_TRUE(house.alarm("connector:wa"));
  EXPECT_EQ(house.engine->office().alarms().alarms.at("connector:wa").count, 1);
  house.pass(core::kMinute);
  EXPECT_EQ(house.post("down"), 503);
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(house.engine->office().alarms().alarms.at("connector:wa").count, 2);
}

TEST_F(IntakeTest, one_lost_event_of_a_batch_makes_the_sender_repeat_all_of_it) {
  house.says("+491", "hello");
  house.says("+492", "hello");
  ASSERT_TRUE(house.settle());  // what follows from these by itself is tried until it is stored, before what comes then
  const auto first = house.customer("+491");
  house.spy.fail(1000, [&](const ledger::Commit& commit) { return commit.stream == first.value; });
  EXPECT_EQ(house.post("e1|+491|one\ne2|+492|two"), 503);
  house.spy.fail(0);
  EXPECT_EQ(house.post("e1|+491|one\ne2|+492|two"), 200);
  EXPECT_EQ(house.count<core::MessageReceived>(first), 2);
  EXPECT_EQ(house.count<core::MessageReceived>(house.customer("+492")), 2);
}

TEST_F(IntakeTest, the_same_event_again_changes_nothing_and_is_confirmed_only_when_the_first_is_stored) {
  house.spy.hold();
  auto first = house.webhook("e1|+491|hello");
  ASSERT_TRUE(house.spy.wait_held(1));
  auto again = house.webhook("e1|+491|hello");
  ASSERT_TRUE(house.spy.wait_held(2));
  EXPECT_EQ(again.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  house.spy.let_go();
  EXPECT_EQ(got(std::move(first)).status, 200);
  EXPECT_EQ(got(std::move(again)).status, 200);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(house.post("e1|+491|hello"), 200);
  EXPECT_EQ(house.count<core::MessageReceived>(house.customer("+491")), 1);
}

TEST_F(IntakeTest, a_commit_that_fails_is_decided_again_and_the_order_stays) {
  const auto customer = house.says("+491", "0");
  house.spy.fail(2);
  std::vector<std::future<WebhookAnswer>> answers;
  for (int i = 1; i <= 30; ++i) answers.push_back(house.webhook("e" + std::to_string(i) + "|+491|" + std::to_string(i)));
  for (auto& answer : answers) EXPECT_EQ(got(std::move(answer)).status, 200);
  const auto state = house.state(customer);
  const auto& entries = state.cases.begin()->second.entries;
  ASSERT_EQ(entries.size(), 31u);
  auto texts = std::make_shared<std::promise<std::string>>();
  house.engine->customers().read(customer, [texts](const CustomerView& view) {
    std::string all;
    for (const auto& entry : view.state().cases.begin()->second.entries) all += view.text(entry.text) + " ";
    texts->set_value(all);
  });
  std::string expected;
  for (int i = 0; i <= 30; ++i) expected += std::to_string(i) + " ";
  EXPECT_EQ(got(texts->get_future()), expected);
}

TEST_F(IntakeTest, what_a_connector_refuses_or_cannot_read_reaches_no_customer) {
  house.connector->webhook_status = 401;
  EXPECT_EQ(house.post("e1|+491|forged"), 401);
  house.connector->webhook_status = 200;
  EXPECT_EQ(house.post("malformed"), 400);
  EXPECT_EQ(house.post(""), 200);
  auto answer = std::make_shared<std::promise<WebhookAnswer>>();
  house.engine->intake().receive({"unknown"}, {}, [answer](WebhookAnswer given) { answer->set_value(std::move(given)); });
  EXPECT_EQ(got(answer->get_future()).status, 404);
  EXPECT_TRUE(memory->streams("", 100).empty());
  EXPECT_EQ(house.engine->intake().counters().refused, 1u);
}

// A status about nobody known is no reason to make somebody up, and no reason to be sent again for ever.
TEST_F(IntakeTest, a_report_of_nobody_known_is_confirmed_and_counted) {
  core::DeliveryReported report;
  report.place.connector = {"wa"};
  report.place.addresses = {{core::AddressKind::phone, {}, {{}, "+49555"}}};
  auto durable = std::make_shared<std::promise<bool>>();
  InboundBatch batch{{{"e1", core::Input(report)}}, {}};
  house.engine->inbound().take({"wa"}, std::move(batch), [durable](bool good) { durable->set_value(good); });
  EXPECT_TRUE(got(durable->get_future()));
  EXPECT_EQ(house.engine->inbound().counters().unmatched, 1u);
  EXPECT_TRUE(house.customer("+49555").empty());
}

TEST_F(IntakeTest, a_store_that_gives_no_ids_takes_nothing_and_loses_nothing) {
  house.spy.give_no_ids(true);
  EXPECT_EQ(house.post("e1|+491|hello"), 503);
  house.spy.give_no_ids(false);
  EXPECT_EQ(house.post("e1|+491|hello"), 200);
  EXPECT_EQ(house.count<core::MessageReceived>(house.customer("+491")), 1);
}

// What the host must store itself is tried until it is stored; a channel behind it is told to send again.
TEST_F(IntakeTest, a_webhook_does_not_wait_behind_what_the_store_refuses_of_the_hosts_own) {
  const auto customer = house.says("+491", "hello");
  ASSERT_TRUE(house.settle());
  const auto case_id = house.state(customer).cases.begin()->first;
  house.spy.fail(1'000'000);
  Origin own;
  own.actor = "host";
  own.own = true;
  auto stored = std::make_shared<std::promise<void>>();
  house.engine->customers().submit(customer, core::NoteWritten{case_id, "host", {{}, "kept in the end"}}, own,
                                   [stored](const Outcome&) { stored->set_value(); });
  EXPECT_EQ(house.post("e2|+491|are you there"), 503);
  EXPECT_EQ(house.state(customer).cases.size(), 1u);  // who looks sees what is on disk
  house.spy.fail(0);
  got(stored->get_future());
  EXPECT_EQ(house.post("e2|+491|are you there"), 200);
  EXPECT_EQ(house.count<core::MessageReceived>(customer), 2);
}

// One customer's slow decision must not hold up another's.
TEST(IntakeParallel, customers_are_decided_beside_each_other_and_each_in_its_order) {
  struct Slow : core::testing::FakeMatcher {
    bool is_opt_out(std::string_view text) const override {
      if (text == "wait") release.wait();
      return FakeMatcher::is_opt_out(text);
    }
    std::shared_future<void> release;
  };
  std::promise<void> release;
  auto matcher = std::make_shared<Slow>();
  matcher->release = release.get_future().share();
  HouseOptions options;
  options.policy.matcher = matcher;
  const auto memory = ledger::make_memory_ledger();
  House house(*memory, std::move(options));
  auto slow = house.webhook("e1|+491|wait");
  auto behind = house.webhook("e2|+491|behind it");
  EXPECT_EQ(house.post("e3|+492|beside it"), 200);
  EXPECT_EQ(slow.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  EXPECT_EQ(behind.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  release.set_value();
  EXPECT_EQ(got(std::move(slow)).status, 200);
  EXPECT_EQ(got(std::move(behind)).status, 200);
}

}  // namespace
}  // namespace baton::engine::testing
