// SPDX-License-Identifier: MIT
// case_list_test.cpp - GET /cases as the ledgers answer it (G11), for each of them and with changes folded in or not.
#include "host/ledger/case_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "host/ledger/memory_ledger.h"
#include "host/ledger/test_store.h"

namespace baton::ledger {
namespace {

struct Kind {
  std::string name;
  std::function<OpenedStore(const TestFolder&)> open;
};

class CaseList : public ::testing::TestWithParam<Kind> {
 protected:
  CaseList() : opened_(GetParam().open(folder_)), ledger_(*opened_.ledger) {}

  void put(std::vector<CaseRow> rows) {
    auto commit = commit_to(rows.front().stream, sequence_[rows.front().stream]++);
    commit.cases = std::move(rows);
    ASSERT_EQ(store_now(ledger_, std::move(commit)), CommitResult::stored);
  }

  std::vector<std::string> list(CaseQuery query) {
    std::vector<std::string> ids;
    for (int pages = 0; pages < 1000; ++pages) {
      const auto page = ledger_.cases(query);
      EXPECT_FALSE(page.bad_cursor);
      for (const auto& row : page.rows) ids.push_back(row.case_id);
      if (page.next_cursor.empty()) return ids;
      query.cursor = page.next_cursor;
    }
    ADD_FAILURE() << "the list does not end";
    return ids;
  }

  void fold() { ledger_.figures(); }

