// SPDX-License-Identifier: MIT
// look.cpp - see look.h.
#include "host/policy/look.h"

#include <algorithm>

#include "host/plugin/manifest/text.h"

namespace baton::policy {

using nlohmann::json;

const json& look(const json& value, std::initializer_list<std::string_view> keys) {
  static const json kNothing;
  const json* found = &value;
  for (const std::string_view key : keys) {
    if (!found->is_object()) return kNothing;
    const auto member = found->find(key);
    if (member == found->end()) return kNothing;
    found = &*member;
  }
  return *found;
}

std::string text_of(const json& value, std::string_view key) {
  const json& found = look(value, {key});
  return found.is_string() ? found.get<std::string>() : std::string();
}

bool flag_of(const json& value, std::string_view key) {
  const json& found = look(value, {key});
  return found.is_boolean() && found.get<bool>();
}

std::int64_t number_of(const json& value, std::string_view key) {
  const json& found = look(value, {key});
  if (found.is_number_integer()) return found.get<std::int64_t>();
  if (!found.is_number()) return 0;
  constexpr double kLargest = 9e15;  // whole numbers are exact up to there
  return static_cast<std::int64_t>(std::clamp(found.get<double>(), -kLargest, kLargest));
}

double real_of(const json& value, std::string_view key) {
  const json& found = look(value, {key});
  return found.is_number() ? found.get<double>() : 0.0;
}

std::vector<std::string> texts_of(const json& value, std::string_view key) {
  std::vector<std::string> texts;
  for (const json& item : as_array(look(value, {key})))
    texts.push_back(item.is_string() ? item.get<std::string>() : std::string());
  return texts;
}

const json& as_object(const json& value) {
  static const json kEmpty = json::object();
  return value.is_object() ? value : kEmpty;
}

const json& as_array(const json& value) {
  static const json kEmpty = json::array();
  return value.is_array() ? value : kEmpty;
}

std::vector<std::string> names_in(const json& object) {
  std::vector<std::string> names;
  for (const auto& [name, member] : as_object(object).items()) names.push_back(name);
  return names;
}

std::vector<std::string> texts_in(const json& array, std::string_view key) {
  std::vector<std::string> texts;
  for (const json& item : as_array(array))
    if (std::string text = text_of(item, key); !text.empty()) texts.push_back(std::move(text));
  return texts;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string meant(const std::string& word, const std::vector<std::string>& known, std::string otherwise) {
  const std::string nearest = plugin::nearest_word(word, known);
  return nearest.empty() ? otherwise : "did you mean \"" + nearest + "\"?";
}

}  // namespace baton::policy
