// SPDX-License-Identifier: MIT
#include "host/validate/samples.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "host/plugin/services/hmac.h"

namespace baton::validate {
namespace {

using nlohmann::json;

constexpr const char* kSecretValue = "a-secret-for-validation";

// The smallest value a schema takes; a problem where only a person can know one.
class Maker {
 public:
  json value(const json& schema) {
    for (const char* given : {"default", "const"})
      if (schema.contains(given)) return filled(schema, schema.at(given));
    for (const char* given : {"enum", "examples"})
      if (schema.contains(given) && schema.at(given).is_array() && !schema.at(given).empty())
        return schema.at(given)[0];
    const auto type = type_of(schema);
    if (type == "object") return filled(schema, json::object());
    if (type == "array") return list(schema);
    if (type == "boolean") return false;
    if (type == "null") return nullptr;
    if (type == "integer" || type == "number") {
      const auto most = schema.value("maximum", json(0));
      return schema.value("minimum", most < 0 ? most : json(0));
    }
    return text(schema);
  }

 private:
  json filled(const json& schema, json object) {
    if (!object.is_object()) return object;
    for (const auto& wanted : schema.value("required", json::array())) {
      const auto key = wanted.get<std::string>();
      if (object.contains(key)) continue;
      object[key] = value(schema.value("properties", json::object()).value(key, json::object()));
    }
    return object;
  }

  json list(const json& schema) {
    json items = json::array();
    for (std::size_t i = 0; i < schema.value("minItems", std::size_t{0}); ++i)
      items.push_back(value(schema.value("items", json::object())));
    return items;
  }

  json text(const json& schema) {
    const auto format = schema.value("format", std::string());
    if (format == "baton-secret") return kSecretValue;
    if (format == "uri") return "http://127.0.0.1:9";
    std::string made =
        schema.contains("minLength") ? std::string(schema.at("minLength").get<std::size_t>(), 'a') : "";
    // "1" fits most patterns of ids; whether it does is looked at afterwards, with the schema itself.
    if (schema.contains("pattern")) made = made.empty() ? "1" : std::string(made.size(), '1');
    return made;
  }
};

std::string hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string body_of(const json& body) { return body.is_string() ? body.get<std::string>() : body.dump(); }

std::vector<std::pair<std::string, std::string>> headers_of(const json& headers) {
  std::vector<std::pair<std::string, std::string>> list;
  for (const auto& [name, value] : headers.items()) {
    auto lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    list.emplace_back(std::move(lower), value.get<std::string>());
  }
  return list;
}

const std::map<std::string, baton_identity_kind_t>& identity_kinds() {
  static const std::map<std::string, baton_identity_kind_t> kinds = {
      {"phone", BATON_IDENTITY_PHONE},
      {"user_id", BATON_IDENTITY_USER_ID},
      {"parent_id", BATON_IDENTITY_PARENT_ID},
      {"email", BATON_IDENTITY_EMAIL},
      {"external_id", BATON_IDENTITY_EXTERNAL_ID},
  };
  return kinds;
}

Webhook webhook_of(const json& said) {
  Webhook webhook;
  webhook.method = said.value("method", webhook.method);
  webhook.path = said.value("path", webhook.path);
  webhook.query = said.value("query", webhook.query);
  webhook.body = body_of(said.value("body", json("")));
  webhook.headers = headers_of(said.value("headers", json::object()));
  if (said.contains("events")) webhook.events = said.at("events").get<std::size_t>();
  return webhook;
}

void take(const json& said, Samples& samples) {
  samples.given = said.contains("settings");
  if (samples.given) samples.settings = said.at("settings");
  for (const auto& one : said.value("webhooks", json::array())) samples.webhooks.push_back(webhook_of(one));
  if (said.contains("recipient")) {
    samples.recipient_kind = identity_kinds().at(said.at("recipient").value("kind", std::string("phone")));
    samples.recipient = said.at("recipient").at("value").get<std::string>();
  }
  samples.account = said.value("account", samples.account);
  if (said.contains("attributes")) samples.attributes = said.at("attributes").dump();
  if (!said.contains("sent")) return;
  const auto& sent = said.at("sent");
  samples.sent = RemoteAnswer{sent.value("status", 200), headers_of(sent.value("headers", json::object())),
                              body_of(sent.value("body", json("{}")))};
}

}  // namespace

std::string type_of(const json& schema) {
  const auto type = schema.value("type", json());
  if (type.is_string()) return type.get<std::string>();
  return type.is_array() && !type.empty() && type[0].is_string() ? type[0].get<std::string>() : "";
}

MadeSettings settings_from(const plugin::ConfigSchema& schema) {
  Maker maker;
  MadeSettings made;
  made.settings = maker.value(schema.document());
  plugin::SecretStore secrets;
  const auto checked = schema.check(made.settings, secrets);
  if (!checked.problems.empty())
    made.problem = "no settings could be made from the schema (" + checked.problems.front().pointer + " " +
                   checked.problems.front().what + "); put settings into samples.json of the bundle";
  return made;
}

FinishedSettings finished(const plugin::ConfigSchema& schema, const nlohmann::json& settings) {
  FinishedSettings result;
  plugin::SecretStore secrets;
  const auto checked = schema.check(settings, secrets);
  if (!checked.problems.empty()) {
    const auto& problem = checked.problems.front();
    result.problem =
        "settings of samples.json: " + problem.pointer + " " + problem.what + "; " + problem.mend;
    return result;
  }
  result.json = checked.settings.dump();
  for (const auto& name : secrets.names()) result.secrets.emplace_back(name, *secrets.value(name));
  return result;
}

std::string read_samples(const std::filesystem::path& file, Samples& samples) {
  std::ifstream stream(file);
  if (!stream) return {};
  std::stringstream text;
  text << stream.rdbuf();
  try {
    take(json::parse(text.str(), nullptr, true, true), samples);
  } catch (const std::exception& error) {
    return file.string() + ": " + error.what() + "; samples.schema.json of the SDK says what it may hold";
  }
  return {};
}

Webhook signed_webhook(const Webhook& webhook,
                       const std::vector<std::pair<std::string, std::string>>& secrets) {
  Webhook made = webhook;
  for (auto& [header, value] : made.headers) {
    for (const auto& [name, secret] : secrets) {
      const auto mark = "{hmac:" + name + "}";
      const auto at = value.find(mark);
      if (at == std::string::npos) continue;
      const auto digest = plugin::KeyedHmac(secret).sign(webhook.body);
      if (digest)
        value.replace(at, mark.size(), hex({reinterpret_cast<const char*>(digest->data()), digest->size()}));
    }
  }
  return made;
}

}  // namespace baton::validate
