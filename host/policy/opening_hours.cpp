// SPDX-License-Identifier: MIT
// opening_hours.cpp - see opening_hours.h.
#include "host/policy/opening_hours.h"

#include <algorithm>

#include "host/policy/look.h"
#include "host/policy/zone_files.h"

namespace baton::policy {
namespace {

using nlohmann::json;

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return text.empty() ? std::nullopt : std::optional(value);
}

void sort_slots(std::vector<core::Slot>& slots) {
  std::sort(slots.begin(), slots.end(), [](const core::Slot& a, const core::Slot& b) { return a.from < b.from; });
}

std::map<std::int64_t, std::vector<core::Slot>> dates_of(const json& holidays) {
  std::map<std::int64_t, std::vector<core::Slot>> dates;
  for (const auto& [date, list] : as_object(holidays).items()) {
    const auto day = day_of(date);
    if (!day) continue;
    auto& slots = dates[*day];
    for (const json& text : as_array(list))
      if (const auto slot = text.is_string() ? slot_of(text.get<std::string>()) : std::nullopt;
          slot && slot->to > slot->from)
        slots.push_back(*slot);
    sort_slots(slots);
  }
  return dates;
}

// Around the clock, but not on those days.
void close_on_holidays(core::Hours& hours) {
  if (!hours.always || hours.dates.empty()) return;
  hours.always = false;
  for (auto& day : hours.week) day = {{0, core::kDay}};
}

}  // namespace

std::optional<core::Millis> time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = digits(text.substr(0, 2));
  const auto minutes = digits(text.substr(3));
  if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > 24 * 60) return std::nullopt;
  return *hours * core::kHour + *minutes * core::kMinute;
}

std::optional<core::Slot> slot_of(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto from = time_of_day(text.substr(0, 5));
  const auto to = time_of_day(text.substr(6));
  if (!from || !to || *from == *to) return std::nullopt;
  return core::Slot{*from, *to};
}

std::optional<std::int64_t> day_of(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const auto year = digits(date.substr(0, 4));
  const auto month = digits(date.substr(5, 2));
  const auto day = digits(date.substr(8));
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
  const core::Date wanted{*year, *month, *day};
  const auto number = core::day_number(wanted);
  return core::date_of(number) == wanted ? std::optional(number) : std::nullopt;
}

std::array<std::vector<core::Slot>, 7> week_of(const json& week) {
  std::array<std::vector<core::Slot>, 7> days;
  for (std::size_t i = 0; i < days.size(); ++i) {
    for (const std::string& text : texts_of(week, kWeekdays[i])) {
      const auto slot = slot_of(text);
      if (!slot) continue;
      const bool over_midnight = slot->to < slot->from;
      days[i].push_back({slot->from, over_midnight ? core::kDay : slot->to});
      if (over_midnight && slot->to > 0) days[(i + 1) % 7].push_back({0, slot->to});
    }
  }
  for (auto& slots : days) sort_slots(slots);
  return days;
}

std::string overlap_in(const std::vector<core::Slot>& slots) {
  const auto shown = [](core::Millis at) {
    const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return two(at / core::kHour) + ":" + two(at % core::kHour / core::kMinute);
  };
  for (std::size_t i = 1; i < slots.size(); ++i)
    if (slots[i].from < slots[i - 1].to) return shown(slots[i].from) + " is in two of them";
  return {};
}

core::Hours hours_of(const json& config) {
  const json& section = as_object(look(config, {"hours"}));
  core::Hours hours;
  hours.zone = zone_named(text_of(section, "zone"));
  hours.always = true;
  hours.week = week_of(as_object(look(section, {"week"})));
  hours.dates = dates_of(look(section, {"holidays"}));
  for (const auto& day : hours.week) hours.always = hours.always && day.empty();
  close_on_holidays(hours);
  return hours;
}

std::shared_ptr<const core::Hours> hours_of_lane(const core::Hours& organisation, const json& lane) {
  const json& section = as_object(look(lane, {"hours"}));
  const auto zone = text_of(section, "zone");
  const auto own_week = week_of(as_object(look(section, {"week"})));
  const bool has_week = std::any_of(own_week.begin(), own_week.end(), [](const auto& day) { return !day.empty(); });
  const auto own_dates = dates_of(look(section, {"holidays"}));
  if (zone.empty() && !has_week && own_dates.empty()) return nullptr;
  auto hours = std::make_shared<core::Hours>(organisation);
  if (!zone.empty()) hours->zone = zone_named(zone);
  if (has_week) hours->week = own_week;
  hours->always = organisation.always && !has_week;
  for (const auto& [day, slots] : own_dates) hours->dates[day] = slots;
  close_on_holidays(*hours);
  return hours;
}

}  // namespace baton::policy
