// SPDX-License-Identifier: MIT
// sqlite_connection.h - one SQLite connection with its prepared statements, each prepared once and reused. Not safe to
// share between threads; errors are SQLite::Exception and stop at the edge of the room.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "host/core/time.h"

namespace baton::ledger {

struct Blob {
  std::string_view bytes;
};

// A statement of the program's own text: known by its address, so that finding its prepared form costs nothing.
class Sql {
 public:
  consteval Sql(const char* text) : text_(text) {}  // NOLINT: meant to be implicit
  const char* text() const { return text_; }

 private:
  const char* text_;
};

class Connection {
 public:
  enum class Mode { write = 1, read };
  Connection(const std::string& path, Mode mode);

  void execute(const std::string& sql) { database_.exec(sql); }

  // Runs a statement that gives no rows. Returns the number of changed rows.
  template <class... A>
  int run(Sql sql, const A&... arguments) {
    auto& statement = prepared(sql);
    int index = 0;
    (bind(statement, ++index, arguments), ...);
    const Reset reset{statement};
    return statement.exec();
  }

  // Calls `row(statement)` for each row until it returns false. `sql` is an Sql or a std::string.
  template <class Text, class Row, class... A>
  void query(const Text& sql, const Row& row, const A&... arguments) {
    auto& statement = prepared(sql);
    int index = 0;
    (bind(statement, ++index, arguments), ...);
    const Reset reset{statement};
    while (statement.executeStep() && row(statement)) {
    }
  }

  // First column of the first row, or `otherwise`.
  template <class... A>
  std::int64_t number(Sql sql, std::int64_t otherwise, const A&... arguments) {
    query(
        sql,
        [&](SQLite::Statement& row) {
          otherwise = row.getColumn(0).isNull() ? otherwise : row.getColumn(0).getInt64();
          return false;
        },
        arguments...);
    return otherwise;
  }

  bool in_transaction() const;
  sqlite3* handle() const { return database_.getHandle(); }

 private:
  // A statement that is not reset holds its read snapshot, and with it every checkpoint back.
  struct Reset {
    SQLite::Statement& statement;
    ~Reset() { statement.tryReset(); }
  };

  SQLite::Statement& prepared(Sql sql);
  SQLite::Statement& prepared(const std::string& sql);  // made at run time: of few shapes

  // Nothing is copied: arguments live as long as the call that uses them.
  static void bind(SQLite::Statement& to, int index, std::int64_t value) { to.bind(index, value); }
  static void bind(SQLite::Statement& to, int index, int value) { to.bind(index, value); }
  static void bind(SQLite::Statement& to, int index, core::Instant value) { to.bind(index, value.ms); }
  static void bind(SQLite::Statement& to, int index, const std::string& value) { to.bindNoCopy(index, value); }
  static void bind(SQLite::Statement& to, int index, std::nullptr_t) { to.bind(index); }
  static void bind(SQLite::Statement& to, int index, Blob value) {
    to.bindNoCopy(index, value.bytes.data(), static_cast<int>(value.bytes.size()));
  }

  SQLite::Database database_;
  std::unordered_map<const char*, SQLite::Statement> statements_;
  std::unordered_map<std::string, SQLite::Statement> made_statements_;
};

}  // namespace baton::ledger
