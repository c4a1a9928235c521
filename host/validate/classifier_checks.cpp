// SPDX-License-Identifier: MIT
// classifier_checks.cpp - labels a rule can be written about. Looked at as the plugin hands them over: the
// host drops an answer with a bad label as a whole.
#include <functional>

#include "host/validate/check.h"
#include "host/validate/rig.h"

namespace baton::validate {
namespace {

using sdk::Label;

Verdict each_label(const Subject& subject, const std::function<Verdict(const Label&)>& look) {
  return with_rig(subject, [&](Rig& rig) {
    Question question(subject.kind, subject.samples);
    const auto asked = rig.ask(question, 1);
    if (asked.status == BATON_PENDING) rig.settle(1);
    if (rig.host.labels.empty()) return skipped("it did not answer: " + asked.error.message);
    for (const auto& label : rig.host.labels.front().answer.labels)
      if (auto verdict = look(label); verdict.result != Result::pass) return verdict;
    return passed();
  });
}

Verdict scores_in_range(const Subject& subject) {
  return each_label(subject, [](const Label& label) {
    if (label.score_permille <= 1000) return passed();
    return failed(
        "\"" + label.scheme + ":" + label.value + "\" has a score of " + std::to_string(label.score_permille),
        "scores are permille: 0 to 1000");
  });
}

Verdict labels_can_be_named(const Subject& subject) {
  return each_label(subject, [](const Label& label) {
    if (label.scheme.empty() || label.value.empty())
      return failed("a label without a scheme or a value: \"" + label.scheme + ":" + label.value + "\"",
                    "a rule names labels as scheme:value");
    if (label.scheme.find(':') == std::string::npos) return passed();
    return failed("the scheme \"" + label.scheme + "\" has a colon in it",
                  "a rule names labels as scheme:value");
  });
}

}  // namespace

std::vector<Check> classifier_checks() {
  const std::vector<plugin::Kind> kind = {plugin::Kind::kClassifier};
  return {
      {"scores-in-range", "a score is between 0 and 1000", Weight::fails, Where::inside, kind,
       scores_in_range},
      {"labels-can-be-named", "a label has a scheme and a value", Weight::fails, Where::inside, kind,
       labels_can_be_named},
  };
}

}  // namespace baton::validate
