// SPDX-License-Identifier: MIT
// offers_test.cpp - what every ledger keeps of who is offered what (R5, R6), and of how long finished items took (H7).
#include "host/ledger/testing/ledger_contract.h"

namespace baton::ledger {
namespace {

TEST_P(LedgerContract, R6_what_decides_who_is_offered_an_item_is_listed_as_it_was_stored) {
  auto commit = commit_to("k1", 0);
  WorkRow row;
  row.item = "k1-w1";
  row.case_id = "k1-c1";
  row.stream = "k1";
  row.kind = "work";
  row.lane = "technical";
  row.state = "offered";
  row.offered_to = "tom";
  row.also_offered = "tina tess";
  row.opened = {5};
  row.priority = 1;
  row.work_type = 3;
  row.deadline = {70};
  row.language = "es";
  row.wanted = "tom";
  row.not_to = "ben";
  row.waits = row.at_once = true;
  row.queued = {6};
  row.overtaken = 4;
  commit.work = {row};
  commit.offers = {{"k1-w1", "technical", "es", "tom", {5}, {7}}, {"k1-w2", "technical", "", "tina", {6}, {8}}};
  ASSERT_EQ(store(commit), CommitResult::stored);
  EXPECT_EQ(ledger_.work({}, {}, 10), (std::vector<WorkRow>{row}));
  for (const char* agent : {"tom", "tina", "tess"}) EXPECT_EQ(ledger_.work({}, agent, 10).size(), 1U) << agent;
  EXPECT_TRUE(ledger_.work({}, "te", 10).empty());
  EXPECT_TRUE(ledger_.work({}, "ben", 10).empty());
  EXPECT_EQ(ledger_.offers(), commit.offers);
  ledger_.prune({100});
  EXPECT_EQ(ledger_.offers(), commit.offers) << "what is as old as they still waits";
  auto over = commit_to("k1", 1);
  row.finished = true;
  row.state = "done";
  over.work = {row};
  ASSERT_EQ(store(over), CommitResult::stored);
  ledger_.prune({100});
  EXPECT_TRUE(ledger_.offers().empty());
}

TEST_P(LedgerContract, H7_what_finished_items_took_is_added_up_by_lane_and_day) {
  auto commit = commit_to("k1", 0);
  commit.finished = {{"technical", 100, 3600, 1}, {"technical", 100, 3600, 1}, {"revenue", 101, 60, 1}};
  ASSERT_EQ(store(commit), CommitResult::stored);
  auto later = commit_to("k1", 1);
  later.finished = {{"technical", 100, 3600, 1}, {"technical", 130, 7200, 1}};
  ASSERT_EQ(store(later), CommitResult::stored);
  EXPECT_EQ(ledger_.finished(100, 129),
            (std::vector<FinishedRow>{{"revenue", 101, 60, 1}, {"technical", 100, 3600, 3}}));
  const std::vector<FinishedRow> younger{{"revenue", 101, 60, 1}, {"technical", 130, 7200, 1}};
  EXPECT_EQ(ledger_.finished(101, 200), younger);
  ledger_.prune(Instant{} + 170 * core::kDay);
  EXPECT_EQ(ledger_.finished(0, 200), (std::vector<FinishedRow>{{"technical", 130, 7200, 1}}));
}

}  // namespace
}  // namespace baton::ledger
