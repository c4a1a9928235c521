// SPDX-License-Identifier: MIT
// finish.h - time against the window (H7): when the work of a case is expected to be done, and whether the window ends
// before that while the customer says nothing.
#pragma once

#include <string>

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

struct ExpectedFinish {
  WorkId item;  // whose; empty: no work is open, the answer itself is what takes the time
  Instant at;   // 0 = nobody can say
  std::string source;  // "owner", "lane": what finished items of it took, "configured"
};

// The latest of what is open: its owner's estimate, else what items of its lane take.
ExpectedFinish expected_finish(const CustomerState& state, const Case& c, const Policy& policy);

// When a case is told to be late for its window; 0 = it is not, or was.
Instant late_for_window_at(const CustomerState& state, const Case& c, const Policy& policy);

// Where it goes then, unless a specialist has it already.
LaneId lane_for_late(const Case& c, const Policy& policy);

}  // namespace baton::core
