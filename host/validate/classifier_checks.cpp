// SPDX-License-Identifier: MIT
// classifier_checks.cpp - labels a rule can be written about.
#include "host/plugin/str.h"
#include "host/validate/check.h"
#include "host/validate/stage.h"

namespace baton::validate {
namespace {

struct Label {
  std::string scheme, value;
  std::uint32_t score = 0;
};

Verdict each_label(const Subject& subject, const std::function<Verdict(const Label&)>& look) {
  return on_stage(subject, [&](Stage& stage) {
    Question question(subject.kind, subject.samples);
    std::vector<Label> labels;
    const auto ended = stage.classify(question, [&](const plugin::Labels& made) {
      for (std::uint32_t i = 0; i < made.count; ++i)
        labels.push_back({plugin::text_of(made.items[i]->scheme), plugin::text_of(made.items[i]->value),
                          made.items[i]->score_permille});
    });
    if (ended.status != BATON_OK) return skipped("it did not answer: " + ended.message);
    for (const auto& label : labels)
      if (auto verdict = look(label); verdict.result != Result::pass) return verdict;
    return passed();
  });
}

Verdict scores_in_range(const Subject& subject) {
  return each_label(subject, [](const Label& label) {
    if (label.score <= 1000) return passed();
    return failed(
        "\"" + label.scheme + ":" + label.value + "\" has a score of " + std::to_string(label.score),
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
      {"scores-in-range", "a score is between 0 and 1000", Weight::fails, Where::both, kind, scores_in_range},
      {"labels-can-be-named", "a label has a scheme and a value", Weight::fails, Where::both, kind,
       labels_can_be_named},
  };
}

}  // namespace baton::validate
