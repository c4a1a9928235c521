// SPDX-License-Identifier: MIT
#include "host/core/answers.h"

#include <algorithm>

namespace baton::core {
namespace {

bool says_against(const Answer& one, const Answer& other) {
  return std::find(one.contradicts.begin(), one.contradicts.end(), other.id) != one.contradicts.end();
}

bool conflict(const GivenAnswer& one, const GivenAnswer& other) {
  if (one.answer->overruled || other.answer->overruled) return false;
  if (says_against(*one.answer, *other.answer) || says_against(*other.answer, *one.answer)) return true;
  if (one.item->id == other.item->id) return false;  // the later word of one author replaces the earlier
  const bool same_question = one.item->question.same_text(other.item->question);
  const bool both_clear = !one.answer->verdict.empty() && !other.answer->verdict.empty();
  return same_question && both_clear && one.answer->verdict != other.answer->verdict;
}

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::size_t place_of(const Policy& policy, const LaneId& lane) {
  const auto& order = policy.desk.authority;
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), lane) - order.begin());
}

}  // namespace

std::vector<GivenAnswer> answers_of(const CustomerState& state, const CaseId& id) {
  std::vector<GivenAnswer> given;
  for (const auto& [item_id, item] : state.items)
    for (const auto& answer : item.answers)
      if (item.case_id == id) given.push_back({&item, &answer});
  std::stable_sort(given.begin(), given.end(), [](const GivenAnswer& a,
      const GivenAnswer& b) { return a.answer->at < b.answer->at; });
  return given;
}

std::optional<GivenAnswer> answer_named(const CustomerState& state, const CaseId& id, const std::string& answer) {
  for (const auto& given : answers_of(state, id))
    if (given.answer->id == answer) return given;
  return std::nullopt;
}

std::vector<Conflict> conflicts_of(const CustomerState& state, const CaseId& id) {
  const auto given = answers_of(state, id);
  std::vector<Conflict> found;
  for (std::size_t i = 0; i < given.size(); ++i)
    for (std::size_t j = i + 1; j < given.size(); ++j)
      if (conflict(given[i], given[j])) found.push_back({given[i], given[j]});
  return found;
}

std::string contradicted(const CustomerState& state, const CaseId& id, const std::vector<std::string>& cites) {
  if (cites.empty()) return {};
  for (const auto& conflict : conflicts_of(state, id)) {
    const auto& one = conflict.one.answer->id;
    const auto& other = conflict.other.answer->id;
    if (contains(cites, one) || contains(cites, other)) return one + " and " + other + " contradict each other";
  }
  return {};
}

bool cites_overruled(const CustomerState& state, const CaseId& id, const std::vector<std::string>& cites) {
  return std::any_of(cites.begin(), cites.end(), [&](const std::string& cited) {
    const auto given = answer_named(state, id, cited);
    return given && given->answer->overruled;
  });
}

LaneId higher_authority(const Policy& policy, const Conflict& conflict) {
  const auto one = place_of(policy, conflict.one.item->lane);
  const auto other = place_of(policy, conflict.other.item->lane);
  if (one == other) return {};
  return one < other ? conflict.one.item->lane : conflict.other.item->lane;
}

LaneId deciding_office(const Policy& policy) { return policy.has_desk() ? kDesk : policy.general_lane; }

}  // namespace baton::core
