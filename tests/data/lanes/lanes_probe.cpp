// SPDX-License-Identifier: MIT
// The shipped triage as a program: one text a line in; lane, rule and signals of a standard customer out, tabs
// between.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "host/core/triage.h"
#include "host/policy/blueprint.h"
#include "host/policy/compile_policy.h"

int main() {
  nlohmann::json config = nlohmann::json::object();
  for (const auto& lane : baton::policy::blueprint_lanes()) config["lanes"].push_back({{"id", lane.id}});
  const auto policy = baton::policy::policy_of(config);
  const baton::core::Standing standing{"standard", true, 0, false};
  std::string line;
  while (std::getline(std::cin, line)) {
    std::vector<baton::core::Signal> signals;
    for (const auto& hit : policy.matcher->signals(line)) {
      const auto& known = policy.triage.signals.at(hit.signal);
      signals.push_back({known.name,
                         known.weight_permille,
                         {},
                         hit.begin,
                         hit.length,
                         known.rule,
                         known.lane,
                         known.means,
                         hit.sentence});
    }
    const auto verdict = baton::core::weigh(signals, standing, policy);
    std::cout << (verdict.lane.empty() ? "general" : verdict.lane.value) << '\t' << verdict.rule << '\t';
    for (const auto& signal : signals)
      std::cout << signal.name << '['
                << line.substr(static_cast<std::size_t>(signal.begin), static_cast<std::size_t>(signal.length))
                << "] ";
    std::cout << '\n';
  }
  return 0;
}
