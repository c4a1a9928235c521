// SPDX-License-Identifier: MIT
// two_engines_test.cpp - two hosts on one ledger, as on PostgreSQL: one customer has one history, whoever decides, and a
// newcomer whom both meet at once is one customer.
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class TwoEngines : public ::testing::Test {
 protected:
  TwoEngines() {
    for (auto* house : {&a, &b}) {
      HouseOptions options;
      options.name = house == &a ? "a" : "b";
      *house = std::make_unique<House>(*memory, std::move(options));
    }
  }
  int messages(const core::CustomerId& id) { return a->count<core::MessageReceived>(id); }
  std::size_t customers() const {
    std::size_t n = 0;
    for (const auto& stream : memory->streams("", 10000)) n += stream.starts_with("k") ? 1 : 0;
    return n;
  }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  std::unique_ptr<House> a, b;
};

TEST_F(TwoEngines, the_loser_of_a_race_on_an_address_ends_with_the_winners_customer) {
  a->spy.hold();
  b->spy.hold();
  auto first = a->webhook("e1|+491|to the one");
  auto second = b->webhook("e2|+491|to the other");
  ASSERT_TRUE(a->spy.wait_held(1));
  ASSERT_TRUE(b->spy.wait_held(1));
  a->spy.let_go();
  EXPECT_EQ(got(std::move(first)).status, 200);
  b->spy.let_go();
  EXPECT_EQ(got(std::move(second)).status, 200);
  EXPECT_EQ(customers(), 1u);
  EXPECT_EQ(messages(a->customer("+491")), 2);
  EXPECT_EQ(b->says("+491", "and from now on"), a->customer("+491"));
}

TEST_F(TwoEngines, newcomers_who_come_in_at_both_doors_at_once_are_one_customer_each) {
  constexpr int kPeople = 20;
  std::vector<std::future<WebhookAnswer>> answers;
  for (int i = 0; i < kPeople; ++i) {
    const auto word = "|+4917" + std::to_string(100 + i) + "|hello";
    answers.push_back(a->webhook("a" + std::to_string(i) + word));
    answers.push_back(b->webhook("b" + std::to_string(i) + word));
  }
  for (auto& answer : answers) EXPECT_EQ(got(std::move(answer)).status, 200);
  EXPECT_EQ(customers(), static_cast<std::size_t>(kPeople));
  for (int i = 0; i < kPeople; ++i) EXPECT_EQ(messages(a->customer("+4917" + std::to_string(100 + i))), 2);
}

TEST_F(TwoEngines, words_to_one_customer_through_both_doors_make_one_gapless_history) {
  const auto customer = a->says("+491", "hello");
  std::vector<std::future<WebhookAnswer>> answers;
  for (int i = 0; i < 30; ++i) answers.push_back((i % 2 == 0 ? a : b)->webhook("e" + std::to_string(i) + "|+491|" + std::to_string(i)));
  int stored = 1;
  for (auto& answer : answers) stored += got(std::move(answer)).status == 200 ? 1 : 0;
  EXPECT_EQ(messages(customer), stored);
  EXPECT_GE(stored, 16);  // whoever loses too often is told so, and sends again
  std::int64_t sequence = 0;
  for (const auto& row : memory->history(customer.value, 0, 100000)) EXPECT_EQ(row.sequence, ++sequence);
  std::set<std::string> ids;
  for (const auto& fact : a->facts(customer.value)) {
    const auto* received = std::get_if<core::MessageReceived>(&fact);
    EXPECT_TRUE(received == nullptr || ids.insert(received->message.value).second);
  }
}

TEST_F(TwoEngines, the_same_event_through_both_doors_is_stored_once) {
  const auto customer = a->says("+491", "hello");
  for (int i = 0; i < 10; ++i) {
    const auto word = "e" + std::to_string(i) + "|+491|once";
    auto one = a->webhook(word), other = b->webhook(word);
    EXPECT_EQ(got(std::move(one)).status, 200);
    EXPECT_EQ(got(std::move(other)).status, 200);
  }
  EXPECT_EQ(messages(customer), 11);
}

TEST_F(TwoEngines, what_falls_due_is_decided_once_though_both_look) {
  const auto customer = a->says("+491", "my parcel is lost");
  const auto id = a->taken_by_ana(customer);
  ASSERT_TRUE(a->settle());
  a->decide(customer, core::ResolveAsked{id, a->state(customer).hands.begin()->second.epoch, "agent:ana", {}});
  for (auto* house : {a.get(), b.get()}) house->clock.set(kStart + 49 * core::kHour, false);
  ASSERT_TRUE(a->settle());
  ASSERT_TRUE(b->settle());
  int closed = 0;
  for (const auto& fact : a->facts(customer.value))
    if (const auto* status = std::get_if<core::StatusChanged>(&fact)) closed += status->to == core::CaseStatus::closed ? 1 : 0;
  EXPECT_EQ(closed, 1);
}

