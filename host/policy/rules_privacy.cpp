// SPDX-License-Identifier: MIT
// rules_privacy.cpp - H13's table names what there is and ways that exist; the quarantine's key is one (I4).
#include "host/core/masking.h"
#include "host/policy/blueprint.h"
#include "host/policy/compile_privacy.h"
#include "host/policy/look.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

const std::vector<std::string>& known_channels() {
  static const std::vector<std::string> channels{"*", "whatsapp", "email"};
  return channels;
}

// Signals of triage: those that ship, and the organisation's own.
std::vector<std::string> intents_of(const json& config) {
  std::vector<std::string> intents = names_in(as_object(look(config, {"triage", "signals"})));
  if (flag_of(look(config, {"triage"}), "blueprint"))
    for (const auto& signal : blueprint_signals()) intents.emplace_back(signal.name);
  return intents;
}

void check_way(const json& config, const json& way, const std::string& pointer, Findings& findings) {
  const std::string name = way.is_string() ? way.get<std::string>() : "";
  const json& escapes = look(config, {"automation", "escapes"});
  if (name == "form" && text_of(look(config, {"privacy", "secure_path"}), "url").empty())
    findings.add(pointer, "points to the form, and there is none (H13)",
                 "set privacy.secure_path.url to the page that has it");
  if (name == "call" && text_of(escapes, "phone").empty())
    findings.add(pointer, "points to a call, and there is no number to name (H13)", "set automation.escapes.phone");
  if (name == "email" && text_of(escapes, "email").empty())
    findings.add(pointer, "points to email, and there is no address to name (H13)", "set automation.escapes.email");
}

struct Part {
  const char* key;
  const char* what;
  const std::vector<std::string>& known;
  const char* mend;
};

void check_part(const json& config, const json& table, const Part& part, const std::string& below, Findings& findings) {
  for (const auto& [name, way] : as_object(look(table, {part.key})).items()) {
    const std::string pointer = plugin::pointer_below(below + "/" + part.key, name);
    if (!contains(part.known, name))
      findings.add(pointer, std::string("there is no ") + part.what + " \"" + name + "\"",
                   meant(name, part.known, part.mend));
    else
      check_way(config, way, pointer, findings);
  }
}

}  // namespace

void check_privacy(const Examined& examined, Findings& findings) {
  const std::vector<std::string> intents = intents_of(examined.config);
  for (const auto& [channel, table] : as_object(look(examined.config, {"privacy", "channels"})).items()) {
    const std::string pointer = plugin::pointer_below("/privacy/channels", channel);
    if (!contains(known_channels(), channel))
      findings.add(pointer, "there is no channel \"" + channel + "\"",
                   meant(channel, known_channels(), "use whatsapp, email, or * for all of them"));
    check_part(examined.config, table,
               {"classes", "data class", core::data_classes(),
                "use card, iban, national_id, password, one_time_code, document or configured"},
               pointer, findings);
    check_part(examined.config, table,
               {"intents", "intent", intents, "name a signal of triage, or add it under triage.signals"}, pointer,
               findings);
  }
}

void check_quarantine_key(const json& resolved, Findings& findings) {
  const std::string key = text_of(look(resolved, {"privacy"}), "quarantine_key");
  if (key.empty() || key.starts_with("${") || !key_bytes(key).empty()) return;
  findings.add("/privacy/quarantine_key",
               "is no key: it has " + std::to_string(key.size()) + " characters, or others than hex digits (I4)",
               "use 64 hex digits that nobody knows: openssl rand -hex 32");
}

}  // namespace baton::policy
