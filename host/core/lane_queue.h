// SPDX-License-Identifier: MIT
// lane_queue.h - what waits for one skill in one language, and what is next (R6): what was overtaken `max_overtaken`
// times, the oldest first; then by priority; then what is due within the hour, by deadline; then by arrival.
//
// The bound: an item is overtaken when a later arrival is offered before it to somebody who could have taken it. Once
// it is at `max_overtaken`, `next` gives nobody who could take it a later arrival: only offers that were decided before
// may still come. So no count goes beyond `max_overtaken` plus the offers in flight.
#pragma once

#include <array>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "host/core/ids.h"
#include "host/core/overtaken.h"
#include "host/core/sorted_blocks.h"
#include "host/core/time.h"
#include "host/core/words.h"

namespace baton::core {

struct WaitingItem {
  WorkId item;
  std::int64_t arrival = 0;  // rises with time; no two of a queue share one
  Priority priority = Priority::medium;
  Instant deadline;          // not set: none
  std::vector<AgentId> declined_by;
};

// Where an item stands; the smaller is the next. Comparable across queues.
struct QueuePlace {
  int rank = 0;              // 0: at max_overtaken; then by priority, due soon before the others
  std::int64_t within = 0;   // arrival, or the deadline of what is due soon
  std::int64_t arrival = 0;
  auto operator<=>(const QueuePlace&) const = default;
};

class LaneQueue {
 public:
  static constexpr Millis kDueSoon = kHour;

  explicit LaneQueue(std::int64_t max_overtaken) : max_overtaken_(max_overtaken) {}

  // REQUIRES: none of this arrival waits. `number`: whatever its owner finds it by; `overtaken`: what was counted
  // before, for one that comes back.
  void add(const WaitingItem& item, std::uint32_t number, std::int64_t overtaken);
  // REQUIRES: it waits. What it had been overtaken.
  std::int64_t remove(Priority priority, std::int64_t arrival);
  // Counts one offer: everything older that `agent` could have taken was overtaken. Call before `remove`.
  void offered(std::int64_t arrival, const AgentId& agent);

  struct Next {
    QueuePlace place;
    std::uint32_t number = 0;
  };
  std::optional<Next> next(const AgentId& agent, Instant now) const;
  bool declined(const AgentId& agent, std::int64_t arrival) const;
  std::int64_t overtaken(std::int64_t arrival) const { return counts_.count(arrival); }

 private:
  struct Kept {
    std::uint32_t number = 0;
    bool declined = false;  // by somebody: see declines_
    Instant deadline;
  };
  struct Level {  // of one priority
    SortedBlocks<std::int64_t, Kept> items;  // by arrival
    SortedBlocks<std::pair<Instant, std::int64_t>, std::uint32_t> by_deadline;
  };
  static constexpr std::size_t kLevels = 4;
  static std::size_t level_of(Priority priority) { return static_cast<std::size_t>(priority) - 1; }
  std::optional<Next> next_at(std::size_t level, const std::set<std::int64_t>* declined, Instant now) const;
  std::uint32_t number_of(std::int64_t arrival) const;

  std::int64_t max_overtaken_;
  std::array<Level, kLevels> levels_;
  std::map<AgentId, std::set<std::int64_t>> declined_;  // what each agent does not want
  std::map<std::int64_t, std::vector<AgentId>> declines_;  // and who, by arrival
  Overtaken counts_;
};

}  // namespace baton::core
