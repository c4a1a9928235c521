// SPDX-License-Identifier: MIT
// See webhook_gate.h.
#include "webhook_gate.h"

#include <algorithm>

namespace baton::whatsapp {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string url_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    if (escape) {
      out.append(1, static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
      i += 2;
    } else {
      out.append(1, text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

}  // namespace

std::optional<SignatureBytes> read_signature(std::string_view header) {
  constexpr std::string_view kPrefix = "sha256=";
  SignatureBytes bytes{};
  if (header.size() != kPrefix.size() + 2 * bytes.size() || header.substr(0, kPrefix.size()) != kPrefix)
    return std::nullopt;
  header.remove_prefix(kPrefix.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = hex_digit(header[2 * i]);
    const int low = hex_digit(header[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return bytes;
}

Verification read_verification(std::string_view query) {
  Verification found;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string key = url_decoded(pair.substr(0, equals));
    std::string value = url_decoded(pair.substr(equals + 1));
    if (key == "hub.mode")
      found.mode = std::move(value);
    else if (key == "hub.verify_token")
      found.token = std::move(value);
    else if (key == "hub.challenge")
      found.challenge = std::move(value);
  }
  return found;
}

}  // namespace baton::whatsapp
