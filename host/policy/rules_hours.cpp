// SPDX-License-Identifier: MIT
// rules_hours.cpp - zones that exist, slots that do not overlap, days that are in the calendar, lanes that open at all.
#include "host/policy/look.h"
#include "host/policy/opening_hours.h"
#include "host/policy/rules.h"
#include "host/policy/zone_files.h"

namespace baton::policy {
namespace {

using nlohmann::json;

void check_zone(const std::string& zone, const std::string& pointer, Findings& findings) {
  if (zone.empty() || zone_named(zone) != nullptr) return;
  const std::vector<std::string> known = zone_names();
  if (known.empty())
    return findings.add(pointer, "this machine has no time zones to look \"" + zone + "\" up in",
                        "install the package tzdata, or write \"UTC\"");
  findings.add(pointer, "there is no time zone \"" + zone + "\"",
               meant(zone, known, "use an IANA name like \"Europe/Berlin\""));
}

// The form of a slot is the schema's to check; "09:00-09:00" fits it and means nothing.
void check_slots(const json& list, const std::string& pointer, bool may_pass_midnight, Findings& findings) {
  std::size_t index = 0;
  for (const json& text : as_array(list)) {
    const std::string at = pointer + "/" + std::to_string(index++);
    if (!text.is_string()) continue;
    const auto slot = slot_of(text.get<std::string>());
    if (!slot)
      findings.add(at, "is no slot of time", "write it like \"09:00-17:30\"; around the clock is \"00:00-24:00\"");
    else if (!may_pass_midnight && slot->to < slot->from)
      findings.add(at, "a holiday's slot ends after midnight",
                   "write \"22:00-24:00\" here and the rest under the next date");
  }
}

void check_hours_at(const json& hours, const std::string& pointer, Findings& findings) {
  check_zone(text_of(hours, "zone"), pointer + "/zone", findings);
  const json& week = as_object(look(hours, {"week"}));
  for (const auto& [day, list] : week.items()) check_slots(list, pointer + "/week/" + day, true, findings);
  const auto days = week_of(week);
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (const auto overlap = overlap_in(days[i]); !overlap.empty()) {
      // A slot that passes midnight overlaps on a day that may not be written down.
      const std::string at =
          pointer + "/week" + (week.contains(kWeekdays[i]) ? std::string("/") + kWeekdays[i] : std::string());
      findings.add(at, std::string("the slots of ") + kWeekdays[i] + " overlap: " + overlap,
                   "let one end where the next begins");
    }
  }
}

void check_holidays(const json& hours, const std::string& pointer, Findings& findings) {
  for (const auto& [date, list] : as_object(look(hours, {"holidays"})).items()) {
    const std::string at = plugin::pointer_below(pointer + "/holidays", date);
    if (!day_of(date)) findings.add(at, "\"" + date + "\" is no date", "write it like \"2027-12-24\"");
    check_slots(list, at, false, findings);
  }
}

// Shifts and turns: slots alone, in the organisation's zone.
void check_week(const json& holder, const char* key, const std::string& pointer, Findings& findings) {
  for (const auto& [day, list] : as_object(look(holder, {key})).items())
    check_slots(list, pointer + "/" + key + "/" + day, true, findings);
  const auto days = week_of(as_object(look(holder, {key})));
  for (std::size_t i = 0; i < days.size(); ++i)
    if (const auto overlap = overlap_in(days[i]); !overlap.empty())
      findings.add(pointer + "/" + key, std::string("the slots of ") + kWeekdays[i] + " overlap: " + overlap,
                   "let one end where the next begins");
}

}  // namespace

void check_hours(const Examined& examined, Findings& findings) {
  const json& config = examined.config;
  check_hours_at(as_object(look(config, {"hours"})), "/hours", findings);
  check_holidays(as_object(look(config, {"hours"})), "/hours", findings);
  const json& lanes = as_array(look(config, {"lanes"}));
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const json& hours = as_object(look(lanes[i], {"hours"}));
    const std::string pointer = "/lanes/" + std::to_string(i) + "/hours";
    check_hours_at(hours, pointer, findings);
    check_holidays(hours, pointer, findings);
  }
  const json& agents = as_array(look(config, {"agents"}));
  for (std::size_t i = 0; i < agents.size(); ++i)
    check_week(agents[i], "shifts", "/agents/" + std::to_string(i), findings);
  for (const auto& [name, rota] : as_object(look(config, {"rotas"})).items()) {
    std::size_t index = 0;
    for (const json& turn : as_array(look(rota, {"turns"})))
      check_week(turn, "week", plugin::pointer_below("/rotas", name) + "/turns/" + std::to_string(index++), findings);
  }
}

}  // namespace baton::policy
