// SPDX-License-Identifier: MIT
#include "host/ledger/replay.h"

#include <gtest/gtest.h>

#include "host/core/evolve.h"
#include "host/ledger/codec.h"
#include "host/ledger/memory_ledger.h"
#include "host/ledger/test_store.h"

namespace baton::ledger {
namespace {

FactRow row_of(const core::Fact& fact) { return {std::string(name_of(fact)), version_of(fact), "C7", to_json(fact)}; }

std::vector<core::Fact> some_facts() {
  return {core::CustomerCreated{{"k1"}, "standard"},
          core::NameLearned{{5, "cafe"}},
          core::AddressAdded{core::AddressKind::phone, "a1", {6, "beef"}},
          core::NameLearned{{7, "f00d"}}};
}

TEST(Replay, the_short_way_gives_the_same_state_as_the_long_one) {
  const auto ledger = make_memory_ledger();
  core::CustomerState state;
  std::int64_t sequence = 0;
  for (const auto& fact : some_facts()) {
    auto commit = commit_to("k1", sequence, 0);
    commit.facts = {row_of(fact)};
    core::evolve(state, fact, commit.at);
    if (++sequence == 2) commit.snapshot_json = to_json(state);
    ASSERT_EQ(store_now(*ledger, commit), CommitResult::stored);
  }
  const auto replay = replay_customer(*ledger, "k1");
  EXPECT_EQ(replay.damage, "");
  EXPECT_TRUE(replay.agrees());
  EXPECT_EQ(replay.facts, 4);
  EXPECT_EQ(replay.from_beginning, to_json(state));
}

TEST(Replay, a_snapshot_that_is_not_what_the_facts_add_up_to_is_found) {
  const auto ledger = make_memory_ledger();
  auto commit = commit_to("k1", 0, 0);
  for (const auto& fact : some_facts()) commit.facts.push_back(row_of(fact));
  core::CustomerState other;
  other.segment = "premium";
  commit.snapshot_json = to_json(other);
  ASSERT_EQ(store_now(*ledger, commit), CommitResult::stored);
  EXPECT_FALSE(replay_customer(*ledger, "k1").agrees());
}

TEST(Replay, a_fact_nobody_knows_is_named) {
  const auto ledger = make_memory_ledger();
  auto commit = commit_to("k1", 0, 0);
  commit.facts = {row_of(some_facts()[0]), fact("FromTheFuture")};
  ASSERT_EQ(store_now(*ledger, commit), CommitResult::stored);
  const auto replay = replay_customer(*ledger, "k1");
  EXPECT_NE(replay.damage.find("FromTheFuture"), std::string::npos) << replay.damage;
}

}  // namespace
}  // namespace baton::ledger
