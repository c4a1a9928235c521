// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_streams.h"

#include <algorithm>

#include "host/ledger/history_row.h"
#include "host/ledger/state_shape.h"

namespace baton::ledger {
namespace {

constexpr std::size_t kDuplicateKeyBytes = 16;
constexpr std::size_t kDuplicateKeysMax = 20000;  // of one stream: more within their time is a loop, not a customer

std::int64_t stream_number(Connection& from, const StreamName& name) {
  return from.number("SELECT number FROM streams WHERE name = ?", 0, name);
}

// One view of the store for several statements.
class Snapshot {
 public:
  explicit Snapshot(Connection& connection) : connection_(connection) { connection_.run("BEGIN"); }
  ~Snapshot() {
    try {
      connection_.run("COMMIT");
    } catch (const SQLite::Exception&) {  // the read failed before; its own error is on its way
      return;
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Connection& connection_;
};

std::vector<StoredFact> facts_after(Connection& from, std::int64_t stream, std::int64_t after_sequence, int limit) {
  std::vector<StoredFact> found;
  const auto full = [&] { return limit >= 0 && found.size() >= static_cast<std::size_t>(limit); };
  from.query(
      Sql("SELECT position, last_sequence, fact_count, at, actor, cause, facts FROM history INDEXED BY history_stream "
          "WHERE stream = ? AND last_sequence > ? ORDER BY last_sequence, position"),
      [&](SQLite::Statement& row) {
        const auto count = row.getColumn(2).getInt64();
        auto facts = facts_of(std::string_view(row.getColumn(6).getText(), row.getColumn(6).size()));
        if (static_cast<std::int64_t>(facts.size()) != count) throw SQLite::Exception("a row of the history is damaged");
        StoredFact fact;
        fact.at = {row.getColumn(3).getInt64()};
        fact.actor = row.getColumn(4).getString();
        fact.cause = row.getColumn(5).getString();
        for (std::int64_t i = 0; i < count && !full(); ++i) {
          fact.sequence = row.getColumn(1).getInt64() - count + 1 + i;
          fact.position = row.getColumn(0).getInt64() + i;
          if (fact.sequence <= after_sequence) continue;
          static_cast<FactRow&>(fact) = std::move(facts[static_cast<std::size_t>(i)]);
          found.push_back(fact);
        }
        return !full();
      },
      stream, after_sequence);
  return found;
}

// Newest first, from the index alone, until the first that is past its time.
std::vector<std::string> duplicates(Connection& from, std::int64_t stream, std::int64_t oldest) {
  std::vector<std::string> keys;
  from.query(
      Sql("SELECT at, duplicates FROM history INDEXED BY history_stream WHERE stream = ? ORDER BY last_sequence DESC"),
      [&](SQLite::Statement& row) {
        if (row.getColumn(0).getInt64() < oldest) return false;
        const auto all = row.getColumn(1).getString();
        for (std::size_t i = 0; i + kDuplicateKeyBytes <= all.size(); i += kDuplicateKeyBytes)
          keys.push_back(all.substr(i, kDuplicateKeyBytes));
        return keys.size() < kDuplicateKeysMax;
      },
      stream);
  return keys;
}

}  // namespace

LoadedStream read_stream(Connection& from, const StreamName& stream, std::int64_t duplicates_from) {
  const Snapshot snapshot(from);
  LoadedStream loaded;
  std::int64_t number = 0;
  from.query(
      Sql("SELECT number, customer_key FROM streams WHERE name = ?"),
      [&](SQLite::Statement& row) {
        number = row.getColumn(0).getInt64();
        loaded.customer_key = row.getColumn(1).getString();
        return false;
      },
      stream);
  if (number == 0) return loaded;
  from.query(
      Sql("SELECT sequence, state, measures FROM snapshots WHERE stream = ?"),
      [&](SQLite::Statement& row) {
        const std::string state = row.getColumn(1).getString();
        const std::string& shape = state_shape();
        if (state.compare(0, shape.size(), shape) != 0) return false;  // of an earlier host: the facts are folded anew
        loaded.snapshot_sequence = row.getColumn(0).getInt64();
        loaded.snapshot_json = state.substr(shape.size());
        loaded.measures_json = row.getColumn(2).getString();
        return false;
      },
      number);
  loaded.facts = facts_after(from, number, loaded.snapshot_sequence, -1);
  loaded.sequence = loaded.facts.empty() ? loaded.snapshot_sequence : loaded.facts.back().sequence;
  loaded.duplicate_keys = duplicates(from, number, duplicates_from);
  return loaded;
}

std::vector<StoredFact> read_history(Connection& from, const StreamName& stream, std::int64_t after_sequence, int limit) {
  return facts_after(from, stream_number(from, stream), after_sequence, std::max(limit, 0));
}

std::vector<StoredInput> read_inputs(Connection& from, const StreamName& stream, std::int64_t after_position,
                                     int limit) {
  std::vector<StoredInput> found;
  const auto wanted = static_cast<std::size_t>(std::max(limit, 0));
  from.query(
      Sql("SELECT position, at, actor, cause, input, facts FROM history INDEXED BY history_stream "
          "WHERE stream = ? AND position > ? ORDER BY last_sequence, position"),
      [&](SQLite::Statement& row) {
        if (found.size() >= wanted) return false;
        if (row.getColumn(4).isNull()) return true;
        StoredInput input;
        input.position = row.getColumn(0).getInt64();
        input.at = {row.getColumn(1).getInt64()};
        input.actor = row.getColumn(2).getString();
        input.cause = row.getColumn(3).getString();
        input.json = row.getColumn(4).getString();
        input.facts = facts_of(std::string_view(row.getColumn(5).getText(), row.getColumn(5).size()));
        found.push_back(std::move(input));
        return true;
      },
      stream_number(from, stream), after_position);
  return found;
}

std::vector<StreamName> read_streams(Connection& from, const StreamName& after, int limit) {
  std::vector<StreamName> names;
  from.query(
      Sql("SELECT name FROM streams WHERE name > ? ORDER BY name LIMIT ?"),
      [&](SQLite::Statement& row) {
        names.push_back(row.getColumn(0).getString());
        return true;
      },
      after, limit);
  return names;
}

std::optional<std::string> read_content(Connection& from, std::int64_t id) {
  std::optional<std::string> sealed;
  from.query(
      Sql("SELECT sealed FROM content WHERE id = ?"),
      [&](SQLite::Statement& row) {
        sealed = row.getColumn(0).getString();
        return false;
      },
      id);
  return sealed;
}

}  // namespace baton::ledger
