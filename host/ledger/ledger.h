// SPDX-License-Identifier: MIT
// ledger.h - the durable memory of the host, as the engine sees it: streams of facts, content apart from facts, the
// undecided inputs and duplicate keys, the outbox, what is due, and rows to list cases by. One interface for SQLite now
// and PostgreSQL later: nothing here assumes a single writer process. Everything is safe to call from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/ids.h"
#include "host/core/reflect.h"
#include "host/core/time.h"
#include "host/ledger/key_values.h"
#include "host/ledger/measured_row.h"

namespace baton::ledger {

using core::CustomerId;
using core::Instant;

// A stream is the history of one unit of consistency: a customer's id, or "roster", "alarms", "paces",
// "channel:CONNECTOR".
using StreamName = std::string;

struct FactRow {
  std::string name;
  int version = 1;
  std::string rule;
  std::string json;
};

struct StoredFact : FactRow {
  std::int64_t position = 0;  // rises in commit order over all streams; gaps allowed
  std::int64_t sequence = 0;  // gapless within the stream, from 1
  Instant at;
  std::string actor;
  std::string cause;          // name and id of the input
};

// One decided input as it was taken: what `baton simulate` decides again. What changed nothing is not kept.
struct StoredInput {
  std::int64_t position = 0;  // of its first fact
  Instant at;
  std::string actor;
  std::string cause;
  std::string json;            // references instead of words
  std::vector<FactRow> facts;  // what was decided then
};

struct ContentRow {
  std::int64_t id = 0;
  std::string sealed;  // ciphertext (content_key.h)
};

struct OutboxRow {
  std::int64_t id = 0;       // given by allocate_ids, so that effects have names before they are stored
  std::string kind;          // name of the effect
  int version = 1;
  StreamName stream;
  std::string json;          // the effect
  std::string connector;     // for fair sharing and pauses; empty = none
  Instant due;               // not before
  std::int64_t attempts = 0;
  bool started = false;      // an attempt began and its outcome is not stored (W9)
  std::string state;         // "pending", "dead"
  std::string last_error;
};

// What GET /cases lists by; everything else is read from the state.
struct CaseRow {
  std::string case_id;
  StreamName stream;
  std::string status;
  std::string owner;
  std::string lane;
  std::string channel;
  std::string segment;
  int priority = 3;
  bool open = true;             // neither resolved nor closed
  Instant opened;
  Instant next_update_due;      // 0 = none
  std::int64_t revision = 0;
  bool owed = false;            // its owner owes the next word, on a thread that no other of its cases counts for (R5)
  BATON_FIELDS(case_id, stream, status, owner, lane, channel, segment, priority, open, opened, next_update_due, revision,
               owed)
  bool operator==(const CaseRow&) const = default;
};

struct WorkRow {
  std::string item;
  std::string case_id;
  StreamName stream;
  std::string kind;
  std::string lane;
  std::string state;
  std::string offered_to;
  std::string owner;
  Instant opened;
  bool finished = false;
  // What decides who is offered it next (R5, R6), as far as it is known outside the customer's state.
  int priority = 3;
  std::int64_t work_type = 1;
  Instant deadline{};           // 0 = none
  std::string language{};       // empty: any will do
  std::string wanted{};         // the agent asked for by name
  std::string not_to{};         // agents who declined it or let an offer of it run out, separated by spaces
  std::string also_offered{};   // beside `offered_to`, at the same time (R2), separated by spaces
  bool waits = false;           // may be offered now
  bool at_once = false;         // to everybody who could take it at the same time (R2)
  Instant queued{};             // since when it waits without a break
  std::int64_t overtaken = 0;   // as it was when it was offered last; what came since is in the offers (OfferRow)
  std::string channel{};        // of a conversation: where it is led, and so what it takes of an agent's room (R5)
  bool operator==(const WorkRow&) const = default;
};

// An offer out of a queue: what it overtook is found by it after a restart. Kept while something older waits.
struct OfferRow {
  std::string item;
  std::string lane;
  std::string language;
  std::string agent;
  Instant opened;  // the item
  Instant at;
  bool operator==(const OfferRow&) const = default;
};

// How long finished items of a lane took (H7): so many of them on that day of the organisation. Added up.
struct FinishedRow {
  std::string lane;
  std::int64_t day = 0;
  std::int64_t seconds = 0;  // at the resolution of figures (metric_seconds)
  std::int64_t count = 1;
  bool operator==(const FinishedRow&) const = default;
};

struct UndecidedRow {
  std::int64_t id = 0;
  StreamName stream;       // empty: its stream could not be found yet
  std::string json;        // the input, content references inside
  std::string why;
  Instant received;
};

inline constexpr std::int64_t kFinishedKeptDays = 60;  // prune() keeps them so long

// One decided input with everything it changes: commits as a whole or not at all.
struct Commit {
  StreamName stream;
  std::int64_t after_sequence = 0;  // sequence the decision was made upon; anything else is a conflict
  Instant at;
  std::string actor;
  std::string cause;
  std::string input_json;           // the input without content, for later simulation; empty = not kept
  std::vector<FactRow> facts;
  std::vector<ContentRow> content;
  std::string new_customer_key;     // wrapped key of a customer who is new (content_key.h)
  std::vector<std::string> addresses;       // keyed hashes now belonging to this stream; taken by another = conflict
  std::vector<std::string> duplicate_keys;  // 16-byte digests, kept for `duplicate_keys_days`
  std::vector<OutboxRow> outbox;
  std::vector<std::int64_t> outbox_done;    // settled by this input
  std::optional<Instant> next_due;          // set: replaces the stream's; Instant{0} = never
  std::vector<CaseRow> cases;               // upserted
  std::vector<WorkRow> work;
  std::vector<OfferRow> offers{};     // appended
  std::vector<FinishedRow> finished{};
  std::vector<MeasuredRow> measured;  // upserted
  std::int64_t measured_under = 0;  // all of the stream's cases are measured under this version; 0 = not said
  std::string snapshot_json;                // state after these facts; empty = none this time
  std::string measures_json;                // with it: what is measured of the same facts
  std::optional<UndecidedRow> undecided;    // the decision failed: keep the input, alone
  std::int64_t decided = 0;                 // id of the undecided row this commit settles
  struct Cursor {
    std::string connector, name, value;
  };
  std::vector<Cursor> cursors;
  std::uint64_t lease_epoch = 0;    // of the lease it was decided under; 0 = without one. An older one is a conflict
  struct RequestAnswer {
    std::string key;
    int status = 0;
    std::string body;
  };
  std::optional<RequestAnswer> answer;  // finishes the request in the same transaction as what it did
  // C7: in the same transaction go the stream's key, its addresses, its undecided inputs and this content of it. The
  // key is overwritten, so that what copies of the content are left can be read by nobody. Facts stay.
  struct Erasure {
    std::vector<std::int64_t> content;
  };
  std::optional<Erasure> erasure;
};

enum class CommitResult { stored = 1, conflict, failed };

struct LoadedStream {
  std::int64_t snapshot_sequence = 0;
  std::string snapshot_json;        // empty: fold from the beginning
  std::string
      measures_json;  // with the snapshot; empty beside one: an earlier host made it, which measured nothing
  std::vector<StoredFact> facts;    // after the snapshot, in order
  std::int64_t sequence = 0;        // of the last fact
  std::vector<std::string> duplicate_keys;
  std::string customer_key;         // wrapped; empty = erased or never had one
  bool failed = false;              // the store could not be read, or is damaged here: decide nothing
};

struct CaseQuery {
  std::string status{}, owner{}, lane{}, channel{}, segment{};  // empty = any
  std::optional<Instant> due_before{};
  bool include_settled = false;   // without a status: only open ones
  std::string sort = "urgent";    // "urgent", "opened", "-opened"
  std::string cursor{};           // opaque, from the page before
  int limit = 50;
};
struct CasePage {
  std::vector<CaseRow> rows;
  std::string next_cursor;        // empty at the end. A page may be short, even empty, and yet not the last: the
                                  // cost of one is limited whatever it is filtered by
  bool bad_cursor = false;        // the query's cursor is none of this sort's
};

struct AgentLoad {
  std::string agent;
  std::int64_t owned_cases = 0;   // open cases where the agent is conversation owner
  std::int64_t claimed_items = 0;
  std::map<std::string, std::int64_t> owed_threads = {};  // by channel, those on which the agent owes the next word
};

// A lease makes one engine the only one that decides on a stream (row lock). `epoch` rises with every change of holder;
// a commit under an older one is a conflict.
struct Lease {
  StreamName stream;
  std::string engine;
  std::uint64_t epoch = 0;
};

// A look into a store: histories, and the words behind their references. Every ledger gives it, and so does a store that
// is only looked into beside the host that owns it (sqlite_look.h).
class Histories {
 public:
  virtual ~Histories() = default;
  virtual LoadedStream load(const StreamName& stream) = 0;
  virtual std::vector<StoredFact> history(const StreamName& stream, std::int64_t after_sequence, int limit) = 0;
  virtual std::vector<StreamName> streams(const StreamName& after, int limit) = 0;
  virtual std::vector<StoredInput> inputs(const StreamName& stream, std::int64_t after_position,
                                          int limit) = 0;
  virtual std::optional<std::string> content(std::int64_t id) = 0;  // sealed
  virtual std::string health() = 0;  // empty = good; otherwise why not
};

class Ledger : public Histories {
 public:
  // Queues the commit. `done` is called once, on the writer's thread, after the commit is durable (or is not). Commits
  // of one caller thread are stored in the order they were submitted; many of them share one fsync.
  // Returns false without calling `done` when the queue is full: answer 503 and let the sender retry.
  // `done` must not wait for anything, least of all for a call of this interface that returns "once durable".
  virtual bool submit(Commit commit, std::function<void(CommitResult)> done) = 0;

