// SPDX-License-Identifier: MIT
// rules_automation.cpp - bots and the way past them (H11), and the purposes of templates (T2).
#include <map>

#include "host/policy/look.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

const std::vector<std::string>& known_purposes() {
  static const std::vector<std::string> purposes{"progress_update", "evidence_request", "approval_request",
                                                 "resolution",      "reopen",           "switch_channel",
                                                 "secure_link",     "no_answer_yet"};
  return purposes;
}

const std::vector<std::string>& known_variables() {
  static const std::vector<std::string> variables{"customer.name", "agent.name", "case"};
  return variables;
}

void check_bot_threads(const json& config, const std::string& bot, const std::string& pointer,
                       std::map<std::string, std::string>& served, Findings& findings) {
  const json& threads = as_object(look(config, {"automation", "bots", bot, "threads"}));
  const std::vector<std::string> connectors = names_in(look(config, {"connectors"}));
  if (look(config, {"automation", "bots", bot, "threads"}).is_object() && threads.empty())
    findings.add(pointer + "/threads", "the bot serves no thread",
                 "name a connector: { \"whatsapp-eu\": [] }");
  for (const auto& [connector, accounts] : threads.items()) {
    const std::string below = plugin::pointer_below(pointer + "/threads", connector);
    if (!contains(connectors, connector))
      findings.add(below, "there is no connector \"" + connector + "\"",
                   meant(connector, connectors, "name a connector, or add it under \"connectors\""));
    std::vector<std::string> names;
    for (const json& account : as_array(accounts))
      if (account.is_string()) names.push_back(account.get<std::string>());
    if (names.empty()) names.push_back("");
    for (const std::string& account : names) {
      const auto [other, fresh] = served.emplace(connector + "\n" + account, bot);
      if (!fresh && other->second != bot)
        findings.add(below, "the bot \"" + other->second + "\" serves the same threads",
                     "let one bot serve them");
    }
  }
}

void check_bot_url(const json& bot, const std::string& pointer, Findings& findings) {
  const std::string url = text_of(bot, "url");
  if (!url.empty() && !url.starts_with("https://") && !url.starts_with("http://"))
    findings.add(pointer + "/url", "is not an http(s) address",
                 "write it like \"https://bot.example.com/messages\"");
}

void check_variables(const json& variables, const std::string& pointer, Findings& findings) {
  for (const auto& [name, source] : as_object(variables).items()) {
    if (!source.is_string()) continue;
    const std::string text = source.get<std::string>();
    // Words are used as they stand; what looks like the name of a variable must be one.
    const bool names_one = text.find('.') != std::string::npos &&
                           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string::npos &&
                           text.front() != '.' && text.back() != '.';
    if (names_one && !contains(known_variables(), text))
      findings.add(plugin::pointer_below(pointer, name), "there is no variable \"" + text + "\"",
                   meant(text, known_variables(), "use customer.name, agent.name or case, or words"));
  }
}

}  // namespace

void check_automation(const Examined& examined, Findings& findings) {
  const json& automation = as_object(look(examined.config, {"automation"}));
  const json& bots = as_object(look(automation, {"bots"}));
  std::map<std::string, std::string> served;
  for (const auto& [name, bot] : bots.items()) {
    const std::string pointer = plugin::pointer_below("/automation/bots", name);
    if (!is_config_id(name))
      findings.add(pointer, "is not an id",
                   "use lower-case letters, digits, - and _, beginning with a letter");
    check_bot_threads(examined.config, name, pointer, served, findings);
    check_bot_url(bot, pointer, findings);
  }
  if (bots.empty()) return;
  for (const auto& [name, way] : as_object(look(automation, {"escapes"})).items())
    if (way.is_string() && !way.get_ref<const std::string&>().empty()) return;
  findings.add("/automation/escapes", "automation has no way to a person beside the chat (H11)",
               "set at least one of phone, email, web, form");
}

void check_templates(const Examined& examined, Findings& findings) {
  const json& purposes = as_object(look(examined.config, {"templates", "purposes"}));
  std::vector<std::string> owners = texts_in(look(examined.config, {"agents"}), "id");
  const std::vector<std::string> lanes = texts_in(look(examined.config, {"lanes"}), "id");
  owners.insert(owners.end(), lanes.begin(), lanes.end());
  for (const auto& [name, purpose] : purposes.items()) {
    const std::string pointer = plugin::pointer_below("/templates/purposes", name);
    if (!contains(known_purposes(), name))
      findings.add(pointer, "is not a purpose",
                   meant(name, known_purposes(), "use one of those in the description"));
    const std::string owner = text_of(purpose, "owner");
    if (!owner.empty() && !contains(owners, owner))
      findings.add(pointer + "/owner", "there is no agent or lane \"" + owner + "\"",
                   meant(owner, owners, "name the agent or lane that keeps these templates usable"));
    const json& templates = as_array(look(purpose, {"templates"}));
    for (std::size_t i = 0; i < templates.size(); ++i)
      check_variables(look(templates[i], {"variables"}),
                      pointer + "/templates/" + std::to_string(i) + "/variables", findings);
  }
}

}  // namespace baton::policy
