// SPDX-License-Identifier: MIT
// pace.h - what finished items of each lane took (H7): the 75th percentile of the last 30 days, computed each night of
// the organisation and recorded. A stream of its own, since lanes span customers; a customer's decision has it from an
// input.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "host/core/ids.h"
#include "host/core/reflect.h"
#include "host/core/time.h"

namespace baton::core {

inline constexpr std::int64_t kPaceDays = 30;
inline constexpr std::int64_t kPaceItemsLeast = 20;  // with fewer the configured value holds

struct LanePaced {
  LaneId lane;
  std::int64_t day = 0;    // it was computed on; the 30 days before it count
  Millis usual_ms = 0;     // 0 = too few
  std::int64_t items = 0;  // it was computed from
  BATON_RECORD("LanePaced", 1, lane, day, usual_ms, items)
};
struct PaceComputed {  // for every lane, that night
  std::int64_t day = 0;
  BATON_RECORD("PaceComputed", 1, day)
};
using PaceFact = std::variant<LanePaced, PaceComputed>;

struct PaceState {
  struct Pace {
    std::int64_t day = 0;
    Millis usual_ms = 0;
    std::int64_t items = 0;
    BATON_FIELDS(day, usual_ms, items)
  };
  std::map<LaneId, Pace> lanes;
  std::int64_t day = 0;  // 0 = never
  BATON_FIELDS(lanes, day)
  Millis usual_ms(const LaneId& lane) const;
};

// So many items of the lane took so long.
struct FinishedItems {
  LaneId lane;
  std::int64_t seconds = 0;
  std::int64_t count = 0;
};

void evolve(PaceState& state, const PaceFact& fact, Instant at);
// Nothing where this night was computed already.
std::vector<PaceFact> compute_pace(const PaceState& state, const std::vector<FinishedItems>& finished,
                                   std::int64_t day);

}  // namespace baton::core
