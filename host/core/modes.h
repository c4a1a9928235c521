// SPDX-License-Identifier: MIT
// modes.h - how an automated rule runs in a lane: it watches, it suggests, or it acts (G14). Rules that keep the record
// and the customer safe always act.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

// The rules a lane may switch. Those of the window only where another system sends (overlay).
const std::vector<std::string>& automated_rules();
bool never_switchable(std::string_view rule);  // C2, C3, C7, I1, I4, I5, B2, G2, and in gate topology W
bool of_the_window(std::string_view rule);     // W, W1, W2, ...

RuleMode mode_of(const Policy& policy, const LaneId& lane, Topology topology, std::string_view rule);
// Whether Baton speaks to the customer by itself: a plan under W6 is kept everywhere, its words follow the lane.
RuleMode voice_of(const Policy& policy, const LaneId& lane, Topology topology, std::string_view rule);

Topology topology_of(const CustomerState& state, const Case& c);
bool acts(const CustomerState& state, const Case& c, const Policy& policy, const LaneId& lane, std::string_view rule);
std::string watched_key(std::string_view rule, std::string_view subject);
// Noted once for a subject: the rule only watches it.
bool watched(const Case& c, std::string_view rule, std::string_view subject);

}  // namespace baton::core