  TestFolder folder_;
  OpenedStore opened_;
  Ledger& ledger_;
  std::map<std::string, std::int64_t> sequence_;
};

INSTANTIATE_TEST_SUITE_P(
    Every, CaseList,
    ::testing::Values(Kind{"memory", [](const TestFolder&) {
                             return OpenedStore{make_memory_ledger(), make_memory_blob_store(), {}};
                           }},
                      Kind{"sqlite", [](const TestFolder& folder) { return open_sqlite_store({.path = folder.store()}); }}),
    [](const auto& kind) { return kind.param.name; });

using Ids = std::vector<std::string>;

TEST_P(CaseList, most_urgent_first) {
  put({case_row("late-c1", 500, 4, 10)});
  put({case_row("none-c1", 0, 1, 1)});
  put({case_row("soon-c1", 900, 3, 10)});
  put({case_row("high-c1", 900, 2, 20)});
  put({case_row("old-c1", 900, 3, 5)});
  auto settled = case_row("settled-c1", 100, 1, 1);
  settled.open = false;
  settled.status = "resolved";
  put({settled});
  for (int folded = 0; folded < 2; ++folded) {
    EXPECT_EQ(list({}), (Ids{"late-c1", "high-c1", "old-c1", "soon-c1", "none-c1"}));
    EXPECT_EQ(list({.limit = 2}), list({}));
    EXPECT_EQ(list({.include_settled = true}).back(), "settled-c1");
    EXPECT_EQ(list({.status = "resolved"}), Ids{"settled-c1"});
    EXPECT_EQ(list({.due_before = Instant{900}}), Ids{"late-c1"});
    EXPECT_EQ(list({.sort = "opened"}), (Ids{"none-c1", "old-c1", "late-c1", "soon-c1", "high-c1"}));
    EXPECT_EQ(list({.sort = "-opened", .limit = 1}), (Ids{"high-c1", "soon-c1", "late-c1", "old-c1", "none-c1"}));
    fold();
  }
}

TEST_P(CaseList, a_changed_case_is_listed_where_it_belongs_now) {
  auto row = case_row("a-c1", 500);
  put({row});
  put({case_row("b-c1", 400)});
  fold();
  row.next_update_due = {100};
  row.owner = "agent:anna";
  row.lane = "billing";
  put({row});
  for (int folded = 0; folded < 2; ++folded) {
    EXPECT_EQ(list({}), (Ids{"a-c1", "b-c1"}));
    EXPECT_EQ(list({.owner = "agent:anna"}), Ids{"a-c1"});
    EXPECT_EQ(list({.lane = "general"}), Ids{"b-c1"});
    EXPECT_EQ(list({.owner = "lead:general", .lane = "billing"}), Ids{});
    fold();
  }
  row.open = false;
  row.status = "closed";
  put({row});
  for (int folded = 0; folded < 2; ++folded) {
    EXPECT_EQ(list({}), Ids{"b-c1"});
    EXPECT_EQ(list({.status = "closed"}), Ids{"a-c1"});
    const auto figures = ledger_.figures();
    EXPECT_EQ(figures.cases_total, 2);
    EXPECT_EQ(figures.cases_open, 1);
  }
}

TEST_P(CaseList, a_cursor_of_another_list_is_refused) {
  put({case_row("a-c1", 5)});
  put({case_row("b-c1", 6)});
  const auto page = ledger_.cases({.limit = 1});
  EXPECT_FALSE(page.next_cursor.empty());
  EXPECT_TRUE(ledger_.cases({.sort = "opened", .cursor = page.next_cursor}).bad_cursor);
  EXPECT_TRUE(ledger_.cases({.cursor = "u1.2"}).bad_cursor);
  EXPECT_TRUE(ledger_.cases({.sort = "by the moon"}).bad_cursor);
}

// Against the plain definition: filter all rows, sort them, and compare, while rows change and are folded in at random.
TEST_P(CaseList, pages_are_the_whole_list_whatever_is_pending) {
  std::mt19937 random(7);
  std::map<std::string, CaseRow> all;
  for (int round = 0; round < 6; ++round) {
    for (int i = 0; i < 60; ++i) {
      auto row = case_row("k" + std::to_string(random() % 120) + "-c1", random() % 3 == 0 ? 0 : random() % 50,
                          static_cast<int>(1 + random() % 4), random() % 20);
      row.open = random() % 4 != 0;
      row.status = row.open ? (random() % 2 == 0 ? "open" : "escalated") : "closed";
      row.lane = random() % 2 == 0 ? "general" : "billing";
      row.owner = random() % 2 == 0 ? "lead:general" : "agent:anna";
      row.segment = random() % 9 == 0 ? "premium" : "standard";
      all[row.case_id] = row;
      put({row});
    }
    if (round % 2 == 0) fold();
    for (const CaseQuery& query : {CaseQuery{}, CaseQuery{.lane = "billing"}, CaseQuery{.owner = "agent:anna", .lane = "general"},
                                   CaseQuery{.status = "closed"}, CaseQuery{.segment = "premium", .sort = "opened"},
                                   CaseQuery{.due_before = Instant{30}}, CaseQuery{.include_settled = true, .sort = "-opened"},
                                   CaseQuery{.status = "escalated", .sort = "-opened"}, CaseQuery{.include_settled = true}}) {
      const auto sort = *case_sort(query.sort);
      std::vector<CaseRow> expected;
      for (const auto& [id, row] : all)
        if (matches(query, row)) expected.push_back(row);
      std::ranges::sort(expected, [&](const CaseRow& a, const CaseRow& b) {
        return comes_before(case_key(a, sort), case_key(b, sort), sort);
      });
      Ids ids;
      for (const auto& row : expected) ids.push_back(row.case_id);
      auto paged = query;
      paged.limit = static_cast<int>(1 + random() % 20);
      EXPECT_EQ(list(paged), ids) << round;
    }
  }
}

TEST_P(CaseList, work_is_listed_by_lane_and_by_agent_until_it_is_finished) {
  auto commit = commit_to("k1", 0);
  const auto work = [](const std::string& item, std::int64_t opened) {
    WorkRow row;
    row.item = item;
    row.case_id = "k1-c1";
    row.stream = "k1";
    row.kind = "work";
    row.lane = "billing";
    row.state = "open";
    row.opened = {opened};
    return row;
  };
  commit.work = {work("k1-w1", 30), work("k1-w2", 20), work("k1-w3", 10)};
  commit.work[1].offered_to = "ben";
  commit.work[2].offered_to = "ben";
  commit.work[2].owner = "ben";
  ASSERT_EQ(store_now(ledger_, commit), CommitResult::stored);
  const auto items = [&](const std::string& lane, const std::string& agent, int limit = 10) {
    Ids ids;
    for (const auto& row : ledger_.work(lane, agent, limit)) ids.push_back(row.item);
    return ids;
  };
  EXPECT_EQ(items("", ""), (Ids{"k1-w3", "k1-w2", "k1-w1"}));
  EXPECT_EQ(items("billing", "", 2), (Ids{"k1-w3", "k1-w2"}));
  EXPECT_EQ(items("", "ben"), (Ids{"k1-w3", "k1-w2"}));
  EXPECT_EQ(items("general", "ben"), Ids{});
  auto done = commit_to("k1", 1);
  done.work = {commit.work[1]};
  done.work[0].finished = true;
  ASSERT_EQ(store_now(ledger_, done), CommitResult::stored);
  EXPECT_EQ(items("", "ben"), Ids{"k1-w3"});
}

TEST_P(CaseList, loads_count_open_cases_and_claimed_items) {
  auto mine = case_row("k1-c1");
  mine.owner = "agent:anna";
  mine.owed = true;
  auto answered = case_row("k4-c1");
  answered.owner = "agent:anna";
  auto mail = case_row("k5-c1");
  mail.owner = "agent:anna";
  mail.channel = "email";
  mail.owed = true;
  auto old = case_row("k2-c1");
  old.owner = "agent:anna";
  old.open = false;
  auto office = case_row("k3-c1");
  for (const auto& row : {mine, answered, mail}) put({row});
  put({old});
  put({office});
  auto commit = commit_to("k1", 1);
  WorkRow item;
  item.item = "k1-w1";
  item.owner = "ben";
  item.state = "claimed";
  commit.work = {item};
  ASSERT_EQ(store_now(ledger_, commit), CommitResult::stored);
  const auto loads = ledger_.loads();
  ASSERT_EQ(loads.size(), 2U);
  EXPECT_EQ(loads[0].agent, "anna");
  EXPECT_EQ(loads[0].owned_cases, 3);
  EXPECT_EQ(loads[0].owed_threads, (std::map<std::string, std::int64_t>{{mine.channel, 1}, {"email", 1}}));
  mail.owed = false;  // answered
  put({mail});
  EXPECT_EQ(ledger_.loads()[0].owed_threads, (std::map<std::string, std::int64_t>{{mine.channel, 1}}));
  EXPECT_EQ(loads[1].agent, "ben");
  EXPECT_EQ(loads[1].claimed_items, 1);
}

}  // namespace
}  // namespace baton::ledger
