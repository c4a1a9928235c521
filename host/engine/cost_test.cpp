// SPDX-License-Identifier: MIT
// cost_test.cpp - an event must not cost more because many cases are open: no call of the ledger that grows with them, no
// walk over customers it does not concern. Calls are counted, not milliseconds.
#include <gtest/gtest.h>

#include <atomic>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

std::string phone_of(int customer) { return "+4917" + std::to_string(1000 + customer); }

void many_say_hello(House& house, int customers) {
  std::string batch;
  for (int i = 0; i < customers; ++i) batch += "o" + std::to_string(i) + '|' + phone_of(i) + "|hello\n";
  EXPECT_EQ(house.post(batch), 200);
  EXPECT_TRUE(house.settle());
}

struct Cost {
  std::map<std::string, int> word, due;
};

// One customer's word, and one due of one customer, with `open` other cases open.
Cost cost_with(int open) {
  HouseOptions options;
  options.workers = 1;
  const auto memory = ledger::make_memory_ledger();
  House house(*memory, std::move(options));
  const auto mine = house.says("+490", "hello");
  house.taken_by_ana(mine);
  house.pass(core::kSecond);
  many_say_hello(house, open);
  EXPECT_EQ(memory->figures().cases_open, open + 1);
  Cost cost;
  house.spy.forget_calls();
  house.says("+490", "and one more thing");
  EXPECT_TRUE(house.settle());
  cost.word = house.spy.calls();
  return cost;
}

TEST(Cost, of_a_word_does_not_grow_with_the_open_cases) {
  const auto few = cost_with(2), many = cost_with(200);
  for (const char* call : {"submit", "load", "history", "content", "stream_of_address", "cases", "work", "loads", "streams", "undecided",
                           "pending_outbox", "allocate_ids", "put_due", "rows due"}) {
    const auto cheap = few.word.contains(call) ? few.word.at(call) : 0;
    const auto dear = many.word.contains(call) ? many.word.at(call) : 0;
    EXPECT_LE(dear, cheap + 1) << call;  // one block of ids may end in between
  }
  EXPECT_EQ(many.word.contains("cases"), false);
}

TEST(Cost, of_a_moment_is_what_is_due_then_and_not_what_is_open) {
  constexpr int kOpen = 300;
  const auto memory = ledger::make_memory_ledger();
  House house(*memory);
  many_say_hello(house, kOpen);
  for (int i = 0; i < kOpen; ++i) house.taken_by_ana(house.customer(phone_of(i)));
  house.pass(10 * core::kMinute);  // what the index knew from before the seats were taken
  // All wait for their window alone; one of them has something due earlier.
  const auto customer = house.customer(phone_of(17));
  const auto state = house.state(customer);
  const auto due = house.clock.now() + core::kHour;
  house.decide(customer, core::WaitAsked{state.cases.begin()->first, state.hands.begin()->second.epoch, "agent:ana", due});
  ASSERT_TRUE(house.settle());
  house.spy.forget_calls();
  house.pass(core::kHour);
  const auto calls = house.spy.calls();
  EXPECT_EQ(house.state(customer).cases.begin()->second.status, core::CaseStatus::open);
  EXPECT_LE(calls.at("rows due"), 8);  // the same one, looked at more than once while it is decided
  EXPECT_LE(calls.at("submit"), 5);
  EXPECT_FALSE(calls.contains("load"));
}

// Until the index has moved the customer stands as due; a clock that hears of it sooner asks in a circle and fills the
// queue of the store, so that agents and webhooks are turned away.
TEST(Cost, a_due_that_proves_early_is_over_only_when_the_index_has_moved) {
  const auto memory = ledger::make_memory_ledger();
  House house(*memory);
  const auto customer = house.says("+490", "hello");
  const auto id = house.taken_by_ana(customer);
  house.pass(core::kMinute);
  const auto epoch = house.state(customer).hands.begin()->second.epoch;
  const auto until = house.clock.now() + core::kHour;
  house.decide(customer, core::WaitAsked{id, epoch, "agent:ana", until});
  house.decide(customer, core::ResolveAsked{id, epoch, "agent:ana", {}});  // no follow-up any more; the index still has it
  ASSERT_TRUE(house.settle());
  house.spy.forget_calls();
  house.spy.hold();
  house.clock.set(until, false);
  ASSERT_TRUE(house.spy.wait_held(1));
  EXPECT_FALSE(house.spy.calls().contains("put_due"));
  house.spy.let_go();
  ASSERT_TRUE(house.settle());
  EXPECT_GT(house.engine->next_due().value_or(core::Instant{}), until);
}

TEST(Cost, of_many_who_are_due_together_is_a_few_looks_at_each) {
  constexpr int kDue = 200;
  const auto memory = ledger::make_memory_ledger();
  House house(*memory);
  many_say_hello(house, kDue);
  house.spy.forget_calls();
  house.pass(core::kMinute);  // nobody was there for any of them: all look again
  EXPECT_GE(house.spy.calls()["submit"], kDue);
  EXPECT_LE(house.spy.calls()["rows due"], 6 * kDue);
}

// Whoever writes while many are due is not behind all of them.
TEST(Cost, of_many_who_are_due_together_a_word_waits_for_few) {
  constexpr int kDue = 200;
  const auto memory = ledger::make_memory_ledger();
  House house(*memory);
  many_say_hello(house, kDue);
  std::atomic<int> before = 0;
  std::atomic<bool> heard = false;
  house.spy.hold([&](const ledger::Commit& commit) {
    if (!SpyLedger::of_customer(commit)) return false;
    if (commit.actor == "customer") heard = true;
    else if (!heard) ++before;
    return true;
  });
  house.clock.set(house.clock.now() + core::kMinute, false);
  ASSERT_TRUE(house.spy.wait_held(1));
  auto answer = house.webhook("late|+490|hello");
  ASSERT_TRUE(house.spy.wait_held(9));
  house.spy.let_go();
  EXPECT_EQ(got(std::move(answer)).status, 200);
  EXPECT_TRUE(heard);
  EXPECT_LE(before, 8);
  ASSERT_TRUE(house.settle());
}

TEST(Cost, customers_without_work_leave_memory) {
  HouseOptions options;
  options.cached_customers_max = 10;
  const auto memory = ledger::make_memory_ledger();
  House house(*memory, std::move(options));
  for (int i = 0; i < 60; ++i) house.says(phone_of(i), "hello");
  ASSERT_TRUE(house.settle());
  house.says("+490", "one more");
  ASSERT_TRUE(house.settle());
  EXPECT_LE(house.engine->figures().cached_customers, 20u);
  EXPECT_EQ(house.count<core::MessageReceived>(house.customer(phone_of(0))), 1);
}

}  // namespace
}  // namespace baton::engine::testing
