// SPDX-License-Identifier: MIT
#include "host/http/times.h"

#include <charconv>
#include <chrono>
#include <string_view>

#include "host/http/problem.h"

namespace baton::http {
namespace {

constexpr std::int64_t kLatestMs = 253402300799999;  // the last of the year 9999: sums with it stay far from overflow

std::optional<core::Instant> within_bounds(std::int64_t ms) {
  return ms >= 0 && ms <= kLatestMs ? std::optional(core::Instant{ms}) : std::nullopt;
}

// Takes exactly `count` digits off the text; -1 when they are not there.
int number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

// Milliseconds of ".5", ".123456"; digits past the third are cut off.
std::optional<std::int64_t> fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  std::int64_t ms = 0;
  std::size_t digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits)
    if (digits < 3) ms = ms * 10 + (text.front() - '0');
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) ms *= 10;
  return ms;
}

std::optional<core::Instant> parse_utc(std::string_view text) {
  const int year = number(text, 4);
  const int month = take(text, '-') ? number(text, 2) : -1;
  const int day = take(text, '-') ? number(text, 2) : -1;
  const int hour = take(text, 'T') ? number(text, 2) : -1;
  const int minute = take(text, ':') ? number(text, 2) : -1;
  const int second = take(text, ':') ? number(text, 2) : -1;
  const auto ms = fraction(text);
  if (year < 0 || month < 0 || day < 0 || !ms || text != "Z") return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  return within_bounds(((days * std::int64_t{24} + hour) * 60 + minute) * 60000 + second * std::int64_t{1000} + *ms);
}

}  // namespace

std::optional<core::Instant> parse_time(const std::string& text) {
  std::int64_t ms = 0;
  const auto* last = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), last, ms);
  if (parsed.ec == std::errc{} && parsed.ptr == last) return within_bounds(ms);
  return parse_utc(text);
}

core::Instant time_field(Body& body, const char* name) {
  std::optional<core::Instant> at;
  if (body.has(name)) at = body.is_text(name) ? parse_time(body.text(name)) : within_bounds(body.integer(name));
  if (!at) throw BadRequest(422, std::string(name) + ": is required and is a time", std::string("/") + name, "send 2026-11-24T10:00:00Z or milliseconds");
  return *at;
}

}  // namespace baton::http
