// SPDX-License-Identifier: MIT
#include "host/core/brief_text.h"

#include <algorithm>
#include <string_view>

namespace baton::core {
namespace {

// Counts code points, not bytes: the limit is about reading.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string shortened(std::string_view text, std::size_t limit) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  if (characters(line) <= limit) return line;
  std::size_t kept = 0;
  std::size_t i = 0;
  for (; i < line.size(); ++i) {
    if ((line[i] & 0xC0) != 0x80 && ++kept > limit - 1) break;
  }
  auto cut = line.substr(0, i);
  if (const auto space = cut.rfind(' '); space != std::string::npos && space > cut.size() / 2) cut.resize(space);
  return cut + "…";
}

constexpr std::size_t kItem = 90;
using TextOf = std::function<std::string(const ContentRef&)>;

class Lines {
 public:
  void add(std::string_view label, std::string_view value, std::size_t limit) {
    if (value.empty()) return;
    const auto line = std::string(label) + ": " + shortened(value, limit) + "\n";
    if (characters(text_) + characters(line) > kBriefTextMax) return;  // a field is left out whole, never cut at the end
    text_ += line;
  }
  std::string take() {
    if (!text_.empty()) text_.pop_back();
    return std::move(text_);
  }

 private:
  std::string text_;
};

void add_detail(Lines& lines, const BriefItem& detail, const TextOf& words) {
  const auto label = words(detail.label);
  lines.add(label.empty() ? "Detail" : label, words(detail.value), kItem);
}

void add_evidence(Lines& lines, const BriefItem& item, const TextOf& words) {
  const auto label = words(item.label);
  const auto name = words(item.value);
  lines.add("Evidence", name.empty() ? (label.empty() ? "attachment" : label) : name, kItem);
}

}  // namespace

std::string brief_text(const Brief& brief, const std::function<std::string(const ContentRef&)>& words) {
  constexpr std::size_t kLine = 160;
  Lines lines;
  lines.add("Intent", brief.intent ? words(brief.intent) : brief.intent_words, kLine);
  lines.add("Segment", brief.segment, kItem);
  lines.add("Status", brief.status + (brief.trigger.empty() ? "" : ", escalated by " + brief.trigger), kItem);
  lines.add("Reason", words(brief.reason), kLine);
  lines.add("Decision needed", words(brief.decision_needed), kLine);
  lines.add("Next", words(brief.next_action), kLine);
  if (brief.withheld > 0) lines.add("Withheld", std::to_string(brief.withheld) + " sensitive item(s)", kItem);
  if (brief.minimal()) lines.add("Note", "minimal brief, made by the host", kItem);
  if (brief.steps_state == StepsState::none) lines.add("Attempted", "none attempted", kItem);
  // What there is any number of comes last, and in turn: many details must not push out what was tried.
  const auto most = std::max({brief.details.size(), brief.steps.size(), brief.evidence.size()});
  for (std::size_t i = 0; i < most; ++i) {
    if (i < brief.details.size()) add_detail(lines, brief.details[i], words);
    if (i < brief.steps.size()) lines.add("Attempted", words(brief.steps[i].value), kItem);
    if (i < brief.evidence.size()) add_evidence(lines, brief.evidence[i], words);
  }
  return lines.take();
}

}  // namespace baton::core
