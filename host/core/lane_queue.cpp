// SPDX-License-Identifier: MIT
#include "host/core/lane_queue.h"

namespace baton::core {

void LaneQueue::add(const WaitingItem& item, std::uint32_t number, std::int64_t overtaken) {
  auto& level = levels_[level_of(item.priority)];
  level.items.insert(item.arrival, {number, !item.declined_by.empty(), item.deadline});
  if (item.deadline) level.by_deadline.insert({item.deadline, item.arrival}, number);
  for (const auto& agent : item.declined_by) declined_[agent].insert(item.arrival);
  if (!item.declined_by.empty()) declines_[item.arrival] = item.declined_by;
  counts_.insert(item.arrival, overtaken);
}

std::int64_t LaneQueue::remove(Priority priority, std::int64_t arrival) {
  auto& level = levels_[level_of(priority)];
  const auto kept = level.items.erase(arrival).value_or(Kept{});
  if (kept.deadline) level.by_deadline.erase({kept.deadline, arrival});
  if (kept.declined) {
    for (const auto& agent : declines_.at(arrival)) {
      const auto declined = declined_.find(agent);
      if (declined == declined_.end()) continue;  // named twice
      declined->second.erase(arrival);
      if (declined->second.empty()) declined_.erase(declined);
    }
    declines_.erase(arrival);
  }
  return counts_.erase(arrival).value_or(0);
}

void LaneQueue::offered(std::int64_t arrival, const AgentId& agent) {
  counts_.raise_older_than(arrival);
  const auto declined = declined_.find(agent);
  if (declined == declined_.end()) return;
  for (const auto older : declined->second) {
    if (older >= arrival) break;
    counts_.lower(older);
  }
}

bool LaneQueue::declined(const AgentId& agent, std::int64_t arrival) const {
  const auto found = declined_.find(agent);
  return found != declined_.end() && found->second.count(arrival) != 0;
}

std::optional<LaneQueue::Next> LaneQueue::next_at(std::size_t level, const std::set<std::int64_t>* declined,
                                                  Instant now) const {
  const auto may_take = [&](std::int64_t arrival) { return declined == nullptr || declined->count(arrival) == 0; };
  const int rank = 2 * (static_cast<int>(level) + 1);
  std::optional<Next> next;
  levels_[level].by_deadline.each([&](const auto& due, std::uint32_t number) {
    if (due.first - now >= kDueSoon) return false;
    if (may_take(due.second)) next = Next{{rank, due.first.ms, due.second}, number};
    return !next;
  });
  if (next) return next;
  levels_[level].items.each([&](std::int64_t arrival, const Kept& kept) {
    if (may_take(arrival)) next = Next{{rank + 1, arrival, arrival}, kept.number};
    return !next;
  });
  return next;
}

std::optional<LaneQueue::Next> LaneQueue::next(const AgentId& agent, Instant now) const {
  const auto found = declined_.find(agent);
  const auto* declined = found == declined_.end() ? nullptr : &found->second;
  for (auto old = counts_.oldest_at(max_overtaken_, INT64_MIN); old; old = counts_.oldest_at(max_overtaken_, *old))
    if (declined == nullptr || declined->count(*old) == 0) return Next{{0, *old, *old}, number_of(*old)};
  for (std::size_t level = 0; level < kLevels; ++level)
    if (auto next = next_at(level, declined, now)) return next;
  return std::nullopt;
}

// REQUIRES: it waits.
std::uint32_t LaneQueue::number_of(std::int64_t arrival) const {
  for (const auto& level : levels_)
    if (const auto* kept = level.items.find(arrival)) return kept->number;
  return 0;
}

}  // namespace baton::core
