// SPDX-License-Identifier: MIT
// sqlite_ledger.cpp - opening, and the writes that are no commits: outbox, requests, pruning.
#include "host/ledger/sqlite_ledger.h"

#include "host/ledger/blob_store_files.h"
#include "host/ledger/crypto.h"
#include "host/ledger/sqlite_ledger_class.h"
#include "host/ledger/sqlite_migrations.h"
#include "host/ledger/sqlite_values.h"

namespace baton::ledger {
namespace {

constexpr int kAnswersHours = 24;
constexpr std::int64_t kPrunedAtOnce = 500;
constexpr unsigned kEpochsPerStart = 32;  // bits: epochs of a later start are above those of an earlier one

std::string secret_of(Connection& store) {
  std::string secret;
  const auto read = [&] {
    store.query(Sql("SELECT value FROM meta WHERE name = 'address_secret'"), [&](SQLite::Statement& row) {
      secret = row.getColumn(0).getString();
      return false;
    });
  };
  read();
  if (secret.empty()) {
    const auto fresh = random_bytes(32);
    store.run("INSERT INTO meta(name, value) VALUES('address_secret', ?)", Blob{fresh});
    read();
  }
  return secret;
}

std::uint64_t first_epoch(Connection& store) {
  store.run("INSERT INTO meta(name, value) VALUES('starts', 1) ON CONFLICT(name) DO UPDATE SET value = value + 1");
  return static_cast<std::uint64_t>(store.number("SELECT value FROM meta WHERE name = 'starts'", 1)) << kEpochsPerStart;
}

}  // namespace

SqliteLedger::SqliteLedger(const SqliteOptions& options, std::unique_ptr<LockFile> lock,
                           std::unique_ptr<Connection> store)
    : options_(options), lock_(std::move(lock)), store_(std::move(store)), address_secret_(secret_of(*store_)),
      duplicates_from_(store_->number("SELECT value FROM meta WHERE name = 'duplicates_from'", 0)),
      leases_(first_epoch(*store_)), side_(*store_, pending_, leases_, figures_, ids_),
      readers_(options.path, options.readers),
      checkpointer_(options.path),
      writer_(*store_, side_, pending_, checkpointer_, {options.queued_commits_max, options.commits_per_transaction_max}) {
  // Whoever ran these requests is gone. What they committed carries its answer with it (Commit::answer).
  writer_.run([](WriteSide& side) {
    side.store().run("DELETE FROM answers WHERE status = 0");
    return true;
  });
}

SqliteLedger::~SqliteLedger() { writer_.fold_all(); }

bool SqliteLedger::submit(Commit commit, std::function<void(CommitResult)> done) {
  return writer_.submit(std::move(commit), std::move(done));
}

bool SqliteLedger::submit_values(ValuesCommit commit, std::function<void(ValuesResult)> done) {
  struct Waiting {
    ValuesCommit commit;
    ValuesResult result = ValuesResult::failed;
  };
  auto waiting = std::make_shared<Waiting>(Waiting{std::move(commit)});
  const Writer::Task task = [waiting](WriteSide& side) {
    waiting->result = write_values(side.store(), waiting->commit);
    return waiting->result == ValuesResult::stored;
  };
  return writer_.submit(task, [waiting, done = std::move(done)](CommitResult result) {
    done(result == CommitResult::failed ? ValuesResult::failed : waiting->result);
  });
}

std::int64_t SqliteLedger::allocate_ids(std::int64_t count) {
  if (count <= 0 || count > kIdBlock / 2) return 0;
  for (;;) {
    {
      const std::lock_guard lock(ids_mutex_);
      const auto first = ids_.next.load();
      if (first + count <= ids_.end) {
        ids_.next = first + count;
        return first;
      }
    }
    // Every transaction begins by covering more ids when few are left.
    if (!writer_.run([](WriteSide&) { return true; })) return 0;
  }
}

std::optional<Lease> SqliteLedger::lease(const StreamName& stream, const std::string& engine) {
  return leases_.take(stream, engine);
}

void SqliteLedger::release(const Lease& lease) { leases_.release(lease); }

std::string SqliteLedger::address_secret() { return address_secret_; }

void SqliteLedger::put_due(const StreamName& stream, Instant at) {
  const auto task = [stream, at](WriteSide& side) {
    side.put_due(stream, at);
    return true;
  };
  if (!writer_.post(task)) writer_.run(task);
}

bool SqliteLedger::mark_started(const std::vector<std::int64_t>& ids) {
  return writer_.run([&](WriteSide& side) {
    for (const auto id : ids) side.store().run("UPDATE outbox SET started = 1 WHERE id = ?", id);
    return true;
  });
}

void SqliteLedger::postpone(std::int64_t id, Instant due, std::int64_t attempts, const std::string& error) {
  writer_.run([&](WriteSide& side) {
    side.store().run("UPDATE outbox SET due = ?, attempts = ?, last_error = ?, started = 0 WHERE id = ?", due, attempts,
                     error, id);
    return true;
  });
}

void SqliteLedger::bury(std::int64_t id, const std::string& error) {
  writer_.run([&](WriteSide& side) {
    auto& store = side.store();
    const auto moved = store.run(
        "INSERT INTO dead_letters SELECT id, kind, version, stream, effect, connector, due, attempts, started, ? "
        "FROM outbox WHERE id = ?",
        error, id);
    if (moved == 0) return false;
    store.run("DELETE FROM outbox WHERE id = ?", id);
    --side.figures().outbox_pending;
    ++side.figures().outbox_dead;
    return true;
  });
}

bool SqliteLedger::revive(std::int64_t id, Instant due) {
  return writer_.run([&](WriteSide& side) {
    auto& store = side.store();
    const auto moved = store.run(
        "INSERT INTO outbox SELECT id, kind, version, stream, effect, connector, ?, 0, 0, last_error "
        "FROM dead_letters WHERE id = ?",
        due, id);
    if (moved == 0) return false;
    store.run("DELETE FROM dead_letters WHERE id = ?", id);
    ++side.figures().outbox_pending;
    --side.figures().outbox_dead;
    return true;
  });
}

std::optional<Ledger::KeptAnswer> SqliteLedger::begin_request(const std::string& key, const std::string& body_digest,
                                                              Instant now) {
  std::optional<KeptAnswer> kept;
  const bool asked = writer_.run([&](WriteSide& side) {
    auto& store = side.store();
    kept.reset();  // a transaction may be tried twice
    store.run("DELETE FROM answers WHERE key = ? AND at < ?", key, now - kAnswersHours * core::kHour);
    store.query(
        Sql("SELECT digest, status, body FROM answers WHERE key = ?"),
        [&](SQLite::Statement& row) {
          kept = KeptAnswer{row.getColumn(0).getString(), row.getColumn(1).getInt(), row.getColumn(2).getString()};
          return false;
        },
        key);
    if (!kept)
      store.run("INSERT INTO answers(key, digest, status, body, at) VALUES(?, ?, 0, '', ?)", key, body_digest, now);
    return true;
  });
  // Not even the key could be kept: to be told "still running" makes the caller ask again, which is true enough.
  if (!asked) return KeptAnswer{body_digest, 0, {}};
  return kept;
}

void SqliteLedger::finish_request(const std::string& key, int status, const std::string& body) {
  writer_.run([&](WriteSide& side) {
    return side.store().run("UPDATE answers SET status = ?, body = ? WHERE key = ?", status, body, key) == 1;
  });
}

void SqliteLedger::forget_request(const std::string& key) {
  writer_.run([&](WriteSide& side) { return side.store().run("DELETE FROM answers WHERE key = ? AND status = 0", key) == 1; });
}

bool SqliteLedger::forget_content(const StreamName& stream, const std::vector<std::int64_t>& ids) {
  constexpr std::size_t kAtOnce = 200;
  for (std::size_t first = 0; first < ids.size(); first += kAtOnce) {
    const auto count = std::min(kAtOnce, ids.size() - first);
    const bool gone = writer_.run([&](WriteSide& side) {
      side.forget_content(stream, std::span(ids).subspan(first, count));
      return true;
    });
    if (!gone) return false;
  }
  return true;
}

// In small steps, each a transaction of its own, so that nobody waits long behind it.
std::int64_t SqliteLedger::prune(Instant now) {
  std::int64_t forgotten = 0;
  const auto answers_before = now - kAnswersHours * core::kHour;
  const auto keys_before = now - options_.duplicate_keys_days * core::kDay;
  bool more = true;
  while (more && writer_.run([&](WriteSide& side) {
    more = side.store().run("DELETE FROM answers WHERE key IN (SELECT key FROM answers WHERE at < ? LIMIT ?)",
                            answers_before, kPrunedAtOnce) == kPrunedAtOnce;
    return true;
  })) {
  }
  writer_.run([&](WriteSide& side) {
    side.store().run("DELETE FROM offers WHERE opened < coalesce((SELECT min(opened) FROM work WHERE finished = 0 "
                     "AND state IN ('open', 'offered')), 9223372036854775807)");
    side.store().run("DELETE FROM finished_items WHERE day < ?", now.ms / core::kDay - kFinishedKeptDays);
    return true;
  });
  duplicates_from_ = keys_before.ms;
  more = true;
  while (more && writer_.run([&](WriteSide& side) {
    auto& store = side.store();
    const auto from = store.number("SELECT value FROM meta WHERE name = 'duplicates_pruned'", 0);
    // History is in the order of time but for the clock's own steps back, which cost a key a day more or less.
    std::int64_t until = 0;
    std::int64_t rows = 0;
    store.query(
        Sql("SELECT position, at FROM history WHERE position > ? ORDER BY position LIMIT ?"),
        [&](SQLite::Statement& row) {
          if (row.getColumn(1).getInt64() >= keys_before.ms) return false;
          until = row.getColumn(0).getInt64();
          ++rows;
          return true;
        },
        from, kPrunedAtOnce);
    more = rows == kPrunedAtOnce;
    if (rows == 0) return true;
    forgotten += store.run(
        "UPDATE history SET duplicates = NULL WHERE position > ? AND position <= ? AND duplicates IS NOT NULL", from,
        until);
    store.run("INSERT INTO meta(name, value) VALUES('duplicates_pruned', ?), ('duplicates_from', ?) "
              "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
              until, keys_before);
    return true;
  })) {
  }
  return forgotten;
}

std::string SqliteLedger::health() {
  auto why = writer_.health();
  if (!why.empty()) return why;
  const std::lock_guard lock(read_error_mutex_);
  return read_error_;
}

void SqliteLedger::set_read_error(std::string why) {
  const std::lock_guard lock(read_error_mutex_);
  read_error_ = std::move(why);
}

OpenedStore open_sqlite_store(const SqliteOptions& options) {
  OpenedStore opened;
  try {
    auto lock = std::make_unique<LockFile>(options.path + ".lock");
    opened.error = lock->error();
    if (!opened.error.empty()) return opened;
    auto store = std::make_unique<Connection>(options.path, Connection::Mode::write);
    opened.error = migrate(*store, migrations());
    if (!opened.error.empty()) return opened;
    if (options.store_pages_max > 0)
      store->execute("PRAGMA max_page_count=" + std::to_string(options.store_pages_max));
    auto ledger = std::make_unique<SqliteLedger>(options, std::move(lock), std::move(store));
    auto blobs = open_blob_store(*ledger, options);
    opened.error = std::move(blobs.error);
    if (!opened.error.empty()) return opened;
    opened.blobs = std::move(blobs.store);
    opened.ledger = std::move(ledger);
  } catch (const std::exception& error) {
    opened.error = options.path + ": " + error.what();
  }
  return opened;
}

}  // namespace baton::ledger
