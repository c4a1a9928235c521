// SPDX-License-Identifier: MIT
// escalation_rate.h - H12: the escalation rate (M4) is watched. A week in which automation handed nobody over, over
// many cases, says that customers do not reach a person, and not that nobody needed one.
#pragma once

#include <span>
#include <string>

#include "host/core/metric_sums.h"

namespace baton::core {

inline constexpr std::int64_t kEscalationDays = 7;
inline constexpr std::int64_t kEscalationCases = 50;  // fewer say nothing

// What is wrong, for people; empty: nothing. `buckets` are those of the last kEscalationDays days.
std::string no_escalation(std::span<const MetricBucket> buckets, Instant now);

}  // namespace baton::core
