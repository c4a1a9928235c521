// SPDX-License-Identifier: MIT
// erasing_test.cpp - C7 as the engine does it: after an erasure nothing in the ledger can be read, replay agrees, and
// who writes from the same address is somebody new.
#include "host/engine/content_walk.h"
#include "host/engine/testing/house.h"
#include "host/ledger/memory_ledger.h"
#include "host/ledger/replay.h"

namespace baton::engine::testing {
namespace {

struct Erasing : ::testing::Test {
  std::unique_ptr<ledger::Ledger> ledger = ledger::make_memory_ledger();
  House house{*ledger};

  std::vector<std::int64_t> content_ids(const core::CustomerId& id) {
    std::vector<std::int64_t> ids;
    const auto take = [&](const core::ContentRef& ref) { if (ref) ids.push_back(ref.id); };
    for (const auto& fact : house.facts(id.value)) each_ref(fact, take);
    return ids;
  }
};

TEST_F(Erasing, leaves_facts_without_content_key_or_address) {
  const auto id = house.says("+4917000001", "my parcel never came");
  const auto known = house.taken_by_ana(id);
  house.replies(known, "I look into it");
  ASSERT_TRUE(house.settle());
  const auto ids = content_ids(id);
  ASSERT_GE(ids.size(), 4u);  // address, remote id, words both ways

  EXPECT_EQ(house.decide(id, core::ErasureAsked{"admin"}).kind, Outcome::Kind::stored);
  ASSERT_TRUE(house.settle());
  for (const auto content : ids) EXPECT_FALSE(house.spy.content(content)) << content;
  EXPECT_TRUE(house.spy.load(id.value).customer_key.empty());
  EXPECT_TRUE(house.customer("+4917000001").empty());
  EXPECT_EQ(house.count<core::Erased>(id), 1);
  EXPECT_TRUE(ledger::replay_customer(*ledger, id.value).agrees());
}

TEST_F(Erasing, the_same_address_is_a_new_customer) {
  const auto id = house.says("+4917000002", "forget me");
  house.decide(id, core::ErasureAsked{"admin"});
  const auto again = house.says("+4917000002", "hello");  // the engine remembers whose the address was
  EXPECT_NE(again, id);
  EXPECT_FALSE(again.empty());
  EXPECT_EQ(house.count<core::MessageReceived>(again), 1);
  EXPECT_EQ(house.count<core::MessageReceived>(id), 1);
}

TEST_F(Erasing, a_word_that_comes_while_the_erasure_is_being_stored_is_the_new_customers) {
  const auto id = house.says("+4917000003", "forget me");
  house.spy.hold();
  auto erased = house.submit(id, core::ErasureAsked{"admin"});
  auto said = house.webhook("wamid.race|+4917000003|and yet");
  house.spy.let_go();
  EXPECT_EQ(got(std::move(erased)).kind, Outcome::Kind::stored);
  EXPECT_EQ(got(std::move(said)).status, 200);
  const auto again = house.customer("+4917000003");
  EXPECT_FALSE(again.empty());
  EXPECT_NE(again, id);
  EXPECT_EQ(house.count<core::MessageReceived>(again), 1);
}

TEST_F(Erasing, what_happens_later_is_sealed_for_nobody) {
  const auto id = house.says("+4917000004", "forget me");
  house.decide(id, core::ErasureAsked{"admin"});
  house.pass(48 * core::kHour);  // the case closes
  EXPECT_TRUE(house.spy.load(id.value).customer_key.empty());
  EXPECT_EQ(house.state(id).cases.begin()->second.status, core::CaseStatus::closed);
}

// The index an address is found by is the store's; in the history it is known by the customer's key alone.
TEST_F(Erasing, no_fact_holds_what_an_address_can_be_found_by) {
  const auto id = house.says("+4917000005", "hello");
  IdSource ids(*ledger);
  const Addresses addresses(*ledger, ids);
  core::Address address{core::AddressKind::phone, {}, {{}, "+4917000005"}};
  addresses.set_index(address);
  ASSERT_FALSE(address.index.empty());
  for (const auto& row : house.spy.history(id.value, 0, 1000))
    EXPECT_EQ(row.json.find(address.index), std::string::npos) << row.json;
}

}  // namespace
}  // namespace baton::engine::testing
