// SPDX-License-Identifier: MIT
// rules_paths.cpp - G10a: from every state that automation can leave, at every hour of the week, with nobody online,
// there is somebody to hand over to: the office of the lane, whose lead is known in every stretch of the week. The
// backup is a way past the chat, without which no automation is accepted (H11).
#include <set>

#include "host/policy/look.h"
#include "host/policy/opening_hours.h"
#include "host/policy/rotas.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

// Every minute of the week at which somebody's turn begins or ends.
std::set<core::Millis> edges_of(const core::LanePolicy& lane) {
  std::set<core::Millis> edges{0};
  for (const core::Rota& rota : lane.rotas)
    for (const core::RotaTurn& turn : rota.turns)
      for (std::size_t day = 0; day < turn.when.week.size(); ++day)
        for (const core::Slot& slot : turn.when.week[day])
          for (const core::Millis of_day : {slot.from, slot.to})
            edges.insert((static_cast<core::Millis>(day) * core::kDay + of_day) % (7 * core::kDay));
  return edges;
}

std::string time_of_week(core::Millis of_week) {
  const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  const core::Millis of_day = of_week % core::kDay;
  return std::string(kWeekdays[static_cast<std::size_t>(of_week / core::kDay)]) + " " + two(of_day / core::kHour) +
         ":" + two(of_day % core::kHour / core::kMinute);
}

// The first time of the week at which nobody is behind the lane; empty: there is none.
std::string gap_in(const core::Policy& policy, const core::LaneId& lane) {
  const core::Instant monday{core::day_number({2027, 2, 1}) * core::kDay};
  for (const core::Millis edge : edges_of(policy.lanes.at(lane)))
    if (policy.leads_at(lane, monday + edge).empty()) return time_of_week(edge);
  return {};
}

}  // namespace

void check_paths(const Examined& examined, Findings& findings) {
  const json& config = examined.config;
  core::Policy policy;  // the rotas alone, on a clock without summer time
  policy.default_lead = {text_of(look(config, {"organisation"}), "default_lead")};
  const json& lanes = as_array(look(config, {"lanes"}));
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const core::LaneId id{text_of(lanes[i], "id")};
    policy.lanes[id].rotas = rotas_of(config, {}, lanes[i]);
    if (policy.lanes[id].rotas.empty()) continue;  // without any lead at all: told by the rule of leads
    const std::string pointer = "/lanes/" + std::to_string(i) + "/leads";
    if (const auto gap = gap_in(policy, id); !gap.empty())
      findings.add(pointer, "nobody leads the lane \"" + id.value + "\" from " + gap + " on (G10a)",
                   "add a turn to its rota, somebody on_call, on_duty, or organisation.default_lead");
  }
}

}  // namespace baton::policy
