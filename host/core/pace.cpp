// SPDX-License-Identifier: MIT
#include "host/core/pace.h"

#include <utility>

namespace baton::core {
namespace {

constexpr std::int64_t kPercent = 75;

using Times = std::map<std::int64_t, std::int64_t>;  // seconds -> how often

std::int64_t items_in(const Times& times) {
  std::int64_t items = 0;
  for (const auto& [seconds, count] : times) items += count;
  return items;
}

// Nearest rank: the smallest that so many percent do not exceed.
Millis percentile(const Times& times, std::int64_t items) {
  const auto rank = (items * kPercent + 99) / 100;
  std::int64_t seen = 0;
  for (const auto& [seconds, count] : times) {
    seen += count;
    if (seen >= rank) return std::max<Millis>(seconds, 1) * kSecond;
  }
  return 0;
}

}  // namespace

Millis PaceState::usual_ms(const LaneId& lane) const {
  const auto found = lanes.find(lane);
  return found == lanes.end() ? Millis{0} : found->second.usual_ms;
}

void evolve(PaceState& state, const PaceFact& fact, Instant) {
  if (const auto* paced = std::get_if<LanePaced>(&fact))
    state.lanes[paced->lane] = {paced->day, paced->usual_ms, paced->items};
  if (const auto* computed = std::get_if<PaceComputed>(&fact)) state.day = computed->day;
}

std::vector<PaceFact> compute_pace(const PaceState& state, const std::vector<FinishedItems>& finished,
                                   std::int64_t day) {
  std::vector<PaceFact> facts;
  if (state.day >= day) return facts;
  std::map<LaneId, Times> times;
  for (const auto& one : finished) times[one.lane][one.seconds] += one.count;
  for (const auto& [lane, pace] : state.lanes) times[lane];  // what was known of it may be over
  for (const auto& [lane, of_lane] : times) {
    const auto items = items_in(of_lane);
    const auto usual = items >= kPaceItemsLeast ? percentile(of_lane, items) : Millis{0};
    facts.push_back(LanePaced{lane, day, usual, items});
  }
  if (!facts.empty()) facts.push_back(PaceComputed{day});  // where no work was ever finished there is nothing to tell
  return facts;
}

}  // namespace baton::core
