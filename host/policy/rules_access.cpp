// SPDX-License-Identifier: MIT
// rules_access.cpp - tokens: who they stand for exists, and the published demo tokens open nothing real.
#include <map>

#include "host/policy/config.h"
#include "host/policy/hash.h"
#include "host/policy/look.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

// Those of config/examples/sandbox.jsonc. Everybody knows them.
bool is_demo_token(const std::string& sha256) {
  for (const char* token :
       {"demo-admin", "demo-ana", "demo-ben", "demo-tess", "demo-tom", "demo-service", "demo-helper"})
    if (sha256_hex(token) == sha256) return true;
  return false;
}

void check_bearer(const json& config, const json& token, const std::string& pointer, Findings& findings) {
  const std::string role = text_of(token, "role");
  const std::string agent = text_of(token, "agent");
  const std::vector<std::string> agents = texts_in(look(config, {"agents"}), "id");
  if (agent.empty() && (role == "agent" || role == "lead"))
    findings.add(pointer, "a token of role " + role + " names no agent",
                 "add \"agent\": the id of the person who uses it");
  if (!agent.empty() && !contains(agents, agent))
    findings.add(pointer + "/agent", "there is no agent \"" + agent + "\"",
                 meant(agent, agents, "name an agent, or add one under \"agents\""));
  const std::string bot = text_of(token, "bot");
  const std::vector<std::string> bots = names_in(look(config, {"automation", "bots"}));
  if (!bot.empty() && role != "service")
    findings.add(pointer + "/bot", "only a token of role service speaks for a bot",
                 "write \"role\": \"service\"");
  else if (!bot.empty() && !contains(bots, bot))
    findings.add(pointer + "/bot", "there is no bot \"" + bot + "\"",
                 meant(bot, bots, "name a bot, or add it under automation.bots"));
  if (role != "service" && !as_array(look(token, {"scopes"})).empty())
    findings.add(pointer + "/scopes", "scopes are for tokens of role service", "remove them");
}

void check_token_lanes(const json& config, const json& token, const std::string& pointer,
                       Findings& findings) {
  const std::vector<std::string> known = texts_in(look(config, {"lanes"}), "id");
  const std::vector<std::string> lanes = texts_of(token, "lanes");
  for (std::size_t i = 0; i < lanes.size(); ++i)
    if (!lanes[i].empty() && !contains(known, lanes[i]))
      findings.add(pointer + "/lanes/" + std::to_string(i), "there is no lane \"" + lanes[i] + "\"",
                   meant(lanes[i], known, "name a lane"));
}

}  // namespace

void check_access(const Examined& examined, Findings& findings) {
  const json& tokens = as_array(look(examined.config, {"access", "tokens"}));
  const bool test = flag_of(as_object(look(examined.config, {"server"})), "test_clock");
  std::map<std::string, std::size_t> names;
  std::map<std::string, std::size_t> hashes;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string pointer = "/access/tokens/" + std::to_string(i);
    check_bearer(examined.config, tokens[i], pointer, findings);
    check_token_lanes(examined.config, tokens[i], pointer, findings);
    const std::string name = text_of(tokens[i], "name");
    const std::string hash = text_of(tokens[i], "sha256");
    if (!name.empty() && !names.emplace(name, i).second)
      findings.add(pointer + "/name", "\"" + name + "\" is used before", "give each token its own name");
    if (!hash.empty() && !hashes.emplace(hash, i).second)
      findings.add(pointer + "/sha256", "two entries have the same token",
                   "make a token of its own for each");
    if (!test && is_demo_token(hash))
      findings.add(pointer + "/sha256", "is a demo token that everybody knows",
                   "make one: openssl rand -hex 32");
  }
}

}  // namespace baton::policy
