// SPDX-License-Identifier: MIT
#include "host/http/times.h"

#include <charconv>
#include <ctime>

#include "host/http/problem.h"

namespace baton::http {

std::optional<core::Instant> parse_time(const std::string& text) {
  std::int64_t ms = 0;
  const auto* last = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), last, ms);
  if (parsed.ec == std::errc{} && parsed.ptr == last) return core::Instant{ms};
  std::tm utc{};
  const char* rest = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &utc);
  if (rest == nullptr) return std::nullopt;
  std::int64_t fraction = 0;
  if (*rest == '.') {
    int digits = 0;
    for (++rest; *rest >= '0' && *rest <= '9'; ++rest, ++digits)
      if (digits < 3) fraction = fraction * 10 + (*rest - '0');
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits) fraction *= 10;
  }
  if (std::string(rest) != "Z") return std::nullopt;
  return core::Instant{static_cast<std::int64_t>(timegm(&utc)) * 1000 + fraction};
}

core::Instant time_field(Body& body, const char* name) {
  std::optional<core::Instant> at;
  if (body.has(name)) {
    try {
      at = parse_time(body.text(name));
    } catch (const BadRequest&) {
      at = core::Instant{body.integer(name)};
    }
  }
  if (!at) throw BadRequest(422, std::string(name) + ": is required and is a time", std::string("/") + name, "send 2026-11-24T10:00:00Z or milliseconds");
  return *at;
}

}  // namespace baton::http
