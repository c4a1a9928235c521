// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_values.h"

namespace baton::ledger {
namespace {

struct Space {
  std::int64_t number = 0;  // 0 = not in the store yet
  std::int64_t revision = 0;
  std::int64_t bytes = 0;
};

Space space_of(Connection& store, const std::string& name) {
  Space space;
  store.query(
      Sql("SELECT number, revision, bytes FROM value_spaces WHERE name = ?"),
      [&](SQLite::Statement& row) {
        space = {row.getColumn(0).getInt64(), row.getColumn(1).getInt64(), row.getColumn(2).getInt64()};
        return false;
      },
      name);
  return space;
}

ValueNow value_now(Connection& store, std::int64_t space, const std::string& key) {
  ValueNow now;
  store.query(
      Sql("SELECT revision, length(value) FROM kept_values WHERE space = ? AND key = ?"),
      [&](SQLite::Statement& row) {
        now = {static_cast<std::uint64_t>(row.getColumn(0).getInt64()), row.getColumn(1).getInt64()};
        return false;
      },
      space, key);
  return now;
}

}  // namespace

std::optional<KeptValue> read_value(Connection& reader, const std::string& space, const std::string& key) {
  std::optional<KeptValue> found;
  reader.query(
      Sql("SELECT value, kept_values.revision FROM kept_values JOIN value_spaces ON number = space "
          "WHERE name = ? AND key = ?"),
      [&](SQLite::Statement& row) {
        found = {row.getColumn(0).getString(), static_cast<std::uint64_t>(row.getColumn(1).getInt64())};
        return false;
      },
      space, key);
  return found;
}

ValuesResult write_values(Connection& store, const ValuesCommit& commit) {
  auto space = space_of(store, commit.space);
  const auto now = [&](const std::string& key) { return value_now(store, space.number, key); };
  const auto result = judge(commit, now, space.bytes);
  if (result != ValuesResult::stored) return result;
  if (space.number == 0) {
    store.run("INSERT INTO value_spaces(name, revision, bytes) VALUES(?, 0, 0)", commit.space);
    space.number = store.number("SELECT last_insert_rowid()", 0);
  }
  ++space.revision;
  for (const auto& write : commit.writes) {
    if (!write.value) {
      store.run("DELETE FROM kept_values WHERE space = ? AND key = ?", space.number, write.key);
      continue;
    }
    store.run("INSERT INTO kept_values(space, key, revision, value) VALUES(?, ?, ?, ?) ON CONFLICT(space, key) "
              "DO UPDATE SET revision = excluded.revision, value = excluded.value",
              space.number, write.key, space.revision, Blob{*write.value});
  }
  store.run("UPDATE value_spaces SET revision = ?, bytes = ? WHERE number = ?", space.revision, space.bytes,
            space.number);
  return ValuesResult::stored;
}

}  // namespace baton::ledger
