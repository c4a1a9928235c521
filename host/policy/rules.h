// SPDX-License-Identifier: MIT
// rules.h - what a configuration must mean, beyond its form: names that exist, one general lane, a lead for
// every lane, a way out of automation. Each rule reads the configuration with its defaults filled in and adds
// what it finds.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/policy/findings.h"

namespace baton::policy {

struct Examined {
  const nlohmann::json& config;                          // defaults in, may still be wrong in form
  const std::map<std::string, std::string>& references;  // pointer -> "${...}" it was written as
  std::filesystem::path folder;                          // where relative paths start
};

void check_server(const Examined& examined, Findings& findings);      // addresses, TLS, store, times
void check_people(const Examined& examined, Findings& findings);      // agents, rotas, lanes and their leads
void check_hours(const Examined& examined, Findings& findings);       // zones, slots, holidays
void check_paths(const Examined& examined, Findings& findings);       // G10a: a transfer and a backup at every hour
void check_ownership(const Examined& examined, Findings& findings);   // desk, ownership rules (O4, O5)
void check_modes(const Examined& examined, Findings& findings);       // how rules run in lanes (G14)
void check_approvals(const Examined& examined, Findings& findings);   // who may approve what (J4)
void check_access(const Examined& examined, Findings& findings);      // tokens
void check_automation(const Examined& examined, Findings& findings);  // bots, escapes (H11)
void check_templates(const Examined& examined, Findings& findings);   // purposes (T2)
void check_triage(const Examined& examined, Findings& findings);      // signals, lanes, segments (I9, R3, R7)
void check_metrics(const Examined& examined, Findings& findings);     // targets (section M)
void check_words(const Examined& examined, Findings& findings);       // host words, patterns (H8, I4)

void check_privacy(const Examined& examined, Findings& findings);     // what may stay on a channel (H13)

// `resolved` has its secrets in place.
void check_quarantine_key(const nlohmann::json& resolved, Findings& findings);

// No secret stands in the file itself, except where the clock is a test's.
// `base` is the pointer of the value that `schema` describes.
void check_literal_secrets(const Examined& examined, const nlohmann::json& schema,
                           const nlohmann::json& value, const std::string& base, Findings& findings);

// The agents who lead a lane, in order, rotas opened and the organisation's default last; unknown names are
// left out.
std::vector<std::string> leads_of(const nlohmann::json& config, const nlohmann::json& lane);

// An id of the configuration: "whatsapp-eu".
bool is_config_id(const std::string& id);

// `file` as the configuration means it: relative to its own folder. "" stays "".
std::filesystem::path placed(const std::filesystem::path& folder, const std::string& file);

}  // namespace baton::policy
