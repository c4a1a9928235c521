// SPDX-License-Identifier: MIT
#include "host/core/brief_changes.h"

#include <algorithm>

namespace baton::core {
namespace {

constexpr std::size_t kChangesMax = 12;  // a briefing, not a transcript (B3)

bool same(const ContentRef& a, const ContentRef& b) { return (!a && !b) || a == b || a.same_text(b); }

bool holds(const std::vector<BriefItem>& items, const BriefItem& wanted) {
  return std::any_of(items.begin(), items.end(), [&](const BriefItem& item) {
    return same(item.value, wanted.value) && same(item.label, wanted.label);
  });
}

class Changes {
 public:
  void words(const char* what, const std::string& was, const std::string& is) {
    if (was != is) add({what, was, is, {}, {}, 0});
  }
  void text(const char* what, const ContentRef& was, const ContentRef& is, std::int64_t source = 0) {
    if (is && !same(was, is)) add({what, {}, {}, {}, is, source});
  }
  void items(const char* what, const std::vector<BriefItem>& was, const std::vector<BriefItem>& is) {
    for (const auto& item : is)
      if (!holds(was, item)) add({what, {}, {}, item.label, item.value, item.source});
  }
  std::vector<BriefChange> take() { return std::move(changes_); }

 private:
  void add(BriefChange change) {
    if (changes_.size() < kChangesMax) changes_.push_back(std::move(change));
  }
  std::vector<BriefChange> changes_;
};

}  // namespace

std::vector<BriefChange> changes_between(const Brief& before, const Brief& now) {
  Changes changes;
  if (before.number == 0) return {};
  changes.words("status", before.status, now.status);
  changes.words("trigger", before.trigger, now.trigger);
  changes.words("segment", before.segment, now.segment);
  changes.text("intent", before.intent, now.intent, now.intent_source);
  changes.text("decision", before.decision_needed, now.decision_needed);
  changes.text("context", before.context, now.context);
  changes.items("detail", before.details, now.details);
  changes.items("step", before.steps, now.steps);
  changes.items("evidence", before.evidence, now.evidence);
  return changes.take();
}

}  // namespace baton::core
