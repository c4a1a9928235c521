// SPDX-License-Identifier: MIT
// dues.h - what falls due by the passing of time, read off the state. There are no timer records that could be lost or
// left behind: the ledger keeps one "next due" per customer, and at that time decides a ClockReached.
#pragma once

#include <optional>

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

// The earliest instant at which ClockReached would decide something; nothing = never.
std::optional<Instant> next_due(const CustomerState& state, const Policy& policy);

}  // namespace baton::core
