// SPDX-License-Identifier: MIT
// compile.cpp - the wiring half; what rules read is in compile_policy.cpp.
#include "host/policy/compile.h"

#include <algorithm>

#include "host/policy/blueprint.h"
#include "host/policy/compile_policy.h"
#include "host/policy/compile_privacy.h"
#include "host/policy/hash.h"
#include "host/policy/host_words.h"
#include "host/policy/look.h"
#include "host/policy/named_objects.h"
#include "host/policy/word_lists.h"

namespace baton::policy {
namespace {

using nlohmann::json;

ServerConfig server_of(const json& config, const std::filesystem::path& folder) {
  const json& server = as_object(look(config, {"server"}));
  const json& tls = as_object(look(server, {"tls"}));
  ServerConfig result;
  result.listen = text_of(server, "listen");
  result.public_url = text_of(server, "public_url");
  while (result.public_url.ends_with('/')) result.public_url.pop_back();
  result.tls_certificate_file = placed(folder, text_of(tls, "certificate_file")).string();
  result.tls_key_file = placed(folder, text_of(tls, "key_file")).string();
  result.test_clock = flag_of(server, "test_clock");
  result.drain_s = number_of(server, "drain_s");
  return result;
}

TokenRole role_from(const std::string& word) {
  if (word == "admin") return TokenRole::admin;
  if (word == "lead") return TokenRole::lead;
  return word == "service" ? TokenRole::service : TokenRole::agent;
}

AccessConfig access_of(const json& config) {
  AccessConfig access;
  const std::vector<std::string> bots = names_in(look(config, {"automation", "bots"}));
  for (const json& entry : as_array(look(config, {"access", "tokens"}))) {
    Token token;
    token.name = text_of(entry, "name");
    token.role = role_from(text_of(entry, "role"));
    token.sha256 = text_of(entry, "sha256");
    token.agent = {text_of(entry, "agent")};
    token.bot = {text_of(entry, "bot")};
    if (token.bot.empty() && token.role == TokenRole::service && contains(bots, token.name))
      token.bot = {token.name};
    for (const std::string& lane : texts_of(entry, "lanes")) token.lanes.push_back({lane});
    token.scopes = texts_of(entry, "scopes");
    access.tokens.push_back(std::move(token));
  }
  return access;
}

PluginsConfig plugins_of(const json& config, const std::filesystem::path& folder) {
  PluginsConfig plugins;
  plugins.paths = plugin_paths(config, folder);
  for (const auto& [id, hashes] : as_object(look(config, {"plugins", "trusted"})).items())
    plugins.trusted[id] = hashes.get<std::vector<std::string>>();
  plugins.keys = vendor_keys(config);
  plugins.signatures_required = signatures_required(config);
  const json& restarts = look(config, {"plugins", "restarts"});
  plugins.restarts = {number_of(restarts, "first_wait_ms"), number_of(restarts, "longest_wait_ms"),
                      number_of(restarts, "max"), number_of(restarts, "within_min")};
  return plugins;
}

void place_uses(const std::vector<PlacedUse>& uses, CompiledConfig& compiled) {
  compiled.strategies.brief.id = "brief";
  compiled.strategies.brief_fallback.id = kBriefFallback;
  for (const PlacedUse& placed : uses) {
    constexpr std::size_t kOwnershipPrefix = std::string_view("ownership.").size();
    switch (placed.kind) {
      case plugin::Kind::kConnector: {
        ConnectorUse connector;
        static_cast<PluginUse&>(connector) = placed.use;
        connector.topology = placed.topology;
        connector.poll_s = placed.poll_s;
        compiled.connectors[{placed.use.id}] = std::move(connector);
        break;
      }
      case plugin::Kind::kSummarizer:
        (placed.use.id == kBriefFallback ? compiled.strategies.brief_fallback : compiled.strategies.brief) =
            placed.use;
        break;
      case plugin::Kind::kOwnership:
        compiled.strategies.ownership[placed.use.id.substr(kOwnershipPrefix)] = placed.use;
        break;
      case plugin::Kind::kClassifier:
        compiled.strategies.classifiers.push_back(placed.use);
        break;
    }
  }
  PluginUse& fallback = compiled.strategies.ownership["default"];  // built-in where nobody named one
  fallback.id = "ownership.default";
}

void place_people(const json& config, CompiledConfig& compiled) {
  for (const json& entry : as_array(look(config, {"agents"}))) {
    AgentContact& agent = compiled.agents[{text_of(entry, "id")}];
    agent.name = text_of(entry, "name");
    if (agent.name.empty()) agent.name = text_of(entry, "id");
    agent.languages = texts_of(entry, "languages");
    for (const auto& [connector, id] : as_object(look(entry, {"links"})).items())
      agent.links[{connector}] = id.get<std::string>();
  }
  for (const auto& [name, purpose] : as_object(look(config, {"templates", "purposes"})).items()) {
    std::vector<std::string> languages = texts_of(purpose, "languages");
    if (languages.empty()) languages.push_back(text_of(look(config, {"organisation"}), "language"));
    compiled.purpose_languages[name] = std::move(languages);
  }
}

PrivacyConfig privacy_of(const Checked& checked) {
  const json& privacy = as_object(look(checked.config, {"privacy"}));
  PrivacyConfig result;
  result.quarantine_key = key_bytes(text_of(as_object(look(checked.resolved, {"privacy"})), "quarantine_key"));
  result.secure_path_url = text_of(look(privacy, {"secure_path"}), "url");
  result.content_months = number_of(privacy, "content_months");
  result.media_months = number_of(privacy, "media_months");
  result.quarantine_days = number_of(privacy, "quarantine_days");
  result.duplicate_keys_days = number_of(privacy, "duplicate_keys_days");
  result.sensitive_patterns = texts_of(privacy, "sensitive_patterns");
  return result;
}

void put_secrets_back(json& value, const std::map<std::string, std::string>& by_reference) {
  if (value.is_structured()) {
    for (auto& member : value) put_secrets_back(member, by_reference);
  } else if (value.is_string()) {
    const auto secret = by_reference.find(value.get_ref<const std::string&>());
    if (secret != by_reference.end()) value = secret->second;
  }
}

}  // namespace

std::string_view to_string(TokenRole role) {
  switch (role) {
    case TokenRole::admin:
      return "admin";
    case TokenRole::lead:
      return "lead";
    case TokenRole::agent:
      return "agent";
    case TokenRole::service:
      return "service";
  }
  return "agent";
}

bool Token::has_scope(std::string_view scope) const {
  return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

const Token* AccessConfig::find(std::string_view sha256) const {
  for (const Token& token : tokens)
    if (token.sha256 == sha256) return &token;
  return nullptr;
}

json settings_with_secrets(const PluginUse& use) {
  std::map<std::string, std::string> by_reference;
  for (const auto& [name, value] : use.secrets) by_reference[plugin::secret_reference(name)] = value;
  json settings = use.settings;
  put_secrets_back(settings, by_reference);
  return settings;
}

std::string policy_hash(const Checked& checked) {
  json visible = checked.config;
  for (const char* key : {"$schema", "server", "store", "access", "plugins", "connectors", "strategies"})
    visible.erase(key);
  for (const PlacedUse& placed : checked.uses)
    visible["uses"][placed.pointer] = {{"plugin", placed.use.plugin},
                                       {"enabled", placed.use.enabled},
                                       {"topology", core::word(placed.topology)},
                                       {"settings", placed.in_order ? placed.use.settings : json::object()}};
  for (const json& entry : as_array(look(checked.config, {"strategies", "classifiers"}))) {
    json weighed = entry.is_object() ? entry : json::object();
    weighed.erase("settings");  // they stand under "uses", without their secrets
    visible["classifiers"].push_back(std::move(weighed));
  }
  std::string text = visible.dump(-1, ' ', false, json::error_handler_t::replace) + '\n' + word_lists_text();
  text += blueprint_text();
  for (const auto& [kind, patterns] : shipped_objects())
    for (const auto& pattern : patterns) text += kind + '\n' + pattern + '\n';
  for (const auto& [key, languages] : words_of(checked.config))
    for (const auto& [language, said] : languages) text += key + '\n' + language + '\n' + said + '\n';
  return sha256_hex(text);
}

CompiledConfig compile(const Checked& checked) {
  CompiledConfig compiled;
  compiled.file = checked.file;
  compiled.policy = policy_of(checked.config);
  compiled.policy.hash = policy_hash(checked);
  const json& secure_path = look(checked.resolved, {"privacy", "secure_path"});
  compiled.policy.secure_path.url = text_of(secure_path, "url");
  compiled.policy.secure_path.key = text_of(secure_path, "key");
  compiled.server = server_of(checked.config, checked.folder);
  compiled.store.kind = text_of(look(checked.config, {"store"}), "kind");
  compiled.store.path = placed(checked.folder, text_of(look(checked.config, {"store"}), "path"));
  compiled.access = access_of(checked.config);
  compiled.plugins = plugins_of(checked.config, checked.folder);
  place_uses(checked.uses, compiled);
  const PluginUse& fallback = compiled.strategies.brief_fallback;
  compiled.policy.brief_fallback = fallback.enabled && !fallback.plugin.empty();
  for (const auto& [id, connector] : compiled.connectors)
    compiled.policy.connectors[id].topology = connector.topology;
  place_people(checked.config, compiled);
  for (const auto& [name, bot] : as_object(look(checked.resolved, {"automation", "bots"})).items())
    compiled.bots[{name}] = {{name}, text_of(bot, "url"), text_of(bot, "secret")};
  compiled.privacy = privacy_of(checked);
  compiled.organisation_name = text_of(look(checked.config, {"organisation"}), "name");
  compiled.zone = text_of(look(checked.config, {"hours"}), "zone");
  return compiled;
}

}  // namespace baton::policy
