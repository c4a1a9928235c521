// SPDX-License-Identifier: MIT
// rules_people.cpp - agents, rotas, lanes: every name exists, and behind every lane stands a person (C2, R2).
#include <set>

#include "host/policy/look.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

constexpr const char* kGeneral = "general";
constexpr const char* kDesk = "desk";  // "lead:desk" is the escalation desk's office

std::string at(const char* section, std::size_t index, const char* key) {
  return std::string("/") + section + "/" + std::to_string(index) + "/" + key;
}

void check_unique(const json& list, const char* section, Findings& findings) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (const std::string id = text_of(list[i], "id"); !id.empty() && !seen.insert(id).second)
      findings.add(at(section, i, "id"), "\"" + id + "\" is used before", "give each its own id");
}

struct Names {
  std::vector<std::string> agents;
  std::vector<std::string> lanes;
  std::vector<std::string> rotas;
  std::vector<std::string> connectors;
};

void check_agents(const json& agents, const Names& names, Findings& findings) {
  for (std::size_t i = 0; i < agents.size(); ++i) {
    const std::vector<std::string> skills = texts_of(agents[i], "skills");
    for (std::size_t j = 0; j < skills.size(); ++j)
      if (!skills[j].empty() && !contains(names.lanes, skills[j]))
        findings.add(at("agents", i, "skills/") + std::to_string(j), "there is no lane \"" + skills[j] + "\"",
                     meant(skills[j], names.lanes, "name a lane, or add it under \"lanes\""));
    for (const std::string& connector : names_in(look(agents[i], {"links"})))
      if (!contains(names.connectors, connector))
        findings.add(plugin::pointer_below(at("agents", i, "links"), connector),
                     "there is no connector \"" + connector + "\"",
                     meant(connector, names.connectors, "name a connector, or remove the link"));
  }
}

void check_agent_name(const std::string& agent, const std::string& pointer, const Names& names,
                      Findings& findings) {
  if (!agent.empty() && !contains(names.agents, agent))
    findings.add(pointer, "there is no agent \"" + agent + "\"",
                 meant(agent, names.agents, "name an agent, or add one under \"agents\""));
}

void check_rotas(const json& rotas, const Names& names, Findings& findings) {
  for (const auto& [name, rota] : as_object(rotas).items()) {
    const std::string pointer = plugin::pointer_below("/rotas", name);
    if (contains(names.agents, name))
      findings.add(pointer, "an agent has the same id",
                   "give the rota another name, so that leads are not mistaken");
    check_agent_name(text_of(rota, "on_duty"), pointer + "/on_duty", names, findings);
    check_agent_name(text_of(rota, "deputy"), pointer + "/deputy", names, findings);
    const std::vector<std::string> called = texts_of(rota, "on_call");
    for (std::size_t i = 0; i < called.size(); ++i)
      check_agent_name(called[i], pointer + "/on_call/" + std::to_string(i), names, findings);
    std::size_t index = 0;
    for (const json& turn : as_array(look(rota, {"turns"}))) {
      const std::string at_turn = pointer + "/turns/" + std::to_string(index++);
      check_agent_name(text_of(turn, "on_duty"), at_turn + "/on_duty", names, findings);
      check_agent_name(text_of(turn, "deputy"), at_turn + "/deputy", names, findings);
    }
  }
}

void check_lane(const json& config, const json& lane, std::size_t index, const Names& names,
                Findings& findings) {
  const std::string id = text_of(lane, "id");
  if (id == kDesk)
    findings.add(at("lanes", index, "id"), "\"desk\" is the escalation desk's own name", "choose another id");
  std::vector<std::string> known = names.agents;
  known.insert(known.end(), names.rotas.begin(), names.rotas.end());
  const std::vector<std::string> leads = texts_of(lane, "leads");
  for (std::size_t i = 0; i < leads.size(); ++i)
    if (!leads[i].empty() && !contains(known, leads[i]))
      findings.add(at("lanes", index, "leads/") + std::to_string(i),
                   "there is no agent or rota \"" + leads[i] + "\"",
                   meant(leads[i], known, "name an agent or a rota"));
  if (const std::string fallback = text_of(lane, "fallback"); !fallback.empty() && !contains(names.lanes, fallback))
    findings.add(at("lanes", index, "fallback"), "there is no lane \"" + fallback + "\"",
                 meant(fallback, names.lanes, "name a lane, or remove it"));
  if (leads.empty() && leads_of(config, lane).empty())
    findings.add("/lanes/" + std::to_string(index), "the lane \"" + id + "\" has no lead",
                 "name at least one agent or rota under \"leads\", or set organisation.default_lead");
}

}  // namespace

std::vector<std::string> leads_of(const json& config, const json& lane) {
  const std::vector<std::string> agents = texts_in(look(config, {"agents"}), "id");
  const json& rotas = as_object(look(config, {"rotas"}));
  std::vector<std::string> leads;
  const auto add = [&](const std::string& agent) {
    if (contains(agents, agent) && !contains(leads, agent)) leads.push_back(agent);
  };
  for (const std::string& lead : texts_of(lane, "leads")) {
    const auto rota = rotas.find(lead);
    if (rota == rotas.end()) {
      add(lead);
      continue;
    }
    add(text_of(*rota, "on_duty"));
    add(text_of(*rota, "deputy"));
    for (const json& turn : as_array(look(*rota, {"turns"}))) {
      add(text_of(turn, "on_duty"));
      add(text_of(turn, "deputy"));
    }
    for (const std::string& agent : texts_of(*rota, "on_call")) add(agent);
  }
  add(text_of(look(config, {"organisation"}), "default_lead"));
  return leads;
}

void check_people(const Examined& examined, Findings& findings) {
  const json& config = examined.config;
  const json& agents = as_array(look(config, {"agents"}));
  const json& lanes = as_array(look(config, {"lanes"}));
  const Names names{texts_in(agents, "id"), texts_in(lanes, "id"), names_in(look(config, {"rotas"})),
                    names_in(look(config, {"connectors"}))};
  check_unique(agents, "agents", findings);
  check_unique(lanes, "lanes", findings);
  check_agents(agents, names, findings);
  check_rotas(look(config, {"rotas"}), names, findings);
  check_agent_name(text_of(look(config, {"organisation"}), "default_lead"), "/organisation/default_lead",
                   names, findings);
  for (std::size_t i = 0; i < lanes.size(); ++i) check_lane(config, lanes[i], i, names, findings);
  if (!contains(names.lanes, kGeneral))
    findings.add("/lanes", "there is no lane \"general\"",
                 "add { \"id\": \"general\", \"leads\": [...] }: it takes whatever no other lane takes");
}

}  // namespace baton::policy
