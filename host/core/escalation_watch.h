// SPDX-License-Identifier: MIT
// escalation_watch.h - whether automation hands over as often as is healthy (H12): judged by M4 of the last seven days.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "host/core/alarms.h"
#include "host/core/metric_sums.h"

namespace baton::core {

inline constexpr std::int64_t kEscalationDays = 7;
inline constexpr std::int64_t kEscalationCasesLeast = 50;  // fewer say nothing
inline constexpr std::string_view kEscalationAlarm = "escalation_rate";

enum class EscalationHealth { unknown = 1, none, low, healthy, high };

template <>
struct Words<EscalationHealth> {
  using enum EscalationHealth;
  static constexpr auto all = std::to_array<std::pair<EscalationHealth, std::string_view>>(
      {{unknown, "too_few_cases"}, {none, "red"}, {low, "low"}, {healthy, "healthy"}, {high, "high"}});
};

EscalationHealth escalation_health(std::int64_t handed_off, std::int64_t cases);
EscalationHealth escalation_health(std::span<const MetricFigure> figures);  // of M4 as a whole

// The alarm while nobody is handed over, and its end once somebody is. Nothing where all is said already.
std::vector<AlarmFact> watch_escalation(const AlarmState& alarms, std::span<const MetricFigure> figures);

}  // namespace baton::core
