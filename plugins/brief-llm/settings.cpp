// SPDX-License-Identifier: MIT
#include "settings.h"

#include <baton/plugin.hpp>
#include <nlohmann/json.hpp>

#include "text.h"

namespace baton::brief_llm {
namespace {

using nlohmann::json;

[[noreturn]] void wrong(std::string what, const char* pointer) {
  throw sdk::Failure({BATON_INVALID_ARGUMENT, std::move(what), pointer, 0, BATON_SCOPE_MESSAGE});
}

template <class Value>
void take(const json& config, const char* name, Value& value) {
  const auto found = config.find(name);
  if (found == config.end()) return;
  try {
    value = found->get<Value>();
  } catch (const json::exception&) {
    wrong("it has the wrong type", (std::string("/") + name).c_str());
  }
}

bool is_this_machine(std::string_view url) {
  std::string_view host = url.substr(url.find("://") + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  const bool loopback =
      host.substr(0, 4) == "127." && host.find_first_not_of("0123456789.") == std::string_view::npos;
  return loopback || fold(host) == "localhost";
}

void check_url(const Settings& settings, bool plain_http) {
  const std::string scheme = fold(settings.url.substr(0, settings.url.find("://")));
  if (settings.url.find("://") == std::string::npos || (scheme != "https" && scheme != "http"))
    wrong("it is no http(s) address", "/url");
  if (scheme == "http" && !plain_http && !is_this_machine(settings.url))
    wrong("http to another machine would send conversations unencrypted; write https, or set plain_http",
          "/url");
}

}  // namespace

Settings settings_of(std::string_view config_json) {
  const json config = json::parse(config_json, nullptr, /*allow_exceptions=*/false);
  if (!config.is_object()) wrong("settings are not a JSON object", "");
  Settings settings;
  bool plain_http = false;
  std::string format = "json_object";
  std::string key;
  take(config, "url", settings.url);
  take(config, "model", settings.model);
  take(config, "api_key", key);
  take(config, "plain_http", plain_http);
  take(config, "response_format", format);
  take(config, "max_tokens", settings.max_tokens);
  take(config, "max_tokens_name", settings.max_tokens_name);
  take(config, "conversation_max_chars", settings.conversation_max_chars);
  take(config, "internal_notes", settings.internal_notes);
  check_url(settings, plain_http);
  if (settings.model.empty()) wrong("it names no model", "/model");
  settings.json_schema = format == "json_schema";
  if (!key.empty()) {
    const auto name = sdk::secret_name(key);
    if (!name) wrong("must be a secret by reference, like ${NAME}", "/api_key");
    settings.api_key = *name;
  }
  return settings;
}

}  // namespace baton::brief_llm
