// SPDX-License-Identifier: MIT
// memory_tables.h - what the memory ledger keeps, and what one commit does to it. Not safe by itself: its owner locks.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "host/ledger/lease_table.h"
#include "host/ledger/ledger.h"

namespace baton::ledger {

struct MemoryStream {
  std::vector<StoredInput> inputs;
  std::string measures_json;
  std::int64_t measured = 0;  // the version its cases are measured under
  std::vector<StoredFact> facts;
  std::int64_t snapshot_sequence = 0;
  std::string snapshot_json;
  std::vector<std::pair<Instant, std::string>> duplicate_keys;  // as they came
  std::string customer_key;
  Instant due;  // 0 = never
};

struct MemoryAnswer {
  Ledger::KeptAnswer answer;
  Instant at;
};

struct MemorySpace {
  std::map<std::string, KeptValue> values;
  std::uint64_t revision = 0;
  std::int64_t bytes = 0;
};

struct MemoryTables {
  std::map<StreamName, MemoryStream> streams;
  std::map<std::int64_t, std::string> content;
  std::map<std::string, StreamName> addresses;
  std::set<std::pair<Instant, StreamName>> dues;
  std::map<std::int64_t, OutboxRow> outbox;
  std::map<std::int64_t, OutboxRow> dead_letters;
  std::map<std::string, CaseRow> cases;
  std::map<std::string, WorkRow> work;
  std::vector<OfferRow> offers;
  std::map<std::tuple<std::string, std::int64_t, std::int64_t>, std::int64_t> finished;  // lane, seconds, day
  std::map<std::string, MeasuredRow> measured;
  std::map<std::int64_t, UndecidedRow> undecided;
  std::map<std::pair<std::string, std::string>, std::string> cursors;
  std::map<std::string, MemorySpace> spaces;
  std::map<std::string, MemoryAnswer> answers;
  std::int64_t next_position = 1;
  std::int64_t next_id = 1;
  std::int64_t facts = 0;

  CommitResult apply(const Commit& commit, const LeaseTable& leases);
  ValuesResult apply(const ValuesCommit& commit);
  void put_due(const StreamName& name, Instant at);

 private:
  bool fits(const Commit& commit, const LeaseTable& leases) const;
  bool breaks_a_rule(const Commit& commit) const;
  void erase(const Commit& commit, MemoryStream& stream);
  void add_history(const Commit& commit, MemoryStream& stream);
};

}  // namespace baton::ledger
