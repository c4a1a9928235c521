// SPDX-License-Identifier: MIT
// Escapes after serialising: Meta's bytes are not those of any JSON library.
#include "host/sandbox/whatsapp/webhook.h"

#include <cctype>
#include <utility>

namespace baton::sandbox::whatsapp {

std::string php_json(const Json& value) {
  const std::string plain = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  std::string out;
  out.reserve(plain.size() + plain.size() / 8);
  for (const char c : plain) {  // none of these characters has a meaning outside of strings
    switch (c) {
      case '/':
        out += "\\/";
        break;
      case '@':
        out += "\\u0040";
        break;
      case '<':
        out += "\\u003c";
        break;
      case '>':
        out += "\\u003e";
        break;
      default:
        out += c;
    }
  }
  return out;
}

Signature signature_of(std::string_view name) {
  if (name == "wrong") return Signature::wrong;
  if (name == "missing") return Signature::missing;
  if (name == "uppercase") return Signature::uppercase;
  return Signature::good;
}

std::vector<net::Header> webhook_headers(std::string_view body, std::string_view app_secret,
                                         Signature signature) {
  std::vector<net::Header> out{{"Content-Type", "application/json"}};
  if (signature == Signature::missing) return out;
  std::string digits = hex(hmac_sha256(app_secret, body));
  if (signature == Signature::wrong) digits[0] = digits[0] == '0' ? '1' : '0';
  if (signature == Signature::uppercase) {
    for (char& c : digits) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  out.push_back({"X-Hub-Signature-256", "sha256=" + digits});
  return out;
}

Json change(std::string_view field, Json value) { return {{"field", field}, {"value", std::move(value)}}; }

Json envelope(std::string_view waba, Json changes, std::int64_t time_s) {
  Json entry{{"id", waba}, {"changes", std::move(changes)}};
  if (time_s != 0) entry["time"] = time_s;
  return {{"object", "whatsapp_business_account"}, {"entry", Json::array({std::move(entry)})}};
}

}  // namespace baton::sandbox::whatsapp
