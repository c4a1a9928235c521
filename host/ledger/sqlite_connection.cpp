// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_connection.h"

#include <sqlite3.h>

namespace baton::ledger {
namespace {

constexpr int kBusyTimeoutMs = 5000;

int flags_of(Connection::Mode mode) {
  // No mutex: each connection has one user at a time.
  return mode == Connection::Mode::write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX
                                         : SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX;
}

}  // namespace

Connection::Connection(const std::string& path, Mode mode) : database_(path, flags_of(mode), kBusyTimeoutMs) {
  if (mode == Mode::read) return;
  execute("PRAGMA journal_mode=WAL");
  execute("PRAGMA synchronous=FULL");
  execute("PRAGMA foreign_keys=OFF");  // there are none: rows of one stream are found by its number
}

SQLite::Statement& Connection::prepared(Sql sql) {
  const auto known = statements_.find(sql.text());
  if (known != statements_.end()) return known->second;
  return statements_.emplace(sql.text(), SQLite::Statement(database_, sql.text())).first->second;
}

SQLite::Statement& Connection::prepared(const std::string& sql) {
  const auto known = made_statements_.find(sql);
  if (known != made_statements_.end()) return known->second;
  return made_statements_.emplace(sql, SQLite::Statement(database_, sql)).first->second;
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

}  // namespace baton::ledger
