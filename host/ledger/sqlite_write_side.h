// SPDX-License-Identifier: MIT
// sqlite_write_side.h - what one commit does to the store. Used by the writer's thread alone, inside a transaction that
// many commits share; a refused commit has written nothing, so the others of its transaction stand.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <span>
#include <unordered_map>

#include "host/ledger/lease_table.h"
#include "host/ledger/ledger.h"
#include "host/ledger/pending_changes.h"
#include "host/ledger/sqlite_connection.h"

namespace baton::ledger {

// Figures as of the last durable commit, for readers.
class SharedFigures {
 public:
  Ledger::Figures get() const;
  void set(const Ledger::Figures& figures);

 private:
  mutable std::mutex mutex_;
  Ledger::Figures figures_;
};

// Ids are given from memory; the store remembers only how far they may have been given.
struct IdRange {
  std::atomic<std::int64_t> next{1};
  std::atomic<std::int64_t> end{1};  // first that is not covered by the store
};
inline constexpr std::int64_t kIdBlock = 1'000'000;

class WriteSide {
 public:
  WriteSide(Connection& store, PendingChanges& pending, LeaseTable& leases, SharedFigures& figures, IdRange& ids);

  void begin();
  CommitResult apply(const Commit& commit);       // stored or conflict; a broken rule of the store throws
  void put_due(const StreamName& stream, Instant at);
  void forget_content(const StreamName& stream, std::span<const std::int64_t> ids);
  std::size_t fold(std::size_t streams);          // oldest pending changes into their tables; how many were folded
  void commit();                                  // durable when it returns
  void rollback();

  Connection& store() { return store_; }
  std::int64_t next_position() const { return next_position_; }
  Ledger::Figures& figures() { return figures_; }  // of this transaction

 private:
  struct Stream {
    std::int64_t number = 0;  // 0 = not in the store yet
    std::int64_t sequence = 0;
    std::int64_t measured = 0;  // the version its cases are measured under
  };

  Stream& stream_of(const StreamName& name);
  std::int64_t number_of(const StreamName& name, Stream& stream);
  bool addresses_free(const Commit& commit, std::int64_t stream);
  void write_history(const Commit& commit, Stream& stream);
  void write_outbox(const Commit& commit);
  void write_work(const Commit& commit);
  void write_offers(const Commit& commit);
  void write_change(StreamChange change);
  void write_measured_under(const Commit& commit, Stream& stream);
  void erase(const Commit& commit, const Stream& stream);
  void write_rest(const Commit& commit, const Stream& stream);
  void fold_due(const StreamChange& change);
  void fold_case(const CaseRow& row);
  void insert_case(const CaseRow& row);
  void fold_measured(const MeasuredRow& row, BucketSums& sums);
  void write_buckets(BucketSums& sums);
  std::int64_t metric_group(const core::MetricGroup& group);
  void extend_ids();

  Connection& store_;
  PendingChanges& pending_;
  LeaseTable& leases_;
  SharedFigures& shared_figures_;
  IdRange& ids_;

  std::unordered_map<StreamName, Stream> streams_;  // a cache; dropped whole when it is large, or after a rollback
  std::map<core::MetricGroup, std::int64_t> metric_groups_;  // a cache; dropped after a rollback
  std::int64_t next_position_ = 1;
  std::int64_t committed_position_ = 1;
  std::int64_t ids_end_ = 0;
  Ledger::Figures figures_;
  std::vector<StreamChange> added_;   // by this transaction
  std::vector<StreamChange> folded_;  // by this transaction
};

}  // namespace baton::ledger
