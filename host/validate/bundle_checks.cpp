// SPDX-License-Identifier: MIT
// bundle_checks.cpp - the folder and its manifest; no code of the plugin runs.
#include <algorithm>
#include <cctype>
#include <functional>

#include "host/validate/check.h"

namespace baton::validate {
namespace {

using plugin::Kind;

Verdict manifest_present_and_valid(const Subject& subject) {
  if (!subject.refusal) return passed();
  const auto& refusal = *subject.refusal;
  return failed(refusal.rule + ", but " + refusal.message, refusal.mend);
}

Verdict manifest_id_grammar(const Subject& subject) {
  const auto& id = subject.bundle.manifest.id;
  if (!plugin::is_plugin_id(id))
    return failed("\"" + id + "\" is no id", "use a reversed domain name in lower case");
  const auto folder = subject.bundle.folder.filename().string();
  if (folder != id)
    return failed("the folder is called " + folder + ", the plugin " + id,
                  "give the folder the name of the id");
  return passed();
}

Verdict library_hash_matches(const Subject& subject) {
  if (subject.bundle.sha256 == subject.bundle.manifest.sha256) return passed();
  return failed("the library has sha256 " + subject.bundle.sha256 + ", the manifest states " +
                    subject.bundle.manifest.sha256,
                "build the bundle again: baton_add_plugin() fills it in");
}

Verdict single_export(const Subject& subject) {
  const auto refusal = plugin::step_inspect(subject.bundle);
  if (!refusal) return passed();
  return failed(refusal->rule + ", but " + refusal->message, refusal->mend);
}

const nlohmann::json& schema_of(const Subject& subject) { return subject.bundle.schema->document(); }

const nlohmann::json& properties_of(const nlohmann::json& object) {
  static const nlohmann::json kNone = nlohmann::json::object();
  const auto found = object.find("properties");
  return found == object.end() ? kNone : *found;
}

// Calls `look` with each object schema and where it is.
void each_object(const nlohmann::json& schema, const std::string& where,
                 const std::function<void(const nlohmann::json&, const std::string&)>& look) {
  if (!schema.is_object()) return;
  if (schema.contains("properties") || type_of(schema) == "object") look(schema, where);
  for (const auto& [name, property] : properties_of(schema).items())
    each_object(property, where + "/" + name, look);
  if (schema.contains("items")) each_object(schema.at("items"), where + "/items", look);
  if (schema.contains("additionalProperties"))
    each_object(schema.at("additionalProperties"), where + "/*", look);
}

Verdict schema_is_closed(const Subject& subject) {
  std::string open;
  each_object(schema_of(subject), "", [&](const nlohmann::json& object, const std::string& where) {
    const auto more = object.value("additionalProperties", nlohmann::json(true));
    const bool is_map =
        more.is_object() && properties_of(object).empty();  // its keys are the admin's to choose
    if (more != false && !is_map && open.empty()) open = where.empty() ? "the settings" : where;
  });
  if (open.empty()) return passed();
  return failed(open + " take any key, so a misspelt one is never noticed",
                "say \"additionalProperties\": false");
}

Verdict settings_described(const Subject& subject) {
  std::string bare;
  each_object(schema_of(subject), "", [&](const nlohmann::json& object, const std::string& where) {
    for (const auto& [name, property] : properties_of(object).items())
      if (property.value("description", std::string()).empty() && bare.empty()) bare = where + "/" + name;
  });
  if (bare.empty()) return passed();
  return failed(bare + " has no description", "say what it is for: an admin reads it in an editor");
}

bool sounds_secret(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const char* word : {"password", "secret", "token", "api_key", "apikey"})
    if (name.find(word) != std::string::npos) return true;
  return false;
}

Verdict no_secrets_in_plain_settings(const Subject& subject) {
  std::string plain;
  each_object(schema_of(subject), "", [&](const nlohmann::json& object, const std::string& where) {
    for (const auto& [name, property] : properties_of(object).items())
      if (sounds_secret(name) && type_of(property) == "string" &&
          property.value("format", std::string()) != "baton-secret")
        plain = where + "/" + name;
  });
  if (plain.empty()) return passed();
  return failed(plain + " sounds like a secret, and reaches the plugin in plain",
                "say \"format\": \"baton-secret\"; requests and signatures take it by name");
}

Verdict settings_from_defaults(const Subject& subject) {
  const auto& samples = subject.samples;
  if (samples.unsettled.empty()) return passed();
  if (!samples.given) return skipped(samples.unsettled);
  return failed(samples.unsettled, "mend the samples or the schema");
}

}  // namespace

std::vector<Check> bundle_checks() {
  constexpr auto kFile = Where::file;
  return {
      {"manifest-present-and-valid",
       "plugin.json is there and says what the host must know",
       Weight::fails,
       kFile,
       {},
       manifest_present_and_valid},
      {"manifest-id-grammar",
       "the id is a reversed domain name, and the folder has it",
       Weight::fails,
       kFile,
       {},
       manifest_id_grammar},
      {"library-hash-matches",
       "the library is the one the manifest was made for",
       Weight::fails,
       kFile,
       {},
       library_hash_matches},
      {"single-export",
       "the library exports its entry and nothing else",
       Weight::fails,
       kFile,
       {},
       single_export},
      {"schema-is-closed",
       "settings that are not in the schema are refused",
       Weight::fails,
       kFile,
       {},
       schema_is_closed},
      {"settings-described", "every setting has a description", Weight::warns, kFile, {}, settings_described},
      {"no-secrets-in-plain-settings",
       "what sounds like a secret is one",
       Weight::warns,
       kFile,
       {},
       no_secrets_in_plain_settings},
      {"settings-from-defaults",
       "the least an admin can write is accepted",
       Weight::fails,
       kFile,
       {},
       settings_from_defaults},
  };
}

}  // namespace baton::validate
