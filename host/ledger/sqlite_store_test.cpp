// SPDX-License-Identifier: MIT
// sqlite_store_test.cpp - the store as a file: who may open it, in which version, damaged, full, and after kill -9.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <thread>

#include "host/ledger/content_key.h"
#include "host/ledger/sqlite_migrations.h"
#include "host/ledger/test_store.h"

namespace baton::ledger {
namespace {

TEST(SqliteStore, everything_is_there_after_reopening) {
  const TestFolder folder;
  const Instant due{5000};
  std::int64_t last_id = 0;
  std::string secret;
  std::uint64_t epoch = 0;
  {
    const auto opened = open_sqlite_store({.path = folder.store()});
    ASSERT_EQ(opened.error, "");
    auto commit = commit_to("k1", 0, 3);
    commit.cases = {case_row("k1-c1", 77)};
    commit.next_due = due;
    commit.outbox = {outbox_row(opened.ledger->allocate_ids(1))};
    last_id = commit.outbox[0].id;
    ASSERT_EQ(store_now(*opened.ledger, commit), CommitResult::stored);
    ASSERT_TRUE(opened.ledger->mark_started({last_id}));
    ASSERT_FALSE(opened.ledger->begin_request("running", "digest", {1}));
    secret = opened.ledger->address_secret();
    epoch = opened.ledger->lease("k1", "a")->epoch;
  }
  const auto opened = open_sqlite_store({.path = folder.store()});
  ASSERT_EQ(opened.error, "");
  EXPECT_EQ(opened.ledger->load("k1").sequence, 3);
  EXPECT_EQ(opened.ledger->cases({}).rows.at(0), case_row("k1-c1", 77));
  EXPECT_EQ(opened.ledger->earliest_due(), due);
  EXPECT_TRUE(opened.ledger->pending_outbox(0, 10).at(0).started);
  EXPECT_GT(opened.ledger->allocate_ids(1), last_id);
  EXPECT_EQ(opened.ledger->address_secret(), secret);
  EXPECT_GT(opened.ledger->lease("k1", "b")->epoch, epoch);
  EXPECT_EQ(opened.ledger->figures().cases_open, 1);
  EXPECT_EQ(opened.ledger->figures().facts, 3);
  EXPECT_FALSE(opened.ledger->begin_request("running", "digest", {2}));  // whoever ran it is gone
}

TEST(SqliteStore, a_second_host_on_the_same_store_is_refused) {
  const TestFolder folder;
  const auto first = open_sqlite_store({.path = folder.store()});
  const auto second = open_sqlite_store({.path = folder.store()});
  EXPECT_EQ(second.ledger, nullptr);
  EXPECT_NE(second.error.find("another host uses this store"), std::string::npos) << second.error;
  EXPECT_NE(second.error.find(std::to_string(::getpid())), std::string::npos) << second.error;
}

TEST(SqliteStore, a_store_of_a_newer_host_is_refused_with_both_versions) {
  const TestFolder folder;
  ASSERT_EQ(open_sqlite_store({.path = folder.store()}).error, "");
  SQLite::Database(folder.store(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version=4711");
  const auto opened = open_sqlite_store({.path = folder.store()});
  EXPECT_EQ(opened.ledger, nullptr);
  EXPECT_NE(opened.error.find("4711"), std::string::npos) << opened.error;
  EXPECT_NE(opened.error.find(std::to_string(migrations().back().version)), std::string::npos) << opened.error;
}

TEST(SqliteStore, a_file_that_is_no_store_is_refused_and_left_alone) {
  const TestFolder folder;
  SQLite::Database(folder.store(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE mine(a)");
  EXPECT_NE(open_sqlite_store({.path = folder.store()}).error.find("not a store of Baton"), std::string::npos);
  std::ofstream(folder.store() + "2") << std::string(10000, 'x');
  EXPECT_NE(open_sqlite_store({.path = folder.store() + "2"}).error, "");
  EXPECT_NE(open_sqlite_store({.path = folder.store() + "/no/such/folder"}).error, "");
}

TEST(SqliteStore, an_older_store_is_led_through_the_later_steps_and_keeps_its_rows) {
  const TestFolder folder;
  {
    const auto opened = open_sqlite_store({.path = folder.store()});
    ASSERT_EQ(store_now(*opened.ledger, commit_to("k1", 0, 2)), CommitResult::stored);
  }
  const auto now = migrations().back().version;
  std::vector<Migration> steps(migrations().begin(), migrations().end());
  steps.push_back({now + 1, "ALTER TABLE history ADD COLUMN later TEXT; CREATE TABLE new2(a) STRICT"});
  steps.push_back({now + 2, "ALTER TABLE history DROP COLUMN later; CREATE TABLE new3(a INTEGER) STRICT"});
  {
    Connection store(folder.store(), Connection::Mode::write);
    EXPECT_THROW(migrate(store, steps), SQLite::Exception);  // the first of them is wrong: STRICT needs a type
    EXPECT_EQ(store.number("PRAGMA user_version", 0), now);
  }
  auto mended = steps;
  mended[mended.size() - 2].sql = "ALTER TABLE history ADD COLUMN later TEXT; CREATE TABLE new2(a INTEGER) STRICT";
  {
    Connection store(folder.store(), Connection::Mode::write);
    EXPECT_EQ(migrate(store, mended), "");
    EXPECT_EQ(migrate(store, mended), "");
    EXPECT_EQ(store.number("PRAGMA user_version", 0), now + 2);
    EXPECT_EQ(store.number("SELECT sum(fact_count) FROM history", 0), 2);
    EXPECT_EQ(store.number("SELECT count(*) FROM sqlite_schema WHERE name IN ('new2', 'new3')", 0), 2);
    EXPECT_NE(migrate(store, migrations()), "");
  }
}

TEST(SqliteStore, a_damaged_history_is_reported_and_never_decided_upon) {
  const TestFolder folder;
  {
    const auto opened = open_sqlite_store({.path = folder.store()});
    ASSERT_EQ(store_now(*opened.ledger, commit_to("k1", 0, 2)), CommitResult::stored);
    ASSERT_EQ(store_now(*opened.ledger, commit_to("k2", 0, 2)), CommitResult::stored);
  }
  SQLite::Database(folder.store(), SQLite::OPEN_READWRITE)
      .exec("UPDATE history SET facts = substr(facts, 1, length(facts) - 9) WHERE position = 1");
  const auto opened = open_sqlite_store({.path = folder.store()});
  EXPECT_TRUE(opened.ledger->load("k1").failed);
  EXPECT_NE(opened.ledger->health().find("damaged"), std::string::npos);
  EXPECT_FALSE(opened.ledger->load("k2").failed);
  EXPECT_EQ(opened.ledger->health(), "");
}

TEST(SqliteStore, a_full_disk_fails_commits_says_so_and_is_left_behind) {
  const TestFolder folder;
  const auto opened = open_sqlite_store({.path = folder.store(), .store_pages_max = 200});
  ASSERT_EQ(opened.error, "");
  auto& ledger = *opened.ledger;
  std::int64_t stored = 0;
  for (;; ++stored) {
    auto commit = commit_to("k1", stored);
    commit.content = {{stored + 1, std::string(20'000, 'x')}};
    commit.cases = {case_row("k1-c1", stored)};
    if (store_now(ledger, std::move(commit)) != CommitResult::stored) break;
  }
  EXPECT_GT(stored, 10);
  EXPECT_NE(ledger.health(), "");
  EXPECT_EQ(ledger.load("k1").sequence, stored);
  EXPECT_TRUE(ledger.content(stored));
  EXPECT_FALSE(ledger.content(stored + 1));
  // Room again: what is smaller still fits, is stored in its place, and the ledger is well.
  EXPECT_EQ(store_now(ledger, commit_to("k1", stored)), CommitResult::stored);
  EXPECT_EQ(ledger.health(), "");
  EXPECT_EQ(ledger.load("k1").sequence, stored + 1);
}

TEST(SqliteStore, a_full_queue_says_no_without_calling_back) {
  const TestFolder folder;
  const auto opened = open_sqlite_store({.path = folder.store(), .queued_commits_max = 4});
  std::promise<void> entered;
  std::promise<void> go_on;
  auto may_go_on = go_on.get_future();
  ASSERT_TRUE(opened.ledger->submit(commit_to("k0", 0), [&](CommitResult) {
    entered.set_value();
    may_go_on.wait();
  }));
  entered.get_future().wait();  // the writer is busy; from here on everything queues
  std::atomic<int> called{0};
  const auto count = [&](CommitResult) { ++called; };
  for (int i = 1; i <= 4; ++i) EXPECT_TRUE(opened.ledger->submit(commit_to("k" + std::to_string(i), 0), count));
  EXPECT_FALSE(opened.ledger->submit(commit_to("k5", 0), count));
  go_on.set_value();
  while (called < 4) std::this_thread::yield();  // there is room again once they are taken
  EXPECT_EQ(store_now(*opened.ledger, commit_to("k6", 0)), CommitResult::stored);
  EXPECT_EQ(called, 4);
}

TEST(SqliteStore, changes_that_are_pending_at_the_end_are_listed_after_a_restart) {
  const TestFolder folder;
  const auto child = ::fork();
  if (child == 0) {  // dies without folding anything in
    const auto opened = open_sqlite_store({.path = folder.store()});
    for (int i = 0; i < 50; ++i) {
      auto commit = commit_to("k" + std::to_string(i % 10), i / 10);
      commit.cases = {case_row("k" + std::to_string(i % 10) + "-c1", 1000 + i)};
      commit.next_due = Instant{2000 + i};
      if (store_now(*opened.ledger, commit) != CommitResult::stored) ::_exit(1);
    }
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  const auto opened = open_sqlite_store({.path = folder.store()});
  ASSERT_EQ(opened.error, "");
  for (int folded = 0; folded < 2; ++folded) {
    const auto page = opened.ledger->cases({});
    ASSERT_EQ(page.rows.size(), 10U);
    EXPECT_EQ(page.rows[0].next_update_due, Instant{1040});
    EXPECT_EQ(opened.ledger->earliest_due(), Instant{2040});
    EXPECT_EQ(opened.ledger->take_due({2044}, 100).size(), 5U);
    EXPECT_EQ(opened.ledger->figures().cases_open, 10);
  }
}

std::vector<std::int64_t> earliest_of(const std::map<std::string, std::int64_t>& dues, std::size_t count) {
  std::vector<std::int64_t> found;
  for (const auto& [name, due] : dues) found.push_back(due);
  std::ranges::sort(found);
  found.resize(std::min(count, found.size()));
  return found;
}

// Rows that are out of date stand before those that hold, until a quiet writer folds them: a look that begins behind
// them must not miss what was moved to before it.
TEST(SqliteStore, what_is_due_is_found_whatever_is_folded_meanwhile) {
  const TestFolder folder;
  const auto opened = open_sqlite_store({.path = folder.store()});
  ASSERT_EQ(opened.error, "");
  std::mt19937_64 random(7);
  const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
  std::map<std::string, std::int64_t> sequences;
  std::map<std::string, std::int64_t> dues;
  for (int step = 0; step < 300; ++step) {
    const auto stream = "k" + std::to_string(below(12));
    auto commit = commit_to(stream, sequences[stream]++);
    commit.next_due = Instant{below(4) == 0 ? 0 : 1 + below(1000)};
    dues.erase(stream);
    if (*commit.next_due) dues[stream] = commit.next_due->ms;
    ASSERT_EQ(store_now(*opened.ledger, commit), CommitResult::stored);
    if (step % 25 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(250));
    const Instant until{below(1100)};
    std::map<std::string, std::int64_t> found;
    for (const auto& due : opened.ledger->take_due(until, 100)) found[due.stream] = due.at.ms;
    auto wanted = dues;
    std::erase_if(wanted, [&](const auto& due) { return due.second > until.ms; });
    EXPECT_EQ(found, wanted) << "step " << step;
    std::vector<std::int64_t> first;
    for (const auto& due : opened.ledger->take_due(until, 3)) first.push_back(due.at.ms);
    EXPECT_EQ(first, earliest_of(wanted, 3)) << "step " << step;
    std::optional<Instant> earliest;
    for (const auto& [name, due] : dues)
      if (!earliest || due < earliest->ms) earliest = Instant{due};
    EXPECT_EQ(opened.ledger->earliest_due(), earliest) << "step " << step;
  }
}

// The child writes the sequence of each stream to the pipe only after `done`; whatever the parent reads must be there.
void commit_for_ever(const std::string& path, int acknowledged) {
  const auto opened = open_sqlite_store({.path = path});
  if (!opened.ledger) ::_exit(1);
  std::vector<std::thread> threads;
  for (char t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const auto stream = "k" + std::to_string(t);
      for (auto sequence = opened.ledger->load(stream).sequence;; ++sequence) {
        auto commit = commit_to(stream, sequence);
        commit.content = {{opened.ledger->allocate_ids(1), std::string(300, 'x')}};
        commit.cases = {case_row(stream + "-c1", sequence)};
        if (store_now(*opened.ledger, std::move(commit)) != CommitResult::stored) ::_exit(1);
        const std::int64_t line[2] = {t, sequence + 1};
        if (::write(acknowledged, line, sizeof line) != sizeof line) ::_exit(1);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(SqliteStore, what_was_acknowledged_survives_being_killed) {
  const TestFolder folder;
  std::int64_t acknowledged[4] = {};
  for (int round = 0; round < 5; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const auto child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      commit_for_ever(folder.store(), ends[1]);
    }
    ::close(ends[1]);
    std::int64_t line[2];
    const auto read_one = [&] { return ::read(ends[0], line, sizeof line) == sizeof line; };
    for (int i = 0; i < 40 + 37 * round && read_one(); ++i) acknowledged[line[0]] = line[1];
    ::kill(child, SIGKILL);
    while (read_one()) acknowledged[line[0]] = line[1];
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));

    const auto opened = open_sqlite_store({.path = folder.store()});
    ASSERT_EQ(opened.error, "");
    for (int t = 0; t < 4; ++t) {
      const auto stream = "k" + std::to_string(t);
      const auto loaded = opened.ledger->load(stream);
      EXPECT_GE(loaded.sequence, acknowledged[t]);
      ASSERT_EQ(static_cast<std::int64_t>(loaded.facts.size()), loaded.sequence);
      for (const auto& row : opened.ledger->cases({}).rows) {
        if (row.stream != stream) continue;
        EXPECT_EQ(row.next_update_due, Instant{loaded.sequence - 1});
      }
    }
  }
}

}  // namespace
}  // namespace baton::ledger
