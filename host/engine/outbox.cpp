// SPDX-License-Identifier: MIT
#include "host/engine/outbox.h"

#include <algorithm>

namespace baton::engine {
namespace {

constexpr std::size_t kBatchMax = 256;
constexpr std::chrono::milliseconds kLook{50};  // while a rate or a busy customer holds rows back

bool is_send(const ledger::OutboxRow& row) { return row.kind == "SendMessage"; }

}  // namespace

void Outbox::start(std::vector<ledger::OutboxRow> pending) {
  {
    const std::lock_guard lock(mutex_);
    for (auto& row : pending) enter(std::move(row));
    changed_ = true;
  }
  thread_ = std::thread([this] { work(); });
}

void Outbox::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  // What was due and has not begun stays in the ledger for the next life; nobody waits for it in this one.
  const std::lock_guard lock(mutex_);
  for (auto& [id, entry] : rows_)
    if (!entry.running) entry.token = {};
}

void Outbox::set_rates(SendsPerSecond rates) {
  const std::lock_guard lock(mutex_);
  limits_ = std::move(rates);
}

// REQUIRES: mutex_ is held.
void Outbox::enter(ledger::OutboxRow row) {
  const auto id = row.id;
  const auto due = row.due;
  Row entry;
  if (due <= options_.clock->now()) entry.token = options_.activity->begin();
  entry.row = std::move(row);
  rows_.insert_or_assign(id, std::move(entry));
  by_due_.insert({due, id});
}

void Outbox::add(std::vector<ledger::OutboxRow> rows) {
  if (rows.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    for (auto& row : rows) enter(std::move(row));
    changed_ = true;
  }
  wake_.notify_one();
}

void Outbox::finished(std::int64_t id) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = rows_.find(id);
    if (found == rows_.end()) return;
    if (is_send(found->second.row)) busy_streams_.erase(found->second.row.stream);
    by_due_.erase({found->second.row.due, id});
    rows_.erase(found);
    changed_ = true;
  }
  wake_.notify_one();
}

void Outbox::postponed(std::int64_t id, core::Instant due, const std::string& error) {
  std::int64_t attempts = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = rows_.find(id);
    if (found == rows_.end()) return;
    auto& entry = found->second;
    if (is_send(entry.row)) busy_streams_.erase(entry.row.stream);
    attempts = ++entry.row.attempts;
    entry.row.due = due;
    entry.row.started = false;
    entry.running = false;
    entry.token = {};
    by_due_.insert({due, id});
    changed_ = true;
  }
  options_.ledger->postpone(id, due, attempts, error);
  wake_.notify_one();
  options_.clock->wake();
}

void Outbox::buried(std::int64_t id, const std::string& error) {
  options_.ledger->bury(id, error);
  finished(id);
}

std::optional<core::Instant> Outbox::next_due() const {
  const std::lock_guard lock(mutex_);
  if (by_due_.empty()) return std::nullopt;
  return by_due_.begin()->first;
}

std::size_t Outbox::pending() const {
  const std::lock_guard lock(mutex_);
  return rows_.size();
}

// The remote side's limit is real time, whatever the host's clock shows.
bool Outbox::within_rate(const std::string& connector) {
  const auto limit = limits_.find(connector);
  if (limit == limits_.end() || limit->second == 0) return true;
  const auto now = std::chrono::steady_clock::now();
  const double per_second = limit->second;
  auto [entry, fresh] = rates_.try_emplace(connector, Rate{per_second, now});
  auto& rate = entry->second;
  rate.tokens = std::min(per_second, rate.tokens + per_second * std::chrono::duration<double>(now - rate.at).count());
  rate.at = now;
  if (rate.tokens < 1) return false;
  rate.tokens -= 1;
  return true;
}

// REQUIRES: mutex_ is held.
std::vector<ledger::OutboxRow> Outbox::take_ready() {
  std::vector<ledger::OutboxRow> ready;
  const auto now = options_.clock->now();
  for (auto due = by_due_.begin(); due != by_due_.end() && due->first <= now && ready.size() < kBatchMax;) {
    auto& entry = rows_.at(due->second);
    const bool send = is_send(entry.row);
    if (send && (busy_streams_.contains(entry.row.stream) || !within_rate(entry.row.connector))) {
      ++due;
      continue;
    }
    if (send) busy_streams_.insert(entry.row.stream);
    entry.running = true;
    entry.token = options_.activity->begin();
    ready.push_back(entry.row);
    due = by_due_.erase(due);
  }
  return ready;
}

void Outbox::work() {
  while (true) {
    std::vector<ledger::OutboxRow> ready;
    {
      std::unique_lock lock(mutex_);
      const auto now = options_.clock->now();
      const bool held_back = !by_due_.empty() && by_due_.begin()->first <= now;
      const auto woken = [&] { return changed_; };
      if (held_back || !by_due_.empty()) {
        wake_.wait_for(lock, kLook, woken);
      } else {
        wake_.wait(lock, woken);
      }
      changed_ = false;
      if (stopping_) return;
      ready = take_ready();
    }
    // W9: that an attempt begins is on disk before it begins, so that after a crash nothing is blindly sent again.
    std::vector<std::int64_t> sends;
    for (const auto& row : ready)
      if (is_send(row) && !row.started) sends.push_back(row.id);
    if (!sends.empty() && !options_.ledger->mark_started(sends)) {
      const std::lock_guard lock(mutex_);
      for (const auto& row : ready) {
        auto& entry = rows_.at(row.id);
        entry.running = false;
        if (is_send(row)) busy_streams_.erase(row.stream);
        by_due_.insert({row.due, row.id});
      }
      continue;
    }
    for (const auto& row : ready) options_.carry_out(row);
  }
}

}  // namespace baton::engine
