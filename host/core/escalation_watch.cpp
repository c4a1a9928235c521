// SPDX-License-Identifier: MIT
#include "host/core/escalation_watch.h"

namespace baton::core {
namespace {

const MetricTally* of_m4(std::span<const MetricFigure> figures) {
  for (const auto& figure : figures)
    if (figure.code == "M4" && figure.group.empty() && figure.apart.empty()) return &figure.all;
  return nullptr;
}

}  // namespace

EscalationHealth escalation_health(std::int64_t handed_off, std::int64_t cases) {
  if (cases < kEscalationCasesLeast) return EscalationHealth::unknown;
  if (handed_off == 0) return EscalationHealth::none;
  if (handed_off * 100 < cases * 5) return EscalationHealth::low;
  return handed_off * 100 > cases * 10 ? EscalationHealth::high : EscalationHealth::healthy;
}

EscalationHealth escalation_health(std::span<const MetricFigure> figures) {
  const auto* m4 = of_m4(figures);
  return m4 == nullptr ? EscalationHealth::unknown : escalation_health(m4->numerator, m4->denominator);
}

std::vector<AlarmFact> watch_escalation(const AlarmState& alarms, std::span<const MetricFigure> figures) {
  const auto* m4 = of_m4(figures);
  if (m4 == nullptr) return {};
  const std::string key(kEscalationAlarm);
  const auto health = escalation_health(m4->numerator, m4->denominator);
  const auto known = alarms.alarms.find(key);
  const bool told = known != alarms.alarms.end() && known->second.cleared.empty();
  if (health == EscalationHealth::none) {
    if (told) return {};
    return raise(alarms, key,
                 "automation handed nobody over in " + std::to_string(m4->denominator) + " cases of the last " +
                     std::to_string(kEscalationDays) + " days: can customers reach a person?",
                 {});
  }
  // Too few cases say nothing, also not that it is better.
  if (!told || health == EscalationHealth::unknown) return {};
  return {AlarmCleared{key, "customers are handed over again: " + std::to_string(m4->numerator) + " of "
                       + std::to_string(m4->denominator)}};
}

}  // namespace baton::core
