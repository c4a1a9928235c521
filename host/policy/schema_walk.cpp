// SPDX-License-Identifier: MIT
// schema_walk.cpp - see schema_walk.h. The depth is bounded by the schema's.
#include "host/policy/schema_walk.h"

#include "host/plugin/manifest/config_schema.h"

namespace baton::policy {
namespace {

using nlohmann::json;

// What describes this member; null where nothing does.
const json* schema_of(const json& schema, const std::string& member) {
  if (const auto properties = schema.find("properties"); properties != schema.end())
    if (const auto property = properties->find(member); property != properties->end()) return &*property;
  const auto others = schema.find("additionalProperties");
  return others != schema.end() && others->is_object() ? &*others : nullptr;
}

}  // namespace

void walk_with_schema(const json& schema, json& value, const std::string& pointer,
                      const SchemaVisitor& visit) {
  visit(schema, value, pointer);
  if (value.is_object())
    for (auto& [name, member] : value.items())
      if (const json* described = schema_of(schema, name))
        walk_with_schema(*described, member, plugin::pointer_below(pointer, name), visit);
  const auto items = schema.find("items");
  if (value.is_array() && items != schema.end())
    for (std::size_t i = 0; i < value.size(); ++i)
      walk_with_schema(*items, value[i], pointer + "/" + std::to_string(i), visit);
}

void give_type(const json& schema, json& value) {
  const auto type = schema.find("type");
  if (type == schema.end() || !value.is_string() ||
      (*type != "integer" && *type != "number" && *type != "boolean"))
    return;
  json parsed = json::parse(value.get_ref<const std::string&>(), nullptr, false);
  if (*type == "boolean" ? parsed.is_boolean() : parsed.is_number()) value = std::move(parsed);
}

bool is_secret(const json& schema) {
  const auto format = schema.find("format");
  return format != schema.end() && *format == "baton-secret";
}

}  // namespace baton::policy
