// SPDX-License-Identifier: MIT
// Details first, up to their share; then steps, the shorter the more there are; questions that were answered
// give way first, because the answer stands among the details.
#include "budget.h"

#include <algorithm>
#include <optional>

#include "phrases.h"

namespace baton::brief {
namespace {

constexpr std::size_t kStepWidths[] = {110, 80, 60, 45, 34, 26};
constexpr std::size_t kReadableStepWidth = 34;
constexpr std::size_t kDetailShare = 60;  // percent of the room that details may take before steps are known

std::size_t cost(const Item& item, std::size_t marks) {
  return count_chars(item.label) + count_chars(item.value) + marks;
}

std::size_t cost(const std::vector<Item>& items, std::size_t marks) {
  std::size_t sum = 0;
  for (const Item& item : items) sum += cost(item, marks);
  return sum;
}

// Drops the lightest, among equals the oldest, until the rest fits.
void drop_to_fit(std::vector<Item>& items, std::size_t marks, std::size_t room) {
  std::size_t sum = cost(items, marks);
  while (!items.empty() && (sum > room || items.size() > kItemsMax)) {
    const auto lightest = std::min_element(items.begin(), items.end(),
                                           [](const Item& a, const Item& b) { return a.weight < b.weight; });
    sum -= cost(*lightest, marks);
    items.erase(lightest);
  }
}

std::vector<Item> written(const std::vector<Step>& steps, std::size_t width, Language language) {
  std::vector<Item> items;
  for (const Step& step : steps) {
    Item item;
    std::string text;
    if (step.kind == StepKind::asked) text.append(phrase(Phrase::asked, language)).append(": ");
    if (step.kind == StepKind::answered) text.append(phrase(Phrase::answered, language)).append(": ");
    text += step.text;
    item.value = shorten(text, width);
    item.sequence = step.sequence;
    item.weight = step.kind == StepKind::asked ? 1 : 2;
    items.push_back(std::move(item));
  }
  return items;
}

bool has_label(const std::vector<Item>& details, const Step& step) {
  return std::any_of(details.begin(), details.end(), [&](const Item& d) { return d.label == step.text; });
}

}  // namespace

std::size_t estimated_chars(const Brief& brief) {
  std::size_t sum = kHeadingsChars + cost(brief.details, kDetailChars) + cost(brief.steps, kStepChars) +
                    cost(brief.evidence, kEvidenceChars);
  for (const std::string* field : {&brief.intent, &brief.segment, &brief.status, &brief.reason,
                                   &brief.next_action, &brief.decision_needed}) {
    sum += count_chars(*field);
  }
  return sum;
}

void fit(std::vector<Item> details, std::vector<Step> steps, std::size_t chars_max, Language language,
         Brief& brief) {
  const auto room = [&] {
    const std::size_t used = estimated_chars(brief);
    return chars_max > used ? chars_max - used : std::size_t{0};
  };
  // A very small limit shortens the long fields before it costs the first detail.
  for (std::string* field : {&brief.decision_needed, &brief.reason, &brief.intent}) {
    if (estimated_chars(brief) + chars_max / 3 > chars_max) *field = std::string(shorten(*field, 60));
  }
  while (!brief.evidence.empty() && cost(brief.evidence, kEvidenceChars) > room() / 3 + 40)
    brief.evidence.pop_back();

  std::vector<Step> least = steps;  // what of the steps must have room beside the details
  std::erase_if(least,
                [&](const Step& step) { return step.kind == StepKind::asked && has_label(details, step); });
  const std::size_t steps_chars = cost(written(least, kReadableStepWidth, language), kStepChars);
  const std::size_t whole = room();
  const std::size_t share =
      std::max(whole * kDetailShare / 100, whole > steps_chars ? whole - steps_chars : 0);
  drop_to_fit(details, kDetailChars, share);
  brief.details = std::move(details);

  const std::size_t left = room();
  for (const std::size_t width : kStepWidths) {
    brief.steps = written(steps, width, language);
    if (cost(brief.steps, kStepChars) <= left && brief.steps.size() <= kItemsMax) return;
  }
  std::erase_if(steps, [&](const Step& step) {
    return step.kind == StepKind::asked && has_label(brief.details, step);
  });
  brief.steps = written(steps, kStepWidths[std::size(kStepWidths) - 1], language);
  const std::optional<Item> latest = brief.steps.empty() ? std::nullopt : std::optional(brief.steps.back());
  drop_to_fit(brief.steps, kStepChars, left);
  // B2 wants the attempted steps: however little room there is, the latest one is told.
  if (brief.steps.empty() && latest) brief.steps.push_back(*latest);
}

}  // namespace baton::brief