TEST_F(TwoEngines, a_word_is_sent_by_one_of_them_only) {
  std::vector<core::MessageId> messages;
  for (int i = 0; i < 10; ++i) {
    auto& house = i % 2 == 0 ? *a : *b;
    const auto id = house.taken_by_ana(house.says("+4917" + std::to_string(i), "my parcel is lost"));
    messages.push_back(house.replies(id, "I am looking into it"));
  }
  ASSERT_TRUE(a->settle());
  ASSERT_TRUE(b->settle());
  std::multiset<std::string> sent;
  for (auto* house : {a.get(), b.get()})
    for (const auto& delivery : house->connector->deliveries()) sent.insert(delivery.message);
  for (const auto& message : messages) EXPECT_EQ(sent.count(message.value), 1u) << message.value;
}

TEST_F(TwoEngines, a_word_on_its_way_is_not_sent_by_one_who_comes_later) {
  const auto id = a->taken_by_ana(a->says("+491", "my parcel is lost"));
  ASSERT_TRUE(a->settle());
  a->connector->on_deliver = [](const Delivery&) { return Answer{.later = true}; };
  const auto message = a->replies(id, "I am looking into it");
  ASSERT_TRUE(a->connector->wait_deliveries(1));
  HouseOptions options;
  options.name = "c";
  House c(*memory, std::move(options));  // finds the row, begun and not settled
  auto waits = c.webhook("e1|+491|is it?");
  EXPECT_EQ(waits.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  a->connector->answer_late();
  EXPECT_EQ(got(std::move(waits)).status, 200);
  ASSERT_TRUE(a->settle());
  ASSERT_TRUE(c.settle());
  EXPECT_EQ(c.fate(message), core::SendState::accepted);
  EXPECT_EQ(a->connector->deliveries().size() + c.connector->deliveries().size(), 1u);
  EXPECT_EQ(memory->figures().outbox_pending, 0);
}

TEST_F(TwoEngines, a_word_both_know_and_neither_has_begun_is_sent_once) {
  const auto id = a->taken_by_ana(a->says("+491", "my parcel is lost"));
  ASSERT_TRUE(a->settle());
  a->spy.mark_fails(true);
  const auto message = a->replies(id, "I am looking into it");
  HouseOptions options;
  options.name = "c";
  House c(*memory, std::move(options));
  ASSERT_TRUE(c.settle());
  a->spy.mark_fails(false);
  ASSERT_TRUE(a->settle());
  EXPECT_EQ(a->connector->deliveries().size() + c.connector->deliveries().size(), 1u);
  EXPECT_EQ(a->fate(message), core::SendState::accepted);
}

TEST_F(TwoEngines, nobody_decides_on_a_customer_while_the_other_has_a_decision_under_way) {
  const auto customer = a->says("+491", "hello");
  ASSERT_TRUE(a->settle());
  a->spy.hold();
  auto first = a->webhook("e1|+491|through the one");
  ASSERT_TRUE(a->spy.wait_held(1));
  b->spy.forget_calls();
  auto second = b->webhook("e2|+491|through the other");
  while (b->spy.calls()["lease"] < 3) std::this_thread::yield();  // it asks, and asks again
  EXPECT_EQ(b->spy.calls()["load"], 0);
  EXPECT_EQ(b->spy.calls()["submit"], 0);
  EXPECT_EQ(b->post("e3|+492|another customer"), 200);
  a->spy.let_go();
  EXPECT_EQ(got(std::move(first)).status, 200);
  EXPECT_EQ(got(std::move(second)).status, 200);
  EXPECT_EQ(messages(customer), 3);
}

TEST_F(TwoEngines, what_the_other_decided_is_read_before_anything_is_shown) {
  const auto customer = a->says("+491", "hello");
  ASSERT_TRUE(a->settle());
  EXPECT_EQ(b->state(customer).cases.begin()->second.entries.size(), 1u);
  a->says("+491", "and more");
  EXPECT_EQ(b->state(customer).cases.begin()->second.entries.size(), 2u);
  b->says("+491", "and more");
  EXPECT_EQ(a->state(customer).cases.begin()->second.entries.size(), 3u);
}

TEST_F(TwoEngines, an_alarm_of_one_does_not_silence_the_other) {
  const auto raise = [](House& house, const std::string& key) {
    auto raised = std::make_shared<std::promise<bool>>();
    house.engine->office().raise_alarm(key, "what", {}, 0, [raised](bool good) { raised->set_value(good); });
    return got(raised->get_future());
  };
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(raise(*a, "a" + std::to_string(i)));
    EXPECT_TRUE(raise(*b, "b" + std::to_string(i)));
  }
  House third(*memory);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(third.alarm("a" + std::to_string(i)));
    EXPECT_TRUE(third.alarm("b" + std::to_string(i)));
  }
}

}  // namespace
}  // namespace baton::engine::testing
