// SPDX-License-Identifier: MIT
// window.h - the service window of a thread (W1, W2): from the channel's own timestamps less a safety margin.
#pragma once

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

// First instant at which the window counts as closed: end less margin, that second included. 0 = there is none.
Instant closes_at(const Thread& thread, const Policy& policy);
bool window_open(const Thread& thread, const Policy& policy, Instant now);  // true where the channel has no window
// W2: by hours, or, if earlier, before the last shift of the lane that leaves time enough; 0 = no open window to be at
// risk.
Instant at_risk_at(const Thread& thread, const Policy& policy, const LaneId& lane);

}  // namespace baton::core
