// SPDX-License-Identifier: MIT
// config_check.cpp - settings against their schema: every problem at once, each with its pointer and what to do.
#include <algorithm>
#include <cmath>
#include <regex>

#include <baton/limits.h>

#include "host/plugin/manifest/config_schema.h"
#include "host/plugin/manifest/text.h"

namespace baton::plugin {
namespace {

using nlohmann::json;

struct FoundSecret {
  std::string name;
  std::string value;
};

bool is_type(const json& value, const std::string& type) {
  if (type == "integer")  // 3.0 is an integer in JSON Schema
    return value.is_number_integer() || (value.is_number_float() && value.get<double>() == std::floor(value.get<double>()));
  if (type == "number") return value.is_number();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  return type == "null" && value.is_null();
}

bool is_uri(const std::string& text) {
  static const std::regex form("[A-Za-z][A-Za-z0-9+.-]*://[^\\s/?#]+[^\\s]*", std::regex::ECMAScript);
  return text.size() <= kPatternTextMaxBytes && std::regex_match(text, form);
}

// A short print of a value that an operator wrote. Never used for secrets.
std::string shown(const json& value) {
  std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  constexpr std::size_t kLongest = 60;
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

class Checker {
 public:
  Checker(std::vector<ConfigProblem>& problems, std::vector<FoundSecret>& secrets)
      : problems_(problems), secrets_(secrets) {}

  void check(const json& schema, json& value, const std::string& at, const std::string& dotted) {
    if (schema.value("format", json()) == "baton-secret") return take_secret(value, at, dotted);
    if (!check_type(schema, value, at)) return;
    check_choice(schema, value, at);
    if (value.is_number()) check_number(schema, value, at);
    if (value.is_string()) check_text(schema, value.get_ref<const std::string&>(), at);
    if (value.is_array()) check_array(schema, value, at, dotted);
    if (value.is_object()) check_object(schema, value, at, dotted);
  }

 private:
  void problem(const std::string& at, std::string what, std::string mend) {
    if (problems_.size() < kConfigProblemMaxCount) problems_.push_back({at, std::move(what), std::move(mend)});
  }

  void take_secret(json& value, const std::string& at, const std::string& dotted) {
    if (!value.is_string()) return problem(at, "a secret must be text", "write \"${ENV_NAME}\" or \"${file:/path}\"");
    const std::string& text = value.get_ref<const std::string&>();
    if (text.empty())  // an empty key signs for everybody
      return problem(at, "a secret must not be empty", "set the environment variable or file it comes from");
    secrets_.push_back({dotted, text});
    value = secret_reference(dotted);
  }

  bool check_type(const json& schema, const json& value, const std::string& at) {
    const auto type = schema.find("type");
    if (type == schema.end()) return true;
    std::vector<std::string> allowed;
    if (type->is_array())
      allowed = type->get<std::vector<std::string>>();
    else
      allowed.push_back(type->get<std::string>());
    if (std::any_of(allowed.begin(), allowed.end(), [&](const std::string& word) { return is_type(value, word); }))
      return true;
    std::string words;
    for (const std::string& word : allowed) words += (words.empty() ? "" : " or ") + word;
    problem(at, "must be of type " + words + ", not " + value.type_name(), "write a value of that type");
    return false;
  }

  void check_choice(const json& schema, const json& value, const std::string& at) {
    if (const auto fixed = schema.find("const"); fixed != schema.end() && *fixed != value)
      problem(at, "must be " + shown(*fixed), "write " + shown(*fixed));
    const auto choices = schema.find("enum");
    if (choices == schema.end() || std::count(choices->begin(), choices->end(), value) > 0) return;
    std::vector<std::string> words;
    for (const json& choice : *choices)
      if (choice.is_string()) words.push_back(choice.get<std::string>());
    const std::string meant = value.is_string() ? nearest_word(value.get<std::string>(), words) : "";
    problem(at, shown(value) + " is not one of " + shown(*choices),
            meant.empty() ? "choose one of them" : "did you mean \"" + meant + "\"?");
  }

  void check_number(const json& schema, const json& value, const std::string& at) {
    if (const auto least = schema.find("minimum"); least != schema.end() && value < *least)
      problem(at, "must be at least " + least->dump(), "write a larger number");
    if (const auto most = schema.find("maximum"); most != schema.end() && value > *most)
      problem(at, "must be at most " + most->dump(), "write a smaller number");
    if (schema.value("format", json()) == "duration-ms" && value < 0)
      problem(at, "a duration must not be negative", "write milliseconds from 0");
  }

  void check_text(const json& schema, const std::string& text, const std::string& at) {
    if (!is_utf8(text)) return problem(at, "must be valid UTF-8", "re-encode it");
    const std::size_t length = code_point_count(text);
    if (const auto least = schema.find("minLength"); least != schema.end() && length < least->get<std::size_t>())
      problem(at, "must have at least " + least->dump() + " characters", "write more");
    if (const auto most = schema.find("maxLength"); most != schema.end() && length > most->get<std::size_t>())
      problem(at, "must have at most " + most->dump() + " characters", "shorten it");
    if (schema.value("format", json()) == "uri" && !is_uri(text))
      problem(at, shown(text) + " is not an address", "write it like \"https://graph.example.com\"");
    if (const auto pattern = schema.find("pattern"); pattern != schema.end()) {
      // The library's matcher recurses once a character; the limit keeps it off the end of the stack.
      const bool fits = text.size() <= kPatternTextMaxBytes &&
                        std::regex_search(text, std::regex(pattern->get<std::string>(), std::regex::ECMAScript));
      if (!fits) problem(at, shown(text) + " does not look like " + pattern->get<std::string>(), description(schema));
    }
  }

  void check_array(const json& schema, json& value, const std::string& at, const std::string& dotted) {
    if (const auto least = schema.find("minItems"); least != schema.end() && value.size() < least->get<std::size_t>())
      problem(at, "must have at least " + least->dump() + " entries", "add some");
    if (const auto most = schema.find("maxItems"); most != schema.end() && value.size() > most->get<std::size_t>())
      problem(at, "must have at most " + most->dump() + " entries", "remove some");
    const auto items = schema.find("items");
    if (items == schema.end()) return;
    for (std::size_t i = 0; i < value.size(); ++i)
      check(*items, value[i], at + "/" + std::to_string(i), dotted + "." + std::to_string(i));
  }

  void check_object(const json& schema, json& value, const std::string& at, const std::string& dotted) {
    static const json kNothing = json::object();
    const auto found = schema.find("properties");
    const json& properties = found == schema.end() ? kNothing : *found;
    fill_defaults(properties, value);
    for (const json& name : schema.value("required", json::array()))
      if (!value.contains(name.get<std::string>()))
        problem(pointer_below(at, name.get<std::string>()), "is missing",
                "set it: " + description(properties[name.get<std::string>()]));
    std::vector<std::string> known;
    for (const auto& [name, member] : properties.items()) known.push_back(name);
    for (auto& [name, member] : value.items()) {
      const std::string below = dotted.empty() ? name : dotted + "." + name;
      if (const auto property = properties.find(name); property != properties.end())
        check(*property, member, pointer_below(at, name), below);
      else
        check_unknown(schema, name, member, pointer_below(at, name), below, known);
    }
  }

  void check_unknown(const json& schema, const std::string& name, json& member, const std::string& at,
                     const std::string& dotted, const std::vector<std::string>& known) {
    const auto others = schema.find("additionalProperties");
    if (others == schema.end() || *others == true) return;
    if (others->is_object()) return check(*others, member, at, dotted);
    const std::string meant = nearest_word(name, known);
    problem(at, "is not a setting", meant.empty() ? "remove it" : "did you mean \"" + meant + "\"?");
  }

  // A default may bring an object whose own members have defaults: check() looks at it afterwards like at any other.
  void fill_defaults(const json& properties, json& value) {
    for (const auto& [name, property] : properties.items()) {
      if (value.contains(name)) continue;
      if (const auto fallback = property.find("default"); fallback != property.end()) value[name] = *fallback;
    }
  }

  static std::string description(const json& schema) { return schema.value("description", "see the plugin's README"); }

  std::vector<ConfigProblem>& problems_;
  std::vector<FoundSecret>& secrets_;
};

}  // namespace

ConfigSchema::Checked ConfigSchema::check(json settings, SecretStore& secrets) const {
  Checked checked;
  if (settings.is_null()) settings = json::object();
  std::vector<FoundSecret> found;
  Checker(checked.problems, found).check(document_, settings, "", "");
  if (checked.problems.empty() &&
      settings.dump(-1, ' ', false, json::error_handler_t::replace).size() > BATON_CONFIG_MAX_BYTES)
    checked.problems.push_back({"", "the settings are larger than 1 MiB", "shorten them"});
  if (checked.problems.empty())
    for (FoundSecret& secret : found) secrets.set(secret.name, std::move(secret.value));
  checked.settings = std::move(settings);
  return checked;
}

}  // namespace baton::plugin
