// SPDX-License-Identifier: MIT
// classifying.h - what of a classifier's answer may be believed (O6) and kept (I4): labels in words of closed sets, or
// nothing. Pure; the engine judges an answer before it is recorded, so that no word of it that nobody knows is stored.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "host/core/inputs.h"
#include "host/core/policy.h"

namespace baton::core {

inline constexpr const char* kAsksForPerson = "asks_for_person";  // H8, as a classifier's word for it

// By what an answer is judged: taken from a policy, good without it.
struct LabelWords {
  std::map<std::string, std::string> intents;  // as the plugin says them -> signal
  std::shared_ptr<const TextMatcher> matcher;
};
LabelWords label_words(const ClassifierPolicy& classifier, const Policy& policy);

struct JudgedLabels {
  std::vector<Label> labels;
  std::string fault;  // never quotes the answer
};
// Labels of schemes that this host does not know are left out; one that is nonsense spoils the answer.
JudgedLabels judge_labels(const std::vector<Label>& answer, const LabelWords& words);

const ClassifierPolicy* classifier_named(const Policy& policy, const std::string& id);

}  // namespace baton::core
