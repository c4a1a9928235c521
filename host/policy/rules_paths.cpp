// SPDX-License-Identifier: MIT
// rules_paths.cpp - G10a: from every state that automation can leave, at every hour of the week, with nobody online,
// there is somebody to hand over to: the office of the lane, whose lead is known in every stretch of the week, and
// people who can take what is sent there, in the lane or in one it falls back to. The backup is a way past the chat,
// without which no automation is accepted (H11); the schema says what one looks like.
#include <algorithm>
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

std::size_t place_of(const json& lanes, const std::string& id) {
  std::size_t i = 0;
  while (i < lanes.size() && text_of(lanes[i], "id") != id) ++i;
  return i;
}

// The lanes that what is sent to this one goes to in turn, itself first; it ends with the lane that closes a circle.
std::vector<std::string> chain_from(const json& lanes, const std::string& id) {
  std::vector<std::string> chain{id};
  for (;;) {
    const std::size_t place = place_of(lanes, chain.back());
    const std::string next = place < lanes.size() ? text_of(lanes[place], "fallback") : std::string();
    if (next.empty()) return chain;
    const bool again = contains(chain, next);
    chain.push_back(next);
    if (again) return chain;
  }
}

bool is_circle(const std::vector<std::string>& chain) {
  return std::count(chain.begin(), chain.end(), chain.back()) > 1;
}

std::string shown(const std::vector<std::string>& chain) {
  std::string text;
  for (const std::string& lane : chain) text += (text.empty() ? "" : " > ") + lane;
  return text;
}

// One circle is one problem: told where it is closed by the lane that stands first in the file.
void check_circles(const json& lanes, Findings& findings) {
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const std::string id = text_of(lanes[i], "id");
    const std::vector<std::string> chain = chain_from(lanes, id);
    if (!is_circle(chain) || chain.back() != id) continue;
    const bool first = std::all_of(chain.begin(), chain.end(),
                                   [&](const std::string& other) { return place_of(lanes, other) >= i; });
    if (first)
      findings.add("/lanes/" + std::to_string(i) + "/fallback",
                   "the fallback lanes go round in a circle: " + shown(chain) + " (G10a)",
                   "let one of them fall back to another lane, or to none");
  }
}

// Whoever is sent there is never offered to anybody: a person may hand over to it, triage may, and nobody ever takes
// it.
void check_reached(const json& config, const json& lanes, Findings& findings) {
  std::set<std::string> held;
  for (const json& agent : as_array(look(config, {"agents"})))
    for (const std::string& skill : texts_of(agent, "skills")) held.insert(skill);
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const std::string id = text_of(lanes[i], "id");
    if (id.empty() || id == "general" || id == "desk" || place_of(lanes, id) != i) continue;  // an office answers there
    const std::vector<std::string> chain = chain_from(lanes, id);
    const bool taken = std::any_of(chain.begin(), chain.end(), [&](const std::string& lane) {
      return held.contains(lane) || lane == "general";
    });
    if (!taken)
      findings.add("/lanes/" + std::to_string(i),
                   "nobody can be reached in the lane \"" + id + "\": no agent holds its skill (G10a)",
                   "give the skill to an agent, or leave the lane out: the general lane takes its work then");
  }
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
  check_circles(lanes, findings);
  check_reached(config, lanes, findings);
}

}  // namespace baton::policy
