// SPDX-License-Identifier: MIT
// sqlite_fold.cpp - the second half of WriteSide: pending changes into the tables of cases and dues, oldest first, so
// that the head of table `changes` can be dropped.
#include "host/ledger/case_list.h"
#include "host/ledger/sqlite_write_side.h"

namespace baton::ledger {
namespace {

struct KnownCase {
  std::int64_t number = 0;  // 0 = not in the table
  CaseRow row;
};

KnownCase find_case(Connection& store, const std::string& case_id) {
  KnownCase found;
  store.query(
      Sql("SELECT number, stream, status, owner, lane, channel, segment, priority, open, opened, next_update_due, owed "
          "FROM cases WHERE case_id = ?"),
      [&](SQLite::Statement& row) {
        found.number = row.getColumn(0).getInt64();
        found.row = {case_id,
                     row.getColumn(1).getString(),
                     row.getColumn(2).getString(),
                     row.getColumn(3).getString(),
                     row.getColumn(4).getString(),
                     row.getColumn(5).getString(),
                     row.getColumn(6).getString(),
                     row.getColumn(7).getInt(),
                     row.getColumn(8).getInt() != 0,
                     {row.getColumn(9).getInt64()},
                     {row.getColumn(10).getInt64()},
                     0,
                     row.getColumn(11).getInt() != 0};
        return false;
      },
      case_id);
  return found;
}

}  // namespace

std::size_t WriteSide::fold(std::size_t streams) {
  auto changes = pending_.oldest(streams + 1);
  if (changes.empty()) return 0;
  // What is kept begins at the earliest commit of what stays pending: a later one of the same stream says only what has
  // changed since. Replayed in order, later rows correct earlier ones.
  auto kept_from = added_.empty() ? next_position_ : added_.front().position;
  if (changes.size() > streams) {
    kept_from = changes.back().first;
    changes.pop_back();
  }
  BucketSums sums;
  for (const auto& change : changes) {
    if (change.due) fold_due(change);
    for (const auto& row : change.cases) fold_case(row);
    for (const auto& row : change.measured) fold_measured(row, sums);
  }
  write_buckets(sums);
  store_.run("DELETE FROM changes WHERE position < ?", kept_from);
  folded_ = std::move(changes);
  return folded_.size();
}

void WriteSide::fold_due(const StreamChange& change) {
  if (!*change.due) {
    store_.run("DELETE FROM dues WHERE stream = ?", change.stream);
    return;
  }
  store_.run("INSERT INTO dues(stream, due) VALUES(?, ?) ON CONFLICT(stream) DO UPDATE SET due = excluded.due "
             "WHERE due <> excluded.due",
             change.stream, *change.due);
}

// Writes the indexes only that changed: SQLite rewrites the entry of every index whose columns a statement names.
void WriteSide::fold_case(const CaseRow& row) {
  const auto known = find_case(store_, row.case_id);
  if (known.number == 0) {
    insert_case(row);
    return;
  }
  const auto& old = known.row;
  const bool same_place = old.owner == row.owner && old.lane == row.lane && old.status == row.status &&
                          old.open == row.open && old.priority == row.priority && old.opened == row.opened;
  const bool same_load = old.channel == row.channel && old.owed == row.owed;
  if (same_place && same_load && urgency(old) == urgency(row)) {
    store_.run("UPDATE cases SET segment = ?, next_update_due = ?, revision = ? WHERE number = ?", row.segment,
               row.next_update_due, row.revision, known.number);
  } else if (same_place) {
    store_.run("UPDATE cases SET channel = ?, segment = ?, next_update_due = ?, urgent = ?, revision = ?, owed = ? "
               "WHERE number = ?",
               row.channel, row.segment, row.next_update_due, urgency(row), row.revision, row.owed ? 1 : 0,
               known.number);
  } else {
    store_.run("UPDATE cases SET status = ?, owner = ?, lane = ?, channel = ?, segment = ?, priority = ?, open = ?, "
               "opened = ?, next_update_due = ?, urgent = ?, revision = ?, owed = ? WHERE number = ?",
               row.status, row.owner, row.lane, row.channel, row.segment, row.priority, row.open ? 1 : 0, row.opened,
               row.next_update_due, urgency(row), row.revision, row.owed ? 1 : 0, known.number);
  }
  figures_.cases_open += (row.open ? 1 : 0) - (old.open ? 1 : 0);
}

void WriteSide::insert_case(const CaseRow& row) {
  store_.run("INSERT INTO cases(case_id, stream, status, owner, lane, channel, segment, priority, open, opened, "
             "next_update_due, urgent, revision, owed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             row.case_id, row.stream, row.status, row.owner, row.lane, row.channel, row.segment, row.priority,
             row.open ? 1 : 0, row.opened, row.next_update_due, urgency(row), row.revision,
             row.owed ? 1 : 0);
  ++figures_.cases_total;
  figures_.cases_open += row.open ? 1 : 0;
}

}  // namespace baton::ledger
