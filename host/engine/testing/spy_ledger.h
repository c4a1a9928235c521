// SPDX-License-Identifier: MIT
// spy_ledger.h - for tests: a ledger in front of another that counts what it is asked, holds commits back, lets them
// fail, and can die: from then on nothing reaches the ledger behind it, as after a crash of the process in front.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "host/ledger/ledger.h"

namespace baton::engine::testing {

class SpyLedger final : public ledger::Ledger {
 public:
  using Pick = std::function<bool(const ledger::Commit&)>;

  explicit SpyLedger(ledger::Ledger& below) : below_(below) {}
  ~SpyLedger() override { let_go(); }

  static bool of_customer(const ledger::Commit& commit) { return commit.stream.starts_with("k"); }

  void hold(Pick pick = of_customer) {
    const std::lock_guard lock(mutex_);
    hold_ = std::move(pick);
  }
  void let_go() {
    std::vector<Held> held;
    {
      const std::lock_guard lock(mutex_);
      hold_ = nullptr;
      held.swap(held_);
    }
    for (auto& one : held) below_.submit(std::move(one.commit), std::move(one.done));
  }
  // As a crash would: they never come back.
  void drop_held() {
    const std::lock_guard lock(mutex_);
    held_dropped_.insert(held_dropped_.end(), std::make_move_iterator(held_.begin()), std::make_move_iterator(held_.end()));
    held_.clear();
  }
  // False when so many were not held back within a generous time.
  bool wait_held(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return held_.size() >= count; });
  }
  // The next `count` commits that are picked fail as they would on a full disk.
  void fail(int count, Pick pick = of_customer) {
    const std::lock_guard lock(mutex_);
    fail_ = std::move(pick);
    failures_left_ = count;
  }
  void give_no_ids(bool none) { no_ids_ = none; }
  void mark_fails(bool fails) { mark_fails_ = fails; }
  void die() {
    dead_ = true;
    drop_held();
    std::vector<Held> lost;
    {
      const std::lock_guard lock(mutex_);
      hold_ = nullptr;
      lost.swap(held_dropped_);
    }
    for (auto& one : lost) one.done(ledger::CommitResult::stored);
  }

  void unreadable(bool ill) { unreadable_ = ill; }
  // Everything that was given for the answers of requests with an Idempotency-Key.
  std::vector<std::string> kept() const {
    const std::lock_guard lock(mutex_);
    return kept_;
  }

  std::map<std::string, int> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  void forget_calls() {
    const std::lock_guard lock(mutex_);
    calls_.clear();
  }

  bool submit(ledger::Commit commit, std::function<void(ledger::CommitResult)> done) override {
    count("submit");
    if (commit.answer) keep(commit.answer->key, commit.answer->body);
    if (dead_) {
      done(ledger::CommitResult::stored);
      return true;
    }
    bool failing = false;
    {
      const std::lock_guard lock(mutex_);
      if (hold_ && hold_(commit)) {
        held_.push_back({std::move(commit), std::move(done)});
        changed_.notify_all();
        return true;
      }
      failing = failures_left_ > 0 && fail_(commit);
      if (failing) --failures_left_;
    }
    if (failing) {
      done(ledger::CommitResult::failed);
      return true;
    }
    return below_.submit(std::move(commit), std::move(done));
  }

  std::int64_t allocate_ids(std::int64_t count_of_ids) override { return count("allocate_ids"), no_ids_ ? 0 : below_.allocate_ids(count_of_ids); }
  std::optional<ledger::Lease> lease(const ledger::StreamName& stream, const std::string& engine) override { return count("lease"), below_.lease(stream, engine); }
  void release(const ledger::Lease& lease) override { count("release"), below_.release(lease); }
  ledger::LoadedStream load(const ledger::StreamName& stream) override {
    count("load");
    auto loaded = unreadable_ ? ledger::LoadedStream{} : below_.load(stream);
    loaded.failed = loaded.failed || unreadable_;
    return loaded;
  }
  std::vector<ledger::StoredFact> history(const ledger::StreamName& stream, std::int64_t after, int limit) override { return count("history"), below_.history(stream, after, limit); }
  std::vector<ledger::StreamName> streams(const ledger::StreamName& after, int limit) override { return count("streams"), below_.streams(after, limit); }
  std::vector<ledger::StoredInput> inputs(const ledger::StreamName& stream, std::int64_t after,
                                          int limit) override {
    return count("inputs"), below_.inputs(stream, after, limit);
  }
  std::vector<core::MetricBucket> metric_buckets(std::int64_t from_day, std::int64_t to_day) override {
    return count("metric_buckets"), below_.metric_buckets(from_day, to_day);
  }
  ledger::MeasuredPage measured(const ledger::MeasuredQuery& query) override {
    return count("measured"), below_.measured(query);
  }
  std::vector<ledger::StreamName> not_measured(std::int64_t version, int limit) override {
    return count("not_measured"), below_.not_measured(version, limit);
  }
  std::optional<std::string> content(std::int64_t id) override { return count("content"), below_.content(id); }
  std::string health() override { return below_.health(); }
  std::optional<ledger::StreamName> stream_of_address(const std::string& key) override { return count("stream_of_address"), below_.stream_of_address(key); }
  std::string address_secret() override { return below_.address_secret(); }
  std::vector<Due> take_due(ledger::Instant until, int limit, const std::string& engine) override {
    auto due = below_.take_due(until, limit, engine);
    count("take_due");
    count("rows due", static_cast<int>(due.size()));
    return due;
  }
  std::optional<ledger::Instant> earliest_due() override { return count("earliest_due"), below_.earliest_due(); }
  void put_due(const ledger::StreamName& stream, ledger::Instant at) override {
    count("put_due");
    if (!dead_) below_.put_due(stream, at);
  }
  std::vector<ledger::OutboxRow> pending_outbox(std::int64_t after, int limit) override { return count("pending_outbox"), below_.pending_outbox(after, limit); }
  bool mark_started(const std::vector<std::int64_t>& ids) override { return count("mark_started"), !mark_fails_ && (dead_ || below_.mark_started(ids)); }
  void postpone(std::int64_t id, ledger::Instant due, std::int64_t attempts, const std::string& error) override {
    count("postpone");
    if (!dead_) below_.postpone(id, due, attempts, error);
  }
  void bury(std::int64_t id, const std::string& error) override {
    count("bury");
    if (!dead_) below_.bury(id, error);
  }
  bool revive(std::int64_t id, ledger::Instant due) override { return below_.revive(id, due); }
  std::vector<ledger::OutboxRow> dead_letters(std::int64_t after, int limit) override { return below_.dead_letters(after, limit); }
  std::vector<ledger::UndecidedRow> undecided(std::int64_t after_id, int limit) override {
    return count("undecided"), below_.undecided(after_id, limit);
  }
  std::optional<std::map<std::string, std::string>> cursors(const std::string& connector) override {
    return count("cursors"), unreadable_ ? std::nullopt : below_.cursors(connector);
  }
  ledger::KeptRead value(const std::string& space, const std::string& key) override {
    return below_.value(space, key);
  }
  bool submit_values(ledger::ValuesCommit commit, std::function<void(ledger::ValuesResult)> done) override {
    return below_.submit_values(std::move(commit), std::move(done));
  }
  ledger::CasePage cases(const ledger::CaseQuery& query) override { return count("cases"), below_.cases(query); }
  std::vector<ledger::WorkRow> work(const std::string& lane, const std::string& agent, int limit) override { return count("work"), below_.work(lane, agent, limit); }
  std::vector<ledger::AgentLoad> loads() override { return count("loads"), below_.loads(); }
  std::vector<ledger::OfferRow> offers() override { return count("offers"), below_.offers(); }
  std::vector<ledger::FinishedRow> finished(std::int64_t from, std::int64_t to) override {
    return count("finished"), below_.finished(from, to);
  }
  std::optional<KeptAnswer> begin_request(const std::string& key, const std::string& digest, ledger::Instant now) override {
    keep(key, digest);
    return below_.begin_request(key, digest, now);
  }
  void finish_request(const std::string& key, int status, const std::string& body) override {
    keep(key, body);
    below_.finish_request(key, status, body);
  }
  void forget_request(const std::string& key) override { below_.forget_request(key); }
  bool forget_content(const ledger::StreamName& stream, const std::vector<std::int64_t>& ids) override {
    return below_.forget_content(stream, ids);
  }
  std::int64_t prune(ledger::Instant now) override { return below_.prune(now); }
  Figures figures() override { return below_.figures(); }

 private:
  struct Held {
    ledger::Commit commit;
    std::function<void(ledger::CommitResult)> done;
  };
  void keep(const std::string& key, const std::string& value) {
    const std::lock_guard lock(mutex_);
    kept_.push_back(key);
    kept_.push_back(value);
  }
  void count(const char* what, int times = 1) const {
    const std::lock_guard lock(mutex_);
    calls_[what] += times;
  }

  ledger::Ledger& below_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  mutable std::map<std::string, int> calls_;
  Pick hold_, fail_;
  std::vector<Held> held_, held_dropped_;
  std::vector<std::string> kept_;
  int failures_left_ = 0;
  std::atomic<bool> no_ids_{false}, mark_fails_{false}, dead_{false}, unreadable_{false};
};

}  // namespace baton::engine::testing
