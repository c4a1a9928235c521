// SPDX-License-Identifier: MIT
// ledger_contract_test.cpp - what every ledger promises, run against each of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

#include "host/ledger/content_key.h"
#include "host/ledger/testing/ledger_contract.h"

namespace baton::ledger {
namespace {

INSTANTIATE_TEST_SUITE_P(Every, LedgerContract,
                         ::testing::Values(LedgerKind{"memory", open_memory}, LedgerKind{"sqlite", open_sqlite}),
                         [](const auto& kind) { return kind.param.name; });

TEST_P(LedgerContract, facts_come_back_in_order_with_who_when_and_why) {
  EXPECT_EQ(store(commit_to("k1", 0, 2)), CommitResult::stored);
  EXPECT_EQ(store(commit_to("k2", 0, 1)), CommitResult::stored);
  EXPECT_EQ(store(commit_to("k1", 2, 3)), CommitResult::stored);
  const auto loaded = ledger_.load("k1");
  ASSERT_EQ(loaded.facts.size(), 5U);
  EXPECT_EQ(loaded.sequence, 5);
  std::int64_t position = 0;
  for (std::size_t i = 0; i < loaded.facts.size(); ++i) {
    EXPECT_EQ(loaded.facts[i].sequence, static_cast<std::int64_t>(i) + 1);
    EXPECT_GT(loaded.facts[i].position, position);
    position = loaded.facts[i].position;
    EXPECT_EQ(loaded.facts[i].json, R"({"n":)" + std::to_string(i + 1) + "}");
  }
  EXPECT_EQ(loaded.facts[4].actor, "agent:anna");
  EXPECT_EQ(loaded.facts[4].cause, "CustomerWrote:2");
  EXPECT_EQ(loaded.facts[4].rule, "C7");
  EXPECT_EQ(loaded.facts[4].at, commit_to("k1", 2).at);
  EXPECT_EQ(ledger_.load("nobody").sequence, 0);
}

TEST_P(LedgerContract, odd_characters_in_a_fact_survive) {
  auto commit = commit_to("k1", 0, 0);
  commit.facts = {fact("A\"\\{", R"({"x":"}\"{[","y":{"z":[1,{"q":"\\"}]}})"), fact("B", "{}")};
  commit.facts[0].rule = "";
  ASSERT_EQ(store(commit), CommitResult::stored);
  const auto loaded = ledger_.load("k1");
  ASSERT_EQ(loaded.facts.size(), 2U);
  EXPECT_EQ(loaded.facts[0].name, commit.facts[0].name);
  EXPECT_EQ(loaded.facts[0].json, commit.facts[0].json);
  EXPECT_EQ(loaded.facts[1].json, "{}");
}

TEST_P(LedgerContract, a_decision_upon_an_old_state_is_a_conflict_and_changes_nothing) {
  ASSERT_EQ(store(commit_to("k1", 0, 2)), CommitResult::stored);
  auto stale = commit_to("k1", 1, 1);
  stale.content = {{ledger_.allocate_ids(1), "sealed"}};
  stale.outbox = {outbox_row(ledger_.allocate_ids(1))};
  const auto id = stale.content[0].id;
  EXPECT_EQ(store(stale), CommitResult::conflict);
  EXPECT_EQ(ledger_.load("k1").sequence, 2);
  EXPECT_FALSE(ledger_.content(id));
  EXPECT_TRUE(ledger_.pending_outbox(0, 10).empty());
}

TEST_P(LedgerContract, the_loser_of_a_race_for_an_address_is_told_so) {
  auto first = commit_to("k1", 0);
  first.addresses = {"a1", "a2"};
  auto second = commit_to("k2", 0);
  second.addresses = {"a3", "a2"};
  EXPECT_EQ(store(first), CommitResult::stored);
  EXPECT_EQ(store(second), CommitResult::conflict);
  EXPECT_EQ(ledger_.stream_of_address("a2"), "k1");
  EXPECT_FALSE(ledger_.stream_of_address("a3"));
  auto again = commit_to("k1", 1);
  again.addresses = {"a2"};
  EXPECT_EQ(store(again), CommitResult::stored);
}

TEST_P(LedgerContract, one_bad_commit_does_not_spoil_its_neighbours) {
  std::vector<std::promise<CommitResult>> results(30);
  for (int i = 0; i < 30; ++i) {
    auto commit = commit_to("k" + std::to_string(i), i % 3 == 1 ? 7 : 0);
    commit.content = {{i % 3 == 2 ? 1'000'000'000 : 1'000'000'001 + i, "sealed"}};  // every third repeats an id
    auto& result = results[static_cast<std::size_t>(i)];
    ASSERT_TRUE(ledger_.submit(std::move(commit), [&](CommitResult stored) { result.set_value(stored); }));
  }
  for (int i = 0; i < 30; ++i) {
    const auto expected = i % 3 == 0   ? CommitResult::stored
                          : i % 3 == 1 ? CommitResult::conflict
                          : i == 2     ? CommitResult::stored
                                       : CommitResult::failed;
    EXPECT_EQ(results[static_cast<std::size_t>(i)].get_future().get(), expected) << i;
    EXPECT_EQ(ledger_.load("k" + std::to_string(i)).sequence, expected == CommitResult::stored ? 1 : 0);
  }
  EXPECT_EQ(ledger_.health(), "");
  EXPECT_EQ(ledger_.figures().facts, 11);
}

TEST_P(LedgerContract, commits_of_one_thread_keep_their_order_while_many_submit) {
  constexpr int kThreads = 4;
  constexpr int kCommits = 200;
  std::atomic<int> stored{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kCommits; ++i) {
        // Without waiting: each is decided upon the one before, which is on its way.
        while (!ledger_.submit(commit_to("k" + std::to_string(t), i), [&](CommitResult result) {
          stored += result == CommitResult::stored ? 1 : 0;
        })) std::this_thread::yield();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(store(commit_to("last", 0)), CommitResult::stored);
  EXPECT_EQ(stored, kThreads * kCommits);
}

TEST_P(LedgerContract, a_snapshot_shortens_what_is_loaded_and_history_stays_whole) {
  ASSERT_EQ(store(commit_to("k1", 0, 3)), CommitResult::stored);
  auto commit = commit_to("k1", 3, 2);
  commit.snapshot_json = R"({"after":5})";
  ASSERT_EQ(store(commit), CommitResult::stored);
  ASSERT_EQ(store(commit_to("k1", 5, 2)), CommitResult::stored);
  const auto loaded = ledger_.load("k1");
  EXPECT_EQ(loaded.snapshot_sequence, 5);
  EXPECT_EQ(loaded.snapshot_json, R"({"after":5})");
  ASSERT_EQ(loaded.facts.size(), 2U);
  EXPECT_EQ(loaded.facts[0].sequence, 6);
  EXPECT_EQ(loaded.sequence, 7);
  EXPECT_EQ(ledger_.history("k1", 0, 100).size(), 7U);
}

TEST_P(LedgerContract, history_is_read_in_pages_that_may_cut_an_input_in_two) {
  ASSERT_EQ(store(commit_to("k1", 0, 3)), CommitResult::stored);
  ASSERT_EQ(store(commit_to("k1", 3, 4)), CommitResult::stored);
  std::vector<std::int64_t> seen;
  for (;;) {
    const auto page = ledger_.history("k1", seen.empty() ? 0 : seen.back(), 2);
    if (page.empty()) break;
    EXPECT_LE(page.size(), 2U);
    for (const auto& stored : page) seen.push_back(stored.sequence);
  }
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7}));
}