  // First of `count` ids never given before, above every id given so far; 0 when the store cannot be written.
  virtual std::int64_t allocate_ids(std::int64_t count) = 0;

  virtual std::optional<Lease> lease(const StreamName& stream, const std::string& engine) = 0;  // none: held elsewhere
  virtual void release(const Lease& lease) = 0;

  virtual std::optional<StreamName> stream_of_address(const std::string& address_key) = 0;
  virtual std::string address_secret() = 0;  // key of the address hashes, made with the store

  struct Due {
    StreamName stream;
    Instant at;
  };
  // Earliest first; skips streams leased by other engines. A stream stays due until a commit or put_due moves it.
  virtual std::vector<Due> take_due(Instant until, int limit, const std::string& engine = {}) = 0;
  virtual std::optional<Instant> earliest_due() = 0;                 // of streams and outbox rows
  virtual void put_due(const StreamName& stream, Instant at) = 0;    // a due that proved early: stored without a fact

  virtual std::vector<OutboxRow> pending_outbox(std::int64_t after_id, int limit) = 0;  // at start: everything not done
  // Marks attempts as begun, durably and before they begin; returns when that is on disk.
  virtual bool mark_started(const std::vector<std::int64_t>& ids) = 0;
  virtual void postpone(std::int64_t id, Instant due, std::int64_t attempts, const std::string& error) = 0;
  virtual void bury(std::int64_t id, const std::string& error) = 0;       // dead letter
  virtual bool revive(std::int64_t id, Instant due) = 0;                  // send again
  virtual std::vector<OutboxRow> dead_letters(std::int64_t after_id, int limit) = 0;

