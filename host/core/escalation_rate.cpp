// SPDX-License-Identifier: MIT
#include "host/core/escalation_rate.h"

#include <algorithm>

namespace baton::core {

std::string no_escalation(std::span<const MetricBucket> buckets, Instant now) {
  const auto figures = figures_of(buckets, {}, now);
  const auto found = std::find_if(figures.begin(), figures.end(),
                                  [](const MetricFigure& figure) { return figure.code == "M4" && !figure.overlay; });
  if (found == figures.end() || found->all.denominator < kEscalationCases || found->all.numerator > 0) return {};
  return "automation handed over none of " + std::to_string(found->all.denominator) + " cases within " +
         std::to_string(kEscalationDays) + " days: see whether customers reach a person";
}

}  // namespace baton::core
