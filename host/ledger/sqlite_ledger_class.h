// SPDX-License-Identifier: MIT
// sqlite_ledger_class.h - the parts of the SQLite ledger put together. Reads go to the readers and the pending changes,
// every write goes through the writer's queue.
#pragma once

#include "host/ledger/lock_file.h"
#include "host/ledger/sqlite_ledger.h"
#include "host/ledger/sqlite_readers.h"
#include "host/ledger/sqlite_writer.h"

namespace baton::ledger {

class SqliteLedger final : public Ledger {
 public:
  // Both may throw SQLite::Exception; `store` is open for writing and migrated.
  SqliteLedger(const SqliteOptions& options, std::unique_ptr<LockFile> lock, std::unique_ptr<Connection> store);
  ~SqliteLedger() override;

  bool submit(Commit commit, std::function<void(CommitResult)> done) override;
  std::int64_t allocate_ids(std::int64_t count) override;
  std::optional<Lease> lease(const StreamName& stream, const std::string& engine) override;
  void release(const Lease& lease) override;

  LoadedStream load(const StreamName& stream) override;
  std::vector<StoredFact> history(const StreamName& stream, std::int64_t after_sequence, int limit) override;
  std::vector<StreamName> streams(const StreamName& after, int limit) override;
  std::vector<StoredInput> inputs(const StreamName& stream, std::int64_t after_position, int limit) override;
  std::optional<StreamName> stream_of_address(const std::string& address_key) override;
  std::string address_secret() override;
  std::optional<std::string> content(std::int64_t id) override;

  std::vector<Due> take_due(Instant until, int limit, const std::string& engine) override;
  std::optional<Instant> earliest_due() override;
  void put_due(const StreamName& stream, Instant at) override;

  std::vector<OutboxRow> pending_outbox(std::int64_t after_id, int limit) override;
  bool mark_started(const std::vector<std::int64_t>& ids) override;
  void postpone(std::int64_t id, Instant due, std::int64_t attempts, const std::string& error) override;
  void bury(std::int64_t id, const std::string& error) override;
  bool revive(std::int64_t id, Instant due) override;
  std::vector<OutboxRow> dead_letters(std::int64_t after_id, int limit) override;

  std::vector<UndecidedRow> undecided(std::int64_t after_id, int limit) override;
  std::optional<std::map<std::string, std::string>> cursors(const std::string& connector) override;

  KeptRead value(const std::string& space, const std::string& key) override;
  bool submit_values(ValuesCommit commit, std::function<void(ValuesResult)> done) override;

  CasePage cases(const CaseQuery& query) override;
  std::vector<WorkRow> work(const std::string& lane, const std::string& agent, int limit) override;
  std::vector<AgentLoad> loads() override;
  std::vector<OfferRow> offers() override;
  std::vector<FinishedRow> finished(std::int64_t from_day, std::int64_t to_day) override;

  std::vector<core::MetricBucket> metric_buckets(std::int64_t from_day, std::int64_t to_day) override;
  MeasuredPage measured(const MeasuredQuery& query) override;
  std::vector<StreamName> not_measured(std::int64_t version, int limit) override;

  std::optional<KeptAnswer> begin_request(const std::string& key, const std::string& body_digest, Instant now) override;
  void finish_request(const std::string& key, int status, const std::string& body) override;
  void forget_request(const std::string& key) override;

  bool forget_content(const StreamName& stream, const std::vector<std::int64_t>& ids) override;
  std::int64_t prune(Instant now) override;
  Figures figures() override;
  std::string health() override;

  Writer& writer() { return writer_; }  // for the blob store, which keeps its keys here

  // Reads with a lent connection. A store that cannot be read gives nothing, and `health` says why.
  template <class Result, class Read>
  Result guarded(const Read& read, Result otherwise = {}) {
    try {
      const auto reader = readers_.lend();
      Result result = read(*reader);
      if (read_failing_.exchange(false)) set_read_error({});
      return result;
    } catch (const std::exception& error) {
      read_failing_ = true;
      set_read_error(error.what());
      return otherwise;
    }
  }

 private:
  void set_read_error(std::string why);

  const SqliteOptions options_;
  std::unique_ptr<LockFile> lock_;
  std::unique_ptr<Connection> store_;
  std::string address_secret_;
  std::atomic<std::int64_t> duplicates_from_{0};  // keys before this instant are past their time
  std::atomic<bool> read_failing_{false};
  std::mutex read_error_mutex_;
  std::string read_error_;
  PendingChanges pending_;
  LeaseTable leases_;
  SharedFigures figures_;
  IdRange ids_;
  std::mutex ids_mutex_;
  WriteSide side_;
  Readers readers_;
  Checkpointer checkpointer_;
  Writer writer_;
};

}  // namespace baton::ledger
