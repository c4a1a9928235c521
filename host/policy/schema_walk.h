// SPDX-License-Identifier: MIT
// schema_walk.h - a value and the schema that describes it, walked side by side: finds what is secret and
// gives references to numbers their type.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace baton::policy {

// Called for every value that the schema describes, outer ones first.
using SchemaVisitor =
    std::function<void(const nlohmann::json& schema, nlohmann::json& value, const std::string& pointer)>;

void walk_with_schema(const nlohmann::json& schema, nlohmann::json& value, const std::string& pointer,
                      const SchemaVisitor& visit);

// A reference brings text; where the schema wants a number or a flag, it becomes one if it reads like one.
void give_type(const nlohmann::json& schema, nlohmann::json& value);

bool is_secret(const nlohmann::json& schema);

}  // namespace baton::policy
