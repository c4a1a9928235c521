// SPDX-License-Identifier: MIT
// look.h - reading a configuration whose form may still be wrong: what is missing or of another type is
// empty, so that checks of meaning can run beside checks of form and everything is reported at once.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace baton::policy {

// The value behind these keys; null where there is none.
const nlohmann::json& look(const nlohmann::json& value, std::initializer_list<std::string_view> keys);

std::string text_of(const nlohmann::json& value, std::string_view key);
bool flag_of(const nlohmann::json& value, std::string_view key);
std::int64_t number_of(const nlohmann::json& value,
                       std::string_view key);  // whole numbers, 0 where there is none
double real_of(const nlohmann::json& value, std::string_view key);
std::vector<std::string> texts_of(const nlohmann::json& value,
                                  std::string_view key);  // "" for what is no text

// The value itself where it is an object (array), else an empty one: safe to iterate.
const nlohmann::json& as_object(const nlohmann::json& value);
const nlohmann::json& as_array(const nlohmann::json& value);

// The members' names of an object; the texts under `key` of the objects in an array.
std::vector<std::string> names_in(const nlohmann::json& object);
std::vector<std::string> texts_in(const nlohmann::json& array, std::string_view key);

bool contains(const std::vector<std::string>& words, const std::string& word);

// "did you mean ..?" where a known word is near, else `otherwise`.
std::string meant(const std::string& word, const std::vector<std::string>& known, std::string otherwise);

}  // namespace baton::policy