TEST_P(LedgerContract, an_input_without_facts_keeps_its_duplicate_key) {
  const auto key = duplicate_digest("wa", "event-1");
  auto nothing = commit_to("k1", 0, 0);
  nothing.duplicate_keys = {key};
  nothing.input_json = R"({"t":"ChannelNoticed","v":1})";
  ASSERT_EQ(store(nothing), CommitResult::stored);
  auto message = commit_to("k1", 0, 1);
  message.duplicate_keys = {duplicate_digest("wa", "event-2"), duplicate_digest("wa", "event-3")};
  ASSERT_EQ(store(message), CommitResult::stored);
  const auto loaded = ledger_.load("k1");
  EXPECT_EQ(loaded.duplicate_keys.size(), 3U);
  EXPECT_NE(std::ranges::find(loaded.duplicate_keys, key), loaded.duplicate_keys.end());
  EXPECT_EQ(loaded.facts.size(), 1U);
  EXPECT_TRUE(ledger_.load("k2").duplicate_keys.empty());
}

TEST_P(LedgerContract, words_past_their_time_stay_or_take_others_with_them) {  // P1
  auto commit = commit_to("k1", 0);
  std::vector<std::int64_t> goes;
  for (std::int64_t i = 0; i < 450; ++i) {
    const auto id = ledger_.allocate_ids(1);
    commit.content.push_back({id, "sealed"});
    if (i < 440) goes.push_back(id);
  }
  const auto stays = commit.content.back().id;
  ASSERT_EQ(store(commit), CommitResult::stored);
  EXPECT_TRUE(ledger_.forget_content("k1", goes));
  for (const auto id : {goes.front(), goes[250], goes.back()}) EXPECT_FALSE(ledger_.content(id)) << id;
  EXPECT_TRUE(ledger_.content(stays));
  EXPECT_TRUE(ledger_.forget_content("k1", goes)) << "a second time changes nothing";
  EXPECT_EQ(ledger_.load("k1").facts.size(), 1U) << "P5: facts stay";
}

