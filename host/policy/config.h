// SPDX-License-Identifier: MIT
// config.h - the configuration after it was read, checked and compiled: plain values, each with its default,
// for the rooms that need them. Rules read `policy`; everything else here is wiring. Nothing here is printed:
// it holds secrets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/policy.h"
#include "host/plugin/manifest/bundle_signature.h"

namespace baton::policy {

struct ServerConfig {
  std::string listen = "127.0.0.1:8080";  // host:port; port 0 picks a free one
  std::string public_url;                 // without a slash at its end; empty: not said
  std::string tls_certificate_file;       // both or none
  std::string tls_key_file;
  bool test_clock = false;  // --clock is refused without it
  std::int64_t drain_s = 20;
};

struct StoreConfig {
  std::string kind = "sqlite";
  std::filesystem::path path;  // absolute
};

enum class TokenRole { admin = 1, lead, agent, service };
std::string_view to_string(TokenRole role);

struct Token {
  std::string name;
  TokenRole role = TokenRole::agent;
  std::string sha256;               // of the bearer token, lower-case hex
  core::AgentId agent;              // always there for roles agent and lead
  core::BotId bot;                  // a service token that speaks for this bot; empty: none
  std::vector<core::LaneId> lanes;  // empty: all
  std::vector<std::string> scopes;  // "act_as"

  bool has_scope(std::string_view scope) const;
};

struct AccessConfig {
  std::vector<Token> tokens;
  const Token* find(std::string_view sha256) const;
};

enum class PluginIsolation { automatic = 1, inside, runner };

// One use of a plugin: a connector, or one place of the strategies.
struct PluginUse {
  std::string id;      // "whatsapp-eu"; "brief", "brief.fallback", "ownership.default", "classifiers.0"
  std::string plugin;  // plugin id
  bool enabled = true;
  PluginIsolation isolate = PluginIsolation::automatic;
  nlohmann::json settings;  // as the plugin gets them: defaults in, secrets as "${secret:NAME}"
  std::map<std::string, std::string> secrets;  // NAME -> value
};

// The settings with their secrets in place again: what ConfigSchema::check() and a SecretStore want to start
// from.
nlohmann::json settings_with_secrets(const PluginUse& use);

struct ConnectorUse : PluginUse {
  core::Topology topology = core::Topology::gate;
  std::int64_t poll_s = 30;  // between two polls, where the plugin has something to poll
};

struct StrategyConfig {
  PluginUse brief;                             // plugin empty: the host's minimal brief alone
  PluginUse brief_fallback;                    // plugin empty: none
  std::map<std::string, PluginUse> ownership;  // "default" is always there
  std::vector<PluginUse> classifiers;
};

struct PluginsConfig {
  std::vector<std::filesystem::path> paths;                 // absolute, plugins.paths only
  std::map<std::string, std::vector<std::string>> trusted;  // plugin id -> hashes of its library
  std::vector<plugin::VendorKey> keys;                      // plugins.keys
  bool signatures_required = false;
  struct Restarts {
    std::int64_t first_wait_ms = 1000;
    std::int64_t longest_wait_ms = 60'000;
    std::int64_t max = 5;
    std::int64_t within_min = 10;
  } restarts;
};

struct BotConfig {
  core::BotId id;
  std::string url;
  std::string secret;
};

struct AgentContact {
  std::string name;
  std::vector<std::string> languages;
  std::map<core::ConnectorId, std::string> links;  // connector -> the agent's id there
};

struct PrivacyConfig {
  std::string quarantine_key;                   // 32 bytes; empty: suspicious media are not kept (I4)
  std::string secure_path_url;                  // empty: none
  std::int64_t content_months = 24;             // P1
  std::int64_t media_months = 12;               // P2
  std::int64_t quarantine_days = 14;            // P3
  std::int64_t duplicate_keys_days = 30;        // P4
  std::vector<std::string> sensitive_patterns;  // configured kinds (I4), RE2
};

struct CompiledConfig {
  std::filesystem::path file;
  core::Policy policy;  // connectors[..].channel is what the loaded plugin declares: host/app fills it in
  ServerConfig server;
  StoreConfig store;
  AccessConfig access;
  PluginsConfig plugins;
  std::map<core::ConnectorId, ConnectorUse> connectors;
  StrategyConfig strategies;
  std::map<core::BotId, BotConfig> bots;
  std::map<core::AgentId, AgentContact> agents;
  std::map<std::string, std::vector<std::string>> purpose_languages;  // T2: languages each purpose must have
  PrivacyConfig privacy;
  std::string organisation_name;
  std::string zone = "UTC";  // hours.zone
};

}  // namespace baton::policy
