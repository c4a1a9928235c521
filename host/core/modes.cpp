// SPDX-License-Identifier: MIT
#include "host/core/modes.h"

#include <algorithm>

#include "host/core/turn.h"

namespace baton::core {
namespace {

void note_watched(Turn& turn, const CaseId& id, const LaneId& lane, std::string_view rule, RuleMode mode,
                  std::string would, std::string subject) {
  if (watched(turn.state().cases.at(id), rule, subject)) return;
  turn.emit(RuleHeld{id, std::string(rule), mode, lane, std::move(would), std::move(subject)}, "G14");
}

}  // namespace

const std::vector<std::string>& automated_rules() {
  static const std::vector<std::string> rules{"C5", "H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8",  "H9",
                                              "H10", "H11", "H13", "H14", "R3", "R5", "R7", "R8", "O2", "O5",
                                              "O7", "G7", "G12", "J1", "J4", "W1", "W6"};
  return rules;
}

bool never_switchable(std::string_view rule) {
  constexpr std::string_view kNever[] = {"C2", "C3", "C7", "I1", "I4", "I5", "B2", "G2"};
  return std::find(std::begin(kNever), std::end(kNever), rule) != std::end(kNever);
}

bool of_the_window(std::string_view rule) {
  return rule.starts_with('W') &&
         std::all_of(rule.begin() + 1, rule.end(), [](char c) { return c >= '0' && c <= '9'; });
}

RuleMode voice_of(const Policy& policy, const LaneId& lane, Topology topology, std::string_view rule) {
  const auto otherwise = topology == Topology::overlay ? RuleMode::observe : RuleMode::enforce;
  const auto known = policy.lanes.find(lane);
  if (known == policy.lanes.end()) return otherwise;
  const auto& modes = known->second.modes;
  const auto own = modes.rules.find(std::string(rule));
  return own != modes.rules.end() ? own->second : modes.base.value_or(otherwise);
}

RuleMode mode_of(const Policy& policy, const LaneId& lane, Topology topology, std::string_view rule) {
  const auto& rules = automated_rules();
  const bool automated = std::find(rules.begin(), rules.end(), rule) != rules.end();
  if (!automated || (topology == Topology::gate && of_the_window(rule))) return RuleMode::enforce;
  return voice_of(policy, lane, topology, rule);
}

Topology topology_of(const CustomerState& state, const Case& c) {
  const auto* newest = newest_thread(state, c);
  if (newest == nullptr && !c.threads.empty()) newest = find(state.threads, c.threads.front());
  return newest == nullptr ? Topology::gate : newest->topology;
}

bool acts(const CustomerState& state, const Case& c, const Policy& policy, const LaneId& lane, std::string_view rule) {
  return mode_of(policy, lane, topology_of(state, c), rule) == RuleMode::enforce;
}

std::string watched_key(std::string_view rule, std::string_view subject) {
  return std::string(rule) + " " + std::string(subject);
}

bool watched(const Case& c, std::string_view rule, std::string_view subject) {
  return std::find(c.watched.begin(), c.watched.end(), watched_key(rule, subject)) != c.watched.end();
}

bool held_back(Turn& turn, const CaseId& id, const LaneId& lane, std::string_view rule, std::string would,
               std::string subject) {
  const auto& c = turn.state().cases.at(id);
  const auto mode = mode_of(turn.policy(), lane, topology_of(turn.state(), c), rule);
  if (mode == RuleMode::enforce) return false;
  note_watched(turn, id, lane, rule, mode, std::move(would), std::move(subject));
  return true;
}

bool kept_silent(Turn& turn, const CaseId& id, std::string_view rule, std::string would, std::string subject) {
  const auto& c = turn.state().cases.at(id);
  const auto lane = c.lane;
  const auto mode = voice_of(turn.policy(), lane, topology_of(turn.state(), c), rule);
  if (mode == RuleMode::enforce) return false;
  note_watched(turn, id, lane, rule, mode, std::move(would), std::move(subject));
  return true;
}

}  // namespace baton::core
