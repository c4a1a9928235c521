// SPDX-License-Identifier: MIT
// next_step.h - what is next on a case and when the customer hears: derived from the state, never stored (C12, G12).
#pragma once

#include <string>

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

struct NextAction {
  std::string verb;   // "answer the customer", "accept the offer", ...; never empty for an open case
  std::string party;  // "bot:ID", "agent:ID", "lead:LANE", "customer", "lane:ID"
  Instant due;        // 0 = no time of its own
};

NextAction next_action(const CustomerState& state, const Case& c, const Policy& policy);
// The earliest of the SLA, what was promised or planned and, while the window is open and nothing covers it, its end
// less a margin (update_due.h). 0 = none: settled, or waiting for the customer.
Instant next_update_due(const CustomerState& state, const Case& c, const Policy& policy);

}  // namespace baton::core
