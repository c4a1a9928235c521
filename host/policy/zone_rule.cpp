// SPDX-License-Identifier: MIT
// zone_rule.cpp - see zone_rule.h.
#include "host/policy/zone_rule.h"

#include <algorithm>

namespace baton::policy {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}

  std::optional<ZoneRule> read() {
    ZoneRule rule;
    if (!name() || !offset(rule.standard_offset)) return std::nullopt;
    if (text_.empty()) return rule;
    ZoneRule::Summer summer;
    if (!name()) return std::nullopt;
    summer.offset = rule.standard_offset + core::kHour;
    if (!text_.empty() && text_.front() != ',' && !offset(summer.offset)) return std::nullopt;
    if (!take(',') || !when(summer.begins) || !take(',') || !when(summer.ends) || !text_.empty()) return std::nullopt;
    rule.summer = summer;
    return rule;
  }

 private:
  bool take(char wanted) {
    if (!text_.starts_with(wanted)) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool name() {
    if (take('<')) {
      const auto end = text_.find('>');
      if (end == std::string_view::npos) return false;
      text_.remove_prefix(end + 1);
      return true;
    }
    const auto letters = std::find_if_not(text_.begin(), text_.end(),
                                          [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
    const auto count = static_cast<std::size_t>(letters - text_.begin());
    text_.remove_prefix(count);
    return count > 0;
  }

  bool number(std::int64_t& value) {
    value = 0;
    std::size_t count = 0;
    while (!text_.empty() && is_digit(text_.front()) && count < 4) {
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
      ++count;
    }
    return count > 0;
  }

  bool span(core::Millis& value) {  // [+-]hh[:mm[:ss]]
    const bool minus = take('-');
    if (!minus) take('+');
    value = 0;
    for (const auto unit : {core::kHour, core::kMinute, core::kSecond}) {
      std::int64_t part = 0;
      if (!number(part)) return false;
      value += part * unit;
      if (!take(':')) break;
    }
    if (minus) value = -value;
    return true;
  }

  bool offset(core::Millis& value) {  // POSIX counts westward
    if (!span(value)) return false;
    value = -value;
    return true;
  }

  bool when(ZoneRule::When& at) {
    using Kind = ZoneRule::When::Kind;
    if (take('M')) {
      const bool whole = number(at.month) && take('.') && number(at.week) && take('.') && number(at.day);
      if (!whole || at.month < 1 || at.month > 12 || at.week < 1 || at.week > 5 || at.day > 6) return false;
    } else {
      at.kind = take('J') ? Kind::julian : Kind::day_of_year;
      if (!number(at.day) || at.day > 365) return false;
    }
    return !take('/') || span(at.of_day);
  }

  std::string_view text_;
};

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::int64_t day_in(const ZoneRule::When& when, std::int64_t year) {
  using Kind = ZoneRule::When::Kind;
  const auto new_year = core::day_number({year, 1, 1});
  switch (when.kind) {
    case Kind::day_of_year: return new_year + when.day;
    case Kind::julian:
      return new_year + when.day - 1 + (is_leap(year) && when.day >= 60 ? 1 : 0);  // never counts 29 February
    case Kind::month_week_day: break;
  }
  const auto first = core::day_number({year, when.month, 1});
  const auto next = when.month == 12 ? core::day_number({year + 1, 1, 1}) : core::day_number({year, when.month + 1, 1});
  const auto sunday_based = (core::weekday_of(first) + 1) % 7;
  auto day = first + (when.day - sunday_based + 7) % 7 + (when.week - 1) * 7;
  while (day >= next) day -= 7;
  return day;
}

}  // namespace

std::vector<core::Zone::Change> ZoneRule::changes_of(std::int64_t year) const {
  const auto at = [&](const When& when, core::Millis offset_before) {
    return core::Instant{day_in(when, year) * core::kDay + when.of_day - offset_before};
  };
  std::vector<core::Zone::Change> changes{{at(summer->begins, standard_offset), summer->offset},
                                          {at(summer->ends, summer->offset), standard_offset}};
  if (changes[1].at < changes[0].at) std::swap(changes[0], changes[1]);
  return changes;
}

std::optional<ZoneRule> read_zone_rule(std::string_view text) { return RuleReader(text).read(); }

}  // namespace baton::policy
