// SPDX-License-Identifier: MIT
// update_due.h - when the customer hears next, and by which clock (G12, G13): the earliest of the SLA, what was
// promised or planned, and the window's end. Derived from the state, never stored; the same clocks measure M11 and
// M12.
#pragma once

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

struct UpdateDue {
  Instant at;  // 0 = none
  DueClock clock = DueClock::next;
};

UpdateDue update_due(const CustomerState& state, const Case& c, const Policy& policy);
// The part of it that does not come from the window or a plan: the SLA and promises (W6).
UpdateDue owed_due(const CustomerState& state, const Case& c, const Policy& policy);
// Whether the next word on the case is ours (R5): the customer has an answer, a promise or a planned word to come, or
// specialists are at it. Not while we wait for the customer, and not where all is answered.
bool we_owe_a_word(const CustomerState& state, const Case& c);
// Those that M12 counts, as far as they are open: the SLA's responses and promises.
std::vector<UpdateDue> counted_dues(const CustomerState& state, const Case& c, const Policy& policy);
// G13: when the case is to be resolved, pauses counted out; 0 = settled, paused, or no target.
Instant resolution_due(const CustomerState& state, const Case& c, const Policy& policy);

// G7: when so much of an item's goal is over, in staffed time and without its waits; 0 = it waits, has no goal, is
// over.
Instant ages_at(const CustomerState& state, const Item& item, const Policy& policy, std::int64_t percent);

// Whether every unfinished work item of the case waits for a third party.
bool waits_for_third_party(const CustomerState& state, const CaseId& id);

}  // namespace baton::core
