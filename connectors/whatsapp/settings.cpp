// SPDX-License-Identifier: MIT
// See settings.h.
#include "settings.h"

#include <algorithm>

#include "json_read.h"

namespace baton::whatsapp {
namespace {

// "${secret:NAME}" -> "NAME", anything else -> "".
std::string secret_name(std::string_view reference) {
  constexpr std::string_view kBegin = "${secret:";
  if (reference.size() <= kBegin.size() + 1 || reference.substr(0, kBegin.size()) != kBegin) return {};
  if (reference.back() != '}') return {};
  return std::string(reference.substr(kBegin.size(), reference.size() - kBegin.size() - 1));
}

void add_number(Settings& settings, std::string_view id, std::string_view display) {
  if (id.empty() || settings.number(id) != nullptr) return;
  std::string digits;
  std::copy_if(display.begin(), display.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  settings.numbers.push_back({std::string(id), std::move(digits)});
}

void read_numbers(const Json& config, Settings& settings) {
  add_number(settings, text_at(config, "phone_number_id"), {});
  const Json* numbers = array_at(config, "numbers");
  if (numbers == nullptr) return;
  for (const Json& number : *numbers) {
    add_number(settings, text_at(number, "phone_number_id"), text_at(number, "display"));
  }
}

template <typename Number>
void read_number(const Json& object, const char* key, Number& out) {
  const auto value = integer_at(object, key);
  if (value && *value >= 0) out = static_cast<Number>(*value);
}

void complain(SettingsResult& result, const char* pointer, const char* problem) {
  if (!result.problem.empty()) return;
  result.pointer = pointer;
  result.problem = problem;
}

void read_secrets(const Json& config, SettingsResult& result) {
  constexpr const char* kByReference = "must be a secret by reference, like ${NAME}";
  Settings& settings = result.settings;
  settings.access_token = secret_name(text_at(config, "access_token"));
  if (settings.access_token.empty()) complain(result, "/access_token", kByReference);
  settings.verify_token = secret_name(text_at(config, "verify_token"));
  if (settings.verify_token.empty()) complain(result, "/verify_token", kByReference);
  if (const Json* secrets = array_at(config, "app_secrets")) {
    for (const Json& secret : *secrets) {
      std::string name =
          secret.is_string() ? secret_name(secret.get_ref<const std::string&>()) : std::string();
      if (name.empty()) return complain(result, "/app_secrets", kByReference);
      settings.app_secrets.push_back(std::move(name));
    }
  }
  if (settings.app_secrets.empty())
    complain(result, "/app_secrets", "at least one is needed to check signatures");
}

}  // namespace

const BusinessNumber* Settings::number(std::string_view phone_number_id) const {
  const auto found = std::find_if(numbers.begin(), numbers.end(), [&](const BusinessNumber& number) {
    return number.phone_number_id == phone_number_id;
  });
  return found == numbers.end() ? nullptr : &*found;
}

SettingsResult read_settings(std::string_view config_json) {
  SettingsResult result;
  Settings& settings = result.settings;
  const Json config = Json::parse(config_json.begin(), config_json.end(), nullptr, false);
  if (!config.is_object()) {
    result.problem = "settings are not a json object";
    return result;
  }
  settings.api_base = text_at(config, "api_base");
  if (settings.api_base.empty()) settings.api_base = "https://graph.facebook.com";
  while (settings.api_base.back() == '/') settings.api_base.pop_back();
  settings.api_version = text_at(config, "api_version");
  if (settings.api_version.empty()) settings.api_version = "v25.0";
  settings.waba_id = text_at(config, "waba_id");
  read_numbers(config, settings);
  if (settings.numbers.empty()) {
    complain(result, "/phone_number_id",
             "no number: give its phone number id here, or several under numbers");
    return result;
  }
  if (const Json* limits = object_at(config, "limits")) {
    read_number(*limits, "pair_burst", settings.pair_burst);
    read_number(*limits, "pair_refill_ms", settings.pair_refill_ms);
    read_number(*limits, "sends_per_second", settings.sends_per_second);
  }
  read_number(config, "media_max_bytes", settings.media_max_bytes);
  const Json* mark_read = member(config, "mark_read");
  settings.mark_read = mark_read == nullptr || !mark_read->is_boolean() || mark_read->get<bool>();
  if (settings.waba_id.empty()) complain(result, "/waba_id", "the id of the whatsapp account is missing");
  read_secrets(config, result);
  return result;
}

}  // namespace baton::whatsapp
