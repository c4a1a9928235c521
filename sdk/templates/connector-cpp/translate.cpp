// SPDX-License-Identifier: MIT
#include "translate.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace pigeon {
namespace {

using nlohmann::json;

constexpr std::size_t kNameMaxBytes = 1000;
constexpr std::size_t kSecondsMaxDigits = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// E.164: a plus and at most 15 digits.
bool is_number(std::string_view text) {
  const bool fits = text.size() >= 6 && text.size() <= 16 && text.front() == '+';
  return fits && std::all_of(text.begin() + 1, text.end(), is_digit);
}

// The text member, or nothing when it is missing or longer than the host takes.
std::optional<std::string> text_of(const json& document, const char* name, std::size_t max_bytes) {
  const auto found = document.find(name);
  if (found == document.end() || !found->is_string()) return std::nullopt;
  std::string text = found->get<std::string>();
  if (text.size() > max_bytes) return std::nullopt;
  return text;
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Sent failed(baton_status_t status, const char* why, baton_error_scope_t scope = BATON_SCOPE_MESSAGE) {
  return {status, {}, why, scope};
}

}  // namespace

std::variant<Message, Refusal> read_message(std::string_view body) {
  const json document = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return Refusal{"the body is no JSON object"};
  Message message;
  const auto id = text_of(document, "id", BATON_ID_MAX_BYTES);
  if (!id || id->empty()) return Refusal{"/id is missing or too long"};
  const auto from = text_of(document, "from", BATON_ID_MAX_BYTES);
  if (!from || !is_number(*from)) return Refusal{"/from is no telephone number"};
  const auto text = text_of(document, "text", BATON_TEXT_MAX_BYTES);
  if (!text) return Refusal{"/text is missing or too long"};
  const auto sent_at = document.find("sent_at_ms");
  if (sent_at == document.end() || !sent_at->is_number_unsigned()) return Refusal{"/sent_at_ms is no time"};
  return Message{*id, *from, text_of(document, "name", kNameMaxBytes).value_or(""), *text,
                 sent_at->get<std::int64_t>()};
}

std::optional<std::string> read_signature(std::string_view header) {
  constexpr std::string_view kPrefix = "sha256=";
  constexpr std::size_t kBytes = 32;
  if (header.size() != kPrefix.size() + 2 * kBytes || header.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  header.remove_prefix(kPrefix.size());
  std::string bytes;
  for (std::size_t i = 0; i < header.size(); i += 2) {
    const int high = hex_digit(header[i]), low = hex_digit(header[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

std::string write_message(std::string_view to, std::string_view text) {
  return json{{"to", to}, {"text", text}}.dump();
}

Sent read_answer(std::uint32_t http_status, std::string_view body) {
  if (http_status >= 200 && http_status < 300) {
    const json document = json::parse(body, nullptr, /*allow_exceptions=*/false);
    const auto id = text_of(document.is_object() ? document : json::object(), "id", BATON_ID_MAX_BYTES);
    if (id && !id->empty()) return {BATON_OK, *id, {}, BATON_SCOPE_MESSAGE};
    return failed(BATON_DEADLINE_EXCEEDED, "the answer names no message: it may have been sent");
  }
  switch (http_status) {
    case 401:
    case 403: return failed(BATON_UNAUTHENTICATED, "pigeon does not take the token", BATON_SCOPE_ACCOUNT);
    case 404: return failed(BATON_NOT_FOUND, "pigeon does not know the number", BATON_SCOPE_RECIPIENT);
    case 429: return failed(BATON_RATE_LIMITED, "pigeon wants us to wait");
    case 503: return failed(BATON_UNAVAILABLE, "pigeon took nothing");
    default: break;
  }
  if (http_status >= 400 && http_status < 500) return failed(BATON_REJECTED, "pigeon refused the message");
  // Nobody knows, so nobody sends again.
  return failed(BATON_DEADLINE_EXCEEDED, "pigeon failed: it may have been sent");
}

std::uint64_t wait_ms(std::string_view headers_json) {
  const json headers = json::parse(headers_json, nullptr, /*allow_exceptions=*/false);
  const auto seconds = text_of(headers.is_object() ? headers : json::object(), "retry-after", kSecondsMaxDigits);
  if (!seconds || seconds->empty() || !std::all_of(seconds->begin(), seconds->end(), is_digit)) return 0;
  return std::stoull(*seconds) * 1000;
}

}  // namespace pigeon
