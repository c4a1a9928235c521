// SPDX-License-Identifier: MIT
// addresses_test.cpp - one person is one customer, however the number is spelt and however many threads ask at once.
#include "host/engine/addresses.h"

#include <gtest/gtest.h>

#include <latch>
#include <set>
#include <thread>

#include "host/engine/testing/house.h"

namespace baton::engine {
namespace {

class AddressesTest : public ::testing::Test {
 protected:
  static core::Address phone(const std::string& number) { return {core::AddressKind::phone, {}, {{}, number}}; }
  std::string key(const std::string& number) const {
    auto address = phone(number);
    addresses.set_index(address);
    return address.index;
  }
  // As a commit of that customer would leave it.
  void owns(const std::string& customer, const std::string& number) {
    ledger::Commit commit;
    commit.stream = customer;
    commit.facts.push_back({"CustomerCreated", 1, "C1", "{}"});
    commit.addresses.push_back(key(number));
    std::promise<ledger::CommitResult> stored;
    spy.submit(std::move(commit), [&](ledger::CommitResult result) { stored.set_value(result); });
    ASSERT_EQ(stored.get_future().get(), ledger::CommitResult::stored);
  }
  core::CustomerId find(std::vector<core::Address> wanted) { return addresses.find(wanted); }
  core::CustomerId make(std::vector<core::Address> wanted) { return addresses.find_or_make(wanted); }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  testing::SpyLedger spy{*memory};
  IdSource ids{spy};
  Addresses addresses{spy, ids};
};

TEST_F(AddressesTest, one_number_in_two_spellings_is_one_customer) {
  const auto made = make({phone("+49 151 2345")});
  ASSERT_FALSE(made.empty());
  EXPECT_EQ(make({phone("0049151 2345")}), made);
  EXPECT_EQ(find({phone("491512345")}), made);
  EXPECT_NE(make({phone("+49 151 2346")}), made);
}

TEST_F(AddressesTest, nobody_is_made_up_by_a_look_or_without_an_address) {
  EXPECT_TRUE(find({phone("+49151")}).empty());
  EXPECT_TRUE(make({}).empty());
  EXPECT_TRUE(make({phone("no digits")}).empty());
}

TEST_F(AddressesTest, two_identities_of_two_people_are_never_joined_by_guessing) {
  owns("k1", "+491");
  owns("k2", "+492");
  std::vector<core::Address> both{phone("+491"), phone("+492"), phone("+493")};
  EXPECT_EQ(addresses.find(both).value, "k1");
  ASSERT_EQ(both.size(), 2u);  // k2's is gone, the one of nobody stays
  EXPECT_EQ(both[0].index, key("+491"));
  EXPECT_EQ(both[1].index, key("+493"));
}

TEST_F(AddressesTest, what_is_learned_of_one_customer_is_never_anothers) {  // I2
  owns("k1", "+491");
  owns("k2", "+492");
  std::vector<core::Address> taught{phone("+491"), phone("+492"), phone("+493"), phone("no digits")};
  addresses.learn({"k1"}, taught);
  ASSERT_EQ(taught.size(), 2u);
  EXPECT_EQ(taught[0].index, key("+491"));
  EXPECT_EQ(taught[1].index, key("+493"));
  EXPECT_EQ(find({phone("+493")}).value, "k1");  // before it is stored, too: no second customer is made of it
}

TEST_F(AddressesTest, a_known_number_costs_the_store_one_look) {
  owns("k1", "+491");
  spy.forget_calls();
  for (int i = 0; i < 50; ++i) EXPECT_EQ(find({phone("+491")}).value, "k1");
  EXPECT_EQ(spy.calls()["stream_of_address"], 1);
}

TEST_F(AddressesTest, two_first_words_at_once_do_not_make_two_customers) {
  for (int round = 0; round < 50; ++round) {
    const auto number = "+4917" + std::to_string(1000 + round);
    std::latch ready(4);
    std::vector<std::string> found(4);
    std::vector<std::thread> threads;
    for (auto& one : found)
      threads.emplace_back([&] {
        ready.arrive_and_wait();
        one = make({phone(number)}).value;
      });
    for (auto& thread : threads) thread.join();
    ASSERT_EQ(std::set(found.begin(), found.end()).size(), 1u) << number;
  }
}

TEST_F(AddressesTest, a_guess_that_lost_is_forgotten_and_the_winner_found) {
  std::vector<core::Address> wanted{phone("+491")};
  const auto guess = addresses.find_or_make(wanted);
  owns("k77", "+491");  // another engine was faster
  EXPECT_EQ(find({phone("+491")}), guess);
  addresses.forget(wanted);
  EXPECT_EQ(make({phone("+491")}).value, "k77");
}

}  // namespace
}  // namespace baton::engine
