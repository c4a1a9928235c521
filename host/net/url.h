// SPDX-License-Identifier: MIT
// Taking addresses apart: request targets, listen addresses, URLs to call. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::net {

// Nothing when an escape is broken or names a control character (both are refused, never guessed).
std::optional<std::string> percent_decode(std::string_view text);

// As forms and query strings do: '+' is a space, broken escapes stay as they are.
std::string form_decode(std::string_view text);

// Escapes everything but unreserved characters, so that the result is safe as a path segment and as a query
// value.
std::string percent_encode(std::string_view text);

struct Target {
  std::string path;                   // decoded
  std::string query;                  // raw
  std::vector<std::string> segments;  // decoded one by one, so that %2F inside a segment does not split it
};

// Understands origin form, absolute form and "*". Nothing when it is none of them or does not decode.
std::optional<Target> parse_target(std::string_view target);

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // without brackets
  std::uint16_t port = 0;
  std::string target;  // path and query as they go on the wire, at least "/"
};

// Absolute http(s) URLs without user info; anything else, and anything with spaces or control characters, is
// refused.
std::optional<Url> parse_url(std::string_view url);

struct Endpoint {
  std::string host;  // without brackets
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080", "localhost:0".
std::optional<Endpoint> parse_endpoint(std::string_view text);

}  // namespace baton::net
