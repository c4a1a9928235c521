// SPDX-License-Identifier: MIT
// config_schema.cpp - is the schema itself in order? What is refused here can not surprise the check of settings.
#include "host/plugin/manifest/config_schema.h"

#include <algorithm>
#include <regex>

#include <baton/limits.h>

#include "host/plugin/manifest/text.h"

namespace baton::plugin {
namespace {

using nlohmann::json;

const std::vector<std::string>& keywords() {
  static const std::vector<std::string> words{
      "type",      "properties", "required", "additionalProperties", "items",  "minItems", "maxItems",
      "enum",      "const",      "default",  "minimum",              "maximum", "minLength", "maxLength",
      "pattern",   "format",     "title",    "description",          "examples", "$schema",  "$id",
      "$comment"};
  return words;
}

const std::vector<std::string>& type_words() {
  static const std::vector<std::string> words{"object", "array", "string", "integer", "number", "boolean", "null"};
  return words;
}

class SchemaReader {
 public:
  explicit SchemaReader(std::vector<ConfigProblem>& problems) : problems_(problems) {}

  void read(const json& schema, const std::string& at, std::size_t depth) {
    if (depth > kSchemaMaxDepth) return problem(at, "is nested too deeply", "at most 32 levels are allowed");
    if (!schema.is_object()) return problem(at, "must be an object", "write { \"type\": ... }");
    for (const auto& [key, value] : schema.items()) {
      if (std::count(keywords().begin(), keywords().end(), key) > 0) continue;
      const std::string meant = nearest_word(key, keywords());
      problem(pointer_below(at, key), "is not a keyword the host knows",
              meant.empty() ? "leave it out" : "did you mean \"" + meant + "\"?");
    }
    read_type(schema, at);
    read_numbers(schema, at);
    read_pattern(schema, at);
    read_secret(schema, at);
    read_members(schema, at, depth);
  }

 private:
  void problem(const std::string& at, std::string what, std::string mend) {
    if (problems_.size() < kConfigProblemMaxCount) problems_.push_back({at, std::move(what), std::move(mend)});
  }

  void read_type(const json& schema, const std::string& at) {
    const auto type = schema.find("type");
    if (type == schema.end()) {
      if (!schema.contains("enum") && !schema.contains("const")) problem(at, "has no type", "add \"type\"");
      return;
    }
    const auto known = [](const json& word) {
      return word.is_string() && std::count(type_words().begin(), type_words().end(), word.get<std::string>()) > 0;
    };
    const bool fine = type->is_array() ? !type->empty() && std::all_of(type->begin(), type->end(), known) : known(*type);
    if (!fine)
      problem(at + "/type", "is not a type",
              "use object, array, string, integer, number, boolean or null, or a list of them");
  }

  void read_numbers(const json& schema, const std::string& at) {
    for (const char* key : {"minimum", "maximum"})
      if (schema.contains(key) && !schema[key].is_number()) problem(at + "/" + key, "must be a number", "write a number");
    for (const char* key : {"minItems", "maxItems", "minLength", "maxLength"})
      if (schema.contains(key) && !schema[key].is_number_unsigned())
        problem(at + "/" + key, "must be a whole number from 0", "write a number");
    if (schema.contains("enum") && (!schema["enum"].is_array() || schema["enum"].empty()))
      problem(at + "/enum", "must be a list with at least one value", "write [\"...\"]");
  }

  void read_pattern(const json& schema, const std::string& at) {
    const auto pattern = schema.find("pattern");
    if (pattern == schema.end()) return;
    if (!pattern->is_string()) return problem(at + "/pattern", "must be text", "put it in quotes");
    try {
      const std::regex compiled(pattern->get<std::string>(), std::regex::ECMAScript);
    } catch (const std::regex_error&) {
      problem(at + "/pattern", "is not a regular expression (ECMAScript)", "repair or remove it");
    }
  }

  void read_secret(const json& schema, const std::string& at) {
    const auto format = schema.find("format");
    if (format == schema.end()) return;
    if (!format->is_string()) return problem(at + "/format", "must be text", "put it in quotes");
    if (*format != "baton-secret") return;
    if (schema.value("type", json()) != "string")
      problem(at + "/type", "a baton-secret must be a string", "write \"type\": \"string\"");
    for (const char* key : {"default", "const", "enum", "examples"})
      if (schema.contains(key)) problem(at + "/" + key, "a secret cannot stand in a schema", "remove it");
  }

  void read_members(const json& schema, const std::string& at, std::size_t depth) {
    if (const auto properties = schema.find("properties"); properties != schema.end()) {
      if (!properties->is_object()) return problem(at + "/properties", "must be an object", "write { ... }");
      for (const auto& [name, member] : properties->items())
        read(member, pointer_below(at + "/properties", name), depth + 1);
    }
    if (const auto required = schema.find("required"); required != schema.end()) {
      if (!required->is_array()) return problem(at + "/required", "must be a list", "write [\"...\"]");
      for (const json& name : *required)
        if (!name.is_string() || !schema.value("properties", json::object()).contains(name.get<std::string>()))
          problem(at + "/required", "names something that is not a property", "list property names only");
    }
    if (const auto items = schema.find("items"); items != schema.end()) read(*items, at + "/items", depth + 1);
    if (const auto others = schema.find("additionalProperties"); others != schema.end() && !others->is_boolean())
      read(*others, at + "/additionalProperties", depth + 1);
  }

  std::vector<ConfigProblem>& problems_;
};

}  // namespace

std::string pointer_below(const std::string& pointer, std::string_view step) {
  std::string result = pointer + "/";
  for (char c : step) {
    if (c == '~')
      result += "~0";
    else if (c == '/')
      result += "~1";
    else
      result += c;
  }
  return result;
}

ConfigSchema::Parsed ConfigSchema::parse(std::string_view text) {
  Parsed parsed;
  if (text.size() > BATON_CONFIG_MAX_BYTES) {
    parsed.problems.push_back({"", "the schema is larger than 1 MiB", "shorten it"});
    return parsed;
  }
  json document = json::parse(text, nullptr, false);
  if (document.is_discarded()) {
    parsed.problems.push_back({"", "the schema is not valid JSON", "repair it"});
    return parsed;
  }
  SchemaReader(parsed.problems).read(document, "", 0);
  if (parsed.problems.empty() && document.value("type", json()) != "object")
    parsed.problems.push_back({"/type", "settings are an object", "write \"type\": \"object\""});
  // An unknown setting must be an error: it is a misspelt one more often than not.
  if (parsed.problems.empty() && document.value("additionalProperties", json()) != false)
    parsed.problems.push_back(
        {"/additionalProperties", "must be false at the top level", "add \"additionalProperties\": false"});
  if (parsed.problems.empty()) parsed.schema = ConfigSchema(std::move(document));
  return parsed;
}

bool ConfigSchema::same_as(std::string_view text) const {
  const json other = json::parse(text, nullptr, false);
  return !other.is_discarded() && other == document_;
}

}  // namespace baton::plugin
