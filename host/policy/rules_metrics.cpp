// SPDX-License-Identifier: MIT
// rules_metrics.cpp - targets that some figure can reach.
#include "host/policy/look.h"
#include "host/policy/rules.h"

namespace baton::policy {

void check_metrics(const Examined& examined, Findings& findings) {
  const auto& targets = look(examined.config, {"metrics", "targets"});
  const auto least = number_of(targets, "escalation_min_percent");
  const auto most = number_of(targets, "escalation_max_percent");
  if (least > most)
    findings.add("/metrics/targets/escalation_min_percent",
                 "at least " + std::to_string(least) + " % and at most " + std::to_string(most) +
                     " % of the cases cannot be escalated",
                 "let escalation_min_percent be no more than escalation_max_percent");
}

}  // namespace baton::policy
