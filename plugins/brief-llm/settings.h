// SPDX-License-Identifier: MIT
// The settings of config.schema.json, with what only we can judge about them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton::brief_llm {

struct Settings {
  std::string url;
  std::string model;
  std::string api_key;  // the secret's name, never its value; empty: no key is sent
  bool json_schema = false;
  std::uint32_t max_tokens = 1500;
  std::string max_tokens_name = "max_tokens";
  std::size_t conversation_max_chars = 24'000;
  bool internal_notes = false;
};

// Throws sdk::Failure (INVALID_ARGUMENT, the setting's JSON pointer as code) where they are not what the
// schema says, and for http to another machine without plain_http.
Settings settings_of(std::string_view config_json);

}  // namespace baton::brief_llm
