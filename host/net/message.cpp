// SPDX-License-Identifier: MIT
// Look-ups on requests, and the problem document.
#include "host/net/message.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "host/net/url.h"

namespace baton::net {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      std::array<char, 8> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04x", byte);
      out += escaped.data();
    } else {
      out += c;
    }
  }
  return out + '"';
}

struct Phrase {
  int status;
  std::string_view text;
};

constexpr std::array kPhrases = {
    Phrase{100, "Continue"},
    Phrase{200, "OK"},
    Phrase{201, "Created"},
    Phrase{202, "Accepted"},
    Phrase{204, "No Content"},
    Phrase{302, "Found"},
    Phrase{303, "See Other"},
    Phrase{304, "Not Modified"},
    Phrase{400, "Bad Request"},
    Phrase{401, "Unauthorized"},
    Phrase{403, "Forbidden"},
    Phrase{404, "Not Found"},
    Phrase{405, "Method Not Allowed"},
    Phrase{408, "Request Timeout"},
    Phrase{409, "Conflict"},
    Phrase{410, "Gone"},
    Phrase{412, "Precondition Failed"},
    Phrase{413, "Content Too Large"},
    Phrase{415, "Unsupported Media Type"},
    Phrase{422, "Unprocessable Content"},
    Phrase{423, "Locked"},
    Phrase{428, "Precondition Required"},
    Phrase{429, "Too Many Requests"},
    Phrase{431, "Request Header Fields Too Large"},
    Phrase{500, "Internal Server Error"},
    Phrase{501, "Not Implemented"},
    Phrase{502, "Bad Gateway"},
    Phrase{503, "Service Unavailable"},
    Phrase{504, "Gateway Timeout"},
};

}  // namespace

std::string_view find_header(const std::vector<Header>& headers, std::string_view lower_name) {
  for (const Header& header : headers) {
    if (header.name == lower_name) return header.value;
  }
  return {};
}

std::string_view Request::header(std::string_view lower_name) const {
  return find_header(headers, lower_name);
}

namespace {

// Calls `see(name, value)` for one pair after the other, both as sent, until it returns false.
template <class See>
void each_pair(std::string_view query, const See& see) {
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    const auto equals = pair.find('=');
    const auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    if (!pair.empty() && !see(pair.substr(0, equals), value)) return;
  }
}

}  // namespace

std::optional<std::string> Request::query_value(std::string_view name) const {
  std::optional<std::string> found;
  each_pair(query, [&](std::string_view key, std::string_view value) {
    if (form_decode(key) == name) found = form_decode(value);
    return !found;
  });
  return found;
}

std::vector<std::string> Request::query_names() const {
  std::vector<std::string> names;
  each_pair(query, [&](std::string_view key, std::string_view) {
    names.push_back(form_decode(key));
    return true;
  });
  return names;
}

Response problem(int status, std::string_view detail) {
  Response response{status, {}, "application/problem+json", {}};
  response.body = "{\"type\":\"about:blank\",\"title\":" + json_string(reason_phrase(status)) +
                  ",\"status\":" + std::to_string(status);
  if (!detail.empty()) response.body += ",\"detail\":" + json_string(detail);
  response.body += "}";
  return response;
}

std::string_view reason_phrase(int status) {
  const auto* found = std::find_if(kPhrases.begin(), kPhrases.end(),
                                   [&](const Phrase& phrase) { return phrase.status == status; });
  return found == kPhrases.end() ? std::string_view{"Status"} : found->text;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string to_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

}  // namespace baton::net
