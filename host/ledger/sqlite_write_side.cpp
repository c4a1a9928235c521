// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_write_side.h"

#include <algorithm>
#include <stdexcept>

#include "host/ledger/codec_records.h"
#include "host/ledger/history_row.h"
#include "host/ledger/state_shape.h"

namespace baton::ledger {
namespace {

constexpr std::size_t kStreamsCachedMax = 65536;

bool same(const Ledger::Figures& a, const Ledger::Figures& b) {
  return a.cases_total == b.cases_total && a.cases_open == b.cases_open && a.facts == b.facts &&
         a.outbox_pending == b.outbox_pending && a.outbox_dead == b.outbox_dead && a.undecided == b.undecided;
}

Ledger::Figures read_figures(Connection& store) {
  Ledger::Figures figures;
  store.query(
      Sql("SELECT cases_total, cases_open, facts, outbox_pending, outbox_dead, undecided FROM figures"),
      [&](SQLite::Statement& row) {
        figures = {row.getColumn(0).getInt64(), row.getColumn(1).getInt64(), row.getColumn(2).getInt64(),
                   row.getColumn(3).getInt64(), row.getColumn(4).getInt64(), row.getColumn(5).getInt64()};
        return false;
      });
  return figures;
}

// The next position is after everything that ever had one: the facts of the last row, and changes not folded yet.
std::int64_t read_next_position(Connection& store) {
  const auto history = store.number("SELECT position + max(fact_count, 1) FROM history ORDER BY position DESC LIMIT 1", 1);
  const auto changes = store.number("SELECT max(position) + 1 FROM changes", 1);
  return std::max(history, changes);
}

}  // namespace

Ledger::Figures SharedFigures::get() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

void SharedFigures::set(const Ledger::Figures& figures) {
  const std::lock_guard lock(mutex_);
  figures_ = figures;
}

WriteSide::WriteSide(Connection& store, PendingChanges& pending, LeaseTable& leases, SharedFigures& figures,
                     IdRange& ids)
    : store_(store), pending_(pending), leases_(leases), shared_figures_(figures), ids_(ids) {
  next_position_ = committed_position_ = read_next_position(store_);
  figures_ = read_figures(store_);
  shared_figures_.set(figures_);
  store_.query(Sql("SELECT position, stream, rows FROM changes ORDER BY position"), [&](SQLite::Statement& row) {
    auto change = read_record<StreamChange>(row.getColumn(2).getString());
    if (!change) throw std::runtime_error("a row of table `changes` cannot be read");
    change->position = row.getColumn(0).getInt64();
    change->stream = row.getColumn(1).getInt64();
    pending_.add(std::move(*change));
    return true;
  });
  ids_.next = ids_.end = store_.number("SELECT value FROM meta WHERE name = 'ids_end'", 1);
  begin();
  commit();  // covers the first block of ids
}

void WriteSide::begin() {
  store_.run("BEGIN IMMEDIATE");
  extend_ids();
}

void WriteSide::commit() {
  if (!same(figures_, shared_figures_.get())) {
    store_.run("UPDATE figures SET cases_total = ?, cases_open = ?, facts = ?, outbox_pending = ?, outbox_dead = ?, "
               "undecided = ?",
               figures_.cases_total, figures_.cases_open, figures_.facts, figures_.outbox_pending,
               figures_.outbox_dead, figures_.undecided);
  }
  store_.run("COMMIT");
  committed_position_ = next_position_;
  if (ids_end_ != 0) ids_.end = ids_end_;
  ids_end_ = 0;
  pending_.folded(folded_);
  for (auto& change : added_) pending_.add(std::move(change));
  added_.clear();
  folded_.clear();
  shared_figures_.set(figures_);
  if (streams_.size() > kStreamsCachedMax) streams_.clear();
}

void WriteSide::rollback() {
  // SQLite may have rolled back already; an error of the ROLLBACK itself leaves nothing to do but go on.
  try {
    if (store_.in_transaction()) store_.run("ROLLBACK");
  } catch (const SQLite::Exception&) {
    streams_.clear();
  }
  streams_.clear();
  metric_groups_.clear();
  next_position_ = committed_position_;
  ids_end_ = 0;
  added_.clear();
  folded_.clear();
  figures_ = shared_figures_.get();
}

void WriteSide::extend_ids() {
  if (ids_.end - ids_.next > kIdBlock / 2) return;
  ids_end_ = std::max(ids_.end.load(), ids_.next.load()) + kIdBlock;
  store_.run("INSERT INTO meta(name, value) VALUES('ids_end', ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
             ids_end_);
}

WriteSide::Stream& WriteSide::stream_of(const StreamName& name) {
  const auto [known, fresh] = streams_.try_emplace(name);
  auto& stream = known->second;
  if (!fresh) return stream;
  store_.query(
      Sql("SELECT number, measured FROM streams WHERE name = ?"),
      [&](SQLite::Statement& row) {
        stream.number = row.getColumn(0).getInt64();
        stream.measured = row.getColumn(1).getInt64();
        return false;
      },
      name);
  if (stream.number != 0) {
    stream.sequence = store_.number("SELECT max(last_sequence) FROM history WHERE stream = ?", 0, stream.number);
  }
  return stream;
}

std::int64_t WriteSide::number_of(const StreamName& name, Stream& stream) {
  if (stream.number != 0) return stream.number;
  store_.run("INSERT INTO streams(name) VALUES(?)", name);
  stream.number = store_.number("SELECT last_insert_rowid()", 0);
  return stream.number;
}

bool WriteSide::addresses_free(const Commit& commit, std::int64_t stream) {
  for (const auto& address : commit.addresses) {
    const auto owner = store_.number("SELECT stream FROM addresses WHERE hash = ?", 0, address);
    if (owner != 0 && owner != stream) return false;
  }
  return true;
}

CommitResult WriteSide::apply(const Commit& commit) {
  auto& stream = stream_of(commit.stream);
  const bool decided = !commit.undecided;  // an undecided input was decided upon no state
  if (decided && commit.after_sequence != stream.sequence) return CommitResult::conflict;
  if (!leases_.allows(commit.stream, commit.lease_epoch)) return CommitResult::conflict;
  if (!addresses_free(commit, stream.number)) return CommitResult::conflict;

  number_of(commit.stream, stream);
  write_history(commit, stream);
  for (const auto& row : commit.content)
    store_.run("INSERT INTO content(id, stream, sealed) VALUES(?, ?, ?)", row.id, stream.number, Blob{row.sealed});
  write_outbox(commit);
  if (!commit.work.empty()) write_work(commit);
  write_offers(commit);
  if (commit.next_due || !commit.cases.empty() || !commit.measured.empty())
    write_change({0, stream.number, commit.stream, commit.next_due, commit.cases, commit.measured});
  write_measured_under(commit, stream);
  write_rest(commit, stream);
  return CommitResult::stored;
}

void WriteSide::write_history(const Commit& commit, Stream& stream) {
  if (commit.facts.empty() && commit.input_json.empty() && commit.duplicate_keys.empty()) return;
  const auto count = static_cast<std::int64_t>(commit.facts.size());
  std::string duplicates;
  for (const auto& key : commit.duplicate_keys) duplicates += key;
  stream.sequence += count;
  const auto insert = [&](const auto& input, const auto& keys) {
    store_.run("INSERT INTO history(position, stream, last_sequence, fact_count, at, actor, cause, input, facts, "
               "duplicates) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               next_position_, stream.number, stream.sequence, count, commit.at, commit.actor, commit.cause, input,
               facts_text(commit.facts), keys);
  };
  const Blob keys{duplicates};
  if (commit.input_json.empty()) duplicates.empty() ? insert(nullptr, nullptr) : insert(nullptr, keys);
  else duplicates.empty() ? insert(commit.input_json, nullptr) : insert(commit.input_json, keys);
  next_position_ += std::max<std::int64_t>(count, 1);
  figures_.facts += count;
}

void WriteSide::write_outbox(const Commit& commit) {
  for (const auto& row : commit.outbox) {
    store_.run("INSERT INTO outbox(id, kind, version, stream, effect, connector, due, attempts, started, last_error) "
               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               row.id, row.kind, row.version, row.stream, row.json, row.connector, row.due, row.attempts,
               row.started ? 1 : 0, row.last_error);
    ++figures_.outbox_pending;
  }
  for (const auto id : commit.outbox_done) {
    figures_.outbox_pending -= store_.run("DELETE FROM outbox WHERE id = ?", id);
    if (figures_.outbox_dead > 0) figures_.outbox_dead -= store_.run("DELETE FROM dead_letters WHERE id = ?", id);
  }
}

void WriteSide::write_work(const Commit& commit) {
  for (const auto& row : commit.work) {
    store_.run("INSERT INTO work(item, case_id, stream, kind, lane, state, offered_to, owner, opened, finished, "
               "priority, work_type, deadline, language, wanted, not_to, also_offered, waits, at_once, "
               "queued, overtaken, channel) "
               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
               "ON CONFLICT(item) DO UPDATE SET case_id = excluded.case_id, "
               "stream = excluded.stream, kind = excluded.kind, lane = excluded.lane, "
               "state = excluded.state, offered_to = excluded.offered_to, owner = excluded.owner, "
               "opened = excluded.opened, finished = excluded.finished, priority = excluded.priority, "
               "work_type = excluded.work_type, deadline = excluded.deadline, language = excluded.language, "
               "wanted = excluded.wanted, not_to = excluded.not_to, also_offered = excluded.also_offered, "
               "waits = excluded.waits, at_once = excluded.at_once, queued = excluded.queued, "
               "overtaken = excluded.overtaken, channel = excluded.channel",
               row.item, row.case_id, row.stream, row.kind, row.lane, row.state, row.offered_to, row.owner, row.opened,
               row.finished ? 1 : 0, row.priority, row.work_type, row.deadline, row.language, row.wanted, row.not_to,
               row.also_offered, row.waits ? 1 : 0, row.at_once ? 1 : 0, row.queued, row.overtaken, row.channel);
  }
}

void WriteSide::write_offers(const Commit& commit) {
  for (const auto& row : commit.offers) {
    store_.run("INSERT INTO offers(item, lane, language, agent, opened, at) VALUES(?, ?, ?, ?, ?, ?)", row.item,
               row.lane, row.language, row.agent, row.opened, row.at);
  }
  for (const auto& row : commit.finished) {
    store_.run("INSERT INTO finished_items(lane, seconds, day, count) VALUES(?, ?, ?, ?) "
               "ON CONFLICT(lane, seconds, day) DO UPDATE SET count = count + excluded.count",
               row.lane, row.seconds, row.day, row.count);
  }
}

void WriteSide::write_change(StreamChange change) {
  std::string text;
  write_record(text, change);
  change.position = next_position_++;
  store_.run("INSERT INTO changes(position, stream, rows) VALUES(?, ?, ?)", change.position, change.stream, text);
  added_.push_back(std::move(change));
}

void WriteSide::put_due(const StreamName& stream, Instant at) {
  const auto number = stream_of(stream).number;
  if (number != 0) write_change({0, number, stream, at, {}, {}});
}

void WriteSide::write_measured_under(const Commit& commit, Stream& stream) {
  if (commit.measured_under == 0 || commit.measured_under == stream.measured) return;
  store_.run("UPDATE streams SET measured = ? WHERE number = ?", commit.measured_under, stream.number);
  stream.measured = commit.measured_under;
}

void WriteSide::erase(const Commit& commit, const Stream& stream) {
  store_.execute("PRAGMA secure_delete=ON");
  store_.run("UPDATE streams SET customer_key = NULL WHERE number = ?", stream.number);
  store_.run("DELETE FROM addresses WHERE stream = ?", stream.number);
  for (const auto id : commit.erasure->content)
    store_.run("DELETE FROM content WHERE id = ? AND stream = ?", id, stream.number);
  figures_.undecided -= store_.run("DELETE FROM undecided WHERE stream = ?", commit.stream);
  store_.execute("PRAGMA secure_delete=OFF");
}

void WriteSide::forget_content(const StreamName& stream, std::span<const std::int64_t> ids) {
  const auto number = stream_of(stream).number;
  store_.execute("PRAGMA secure_delete=ON");
  for (const auto id : ids) store_.run("DELETE FROM content WHERE id = ? AND stream = ?", id, number);
  store_.execute("PRAGMA secure_delete=OFF");
}

void WriteSide::write_rest(const Commit& commit, const Stream& stream) {
  if (commit.erasure) erase(commit, stream);
  if (!commit.new_customer_key.empty()) {
    store_.run("UPDATE streams SET customer_key = ? WHERE number = ? AND customer_key IS NULL",
               Blob{commit.new_customer_key}, stream.number);
  }
  for (const auto& address : commit.addresses)
    store_.run("INSERT INTO addresses(hash, stream) VALUES(?, ?) ON CONFLICT(hash) DO NOTHING", address, stream.number);
  if (!commit.snapshot_json.empty()) {
    store_.run(
        "INSERT INTO snapshots(stream, sequence, state, measures) VALUES(?, ?, ?, ?) ON CONFLICT(stream) "
        "DO UPDATE SET sequence = excluded.sequence, state = excluded.state, measures = excluded.measures",
        stream.number, stream.sequence, state_shape() + commit.snapshot_json, commit.measures_json);
  }
  if (const auto& row = commit.undecided) {
    const auto id = row->id != 0 ? row->id : ids_.next.fetch_add(1);
    store_.run("INSERT INTO undecided(id, stream, input, why, received) VALUES(?, ?, ?, ?, ?)", id, row->stream,
               row->json, row->why, row->received);
    ++figures_.undecided;
  }
  if (commit.decided != 0) figures_.undecided -= store_.run("DELETE FROM undecided WHERE id = ?", commit.decided);
  for (const auto& cursor : commit.cursors) {
    store_.run("INSERT INTO cursors(connector, name, value) VALUES(?, ?, ?) ON CONFLICT(connector, name) DO UPDATE SET "
               "value = excluded.value",
               cursor.connector, cursor.name, cursor.value);
  }
  if (const auto& answer = commit.answer)
    store_.run("UPDATE answers SET status = ?, body = ? WHERE key = ?", answer->status, answer->body, answer->key);
}

}  // namespace baton::ledger