  virtual std::vector<UndecidedRow> undecided(std::int64_t after_id, int limit) = 0;
  // All cursors of a connector, by name; nothing when the store cannot be read.
  virtual std::optional<std::map<std::string, std::string>> cursors(const std::string& connector) = 0;

  // What plugins keep. `done` as that of submit(); false, and no `done`: the queue is full.
  virtual KeptRead value(const std::string& space, const std::string& key) = 0;
  virtual bool submit_values(ValuesCommit commit, std::function<void(ValuesResult)> done) = 0;

  virtual CasePage cases(const CaseQuery& query) = 0;
  virtual std::vector<WorkRow> work(const std::string& lane, const std::string& agent, int limit) = 0;  // unfinished
  virtual std::vector<AgentLoad> loads() = 0;
  virtual std::vector<OfferRow> offers() = 0;  // those kept, as they were made
  virtual std::vector<FinishedRow> finished(std::int64_t from_day, std::int64_t to_day) = 0;  // by lane, seconds, day

  // M1-M13: sums of the samples of these days, and of all days for what stands as it is now
  // (MetricDefinition::live).
  virtual std::vector<core::MetricBucket> metric_buckets(std::int64_t from_day, std::int64_t to_day) = 0;
  virtual MeasuredPage measured(const MeasuredQuery& query) = 0;  // the cases behind them
  // Customers' streams that are not measured under this version yet.
  virtual std::vector<StreamName> not_measured(std::int64_t version, int limit) = 0;

