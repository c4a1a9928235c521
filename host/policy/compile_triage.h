// SPDX-License-Identifier: MIT
// compile_triage.h - `triage` of the configuration and the blueprint together: signals, phrases, lanes, segments.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/core/policy.h"
#include "host/policy/named_objects.h"
#include "host/policy/signal_set.h"

namespace baton::policy {

struct PhraseSource {
  std::string text;
  std::string language;  // whose lists of words it may name
  std::string pointer;   // where it stands in the file; empty: it is the blueprint's
};

struct SignalSource {
  std::string name;
  std::string pointer;  // empty: as the blueprint has it
  std::string rule;
  std::string lane;  // as written; a lane of the blueprint nobody configured is the general lane's work
  std::int64_t weight_permille = 0;
  core::SignalMeans means = core::SignalMeans::lane;
  std::vector<PhraseSource> phrases;
  std::vector<PhraseSource> unless;
};

// Every signal that takes part. What is wrong with it is found by check_triage.
std::vector<SignalSource> signal_sources(const nlohmann::json& config);

// The phrase with the lists of its language, the organisation's own before the blueprint's.
Phrase phrase_of(const nlohmann::json& config, const PhraseSource& source);

SignalPhrases phrases_of(const nlohmann::json& config, const SignalSource& source);  // those without a problem

// Fills triage, segments, and the lanes' priority and work type. REQUIRES: policy.lanes is filled.
void take_triage(const nlohmann::json& config, core::Policy& policy);

ObjectPatterns objects_of(const nlohmann::json& config);  // those that ship, and the organisation's own

std::shared_ptr<const SignalSet> signal_set_of(const nlohmann::json& config);

}  // namespace baton::policy
