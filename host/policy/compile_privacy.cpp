// SPDX-License-Identifier: MIT
#include "host/policy/compile_privacy.h"

#include "host/policy/look.h"

namespace baton::policy {
namespace {

using nlohmann::json;

constexpr std::size_t kKeyDigits = 64;

std::map<std::string, core::Way> ways_of(const json& table) {
  std::map<std::string, core::Way> ways;
  for (const auto& [what, way] : as_object(table).items())
    if (const auto known = way.is_string() ? core::from_word<core::Way>(way.get<std::string>()) : std::nullopt)
      ways[what] = *known;
  return ways;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

void take_privacy(const json& config, core::Policy& policy) {
  const json& privacy = look(config, {"privacy"});
  for (const auto& [channel, table] : as_object(look(privacy, {"channels"})).items())
    policy.channels[channel] = {ways_of(look(table, {"classes"})), ways_of(look(table, {"intents"}))};
  policy.keeping.content_months = number_of(privacy, "content_months");
  policy.keeping.media_months = number_of(privacy, "media_months");
  policy.keeping.quarantine_ms = number_of(privacy, "quarantine_days") * core::kDay;
}

std::string key_bytes(std::string_view written) {
  if (written.size() != kKeyDigits) return {};
  std::string key;
  for (std::size_t i = 0; i < written.size(); i += 2) {
    const int high = digit_of(written[i]);
    const int low = digit_of(written[i + 1]);
    if (high < 0 || low < 0) return {};
    key.push_back(static_cast<char>(high * 16 + low));
  }
  return key;
}

}  // namespace baton::policy