TEST_P(LedgerContract, duplicate_keys_and_answers_are_forgotten_after_their_time) {  // P4
  auto old = commit_to("k1", 0);
  old.duplicate_keys = {duplicate_digest("wa", "old")};
  auto recent = commit_to("k1", 1);
  recent.at = old.at + 20 * core::kDay;
  recent.duplicate_keys = {duplicate_digest("wa", "recent")};
  ASSERT_EQ(store(old), CommitResult::stored);
  ASSERT_EQ(store(recent), CommitResult::stored);
  ledger_.prune(old.at + 29 * core::kDay);
  EXPECT_EQ(ledger_.load("k1").duplicate_keys.size(), 2U);
  ledger_.prune(old.at + 31 * core::kDay);
  EXPECT_EQ(ledger_.load("k1").duplicate_keys, recent.duplicate_keys);
  EXPECT_EQ(ledger_.load("k1").facts.size(), 2U);
}

TEST_P(LedgerContract, ids_never_repeat) {
  std::vector<std::vector<std::int64_t>> given(4);
  std::vector<std::thread> threads;
  for (auto& mine : given)
    threads.emplace_back([&] {
      for (int i = 0; i < 300; ++i) {
        const auto first = ledger_.allocate_ids(2000);
        EXPECT_TRUE(mine.empty() || first > mine.back());
        mine.push_back(first);
      }
    });
  for (auto& thread : threads) thread.join();
  std::vector<std::int64_t> all;
  for (const auto& mine : given) all.insert(all.end(), mine.begin(), mine.end());
  std::ranges::sort(all);
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_GE(all[i], all[i - 1] + 2000);
  EXPECT_GT(all.front(), 0);
}

TEST_P(LedgerContract, what_is_due_comes_earliest_first_and_stays_until_it_is_moved) {
  for (const auto& [stream, due] : {std::pair("k1", 300), {"k2", 100}, {"k3", 200}, {"k4", 0}}) {
    auto commit = commit_to(stream, 0);
    commit.next_due = Instant{due};
    ASSERT_EQ(store(commit), CommitResult::stored);
  }
  EXPECT_EQ(ledger_.earliest_due(), Instant{100});
  for (int twice = 0; twice < 2; ++twice) {
    const auto due = ledger_.take_due({250}, 10);
    ASSERT_EQ(due.size(), 2U);
    EXPECT_EQ(due[0].stream, "k2");
    EXPECT_EQ(due[0].at, Instant{100});
    EXPECT_EQ(due[1].stream, "k3");
  }
  EXPECT_EQ(ledger_.take_due({1000}, 1).size(), 1U);
  ledger_.put_due("k2", {900});
  auto never = commit_to("k3", 1);
  never.next_due = Instant{};
  ASSERT_EQ(store(never), CommitResult::stored);
  EXPECT_EQ(ledger_.earliest_due(), Instant{300});
  const auto due = ledger_.take_due({1000}, 10);
  ASSERT_EQ(due.size(), 2U);
  EXPECT_EQ(due[0].stream, "k1");
  EXPECT_EQ(due[1].stream, "k2");
}

