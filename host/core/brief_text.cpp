// SPDX-License-Identifier: MIT
#include "host/core/brief_text.h"

#include <algorithm>
#include <string_view>

#include "host/core/brief_labels.h"

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
constexpr std::size_t kLine = 160;
constexpr std::size_t kChange = 40;
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

class Writer {
 public:
  Writer(const Brief& brief, const TextOf& words) : brief_(brief), words_(words) {}
  std::string take();

 private:
  std::string_view own(std::string_view key) const { return brief_label(key, brief_.language); }
  void add(std::string_view key, std::string_view value, std::size_t limit) { lines_.add(own(key), value, limit); }
  void add_items();
  void add_detail(const BriefItem& detail);
  void add_evidence(const BriefItem& item);
  std::string context() const;
  std::string changes() const;

  const Brief& brief_;
  const TextOf& words_;
  Lines lines_;
};

void Writer::add_detail(const BriefItem& detail) {
  const auto label = words_(detail.label);
  lines_.add(label.empty() ? own("Detail") : std::string_view(label), words_(detail.value), kItem);
}

void Writer::add_evidence(const BriefItem& item) {
  const auto label = words_(item.label);
  const auto name = words_(item.value);
  add("Evidence", !name.empty() ? std::string_view(name) : label.empty() ? own("attachment") : std::string_view(label),
      kItem);
}

// J1: what the customer's words answer.
std::string Writer::context() const {
  const auto said = brief_.context ? words_(brief_.context) : std::string{};
  return said.empty() && !brief_.context_words.empty() ? std::string(own(brief_.context_words)) : said;
}

// B4: "status open > escalated; detail order 4711"
std::string Writer::changes() const {
  std::string text;
  for (const auto& change : brief_.changes) {
    std::string said;
    if (!change.is.empty()) said = std::string(own(change.was)) + " > " + std::string(own(change.is));
    if (said.empty()) {
      const auto label = words_(change.label);
      said = (label.empty() ? "" : label + " ") + shortened(words_(change.text), kChange);
    }
    if (!said.empty()) text += (text.empty() ? "" : "; ") + std::string(own(change.what)) + " " + said;
  }
  return text;
}

void Writer::add_items() {
  // What there is any number of comes last, and in turn: many details must not push out what was tried.
  const auto most = std::max({brief_.details.size(), brief_.steps.size(), brief_.evidence.size()});
  for (std::size_t i = 0; i < most; ++i) {
    if (i < brief_.details.size()) add_detail(brief_.details[i]);
    if (i < brief_.steps.size()) add("Attempted", words_(brief_.steps[i].value), kItem);
    if (i < brief_.evidence.size()) add_evidence(brief_.evidence[i]);
  }
}

std::string Writer::take() {
  std::string escalated;
  if (!brief_.trigger.empty()) escalated = ", " + std::string(own("escalated by")) + " " + brief_.trigger;
  add("Intent", brief_.intent ? words_(brief_.intent) : brief_.intent_words, kLine);
  add("Segment", brief_.segment, kItem);
  add("Status", std::string(own(brief_.status)) + escalated, kItem);
  add("Context", context(), kLine);
  add("Reason", words_(brief_.reason), kLine);
  add("Decision needed", words_(brief_.decision_needed), kLine);
  add("Next", words_(brief_.next_action), kLine);
  if (brief_.withheld > 0)
    add("Withheld", std::to_string(brief_.withheld) + " " + std::string(own("sensitive item(s)")), kItem);
  if (brief_.minimal()) add("Note", own("minimal brief, made by the host"), kItem);
  if (const auto changed = changes(); !changed.empty())
    lines_.add(std::string(own("Changed since brief")) + " " + std::to_string(brief_.since), changed, kLine);
  if (brief_.steps_state == StepsState::none) add("Attempted", own("none attempted"), kItem);
  add_items();
  return lines_.take();
}

}  // namespace

std::string brief_text(const Brief& brief, const std::function<std::string(const ContentRef&)>& words) {
  return Writer(brief, words).take();
}

}  // namespace baton::core
