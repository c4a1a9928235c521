// SPDX-License-Identifier: MIT
// config_schema.h - the JSON Schema a plugin carries for its settings, and what the host does with it: refuse settings
// that do not fit, fill defaults in, and take secrets out, so that the plugin gets finished JSON without a secret in it.
//
// The language is a subset of JSON Schema 2020-12: type, properties, required, additionalProperties, items, minItems,
// maxItems, enum, const, default, minimum, maximum, minLength, maxLength, pattern, format, title, description,
// examples, $schema, $id, $comment. Formats: "baton-secret", "duration-ms", "uri"; others are not checked.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/plugin/manifest/secret_store.h"

namespace baton::plugin {

inline constexpr std::size_t kSchemaMaxDepth = 32;
inline constexpr std::size_t kPatternTextMaxBytes = 4096;  // longer texts are refused, not matched
inline constexpr std::size_t kConfigProblemMaxCount = 100;

struct ConfigProblem {
  std::string pointer;  // of the offending value; "" is the whole
  std::string what;
  std::string mend;
};

class ConfigSchema {
 public:
  struct Parsed;
  // Problems here are the vendor's, pointers lead into the schema.
  static Parsed parse(std::string_view text);

  struct Checked {
    nlohmann::json settings;  // finished: defaults in, secrets out; only meaningful without problems
    std::vector<ConfigProblem> problems;
  };
  // Secrets are stored under the dotted path of their setting ("access_token", "app_secrets.0"), and only when there
  // is no problem. REQUIRES: references such as "${ENV_NAME}" have been resolved before.
  Checked check(nlohmann::json settings, SecretStore& secrets) const;

  // Do both texts describe the same? White space and the order of keys do not count.
  bool same_as(std::string_view text) const;

  const nlohmann::json& document() const { return document_; }

 private:
  explicit ConfigSchema(nlohmann::json document) : document_(std::move(document)) {}
  nlohmann::json document_;
};

struct ConfigSchema::Parsed {
  std::optional<ConfigSchema> schema;  // nothing when there are problems
  std::vector<ConfigProblem> problems;
};

// One more step of a JSON pointer, escaped.
std::string pointer_below(const std::string& pointer, std::string_view step);

}  // namespace baton::plugin
