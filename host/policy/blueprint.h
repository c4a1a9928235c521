// SPDX-License-Identifier: MIT
// blueprint.h - the triage that ships (R2): which signals there are, and the phrases for them in six languages. An
// organisation adds, weighs again or switches off by name under `triage.signals`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/words.h"

namespace baton::policy {

struct BlueprintLane {
  std::string_view id;
  core::Priority priority;
  std::int64_t work_type;
};
const std::vector<BlueprintLane>& blueprint_lanes();  // in the order of R3, vip last: it has no skill of its own

struct BlueprintSignal {
  std::string_view name;
  std::string_view rule;
  std::string_view lane;  // empty where `means` is no lane
  std::int64_t weight_permille;
  core::SignalMeans means = core::SignalMeans::lane;
};
const std::vector<BlueprintSignal>& blueprint_signals();

struct SignalWords {
  std::string_view signal;
  std::vector<std::string_view> phrases;      // phrase.h
  std::vector<std::string_view> unless = {};  // it is not said where one of these stands
};
struct NamedList {
  std::string_view name;
  std::string_view words;
};
struct BlueprintLanguage {
  std::string_view language;
  std::vector<NamedList> lists;
  std::vector<SignalWords> signals;
};
const BlueprintLanguage& blueprint_en();
const BlueprintLanguage& blueprint_es();
const BlueprintLanguage& blueprint_pt();
const BlueprintLanguage& blueprint_de();
const BlueprintLanguage& blueprint_fr();
const BlueprintLanguage& blueprint_hi();
const std::vector<const BlueprintLanguage*>& blueprint_languages();

std::string blueprint_text();  // all of it, for the policy's hash

}  // namespace baton::policy
