// SPDX-License-Identifier: MIT
// sqlite_writer.h - the one thread that writes. It takes whatever is queued, up to a limit, and commits it in one
// transaction, so that many callers share one fsync; nobody lingers for company. When the disk refuses, everything of
// that transaction fails, `health` says why, and the writer looks again once a second until it may write.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <thread>
#include <variant>

#include "host/ledger/sqlite_checkpointer.h"
#include "host/ledger/sqlite_write_side.h"

namespace baton::ledger {

struct WriterLimits {
  std::size_t queued_commits_max = 4096;
  std::size_t commits_per_transaction_max = 512;
};

class Writer {
 public:
  using Task = std::function<bool(WriteSide&)>;
  using Done = std::function<void(CommitResult)>;

  Writer(Connection& store, WriteSide& side, PendingChanges& pending, Checkpointer& checkpointer, WriterLimits limits);
  ~Writer();  // stores everything that is queued
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  bool submit(std::variant<Commit, Task> what, Done done);  // false: the queue is full; then `done` is not called
  bool post(Task task);       // in order with the commits; nobody waits. False: the queue is full
  bool run(Task task);        // waits until it is durable; false: not done. Not from a `done`
  void fold_all();            // waits until the tables of cases and dues are up to date
  std::string health() const;

 private:
  struct Item {
    std::variant<Commit, Task> what;
    Done done;
    CommitResult result = CommitResult::failed;
  };

  void work();
  std::deque<Item> take();
  enum class Outcome { done = 1, broke_a_rule, failed };
  void process(std::deque<Item>& items);
  Outcome attempt(std::deque<Item>& items, std::size_t first, std::size_t count);
  void probe();
  void apply(Item& item);
  std::size_t worth_folding(std::size_t commits) const;
  void checkpoint();
  void set_health(std::string why);

  Connection& store_;
  int wal_pages_ = 0;      // in the log, moved or not
  int wal_pages_told_ = 0;  // when the checkpointer was woken last
  WriteSide& side_;
  PendingChanges& pending_;
  Checkpointer& checkpointer_;
  const WriterLimits limits_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Item> queue_;
  bool stopping_ = false;
  std::string health_;
  std::thread thread_;  // last: everything it uses exists before it starts
};

}  // namespace baton::ledger
