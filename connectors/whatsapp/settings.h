// SPDX-License-Identifier: MIT
// The settings of one instance, read from the JSON that the host has already checked against
// config.schema.json. Secrets are names only: their values never enter this library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::whatsapp {

struct BusinessNumber {
  std::string phone_number_id;
  std::string display;  // digits of the number itself, where the operator gave it
};

struct Settings {
  std::string api_base;     // without trailing slash
  std::string api_version;  // "v25.0"
  std::vector<BusinessNumber> numbers;
  std::string waba_id;
  std::string access_token;              // name of the secret
  std::vector<std::string> app_secrets;  // names of the secrets
  std::string verify_token;              // name of the secret
  std::uint32_t pair_burst = 45;
  std::uint32_t pair_refill_ms = 6000;
  std::uint32_t sends_per_second = 80;
  std::uint64_t media_max_bytes = 104857600;
  bool mark_read = true;

  const BusinessNumber* number(std::string_view phone_number_id) const;
  // The only number there is, or null when there are several.
  const BusinessNumber* only_number() const { return numbers.size() == 1 ? &numbers.front() : nullptr; }
};

struct SettingsResult {
  Settings settings;
  std::string problem;  // empty when the settings are good; says what to mend
  std::string pointer;  // JSON pointer of the setting at fault
};

SettingsResult read_settings(std::string_view config_json);

}  // namespace baton::whatsapp
