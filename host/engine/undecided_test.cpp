// SPDX-License-Identifier: MIT
// undecided_test.cpp - an input whose decision fails: kept, answered, shown, and decided later as if it had not failed.
#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

// Fails on words with "poison" while it is ill; waits on "wait".
struct FragileMatcher : core::testing::FakeMatcher {
  bool is_opt_out(std::string_view text) const override {
    if (ill && text.find("poison") != std::string_view::npos) throw std::runtime_error("a defect in a rule");
    if (gate.valid() && text.find("wait") != std::string_view::npos) {
      ++waiting;
      gate.wait();
    }
    return text.find("STOP") != std::string_view::npos;
  }
  std::atomic<bool> ill{true};
  mutable std::atomic<int> waiting{0};
  std::shared_future<void> gate;
};

class UndecidedTest : public ::testing::Test {
 protected:
  void start() {
    HouseOptions options;
    options.policy.matcher = matcher;
    options.now = now;
    house = std::make_unique<House>(*memory, std::move(options));
  }
  // The next round over what is undecided, and everything it began. A round holds up no settle(), so it is waited for.
  void round() {
    const auto before = house->spy.calls()["undecided"];
    house->clock.set(house->clock.now() + core::kMinute, false);
    while (house->spy.calls()["undecided"] == before) std::this_thread::yield();
    // The thread of the rounds looks for dues after them.
    const auto looks = house->spy.calls()["take_due"];
    while (house->spy.calls()["take_due"] == looks) {
      house->clock.wake();
      std::this_thread::yield();
    }
    EXPECT_TRUE(house->settle());
  }
  std::int64_t undecided() const { return memory->figures().undecided; }

  std::shared_ptr<FragileMatcher> matcher = std::make_shared<FragileMatcher>();
  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  core::Instant now = kStart;
  std::unique_ptr<House> house;
};

TEST_F(UndecidedTest, it_is_answered_2xx_kept_and_raises_an_alarm) {
  start();
  EXPECT_EQ(house->post("e1|+491|poison"), 200);
  EXPECT_EQ(undecided(), 1);
  ASSERT_TRUE(house->settle());
  const auto customer = memory->undecided(0, 1).front().stream;
  EXPECT_TRUE(house->alarm("undecided:" + customer));
  EXPECT_TRUE(memory->history(customer, 0, 10).empty());
}

TEST_F(UndecidedTest, the_same_webhook_again_is_not_kept_twice) {
  start();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(house->post("e1|+491|poison"), 200);
  EXPECT_EQ(undecided(), 1);
}

TEST_F(UndecidedTest, what_comes_after_it_is_not_held_up) {
  start();
  EXPECT_EQ(house->post("e1|+491|poison"), 200);
  EXPECT_EQ(house->post("e2|+491|hello"), 200);
  EXPECT_EQ(house->count<core::MessageReceived>(house->customer("+491")), 1);
}

// A newcomer's first word holds the address; kept undecided it has lost what the ledger finds the customer by.
TEST_F(UndecidedTest, the_newcomer_it_was_about_is_found_by_the_address_afterwards) {
  start();
  EXPECT_EQ(house->post("e1|+492|poison"), 200);
  matcher->ill = false;
  round();
  ASSERT_EQ(undecided(), 0);
  const auto customer = house->customer("+492");
  ASSERT_FALSE(customer.empty());
  EXPECT_EQ(house->says("+492", "hello"), customer);
  EXPECT_EQ(house->count<core::MessageReceived>(customer), 2);
  EXPECT_EQ(house->count<core::AddressAdded>(customer), 1);
}

TEST_F(UndecidedTest, it_is_decided_within_a_minute_once_the_rule_is_mended_and_only_once) {
  start();
  house->says("+491", "hello");
  EXPECT_EQ(house->post("e1|+491|poison"), 200);
  for (int i = 0; i < 3; ++i) round();
  EXPECT_EQ(undecided(), 1);  // still ill: kept
  matcher->ill = false;
  round();
  EXPECT_EQ(undecided(), 0);
  EXPECT_EQ(house->count<core::MessageReceived>(house->customer("+491")), 2);
  for (int i = 0; i < 3; ++i) round();
  EXPECT_EQ(house->count<core::MessageReceived>(house->customer("+491")), 2);
}

// Its words must be there again when it is decided: a STOP that was kept is still a STOP.
TEST_F(UndecidedTest, what_it_says_still_counts_when_it_is_decided_after_a_restart) {
  start();
  EXPECT_EQ(house->post("e1|+491|poison and STOP"), 200);
  now = house->clock.now() + core::kMinute;
  house.reset();
  matcher->ill = false;
  start();
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(undecided(), 0);
  const auto state = house->state(house->customer("+491"));
  ASSERT_EQ(state.threads.size(), 1u);
  EXPECT_TRUE(state.threads.begin()->second.opted_out);
  auto text = std::make_shared<std::promise<std::string>>();
  house->engine->customers().read(state.id, [text](const CustomerView& view) { text->set_value(view.text(view.state().cases.begin()->second.entries.front().text)); });
  EXPECT_EQ(got(text->get_future()), "poison and STOP");
}

TEST_F(UndecidedTest, a_decision_that_takes_longer_than_the_round_is_not_made_twice) {
  std::promise<void> release;
  matcher->gate = release.get_future().share();
  start();
  EXPECT_EQ(house->post("e1|+491|poison, wait"), 200);
  matcher->ill = false;
  house->clock.set(house->clock.now() + core::kMinute, false);
  while (matcher->waiting == 0) std::this_thread::yield();
  // The next round finds it still undecided; another customer's word afterwards shows that the host goes on.
  const auto rounds = house->spy.calls()["undecided"];
  house->clock.set(house->clock.now() + core::kMinute, false);
  while (house->spy.calls()["undecided"] == rounds) std::this_thread::yield();
  EXPECT_EQ(house->post("e2|+492|beside it"), 200);
  release.set_value();
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(undecided(), 0);
  EXPECT_EQ(house->count<core::MessageReceived>(house->customer("+491")), 1);
}

TEST_F(UndecidedTest, an_act_over_the_api_that_cannot_be_decided_is_kept_too) {
  start();
  const auto customer = house->says("+491", "hello");
  ASSERT_TRUE(house->settle());
  const auto before = memory->history(customer.value, 0, 1000).size();
  core::CustomerWrote wrote;
  wrote.place.connector = {"wa"};
  wrote.place.account = "plain";
  wrote.text.text = "poison";
  const auto outcome = house->decide(customer, wrote);
  EXPECT_EQ(outcome.kind, Outcome::Kind::undecided);
  EXPECT_TRUE(outcome.durable());
  EXPECT_EQ(memory->history(customer.value, 0, 1000).size(), before);
}

}  // namespace
}  // namespace baton::engine::testing
