// SPDX-License-Identifier: MIT
// rules_approvals.cpp - internal approvals (J4): lanes that exist, limits that rise, and somebody who may.
#include <algorithm>

#include "host/policy/look.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

bool somebody_in(const json& config, const std::string& lane) {
  for (const json& agent : as_array(look(config, {"agents"})))
    if (contains(texts_of(agent, "skills"), lane)) return true;
  for (const json& entry : as_array(look(config, {"lanes"})))
    if (text_of(entry, "id") == lane && !leads_of(config, entry).empty()) return true;
  return false;
}

}  // namespace

void check_approvals(const Examined& examined, Findings& findings) {
  const json& config = examined.config;
  const std::vector<std::string> known = texts_in(look(config, {"lanes"}), "id");
  for (const auto& [name, kind] : as_object(look(config, {"approvals"})).items()) {
    const std::string pointer = plugin::pointer_below("/approvals", name);
    if (!is_config_id(name))
      findings.add(pointer, "is not a name", "use lower-case letters, digits, - and _, beginning with a letter");
    const std::vector<std::string> lanes = texts_of(kind, "lanes");
    bool somebody = false;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      if (!lanes[i].empty() && !contains(known, lanes[i]))
        findings.add(pointer + "/lanes/" + std::to_string(i), "there is no lane \"" + lanes[i] + "\"",
                     meant(lanes[i], known, "name a lane, or add it under \"lanes\""));
      somebody = somebody || !contains(known, lanes[i]) || somebody_in(config, lanes[i]);
    }
    if (!lanes.empty() && !somebody)
      findings.add(pointer, "nobody may give it: no agent holds the skill of its lanes", "give somebody the skill");
    const double agents = real_of(kind, "agents_up_to");
    const double leads = real_of(kind, "leads_up_to");
    if (leads > 0 && (agents == 0 || agents > leads))
      findings.add(pointer + "/leads_up_to", "leads may give less than agents",
                   "raise it, set 0 for any amount, or lower agents_up_to");
  }
}

}  // namespace baton::policy
