// SPDX-License-Identifier: MIT
// samples.h - what a plugin is tried with. A bundle may bring samples.json: settings, webhooks of its
// service, what the service answers. Without one, settings are made from the schema, and checks that need
// more are skipped. sdk/samples.schema.json says what it may hold.
#pragma once

#include <baton/event.h>

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/plugin/manifest/config_schema.h"

namespace baton::validate {

struct Webhook {
  std::string method = "POST", path, query, body;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::optional<std::size_t> events;                         // how many it holds, where that is said
};

struct RemoteAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body = "{}";
};

struct Samples {
  nlohmann::json settings = nlohmann::json::object();  // whole, with plain secrets
  bool given = false;                                  // a file said the settings; otherwise they were made
  std::string unsettled;  // why there are no settings that the schema takes; empty when there are
  std::vector<Webhook> webhooks;
  std::optional<RemoteAnswer> sent;  // to a delivery that goes well
  baton_identity_kind_t recipient_kind = BATON_IDENTITY_PHONE;
  std::string recipient = "+15550100001";
  std::string account = "main";
  std::string attributes;  // JSON of what is sent
};

// "string", "object", ... where several are allowed the first; empty where none is said.
std::string type_of(const nlohmann::json& schema);

// Settings that the schema accepts: defaults, examples, and the smallest value of each type. An error names
// the setting that needs a sample.
struct MadeSettings {
  nlohmann::json settings;
  std::string problem;
};
MadeSettings settings_from(const plugin::ConfigSchema& schema);

// Settings as the plugin gets them, and the secrets taken out of them.
struct FinishedSettings {
  std::string json;
  std::vector<std::pair<std::string, std::string>> secrets;
  std::string problem;
};
FinishedSettings finished(const plugin::ConfigSchema& schema, const nlohmann::json& settings);

// Nothing is read where `file` does not exist. The string names the place that is wrong.
std::string read_samples(const std::filesystem::path& file, Samples& samples);

// With every {hmac:NAME} of its headers replaced.
Webhook signed_webhook(const Webhook& webhook,
                       const std::vector<std::pair<std::string, std::string>>& secrets);

}  // namespace baton::validate
