// SPDX-License-Identifier: MIT
// host_words.h - what the host itself says to customers, per language; the configuration may say it
// otherwise.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace baton::policy {

// key -> language -> text
using HostWords = std::map<std::string, std::map<std::string, std::string>>;

// acknowledgement, acknowledgement_when (R8), announcement (C5), way_to_person (H11), secure_path (I5), check_in
// (W6); each in en es pt de fr hi.
const HostWords& built_in_words();

// Names in braces that a text of this key may hold, and the one it must hold ("" = none).
std::vector<std::string> placeholders_of(const std::string& key);
std::string required_placeholder(const std::string& key);

// Every "{name}" of a text, in order.
std::vector<std::string> placeholders_in(std::string_view text);

// Built-in and configured words together. {ways} is filled in from automation.escapes; without any there is
// no way_to_person, which only automation needs. {lane} stays: it is known when the words are said.
HostWords words_of(const nlohmann::json& config);

// "en-GB" -> "en"
std::string base_language(const std::string& language);

}  // namespace baton::policy
