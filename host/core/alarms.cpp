// SPDX-License-Identifier: MIT
#include "host/core/alarms.h"

namespace baton::core {

void evolve(AlarmState& state, const AlarmFact& fact, Instant at) {
  if (const auto* opened = std::get_if<AlarmOpened>(&fact)) {
    state.alarms[opened->key] = {opened->what, opened->case_id, at, at, 1, {}, opened->party, {}};
  } else if (const auto* repeated = std::get_if<AlarmRepeated>(&fact)) {
    auto& alarm = state.alarms[repeated->key];
    alarm.last = at;
    ++alarm.count;
  } else if (const auto* cleared = std::get_if<AlarmCleared>(&fact)) {
    auto& alarm = state.alarms[cleared->key];
    alarm.cleared = cleared->why;
    if (alarm.acknowledged_by.empty()) alarm.acknowledged_by = "host";
  } else if (const auto* acknowledged = std::get_if<AlarmAcknowledged>(&fact)) {
    state.alarms[acknowledged->key].acknowledged_by = acknowledged->by;
  }
}

std::vector<AlarmFact> raise(const AlarmState& state, std::string key, std::string what, CaseId case_id,
                             std::string party) {
  const auto known = state.alarms.find(key);
  if (known != state.alarms.end() && known->second.acknowledged_by.empty()) return {AlarmRepeated{std::move(key)}};
  return {AlarmOpened{std::move(key), std::move(what), std::move(case_id), std::move(party)}};
}

std::vector<AlarmFact> clear(const AlarmState& state, const std::string& key, std::string why) {
  const auto known = state.alarms.find(key);
  if (known == state.alarms.end() || !known->second.acknowledged_by.empty()) return {};
  return {AlarmCleared{key, std::move(why)}};
}

std::vector<AlarmFact> acknowledge(const AlarmState& state, const std::string& key, std::string by) {
  const auto known = state.alarms.find(key);
  if (known == state.alarms.end() || !known->second.acknowledged_by.empty()) return {};
  return {AlarmAcknowledged{key, std::move(by)}};
}

}  // namespace baton::core
