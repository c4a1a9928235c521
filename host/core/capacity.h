// SPDX-License-Identifier: MIT
// capacity.h - what an agent holds (R5), in thousandths of a unit: threads on which we owe the next word, and work
// items.
#pragma once

#include <set>
#include <string>

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

std::int64_t units_of_channel(const Policy& policy, const std::string& channel);
// What the item takes of whoever is offered it: a piece of work, or a conversation on its channel.
std::int64_t units_of(const CustomerState& state, const Item& item, const Policy& policy);
// The cases on which we owe the next word, one for each hand: cases in one hand are one conversation.
std::set<CaseId> owing_cases(const CustomerState& state);

}  // namespace baton::core
