// SPDX-License-Identifier: MIT
#include "host/policy/blueprint.h"

namespace baton::policy {

using core::Priority;
using core::SignalMeans;

const std::vector<BlueprintLane>& blueprint_lanes() {
  static const std::vector<BlueprintLane> lanes{
      {"compliance", Priority::immediate, 2},
      {"retention", Priority::high, 2},
      {"revenue", Priority::high, 2},
      {"technical", Priority::medium, 2},
      {"recovery", Priority::medium, 2},
      {"general", Priority::medium, 1},
      {"vip", Priority::high, 1},
  };
  return lanes;
}

const std::vector<BlueprintSignal>& blueprint_signals() {
  static const std::vector<BlueprintSignal> signals{
      // H1: a decision for which somebody must have authority
      {"data_protection", "H1", "compliance", 1000},
      {"legal_action", "H1", "compliance", 900},
      {"account_security", "H1", "compliance", 900},
      {"policy_exception", "H1", "compliance", 600},
      // H4
      {"fault", "H4", "technical", 700},
      {"integration", "H4", "technical", 700},
      {"investigation", "H4", "technical", 600},
      {"outage", "H4", "technical", 900, SignalMeans::mission_critical},
      // H5
      {"charge_dispute", "H5", "revenue", 900},
      {"refund", "H5", "revenue", 700},
      {"fee_question", "H5", "revenue", 600},
      {"pricing", "H5", "revenue", 600},
      {"promise_broken", "H5", "revenue", 700},
      // H6
      {"cancels", "H6", "retention", 900},
      {"too_expensive", "H6", "retention", 700},
      {"switching", "H6", "retention", 800},
      {"goes_public", "H6", "recovery", 900},
      {"frustration", "H6", "recovery", 700},
      {"complaint", "H6", "recovery", 700},
      {"abuse", "H6", "recovery", 700},
      {"service_failure", "H6", "recovery", 600},
      // H2, I4, I5
      {"names_document", "H2", "", 0, SignalMeans::sensitive},
      {"asks_for_data", "H2", "", 0, SignalMeans::asks_sensitive},
      // R7
      {"profanity", "R7", "", 0, SignalMeans::tone},
      {"threat_to_persons", "R7", "", 0, SignalMeans::threat},
      // H3
      {"no_help", "H3", "", 0, SignalMeans::unclear},
      // R1
      {"many_affected", "R1", "", 0, SignalMeans::impact_many},
      {"all_affected", "R1", "", 0, SignalMeans::impact_all},
      {"has_workaround", "R1", "", 0, SignalMeans::workaround},
      {"no_workaround", "R1", "", 0, SignalMeans::no_workaround},
  };
  return signals;
}

const std::vector<const BlueprintLanguage*>& blueprint_languages() {
  static const std::vector<const BlueprintLanguage*> languages{&blueprint_en(), &blueprint_es(), &blueprint_pt(),
                                                               &blueprint_de(), &blueprint_fr(), &blueprint_hi()};
  return languages;
}

std::string blueprint_text() {
  std::string text;
  for (const auto& lane : blueprint_lanes())
    text += std::string(lane.id) + ' ' + std::string(core::word(lane.priority)) + ' ' +
            std::to_string(lane.work_type) + '\n';
  for (const auto& signal : blueprint_signals())
    text += std::string(signal.name) + ' ' + std::string(signal.rule) + ' ' + std::string(signal.lane) + ' ' +
            std::to_string(signal.weight_permille) + ' ' + std::string(core::word(signal.means)) + '\n';
  for (const auto* language : blueprint_languages()) {
    for (const auto& list : language->lists) text += std::string(list.name) + '=' + std::string(list.words) + '\n';
    for (const auto& words : language->signals) {
      text += std::string(language->language) + ' ' + std::string(words.signal) + '\n';
      for (const auto& phrase : words.phrases) text += '+' + std::string(phrase) + '\n';
      for (const auto& phrase : words.unless) text += '-' + std::string(phrase) + '\n';
    }
  }
  return text;
}

}  // namespace baton::policy
