// SPDX-License-Identifier: MIT
#include "host/core/lane_queue.h"

namespace baton::core {

void LaneQueue::add(WaitingItem item, std::int64_t overtaken) {
  const auto arrival = item.arrival;
  auto& level = levels_.try_emplace(item.priority, memory_).first->second;
  auto& waiting = level.items.emplace_hint(level.items.end(), arrival, Waiting{std::move(item), {}})->second;
  const auto& kept = waiting.item;
  if (kept.deadline)
    waiting.deadline = level.by_deadline.emplace(std::pair(kept.deadline, arrival), &kept).first;
  for (const auto& agent : kept.declined_by) declined_[agent].insert(arrival);
  counts_.insert(arrival, overtaken);
  ++size_;
}

std::int64_t LaneQueue::remove(Priority priority, std::int64_t arrival) {
  auto& level = levels_.at(priority);
  const auto found = level.items.find(arrival);
  const auto& item = found->second.item;
  if (item.deadline) level.by_deadline.erase(found->second.deadline);
  for (const auto& agent : item.declined_by) {
    const auto declined = declined_.find(agent);
    declined->second.erase(arrival);
    if (declined->second.empty()) declined_.erase(declined);
  }
  level.items.erase(found);
  --size_;
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

std::optional<LaneQueue::Next> LaneQueue::next(const AgentId& agent, Instant now) const {
  const auto declined = declined_.find(agent);
  const auto may_take = [&](std::int64_t arrival) {
    return declined == declined_.end() || declined->second.count(arrival) == 0;
  };
  for (auto old = counts_.oldest_at(max_overtaken_, INT64_MIN); old; old = counts_.oldest_at(max_overtaken_, *old))
    if (may_take(*old)) return Next{{0, *old, *old}, find(*old)};
  for (const auto& [priority, level] : levels_) {
    const int rank = 2 * static_cast<int>(priority);
    for (const auto& [due, item] : level.by_deadline) {
      if (due.first - now >= kDueSoon) break;
      if (may_take(due.second)) return Next{{rank, due.first.ms, due.second}, item};
    }
    for (const auto& [arrival, waiting] : level.items)
      if (may_take(arrival)) return Next{{rank + 1, arrival, arrival}, &waiting.item};
  }
  return std::nullopt;
}

const WaitingItem* LaneQueue::find(std::int64_t arrival) const {
  for (const auto& [priority, level] : levels_)
    if (const auto found = level.items.find(arrival); found != level.items.end()) return &found->second.item;
  return nullptr;
}

}  // namespace baton::core
