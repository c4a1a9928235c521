// SPDX-License-Identifier: MIT
// key_values_test.cpp - what is kept under a key: nobody's write is lost under another's, a refused commit writes
// nothing, a limit holds, and what was confirmed is there after a restart.
#include <thread>

#include "host/ledger/testing/ledger_contract.h"

namespace baton::ledger {
namespace {

ValuesResult keep(Ledger& ledger, std::vector<ValueWrite> writes, ValueLimit limit = {},
                  const std::string& space = "wa") {
  std::promise<ValuesResult> result;
  auto answer = result.get_future();
  const bool taken = ledger.submit_values({space, std::move(writes), limit},
                                          [&](ValuesResult stored) { result.set_value(stored); });
  return taken ? answer.get() : ValuesResult::failed;
}

std::string text(Ledger& ledger, const std::string& key, const std::string& space = "wa") {
  const auto read = ledger.value(space, key);
  return read.found ? read.found->value : "(none)";
}

std::uint64_t revision(Ledger& ledger, const std::string& key) {
  const auto read = ledger.value("wa", key);
  return read.found ? read.found->revision : kNoValueYet;
}

TEST_P(LedgerContract, a_value_is_written_only_upon_the_revision_that_was_read) {
  EXPECT_EQ(text(ledger_, "at"), "(none)");
  EXPECT_EQ(keep(ledger_, {{"at", "1", kNoValueYet}}), ValuesResult::stored);
  EXPECT_EQ(keep(ledger_, {{"at", "2", kNoValueYet}}), ValuesResult::conflict);
  const auto first = revision(ledger_, "at");
  EXPECT_NE(first, kNoValueYet);
  EXPECT_EQ(keep(ledger_, {{"at", "2", first}}), ValuesResult::stored);
  EXPECT_EQ(keep(ledger_, {{"at", "3", first}}), ValuesResult::conflict);
  EXPECT_EQ(text(ledger_, "at"), "2");
  EXPECT_GT(revision(ledger_, "at"), first);
  EXPECT_EQ(keep(ledger_, {{"at", "4"}}), ValuesResult::stored);
  EXPECT_EQ(text(ledger_, "at"), "4");
}

TEST_P(LedgerContract, one_refused_write_of_a_commit_undoes_the_others) {
  ASSERT_EQ(keep(ledger_, {{"a", "1"}, {"b", "1"}}), ValuesResult::stored);
  EXPECT_EQ(revision(ledger_, "a"), revision(ledger_, "b"));
  EXPECT_EQ(keep(ledger_, {{"a", "2"}, {"c", "2"}, {"b", std::nullopt, 4711}}), ValuesResult::conflict);
  EXPECT_EQ(text(ledger_, "a"), "1");
  EXPECT_EQ(text(ledger_, "b"), "1");
  EXPECT_EQ(text(ledger_, "c"), "(none)");
}

// Who read before the deletion must not take what came after it for what they read.
TEST_P(LedgerContract, a_revision_does_not_come_back_when_a_key_is_deleted_and_made_again) {
  ASSERT_EQ(keep(ledger_, {{"at", "1"}}), ValuesResult::stored);
  const auto before = revision(ledger_, "at");
  ASSERT_EQ(keep(ledger_, {{"at", std::nullopt, before}}), ValuesResult::stored);
  EXPECT_EQ(text(ledger_, "at"), "(none)");
  ASSERT_EQ(keep(ledger_, {{"at", "1", kNoValueYet}}), ValuesResult::stored);
  EXPECT_GT(revision(ledger_, "at"), before);
  EXPECT_EQ(keep(ledger_, {{"at", "2", before}}), ValuesResult::conflict);
  EXPECT_EQ(keep(ledger_, {{"never", std::nullopt}}), ValuesResult::stored);
}

TEST_P(LedgerContract, a_space_sees_nothing_of_another) {
  ASSERT_EQ(keep(ledger_, {{"at", "mine"}}, {}, "wa"), ValuesResult::stored);
  ASSERT_EQ(keep(ledger_, {{"at", "theirs", kNoValueYet}}, {}, "mail"), ValuesResult::stored);
  EXPECT_EQ(text(ledger_, "at", "wa"), "mine");
  EXPECT_EQ(text(ledger_, "at", "mail"), "theirs");
}

TEST_P(LedgerContract, values_are_bytes_of_any_kind_and_may_be_empty) {
  const std::string odd("a\0\xff\n'", 5);
  ASSERT_EQ(keep(ledger_, {{std::string("k\0'", 3), odd}, {"empty", ""}}), ValuesResult::stored);
  EXPECT_EQ(text(ledger_, std::string("k\0'", 3)), odd);
  EXPECT_EQ(text(ledger_, "empty"), "");
  EXPECT_EQ(text(ledger_, "k"), "(none)");
}

TEST_P(LedgerContract, a_space_grows_to_its_limit_and_not_by_a_byte_more) {
  const ValueLimit limit{30, 4};  // a key of one letter costs 5
  EXPECT_EQ(keep(ledger_, {{"a", "0123456789"}, {"b", "0123456789"}}, limit), ValuesResult::stored);
  EXPECT_EQ(keep(ledger_, {{"c", ""}}, limit), ValuesResult::over_limit);
  EXPECT_EQ(keep(ledger_, {{"a", "0123456789x"}}, limit), ValuesResult::over_limit);
  EXPECT_EQ(text(ledger_, "a"), "0123456789");
  EXPECT_EQ(keep(ledger_, {{"a", "012345678"}, {"b", "0123456789x"}}, limit), ValuesResult::stored);
  EXPECT_EQ(keep(ledger_, {{"a", std::nullopt}, {"c", "012345678"}}, limit), ValuesResult::stored);
  EXPECT_EQ(keep(ledger_, {{"b", "x"}}, {5, 4}), ValuesResult::stored) << "what shrinks is never over a lower limit";
  EXPECT_EQ(keep(ledger_, {{"x", ""}}, limit, "another"), ValuesResult::stored);
}

TEST_P(LedgerContract, many_who_count_one_value_up_lose_no_step) {
  constexpr int kThreads = 4, kSteps = 40;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int step = 0; step < kSteps;) {
        const auto read = ledger_.value("wa", "count");
        const int count = read.found ? std::stoi(read.found->value) : 0;
        const auto seen = read.found ? read.found->revision : kNoValueYet;
        if (keep(ledger_, {{"count", std::to_string(count + 1), seen}}) == ValuesResult::stored) ++step;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(text(ledger_, "count"), std::to_string(kThreads * kSteps));
}

TEST(SqliteValues, what_was_confirmed_is_there_after_a_restart_and_its_revision_goes_on) {
  const TestFolder folder;
  std::uint64_t before = 0;
  {
    const auto opened = open_sqlite_store({.path = folder.store()});
    ASSERT_EQ(keep(*opened.ledger, {{"at", "17"}}), ValuesResult::stored);
    before = revision(*opened.ledger, "at");
  }
  const auto opened = open_sqlite_store({.path = folder.store()});
  EXPECT_EQ(text(*opened.ledger, "at"), "17");
  EXPECT_EQ(revision(*opened.ledger, "at"), before);
  EXPECT_EQ(keep(*opened.ledger, {{"at", "18", before}}), ValuesResult::stored);
  EXPECT_GT(revision(*opened.ledger, "at"), before);
}

TEST(SqliteValues, a_full_disk_keeps_nothing_of_a_commit_and_says_so) {
  const TestFolder folder;
  const auto opened = open_sqlite_store({.path = folder.store(), .store_pages_max = 120});
  ASSERT_EQ(opened.error, "");
  ASSERT_EQ(keep(*opened.ledger, {{"at", "17"}}), ValuesResult::stored);
  EXPECT_EQ(keep(*opened.ledger, {{"at", "18"}, {"large", std::string(1 << 20, 'x')}}), ValuesResult::failed);
  EXPECT_NE(opened.ledger->health(), "");
  EXPECT_EQ(text(*opened.ledger, "at"), "17");
}

}  // namespace
}  // namespace baton::ledger