  // Answers of requests with an Idempotency-Key, kept 24 h; each call returns once it is on disk. `body` is the
  // caller's, sealed: the ledger shows it to nobody (C7).
  struct KeptAnswer {
    std::string body_digest;
    int status = 0;  // 0 = still running
    std::string body;
  };
  virtual std::optional<KeptAnswer> begin_request(const std::string& key, const std::string& body_digest, Instant now) = 0;
  virtual void finish_request(const std::string& key, int status, const std::string& body) = 0;
  virtual void forget_request(const std::string& key) = 0;

  // P1: this content of the stream, a little at a time beside other work; false: not all of it, the store is down.
  virtual bool forget_content(const StreamName& stream, const std::vector<std::int64_t>& ids) = 0;
  // Duplicate keys and kept answers past their time (P4), likewise, and offers that overtook nothing which still waits;
  // how many keys went.
  virtual std::int64_t prune(Instant now) = 0;

  struct Figures {
    std::int64_t cases_total = 0, cases_open = 0, facts = 0, outbox_pending = 0, outbox_dead = 0, undecided = 0;
  };
  virtual Figures figures() = 0;
};

// Attachment content, sealed under a key of its own, in files beside the store.
class BlobStore {
 public:
  virtual ~BlobStore() = default;
  virtual std::uint64_t create() = 0;                                          // a write id
  virtual bool append(std::uint64_t write_id, std::string_view bytes) = 0;     // false: unknown id, or past the limit
  struct Finished {
    std::string blob_id, sha256;  // 64 lower-case hex digits, of the plain bytes
    std::int64_t size_bytes = 0;
  };
  virtual std::optional<Finished> finish(std::uint64_t write_id) = 0;
  virtual void abandon(std::uint64_t write_id) = 0;
  virtual std::optional<std::int64_t> size(const std::string& blob_id) = 0;
  virtual std::optional<std::string> read(const std::string& blob_id, std::int64_t offset, std::int64_t capacity) = 0;
  virtual void erase(const std::string& blob_id) = 0;

  // I4, the quarantine: the content is sealed anew, under a key of its own that only `key` (32 bytes, kept elsewhere)
  // opens. For everything above, what it becomes is as if it were not there; the old one stays until it is erased.
  virtual std::optional<std::string> lock_away(const std::string& blob_id, std::string_view key) = 0;  // its new id
  virtual std::optional<std::string> read_locked(const std::string& blob_id, std::string_view key) = 0;  // all of it
};

}  // namespace baton::ledger
