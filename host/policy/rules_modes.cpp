// SPDX-License-Identifier: MIT
// rules_modes.cpp - how rules run in a lane (G14): what keeps the record and the customer safe is never switched, and
// behind the gate neither is the window.
#include "host/core/modes.h"

#include <algorithm>

#include "host/policy/look.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

bool behind_the_gate(const json& config) {
  const json& connectors = as_object(look(config, {"connectors"}));
  return connectors.empty() || std::any_of(connectors.begin(), connectors.end(), [](const json& connector) {
           return text_of(connector, "topology") != "overlay";
         });
}

void check_rule(const std::string& rule, const std::string& pointer, bool gate, Findings& findings) {
  if (core::never_switchable(rule))
    return findings.add(pointer, rule + " always holds and cannot be switched (G14)", "remove it");
  if (core::of_the_window(rule) && gate)
    return findings.add(pointer, rule + " cannot be switched while a connector is behind the gate (G14)",
                        "remove it, or let another system send on every number (topology overlay)");
  if (!contains(core::automated_rules(), rule))
    findings.add(pointer, "there is no automated rule \"" + rule + "\"",
                 meant(rule, core::automated_rules(), "use a code such as H8, R5, O7 or G7; see config/README.md"));
}

}  // namespace

void check_modes(const Examined& examined, Findings& findings) {
  const json& config = examined.config;
  const bool gate = behind_the_gate(config);
  const json& lanes = as_array(look(config, {"lanes"}));
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const std::string pointer = "/lanes/" + std::to_string(i) + "/rules";
    for (const std::string& rule : names_in(look(lanes[i], {"rules"})))
      check_rule(rule, plugin::pointer_below(pointer, rule), gate, findings);
  }
}

}  // namespace baton::policy
