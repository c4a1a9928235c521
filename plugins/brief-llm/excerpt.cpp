// SPDX-License-Identifier: MIT
#include "excerpt.h"

#include <algorithm>

#include "limits.h"
#include "text.h"

namespace baton::brief_llm {
namespace {

constexpr std::size_t kTurnCost = 40;       // its frame in the request
constexpr std::size_t kBeginningShare = 3;  // a third for the beginning

std::size_t cost(const Turn& turn) {
  std::size_t chars = kTurnCost + count_chars(turn.text);
  for (const Attachment& attachment : turn.attachments)
    chars += kTurnCost + count_chars(attachment.file_name);
  return chars;
}

std::vector<Turn> spoken(const Asked& asked) {
  std::vector<Turn> turns;
  for (const Turn& turn : asked.turns) {
    if (turn.text.empty() && turn.attachments.empty()) continue;
    turns.push_back(turn);
    turns.back().text = first_chars(turn.text, kTurnMaxChars);
  }
  return turns;
}

}  // namespace

Excerpt excerpt_of(const Asked& asked, std::size_t chars_max) {
  std::vector<Turn> turns = spoken(asked);
  std::size_t begin = 0;
  std::size_t used = 0;
  // The first turn goes in whatever it costs: without it nobody knows what it is about.
  while (begin < turns.size() && (begin == 0 || used + cost(turns[begin]) <= chars_max / kBeginningShare))
    used += cost(turns[begin++]);
  std::size_t end = turns.size();
  while (end > begin && used + cost(turns[end - 1]) <= chars_max) used += cost(turns[--end]);
  Excerpt excerpt;
  excerpt.left_out = end - begin;
  const auto middle =
      turns.begin() + static_cast<std::ptrdiff_t>(excerpt.left_out == 0 ? turns.size() : begin);
  std::move(turns.begin(), middle, std::back_inserter(excerpt.first));
  if (excerpt.left_out > 0)
    std::move(turns.begin() + static_cast<std::ptrdiff_t>(end), turns.end(),
              std::back_inserter(excerpt.last));
  return excerpt;
}

const Turn* find(const Excerpt& excerpt, std::uint64_t source) {
  for (const auto* part : {&excerpt.first, &excerpt.last})
    for (const Turn& turn : *part)
      if (turn.source == source) return &turn;
  return nullptr;
}

Known known_of(const Asked& asked, const Excerpt& excerpt) {
  Known known;
  for (const auto* part : {&excerpt.first, &excerpt.last}) {
    for (const Turn& turn : *part) {
      known.add(turn.text);
      for (const Attachment& attachment : turn.attachments) known.add(attachment.file_name);
    }
  }
  const CaseFacts& facts = asked.facts;
  for (const std::string* said : {&facts.lane, &facts.segment, &facts.rule, &facts.reason, &facts.question})
    known.add(*said);
  return known;
}

}  // namespace baton::brief_llm
