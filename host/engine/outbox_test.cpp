// SPDX-License-Identifier: MIT
// outbox_test.cpp - rows come out when due, marked before they begin, one word of a customer at a time, never faster than
// the channel takes them.
#include "host/engine/outbox.h"

#include <gtest/gtest.h>

#include <condition_variable>

#include "host/engine/testing/house.h"

namespace baton::engine {
namespace {

class OutboxTest : public ::testing::Test {
 protected:
  void SetUp() override { begin(); }
  void TearDown() override { outbox->stop(); }

  void begin(std::uint32_t sends_per_second = 0) {
    OutboxOptions options;
    options.ledger = &spy;
    options.clock = &clock;
    options.activity = &activity;
    options.carry_out = [this](const ledger::OutboxRow& row) {
      const std::lock_guard lock(mutex);
      EXPECT_TRUE(row.kind != "SendMessage" || started_in_ledger(row.id)) << "begun before it was marked";
      out.push_back(row.id);
      changed.notify_all();
    };
    outbox = std::make_unique<Outbox>(std::move(options));
    outbox->set_rates({{"wa", sends_per_second}});
  }
  bool started_in_ledger(std::int64_t id) {
    const auto rows = memory->pending_outbox(id - 1, 1);
    return rows.empty() || rows.front().id != id || rows.front().started;
  }
  // Stored as a commit would leave it.
  ledger::OutboxRow row(const std::string& stream, const std::string& kind = "SendMessage", core::Millis after = 0) {
    ledger::OutboxRow made;
    made.id = ++last;
    made.kind = kind;
    made.stream = stream;
    made.json = "{}";
    made.connector = "wa";
    made.due = clock.now() + after;
    ledger::Commit commit;
    commit.stream = stream;
    commit.outbox.push_back(made);
    std::promise<void> stored;
    spy.submit(std::move(commit), [&](ledger::CommitResult) { stored.set_value(); });
    stored.get_future().wait();
    return made;
  }
  std::vector<std::int64_t> wait(std::size_t count) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, testing::kPatience, [&] { return out.size() >= count; });
    return out;
  }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  testing::SpyLedger spy{*memory};
  MovedClock clock{testing::kStart};
  Activity activity;
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::int64_t> out;
  std::int64_t last = 0;
  std::unique_ptr<Outbox> outbox;
};

TEST_F(OutboxTest, words_of_one_customer_go_one_after_the_other_in_their_order) {
  outbox->start({row("k1"), row("k1"), row("k2")});
  EXPECT_EQ(wait(2), (std::vector<std::int64_t>{1, 3}));
  outbox->finished(1);
  EXPECT_EQ(wait(3).back(), 2);
}

TEST_F(OutboxTest, questions_do_not_wait_for_words) {
  outbox->start({row("k1"), row("k1", "AskBrief"), row("k1", "AskCandidates")});
  EXPECT_EQ(wait(3), (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(spy.calls()["mark_started"], 1);  // a question may be asked twice
}

TEST_F(OutboxTest, nothing_leaves_before_its_time) {
  outbox->start({row("k1", "SendMessage", core::kMinute), row("k2")});
  EXPECT_EQ(wait(1), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(outbox->next_due(), clock.now() + core::kMinute);
  clock.set(clock.now() + core::kMinute, false);
  EXPECT_EQ(wait(2).back(), 1);
}

TEST_F(OutboxTest, what_is_postponed_is_postponed_on_disk_and_counts_its_attempts) {
  outbox->start({row("k1")});
  wait(1);
  outbox->postponed(1, clock.now() + core::kMinute, "the bot was away");
  const auto kept = memory->pending_outbox(0, 1).front();
  EXPECT_EQ(kept.attempts, 1);
  EXPECT_EQ(kept.due, clock.now() + core::kMinute);
  EXPECT_FALSE(kept.started);
  EXPECT_EQ(kept.last_error, "the bot was away");
  clock.set(clock.now() + core::kMinute, false);
  EXPECT_EQ(wait(2), (std::vector<std::int64_t>{1, 1}));
}

TEST_F(OutboxTest, a_connector_gets_no_burst_above_its_limit_and_others_do_not_wait_for_it) {
  begin(5);
  std::vector<ledger::OutboxRow> rows;
  for (int i = 0; i < 40; ++i) rows.push_back(row("k" + std::to_string(i)));
  auto other = row("k99");
  other.connector = "mail";
  rows.push_back(other);
  const auto began = std::chrono::steady_clock::now();
  outbox->start(rows);
  const auto first = wait(6);
  EXPECT_NE(std::find(first.begin(), first.end(), other.id), first.end());
  // What left can never be more than the bucket and what has been added to it since.
  const auto sent = wait(8).size() - 1;
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  EXPECT_LE(static_cast<double>(sent), 5 + 5 * seconds + 1);
  EXPECT_LT(sent, 40u);
}

TEST_F(OutboxTest, a_stop_does_not_leave_rows_counted_as_under_way) {
  begin(1);
  outbox->start({row("k1"), row("k2"), row("k3")});
  wait(1);
  outbox->stop();
  const auto begun = out.size();
  for (const auto id : out) outbox->finished(id);
  EXPECT_LT(begun, 3u);
  EXPECT_TRUE(activity.wait_idle(std::chrono::milliseconds(0))) << "a stop would wait for what nobody carries out any more";
}

TEST_F(OutboxTest, a_store_that_cannot_mark_the_beginning_lets_nothing_leave) {
  spy.mark_fails(true);
  outbox->start({row("k1")});
  while (spy.calls()["mark_started"] < 2) std::this_thread::yield();
  EXPECT_TRUE(out.empty());
  spy.mark_fails(false);
  EXPECT_EQ(wait(1), (std::vector<std::int64_t>{1}));
}

}  // namespace
}  // namespace baton::engine
