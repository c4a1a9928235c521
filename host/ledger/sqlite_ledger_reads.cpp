// SPDX-License-Identifier: MIT
// sqlite_ledger_reads.cpp - reading streams, what is due and the outbox.
#include <algorithm>
#include <tuple>

#include "host/ledger/history_row.h"
#include "host/ledger/sqlite_ledger_class.h"

namespace baton::ledger {
namespace {

constexpr std::size_t kDuplicateKeyBytes = 16;
constexpr std::size_t kDuplicateKeysMax = 20000;  // of one stream: more within their time is a loop, not a customer

std::int64_t stream_number(Connection& from, const StreamName& name) {
  return from.number("SELECT number FROM streams WHERE name = ?", 0, name);
}

OutboxRow outbox_row(SQLite::Statement& row, const char* state) {
  OutboxRow out;
  out.id = row.getColumn(0).getInt64();
  out.kind = row.getColumn(1).getString();
  out.version = row.getColumn(2).getInt();
  out.stream = row.getColumn(3).getString();
  out.json = row.getColumn(4).getString();
  out.connector = row.getColumn(5).getString();
  out.due = {row.getColumn(6).getInt64()};
  out.attempts = row.getColumn(7).getInt64();
  out.started = row.getColumn(8).getInt() != 0;
  out.last_error = row.getColumn(9).getString();
  out.state = state;
  return out;
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

}  // namespace

LoadedStream SqliteLedger::load(const StreamName& stream) {
  LoadedStream unreadable;
  unreadable.failed = true;
  const auto read = [&](Connection& reader) {
    const Snapshot snapshot(reader);
    LoadedStream loaded;
    std::int64_t number = 0;
    reader.query(
        Sql("SELECT number, customer_key FROM streams WHERE name = ?"),
        [&](SQLite::Statement& row) {
          number = row.getColumn(0).getInt64();
          loaded.customer_key = row.getColumn(1).getString();
          return false;
        },
        stream);
    if (number == 0) return loaded;
    reader.query(
        Sql("SELECT sequence, state FROM snapshots WHERE stream = ?"),
        [&](SQLite::Statement& row) {
          loaded.snapshot_sequence = row.getColumn(0).getInt64();
          loaded.snapshot_json = row.getColumn(1).getString();
          return false;
        },
        number);
    loaded.facts = facts_after(reader, number, loaded.snapshot_sequence, -1);
    loaded.sequence = loaded.facts.empty() ? loaded.snapshot_sequence : loaded.facts.back().sequence;
    loaded.duplicate_keys = duplicates(reader, number);
    return loaded;
  };
  return guarded<LoadedStream>(read, unreadable);
}

std::vector<StoredFact> SqliteLedger::facts_after(Connection& from, std::int64_t stream, std::int64_t after_sequence,
                                                  int limit) {
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
std::vector<std::string> SqliteLedger::duplicates(Connection& from, std::int64_t stream) {
  std::vector<std::string> keys;
  const auto oldest = duplicates_from_.load();
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

std::vector<StoredFact> SqliteLedger::history(const StreamName& stream, std::int64_t after_sequence, int limit) {
  return guarded<std::vector<StoredFact>>([&](Connection& reader) {
    return facts_after(reader, stream_number(reader, stream), after_sequence, std::max(limit, 0));
  });
}

std::vector<StreamName> SqliteLedger::streams(const StreamName& after, int limit) {
  return guarded<std::vector<StreamName>>([&](Connection& reader) {
    std::vector<StreamName> names;
    reader.query(
        Sql("SELECT name FROM streams WHERE name > ? ORDER BY name LIMIT ?"),
        [&](SQLite::Statement& row) {
          names.push_back(row.getColumn(0).getString());
          return true;
        },
        after, limit);
    return names;
  });
}

std::optional<StreamName> SqliteLedger::stream_of_address(const std::string& address_key) {
  return guarded<std::optional<StreamName>>([&](Connection& reader) {
    std::optional<StreamName> name;
    reader.query(
        Sql("SELECT streams.name FROM addresses JOIN streams ON streams.number = addresses.stream WHERE hash = ?"),
        [&](SQLite::Statement& row) {
          name = row.getColumn(0).getString();
          return false;
        },
        address_key);
    return name;
  });
}

std::optional<std::string> SqliteLedger::content(std::int64_t id) {
  return guarded<std::optional<std::string>>([&](Connection& reader) {
    std::optional<std::string> sealed;
    reader.query(
        Sql("SELECT sealed FROM content WHERE id = ?"),
        [&](SQLite::Statement& row) {
          sealed = row.getColumn(0).getString();
          return false;
        },
        id);
    return sealed;
  });
}

std::vector<Ledger::Due> SqliteLedger::take_due(Instant until, int limit, const std::string& engine) {
  return guarded<std::vector<Due>>([&](Connection& reader) {
    const auto pending = pending_.dues(until);  // before the table: see pending_changes.h
    auto found = pending.due;
    const auto wanted = static_cast<std::size_t>(std::max(limit, 0));
    std::erase_if(found, [&](const Due& due) { return leases_.held_by_other(due.stream, engine); });
    std::size_t from_table = 0;
    reader.query(
        Sql("SELECT dues.due, dues.stream, streams.name FROM dues JOIN streams ON streams.number = dues.stream "
            "WHERE dues.due <= ? ORDER BY dues.due, dues.stream"),
        [&](SQLite::Statement& row) {
          if (from_table >= wanted) return false;
          if (pending.streams.contains(row.getColumn(1).getInt64())) return true;
          Due due{row.getColumn(2).getString(), {row.getColumn(0).getInt64()}};
          if (leases_.held_by_other(due.stream, engine)) return true;
          found.push_back(std::move(due));
          ++from_table;
          return true;
        },
        until);
    std::ranges::sort(found, [](const Due& a, const Due& b) { return std::tie(a.at, a.stream) < std::tie(b.at, b.stream); });
    if (found.size() > wanted) found.resize(wanted);
    return found;
  });
}

std::optional<Instant> SqliteLedger::earliest_due() {
  return guarded<std::optional<Instant>>([&](Connection& reader) {
    auto earliest = pending_.earliest_due();
    const auto consider = [&](std::int64_t ms) {
      if (!earliest || ms < earliest->ms) earliest = Instant{ms};
    };
    reader.query(Sql("SELECT due, stream FROM dues ORDER BY due, stream"), [&](SQLite::Statement& row) {
      if (pending_.has_due(row.getColumn(1).getInt64())) return true;
      consider(row.getColumn(0).getInt64());
      return false;
    });
    reader.query(Sql("SELECT due FROM outbox ORDER BY due LIMIT 1"), [&](SQLite::Statement& row) {
      consider(row.getColumn(0).getInt64());
      return false;
    });
    return earliest;
  });
}

std::vector<OutboxRow> SqliteLedger::pending_outbox(std::int64_t after_id, int limit) {
  return guarded<std::vector<OutboxRow>>([&](Connection& reader) {
    std::vector<OutboxRow> rows;
    reader.query(
        Sql("SELECT id, kind, version, stream, effect, connector, due, attempts, started, last_error FROM outbox "
            "WHERE id > ? ORDER BY id LIMIT ?"),
        [&](SQLite::Statement& row) {
          rows.push_back(outbox_row(row, "pending"));
          return true;
        },
        after_id, limit);
    return rows;
  });
}

std::vector<OutboxRow> SqliteLedger::dead_letters(std::int64_t after_id, int limit) {
  return guarded<std::vector<OutboxRow>>([&](Connection& reader) {
    std::vector<OutboxRow> rows;
    reader.query(
        Sql("SELECT id, kind, version, stream, effect, connector, due, attempts, started, last_error FROM dead_letters "
            "WHERE id > ? ORDER BY id LIMIT ?"),
        [&](SQLite::Statement& row) {
          rows.push_back(outbox_row(row, "dead"));
          return true;
        },
        after_id, limit);
    return rows;
  });
}

std::vector<UndecidedRow> SqliteLedger::undecided(int limit) {
  return guarded<std::vector<UndecidedRow>>([&](Connection& reader) {
    std::vector<UndecidedRow> rows;
    reader.query(
        Sql("SELECT id, stream, input, why, received FROM undecided ORDER BY id LIMIT ?"),
        [&](SQLite::Statement& row) {
          rows.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(), row.getColumn(2).getString(),
                          row.getColumn(3).getString(), {row.getColumn(4).getInt64()}});
          return true;
        },
        limit);
    return rows;
  });
}

std::optional<std::string> SqliteLedger::cursor(const std::string& connector, const std::string& name) {
  return guarded<std::optional<std::string>>([&](Connection& reader) {
    std::optional<std::string> value;
    reader.query(
        Sql("SELECT value FROM cursors WHERE connector = ? AND name = ?"),
        [&](SQLite::Statement& row) {
          value = row.getColumn(0).getString();
          return false;
        },
        connector, name);
    return value;
  });
}

}  // namespace baton::ledger
