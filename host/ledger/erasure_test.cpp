// SPDX-License-Identifier: MIT
// erasure_test.cpp - what an erasure takes from the store, and what it leaves (C7).
#include <fstream>
#include <iterator>

#include "host/ledger/testing/ledger_contract.h"

namespace baton::ledger {
namespace {

TEST_P(LedgerContract, an_erasure_takes_key_addresses_content_and_undecided_inputs_and_leaves_the_facts) {  // C7
  auto first = commit_to("k1", 0, 2);
  first.new_customer_key = "wrapped";
  first.addresses = {"a1", "a2"};
  const auto id = ledger_.allocate_ids(3);
  first.content = {{id, "sealed"}};
  ASSERT_EQ(store(first), CommitResult::stored);
  Commit kept;
  kept.stream = "k1";
  kept.undecided = UndecidedRow{id + 1, "k1", "{}", "because", {5}};
  ASSERT_EQ(store(kept), CommitResult::stored);
  auto other = commit_to("k2", 0, 1);
  other.new_customer_key = "other";
  other.addresses = {"b1"};
  other.content = {{id + 2, "sealed too"}};
  ASSERT_EQ(store(other), CommitResult::stored);

  auto erasing = commit_to("k1", 2, 1);
  erasing.erasure = Commit::Erasure{{id}};
  ASSERT_EQ(store(erasing), CommitResult::stored);
  const auto loaded = ledger_.load("k1");
  EXPECT_EQ(loaded.facts.size(), 3U);
  EXPECT_TRUE(loaded.customer_key.empty());
  EXPECT_FALSE(ledger_.content(id));
  EXPECT_FALSE(ledger_.stream_of_address("a1"));
  EXPECT_FALSE(ledger_.stream_of_address("a2"));
  EXPECT_TRUE(ledger_.undecided(0, 10).empty());
  EXPECT_EQ(ledger_.figures().undecided, 0);
  EXPECT_EQ(ledger_.load("k2").customer_key, "other");
  EXPECT_EQ(ledger_.content(id + 2), "sealed too");
  EXPECT_EQ(ledger_.stream_of_address("b1"), "k2");
}

// What is deleted is overwritten: the file itself holds neither key nor sealed words once it is closed.
TEST(SqliteErasure, leaves_neither_key_nor_words_in_the_file) {
  const TestFolder folder;
  const std::string key = "the-wrapped-key-of-k1", words = "the-sealed-words-of-k1";
  {
    auto opened = open_sqlite(folder);
    auto first = commit_to("k1", 0, 1);
    first.new_customer_key = key;
    const auto id = opened.ledger->allocate_ids(1);
    first.content = {{id, words}};
    ASSERT_EQ(store_now(*opened.ledger, first), CommitResult::stored);
    auto erasing = commit_to("k1", 1, 1);
    erasing.erasure = Commit::Erasure{{id}};
    ASSERT_EQ(store_now(*opened.ledger, erasing), CommitResult::stored);
  }
  std::ifstream file(folder.store(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(bytes.empty());
  EXPECT_EQ(bytes.find(key), std::string::npos);
  EXPECT_EQ(bytes.find(words), std::string::npos);
}

}  // namespace
}  // namespace baton::ledger
