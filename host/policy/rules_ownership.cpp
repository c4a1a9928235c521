// SPDX-License-Identifier: MIT
// rules_ownership.cpp - the escalation desk and the rules that choose an ownership model: every name exists, every rule
// can match, and nothing is sent to a desk that is not there (O4, O5).
#include <algorithm>

#include "host/policy/look.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

constexpr const char* kControlTower = "control_tower";

std::vector<std::string> models_of(const json& config) {
  std::vector<std::string> models{"l1_owns", "reassign", kControlTower};
  for (const std::string& name : names_in(look(config, {"strategies", "ownership"})))
    if (name != "default" && !contains(models, name)) models.push_back(name);
  return models;
}

const std::vector<std::string>& triggers() {
  static const std::vector<std::string> known{"H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H11", "H12",
                                              "H13", "H14", "handoff", "switch", "bot_muted", "bot_unreachable"};
  return known;
}

void check_names(const json& entry, const std::string& pointer, const char* key, const char* what,
                 const std::vector<std::string>& known, const char* mend, Findings& findings) {
  const std::vector<std::string> names = texts_of(entry, key);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!names[i].empty() && !contains(known, names[i]))
      findings.add(pointer + "/" + key + "/" + std::to_string(i), std::string("there is no ") + what + " \""
          + names[i] + "\"",
                   meant(names[i], known, mend));
}

void check_desk(const json& config, const std::vector<std::string>& agents, const std::vector<std::string>& lanes,
                Findings& findings) {
  const json& desk = look(config, {"desk"});
  std::vector<std::string> leads = agents;
  for (const std::string& rota : names_in(look(config, {"rotas"}))) leads.push_back(rota);
  check_names(desk, "/desk", "members", "agent", agents, "name an agent, or add one under \"agents\"", findings);
  check_names(desk, "/desk", "leads", "agent or rota", leads, "name an agent or a rota", findings);
  check_names(desk, "/desk", "authority", "lane", lanes, "name a lane, or remove it", findings);
  if (texts_of(desk, "members").empty() && !texts_of(desk, "leads").empty())
    findings.add("/desk/leads", "the desk has leads but no members", "name its members");
}

// Whatever `later` matches, `earlier` has matched before.
bool covers(const json& earlier, const json& later) {
  for (const char* key : {"segments", "lanes", "work_types", "triggers"}) {
    const json& wide = as_array(look(earlier, {key}));
    const json& narrow = as_array(look(later, {key}));
    if (wide.empty()) continue;
    if (narrow.empty()) return false;
    const bool inside = std::all_of(narrow.begin(), narrow.end(), [&](const json& value) {
      return std::find(wide.begin(), wide.end(), value) != wide.end();
    });
    if (!inside) return false;
  }
  return true;
}

}  // namespace

void check_ownership(const Examined& examined, Findings& findings) {
  const json& config = examined.config;
  const std::vector<std::string> agents = texts_in(look(config, {"agents"}), "id");
  const std::vector<std::string> lanes = texts_in(look(config, {"lanes"}), "id");
  check_desk(config, agents, lanes, findings);
  std::vector<std::string> segments{"enterprise", "standard", "trial"};
  for (const std::string& name : names_in(look(config, {"segments"}))) segments.push_back(name);
  const std::vector<std::string> models = models_of(config);
  const bool desk = !texts_of(look(config, {"desk"}), "members").empty();
  const json& rules = as_array(look(config, {"ownership_rules"}));
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string pointer = "/ownership_rules/" + std::to_string(i);
    const std::string model = text_of(rules[i], "model");
    if (!model.empty() && !contains(models, model))
      findings.add(pointer + "/model", "there is no model \"" + model + "\"",
                   meant(model, models, "name a model, or a strategy under strategies.ownership"));
    if (model == kControlTower && !desk)
      findings.add(pointer + "/model", "there is no desk for the control tower", "name its members under \"desk\"");
    check_names(rules[i], pointer, "segments", "segment", segments, "name a segment", findings);
    check_names(rules[i], pointer, "lanes", "lane", lanes, "name a lane, or add it under \"lanes\"", findings);
    check_names(rules[i], pointer, "triggers", "trigger", triggers(), "name H1 to H14, handoff or switch", findings);
    for (std::size_t j = 0; j < i; ++j) {
      if (!covers(rules[j], rules[i])) continue;
      findings.add(pointer, "this rule can never match: rule " + std::to_string(j) + " takes whatever it could take",
                   "move it up, or remove it");
      break;
    }
  }
}

}  // namespace baton::policy