TEST_P(LedgerContract, an_outbox_row_goes_through_its_life) {
  auto commit = commit_to("k1", 0);
  commit.outbox = {outbox_row(ledger_.allocate_ids(1), 50), outbox_row(ledger_.allocate_ids(1), 60)};
  const auto [first, second] = std::pair(commit.outbox[0].id, commit.outbox[1].id);
  ASSERT_EQ(store(commit), CommitResult::stored);
  EXPECT_EQ(ledger_.earliest_due(), Instant{50});
  ASSERT_TRUE(ledger_.mark_started({first}));
  auto rows = ledger_.pending_outbox(0, 10);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_TRUE(rows[0].started);
  EXPECT_FALSE(rows[1].started);
  EXPECT_EQ(rows[0].json, commit.outbox[0].json);
  EXPECT_EQ(rows[0].state, "pending");

  ledger_.postpone(first, {70}, 1, "connection refused");
  rows = ledger_.pending_outbox(0, 10);
  EXPECT_EQ(rows[0].due, Instant{70});
  EXPECT_EQ(rows[0].attempts, 1);
  EXPECT_FALSE(rows[0].started);
  EXPECT_EQ(rows[0].last_error, "connection refused");
  EXPECT_EQ(ledger_.pending_outbox(first, 10).size(), 1U);

  auto settled = commit_to("k1", 1);
  settled.outbox_done = {first, second};
  ASSERT_EQ(store(settled), CommitResult::stored);
  EXPECT_TRUE(ledger_.pending_outbox(0, 10).empty());
  EXPECT_FALSE(ledger_.earliest_due());
  EXPECT_EQ(ledger_.figures().outbox_pending, 0);
}

TEST_P(LedgerContract, a_dead_letter_can_be_looked_at_and_sent_again) {
  auto commit = commit_to("k1", 0);
  commit.outbox = {outbox_row(ledger_.allocate_ids(1))};
  const auto id = commit.outbox[0].id;
  ASSERT_EQ(store(commit), CommitResult::stored);
  ledger_.bury(id, "refused eight times");
  EXPECT_TRUE(ledger_.pending_outbox(0, 10).empty());
  const auto dead = ledger_.dead_letters(0, 10);
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].state, "dead");
  EXPECT_EQ(dead[0].last_error, "refused eight times");
  EXPECT_EQ(ledger_.figures().outbox_dead, 1);
  EXPECT_TRUE(ledger_.dead_letters(id, 10).empty());
  EXPECT_FALSE(ledger_.revive(id + 1, {9}));
  EXPECT_TRUE(ledger_.revive(id, {9}));
  EXPECT_FALSE(ledger_.revive(id, {9}));
  const auto rows = ledger_.pending_outbox(0, 10);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].due, Instant{9});
  EXPECT_EQ(rows[0].attempts, 0);
  EXPECT_EQ(ledger_.figures().outbox_dead, 0);
}

TEST_P(LedgerContract, an_undecided_input_waits_for_its_decision) {
  Commit commit;
  commit.stream = "k1";
  commit.after_sequence = 99;  // decided upon nothing, so nothing can be stale
  commit.duplicate_keys = {duplicate_digest("wa", "e")};
  commit.undecided = UndecidedRow{ledger_.allocate_ids(1), "k1", R"({"t":"CustomerWrote"})", "a rule failed", {5}};
  ASSERT_EQ(store(commit), CommitResult::stored);
  const auto waiting = ledger_.undecided(0, 10);
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].json, commit.undecided->json);
  EXPECT_EQ(waiting[0].why, "a rule failed");
  EXPECT_EQ(waiting[0].received, Instant{5});
  EXPECT_EQ(ledger_.figures().undecided, 1);
  EXPECT_TRUE(ledger_.undecided(waiting[0].id, 10).empty());  // the page after it
  auto decided = commit_to("k1", 0);
  decided.decided = waiting[0].id;
  ASSERT_EQ(store(decided), CommitResult::stored);
  EXPECT_TRUE(ledger_.undecided(0, 10).empty());
  EXPECT_EQ(ledger_.figures().undecided, 0);
}

