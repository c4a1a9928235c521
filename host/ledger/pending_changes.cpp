// SPDX-License-Identifier: MIT
#include "host/ledger/pending_changes.h"

#include <algorithm>

#include "host/ledger/case_list.h"

namespace baton::ledger {

namespace {

template <class Row>
void merge(std::vector<Row>& into, std::vector<Row>& rows) {
  for (auto& row : rows) {
    const auto same = std::ranges::find(into, row.case_id, &Row::case_id);
    if (same == into.end())
      into.push_back(std::move(row));
    else
      *same = std::move(row);
  }
}

}  // namespace

void PendingChanges::add(StreamChange change) {
  const std::lock_guard lock(mutex_);
  auto [known, fresh] = by_stream_.try_emplace(change.stream);
  auto& entry = known->second;
  if (fresh) by_first_.emplace(change.position, change.stream);
  if (change.due) {
    if (entry.due && *entry.due) by_due_.erase({entry.due->ms, change.stream});
    if (*change.due) by_due_.emplace(change.due->ms, change.stream);
  }
  if (fresh) {
    entry = std::move(change);
    entry.first = entry.position;
    return;
  }
  entry.position = change.position;
  if (change.due) entry.due = change.due;
  merge(entry.cases, change.cases);
  merge(entry.measured, change.measured);
}

std::vector<StreamChange> PendingChanges::oldest(std::size_t count) const {
  const std::lock_guard lock(mutex_);
  std::vector<StreamChange> changes;
  changes.reserve(std::min(count, by_first_.size()));
  for (const auto& [first, stream] : by_first_) {
    if (changes.size() == count) break;
    changes.push_back(by_stream_.at(stream));
  }
  return changes;
}

void PendingChanges::folded(const std::vector<StreamChange>& changes) {
  const std::lock_guard lock(mutex_);
  ++front_.folds;
  for (const auto& change : changes) {
    const auto known = by_stream_.find(change.stream);
    if (known == by_stream_.end() || known->second.position != change.position) continue;
    const auto& due = known->second.due;
    if (due && *due) {
      by_due_.erase({due->ms, change.stream});
      front_.due = std::min(front_.due, due->ms);
    }
    by_first_.erase(change.first);
    by_stream_.erase(known);
  }
}

std::size_t PendingChanges::size() const {
  const std::lock_guard lock(mutex_);
  return by_stream_.size();
}

std::int64_t PendingChanges::oldest_position() const {
  const std::lock_guard lock(mutex_);
  return by_first_.empty() ? 0 : by_first_.begin()->first;
}

std::vector<Ledger::Due> PendingChanges::dues(Instant until, std::size_t limit,
                                              const std::function<bool(const StreamName&)>& wanted) const {
  const std::lock_guard lock(mutex_);
  std::vector<Ledger::Due> found;
  for (const auto& [due, stream] : by_due_) {
    if (due > until.ms || found.size() == limit) break;
    const auto& name = by_stream_.at(stream).name;
    if (wanted(name)) found.push_back({name, Instant{due}});
  }
  return found;
}

bool PendingChanges::has_due(std::int64_t stream) const {
  const std::lock_guard lock(mutex_);
  const auto known = by_stream_.find(stream);
  return known != by_stream_.end() && known->second.due;
}

PendingChanges::Front PendingChanges::front() const {
  const std::lock_guard lock(mutex_);
  return front_;
}

void PendingChanges::move_front(const Front& seen, std::int64_t due) {
  const std::lock_guard lock(mutex_);
  if (seen.folds == front_.folds) front_.due = std::max(front_.due, due);
}

std::optional<Instant> PendingChanges::earliest_due() const {
  const std::lock_guard lock(mutex_);
  return by_due_.empty() ? std::nullopt : std::optional(Instant{by_due_.begin()->first});
}

PendingChanges::Cases PendingChanges::cases(const CaseQuery& query) const {
  const std::lock_guard lock(mutex_);
  Cases found;
  for (const auto& [stream, change] : by_stream_) {
    for (const auto& row : change.cases) {
      found.all.insert(row.case_id);
      if (matches(query, row)) found.matching.push_back(row);
    }
  }
  return found;
}

}  // namespace baton::ledger
