// SPDX-License-Identifier: MIT
#include "host/core/ownership.h"

#include <algorithm>
#include <set>

#include "host/core/find.h"

namespace baton::core {
namespace {

constexpr std::string_view kByDefault = "O4a: ";

// How much of the conversation moves away from first line. A vendor's own model stands beside `reassign`.
int weight(const std::string& model) {
  if (model.empty() || model == kL1Owns) return 0;
  return model == kControlTower ? 2 : 1;
}

template <class Value>
bool allows(const std::vector<Value>& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool matches(const OwnershipRule& rule, const CustomerState& state, const Case& c, const HandoffQuestion& question) {
  return allows(rule.segments, state.segment) && allows(rule.lanes, question.lane) &&
         allows(rule.work_types, c.work_type) && allows(rule.triggers, question.trigger);
}

std::string team_of(const Policy& policy, const LaneId& lane) {
  const auto found = policy.lanes.find(lane);
  return found == policy.lanes.end() || found->second.team.empty() ? lane.value : found->second.team;
}

// Open items of different teams, the one that is asked for now among them.
std::size_t open_teams(const CustomerState& state, const Case& c, const Policy& policy, const LaneId& wanted) {
  std::set<std::string> teams;
  for (const auto& [id, item] : state.items)
    if (item.case_id == c.id && item.kind == ItemKind::work && !item.finished())
      teams.insert(team_of(policy, item.lane));
  if (policy.is_specialist(wanted) && wanted != kDesk) teams.insert(team_of(policy, wanted));
  return teams.size();
}

bool names(const std::vector<std::string>& signals, std::initializer_list<std::string_view> words) {
  return std::any_of(signals.begin(), signals.end(), [&](const std::string& signal) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return signal.find(word) != std::string::npos; });
  });
}

// Compliance, security, dispute, VIP, strong frustration: the specialist speaks for themselves (O4a).
std::string why_reassign(const CustomerState& state, const HandoffQuestion& question) {
  const auto& lane = question.lane.value;
  if (lane == "compliance" || question.trigger == "H1") return "compliance";
  if (question.trigger == "H2" || names(question.signals, {"security", "breach", "hacked"})) return "security";
  if (names(question.signals, {"dispute", "chargeback"})) return "a dispute";
  if (lane == "vip" || state.segment == "enterprise") return "a VIP";
  // Who only means to leave is not angry yet: first line keeps the thread, retention does its work.
  if (lane == "recovery" || (question.trigger == "H6" && lane != "retention")) return "strong frustration";
  return {};
}

ModelChoice by_rules(const CustomerState& state, const Case& c, const Policy& policy, const HandoffQuestion& question) {
  for (std::size_t i = 0; i < policy.ownership_rules.size(); ++i) {
    const auto& rule = policy.ownership_rules[i];
    if (rule.model == kControlTower && !policy.has_desk()) continue;
    if (matches(rule, state, c, question)) return {rule.model, "ownership_rules/" + std::to_string(i), false};
  }
  const std::string by_default(kByDefault);
  if (policy.has_desk() && open_teams(state, c, policy, question.lane) >= 2)
    return {kControlTower, by_default + "two or more open items in different teams", false};
  if (const auto why = why_reassign(state, question); !why.empty()) return {kReassign, by_default + why, false};
  return {policy.default_model, by_default + "nothing asks for another model", false};
}

}  // namespace

bool may_switch(const Case& c, const Policy& policy, Instant now) {
  if (c.model_switches >= policy.model_switches_max) return false;
  return !c.model_switched || now - c.model_switched >= policy.model_switch_gap_ms;
}

ModelChoice choose_model(const CustomerState& state, const Case& c, const Policy& policy,
                         const HandoffQuestion& question, Instant now) {
  if (!question.asked.empty()) return {question.asked, "asked for", false};
  if (question.desk && policy.has_desk()) return {kControlTower, "the desk was asked for", false};
  auto choice = by_rules(state, c, policy, question);
  if (question.number <= 1 || choice.model == c.model) return choice;
  if (weight(choice.model) <= weight(c.model))
    return {c.model, "O5: back down only explicitly, or with the last item", false};
  if (!may_switch(c, policy, now)) return {c.model, "O5: no further switch by itself (" + choice.why + ")", false};
  choice.automatic = true;
  return choice;
}

ModelChoice model_of_handoff(const Case& c, const Policy& policy, std::int64_t waiting, Instant now) {
  const auto& handoff = c.handoff;
  const bool asked = !handoff.model.empty() || handoff.desk;
  ModelChoice choice{handoff.chosen, handoff.chosen_why, !asked && handoff.number > 1 && handoff.chosen != c.model};
  if (choice.model.empty()) choice = {asked ? handoff.model : policy.default_model, "as it was decided", false};
  const bool open = !asked && choice.why.starts_with(kByDefault) && choice.model != kControlTower;
  if (!open || !policy.has_desk() || waiting <= policy.desk.mark) return choice;
  const bool first = handoff.number <= 1;
  if (!first && !may_switch(c, policy, now)) return choice;
  return {kControlTower, std::string(kByDefault) + std::to_string(waiting)
      + " items wait in the lane, above the desk's mark", !first};
}

}  // namespace baton::core