TEST_P(LedgerContract, content_keys_cursors_and_secrets_are_kept) {
  const auto key = ContentKey::make();
  auto commit = commit_to("k1", 0);
  const auto id = ledger_.allocate_ids(1);
  commit.new_customer_key = key.wrap();
  commit.content = {{id, key.seal(id, "the customer's words")}};
  commit.cursors = {{"mail", "INBOX", "17"}};
  ASSERT_EQ(store(commit), CommitResult::stored);
  auto later = commit_to("k1", 1);
  later.cursors = {{"mail", "INBOX", "18"}};
  later.new_customer_key = ContentKey::make().wrap();  // the first one stays: content is sealed under it
  ASSERT_EQ(store(later), CommitResult::stored);
  const auto kept = ContentKey::unwrap(ledger_.load("k1").customer_key);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->open(id, *ledger_.content(id)), "the customer's words");
  using Cursors = std::map<std::string, std::string>;
  EXPECT_EQ(ledger_.cursors("mail"), (Cursors{{"INBOX", "18"}}));
  EXPECT_EQ(ledger_.cursors("other"), Cursors{});
  EXPECT_EQ(ledger_.address_secret().size(), 32U);
}

TEST_P(LedgerContract, a_repeated_request_gets_the_first_answer) {
  const Instant now{1'700'000'000'000};
  EXPECT_FALSE(ledger_.begin_request("key", "digest", now));
  auto kept = ledger_.begin_request("key", "digest", now);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->status, 0);
  ledger_.finish_request("key", 201, "made");
  kept = ledger_.begin_request("key", "other", now + core::kHour);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->status, 201);
  EXPECT_EQ(kept->body, "made");
  EXPECT_EQ(kept->body_digest, "digest");
  EXPECT_FALSE(ledger_.begin_request("key", "digest", now + 25 * core::kHour));
  ledger_.forget_request("key");
  EXPECT_FALSE(ledger_.begin_request("key", "digest", now + 25 * core::kHour));
  ledger_.prune(now + 60 * core::kHour);
  EXPECT_FALSE(ledger_.begin_request("key", "digest", now + 26 * core::kHour));
}

TEST_P(LedgerContract, what_was_done_is_not_forgotten_with_the_request_that_failed_to_say_so) {
  const Instant now{1'700'000'000'000};
  ASSERT_FALSE(ledger_.begin_request("key", "digest", now));
  auto commit = commit_to("k1", 0);
  commit.answer = Commit::RequestAnswer{"key", 102, ""};
  ASSERT_EQ(store(commit), CommitResult::stored);
  ledger_.forget_request("key");
  EXPECT_TRUE(ledger_.begin_request("key", "digest", now));
}

TEST_P(LedgerContract, an_answer_can_be_stored_with_what_it_answers) {
  const Instant now{1'700'000'000'000};
  ASSERT_FALSE(ledger_.begin_request("key", "digest", now));
  auto commit = commit_to("k1", 0);
  commit.answer = Commit::RequestAnswer{"key", 202, "queued"};
  ASSERT_EQ(store(commit), CommitResult::stored);
  const auto kept = ledger_.begin_request("key", "digest", now);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->status, 202);
}

TEST_P(LedgerContract, a_stream_is_decided_by_one_engine_at_a_time) {
  const auto mine = ledger_.lease("k1", "engine-a");
  ASSERT_TRUE(mine);
  EXPECT_FALSE(ledger_.lease("k1", "engine-b"));
  EXPECT_EQ(ledger_.lease("k1", "engine-a")->epoch, mine->epoch);
  ledger_.release(*mine);
  const auto theirs = ledger_.lease("k1", "engine-b");
  ASSERT_TRUE(theirs);
  EXPECT_GT(theirs->epoch, mine->epoch);
  ledger_.release(*mine);  // an old lease releases nothing
  EXPECT_FALSE(ledger_.lease("k1", "engine-a"));
}

TEST_P(LedgerContract, a_commit_under_an_old_lease_is_a_conflict) {
  const auto mine = ledger_.lease("k1", "engine-a");
  ledger_.release(*mine);
  const auto theirs = ledger_.lease("k1", "engine-b");
  auto late = commit_to("k1", 0);
  late.lease_epoch = mine->epoch;
  EXPECT_EQ(store(late), CommitResult::conflict);
  auto good = commit_to("k1", 0);
  good.lease_epoch = theirs->epoch;
  EXPECT_EQ(store(good), CommitResult::stored);
}

