// SPDX-License-Identifier: MIT
// approvals.h - who may give an internal approval, and up to how much (J4).
#pragma once

#include "host/core/policy.h"

namespace baton::core {

// Agents hold the skill of one of its lanes, leads lead one; each up to their limit, without a limit to any amount.
bool may_approve(const Policy& policy, const ApprovalPolicy& kind, const AgentId& agent, std::int64_t amount);
// The lane whose people may, the preferred one first; empty: nobody may give so much.
LaneId lane_that_may(const Policy& policy, const ApprovalPolicy& kind, const LaneId& preferred, std::int64_t amount);
// "refund of 250.00 EUR"
std::string amount_words(const ApprovalPolicy& kind, std::int64_t amount);

}  // namespace baton::core
