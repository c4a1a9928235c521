// SPDX-License-Identifier: MIT
// codec_json.cpp - the only file of the codec that includes nlohmann/json.
#include "host/ledger/codec_json.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace baton::ledger::codec {

void DeleteJson::operator()(Json* json) const { delete json; }

Document parse(std::string_view text) {
  auto json = Json::parse(text.begin(), text.end(), nullptr, false);
  return Document(json.is_discarded() ? nullptr : new Json(std::move(json)));
}

bool is_null(const Json& json) { return json.is_null(); }
bool is_object(const Json& json) { return json.is_object(); }

const Json* member(const Json& json, std::string_view name) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(name);
  return found == json.end() ? nullptr : &*found;
}

std::optional<bool> as_bool(const Json& json) {
  return json.is_boolean() ? std::optional(json.get<bool>()) : std::nullopt;
}

std::optional<std::int64_t> as_signed(const Json& json) {
  if (json.is_number_unsigned()) {
    const auto value = json.get<std::uint64_t>();
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
    return static_cast<std::int64_t>(value);
  }
  return json.is_number_integer() ? std::optional(json.get<std::int64_t>()) : std::nullopt;
}

std::optional<std::uint64_t> as_unsigned(const Json& json) {
  if (json.is_number_unsigned()) return json.get<std::uint64_t>();
  return std::nullopt;
}

const std::string* as_text(const Json& json) {
  return json.is_string() ? json.get_ptr<const std::string*>() : nullptr;
}

std::optional<std::vector<const Json*>> items(const Json& json) {
  if (!json.is_array()) return std::nullopt;
  std::vector<const Json*> list;
  list.reserve(json.size());
  for (const auto& item : json) list.push_back(&item);
  return list;
}

std::optional<std::vector<std::pair<const std::string*, const Json*>>> members(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  std::vector<std::pair<const std::string*, const Json*>> list;
  list.reserve(json.size());
  for (auto it = json.begin(); it != json.end(); ++it) list.emplace_back(&it.key(), &it.value());
  return list;
}

}  // namespace baton::ledger::codec