TEST_P(LedgerContract, due_work_of_a_stream_that_another_engine_holds_is_skipped) {
  for (const auto* stream : {"k1", "k2"}) {
    auto commit = commit_to(stream, 0);
    commit.next_due = Instant{10};
    ASSERT_EQ(store(commit), CommitResult::stored);
  }
  ASSERT_TRUE(ledger_.lease("k1", "engine-a"));
  const auto theirs = ledger_.take_due({10}, 10, "engine-b");
  ASSERT_EQ(theirs.size(), 1U);
  EXPECT_EQ(theirs[0].stream, "k2");
  EXPECT_EQ(ledger_.take_due({10}, 10, "engine-a").size(), 2U);
}

TEST_P(LedgerContract, two_engines_on_one_ledger_lose_and_repeat_nothing) {
  constexpr int kStreams = 5;
  constexpr int kEach = 60;
  std::atomic<int> stored{0};
  const auto engine = [&](const std::string& name) {
    for (int done = 0; done < kEach;) {
      const auto stream = "k" + std::to_string(done % kStreams);
      const auto lease = ledger_.lease(stream, name);
      if (!lease) {
        std::this_thread::yield();
        continue;
      }
      auto commit = commit_to(stream, ledger_.load(stream).sequence);
      commit.lease_epoch = lease->epoch;
      if (store(std::move(commit)) == CommitResult::stored) {
        ++stored;
        ++done;
      }
      ledger_.release(*lease);
    }
  };
  std::thread a(engine, "engine-a");
  std::thread b(engine, "engine-b");
  a.join();
  b.join();
  std::int64_t facts = 0;
  for (int i = 0; i < kStreams; ++i) facts += ledger_.load("k" + std::to_string(i)).sequence;
  EXPECT_EQ(stored, 2 * kEach);
  EXPECT_EQ(facts, 2 * kEach);
}

TEST_P(LedgerContract, streams_are_listed_page_by_page) {
  for (int i = 0; i < 7; ++i) ASSERT_EQ(store(commit_to("k" + std::to_string(i), 0)), CommitResult::stored);
  std::vector<StreamName> seen;
  for (;;) {
    const auto page = ledger_.streams(seen.empty() ? "" : seen.back(), 3);
    if (page.empty()) break;
    seen.insert(seen.end(), page.begin(), page.end());
  }
  EXPECT_EQ(seen.size(), 7U);
  EXPECT_EQ(seen.front(), "k0");
}

TEST_P(LedgerContract, attachments_come_back_in_any_part) {
  const auto write = blobs_.create();
  std::string bytes;
  for (int i = 0; i < 200'000; ++i) bytes += static_cast<char>('a' + i % 23);
  EXPECT_TRUE(blobs_.append(write, std::string_view(bytes).substr(0, 70'000)));
  EXPECT_TRUE(blobs_.append(write, std::string_view(bytes).substr(70'000)));
  const auto finished = blobs_.finish(write);
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->size_bytes, 200'000);
  EXPECT_EQ(finished->sha256.size(), 64U);
  EXPECT_EQ(blobs_.size(finished->blob_id), 200'000);
  EXPECT_EQ(blobs_.read(finished->blob_id, 0, 1'000'000), bytes);
  EXPECT_EQ(blobs_.read(finished->blob_id, 65'530, 20), bytes.substr(65'530, 20));
  EXPECT_EQ(blobs_.read(finished->blob_id, 199'990, 20), bytes.substr(199'990));
  EXPECT_EQ(blobs_.read(finished->blob_id, 200'000, 20), "");
  EXPECT_FALSE(blobs_.append(write, "more"));
  blobs_.erase(finished->blob_id);
  EXPECT_FALSE(blobs_.read(finished->blob_id, 0, 1));
  EXPECT_FALSE(blobs_.size(finished->blob_id));
}

TEST_P(LedgerContract, an_empty_attachment_is_one_too) {
  const auto finished = blobs_.finish(blobs_.create());
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->size_bytes, 0);
  EXPECT_EQ(blobs_.read(finished->blob_id, 0, 10), "");
  EXPECT_FALSE(blobs_.read("../../etc/passwd", 0, 10));
  EXPECT_FALSE(blobs_.finish(987654));
}

}  // namespace
}  // namespace baton::ledger
