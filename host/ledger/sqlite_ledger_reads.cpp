// SPDX-License-Identifier: MIT
// sqlite_ledger_reads.cpp - reading streams (the statements are in sqlite_streams.cpp), what is due and the outbox.
#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "host/ledger/sqlite_ledger_class.h"
#include "host/ledger/sqlite_streams.h"
#include "host/ledger/sqlite_values.h"

namespace baton::ledger {
namespace {

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

}  // namespace

LoadedStream SqliteLedger::load(const StreamName& stream) {
  LoadedStream unreadable;
  unreadable.failed = true;
  return guarded<LoadedStream>([&](Connection& reader) { return read_stream(reader, stream, duplicates_from_.load()); }, unreadable);
}

std::vector<StoredFact> SqliteLedger::history(const StreamName& stream, std::int64_t after_sequence, int limit) {
  return guarded<std::vector<StoredFact>>([&](Connection& reader) { return read_history(reader, stream, after_sequence, limit); });
}

std::vector<StreamName> SqliteLedger::streams(const StreamName& after, int limit) {
  return guarded<std::vector<StreamName>>([&](Connection& reader) { return read_streams(reader, after, limit); });
}

std::vector<StoredInput> SqliteLedger::inputs(const StreamName& stream, std::int64_t after_position,
                                              int limit) {
  return guarded<std::vector<StoredInput>>(
      [&](Connection& reader) { return read_inputs(reader, stream, after_position, limit); });
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
  return guarded<std::optional<std::string>>([&](Connection& reader) { return read_content(reader, id); });
}

std::vector<Ledger::Due> SqliteLedger::take_due(Instant until, int limit, const std::string& engine) {
  return guarded<std::vector<Due>>([&](Connection& reader) {
    const auto wanted = static_cast<std::size_t>(std::max(limit, 0));
    const auto free = [&](const StreamName& stream) { return !leases_.held_by_other(stream, engine); };
    auto found = pending_.dues(until, wanted, free);  // before the table: see pending_changes.h
    std::unordered_set<StreamName> seen;
    for (const auto& due : found) seen.insert(due.stream);
    const auto front = pending_.front();
    std::optional<std::int64_t> first;
    std::size_t from_table = 0;
    reader.query(
        Sql("SELECT dues.due, dues.stream, streams.name FROM dues JOIN streams ON streams.number = dues.stream "
            "WHERE dues.due >= ? AND dues.due <= ? ORDER BY dues.due, dues.stream"),
        [&](SQLite::Statement& row) {
          if (from_table >= wanted) return false;
          const auto stream = row.getColumn(1).getInt64();
          // Folded between the two looks: a row that is out of date fires early, which costs a look and no more.
          if (pending_.has_due(stream)) return true;
          Due due{row.getColumn(2).getString(), {row.getColumn(0).getInt64()}};
          if (!first) first = due.at.ms;
          if (seen.contains(due.stream) || !free(due.stream)) return true;
          found.push_back(std::move(due));
          ++from_table;
          return true;
        },
        front.due, until);
    pending_.move_front(front, first ? *first : until.ms + 1);
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
    const auto front = pending_.front();
    reader.query(
        Sql("SELECT due, stream FROM dues WHERE due >= ? ORDER BY due, stream"),
        [&](SQLite::Statement& row) {
          if (pending_.has_due(row.getColumn(1).getInt64())) return true;
          consider(row.getColumn(0).getInt64());
          pending_.move_front(front, row.getColumn(0).getInt64());
          return false;
        },
        front.due);
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

std::vector<UndecidedRow> SqliteLedger::undecided(std::int64_t after_id, int limit) {
  return guarded<std::vector<UndecidedRow>>([&](Connection& reader) {
    std::vector<UndecidedRow> rows;
    reader.query(
        Sql("SELECT id, stream, input, why, received FROM undecided WHERE id > ? ORDER BY id LIMIT ?"),
        [&](SQLite::Statement& row) {
          rows.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(), row.getColumn(2).getString(),
                          row.getColumn(3).getString(), {row.getColumn(4).getInt64()}});
          return true;
        },
        after_id, limit);
    return rows;
  });
}

std::optional<std::map<std::string, std::string>> SqliteLedger::cursors(const std::string& connector) {
  return guarded<std::optional<std::map<std::string, std::string>>>([&](Connection& reader) {
    std::map<std::string, std::string> values;
    reader.query(
        Sql("SELECT name, value FROM cursors WHERE connector = ?"),
        [&](SQLite::Statement& row) {
          values.emplace(row.getColumn(0).getString(), row.getColumn(1).getString());
          return true;
        },
        connector);
    return std::optional(std::move(values));
  });
}

KeptRead SqliteLedger::value(const std::string& space, const std::string& key) {
  const auto read = [&](Connection& reader) { return KeptRead{false, read_value(reader, space, key)}; };
  return guarded<KeptRead>(read, KeptRead{true, {}});
}

}  // namespace baton::ledger
