// SPDX-License-Identifier: MIT
// The opening request: the first sentences of the customer that are more than a greeting.
#include "intent.h"

#include "question.h"

namespace baton::brief {
namespace {

constexpr std::size_t kOpeningMessagesMax = 6;
constexpr std::size_t kEnoughContent = 2;
constexpr std::size_t kRoomForSecondChars = 60;

std::size_t content_words(const Text& text, const Sentence& sentence) {
  std::size_t n = 0;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    const std::string_view w = text.word(i);
    if (!on(List::function, w) && !on(List::courtesy, w) && !on(List::greeting, w) && !on(List::yes, w)) ++n;
  }
  return n;
}

std::string_view quoted(const Text& text, std::size_t first, std::size_t last, std::size_t chars_max) {
  std::size_t i = text.sentences[first].first;
  const std::size_t end = text.sentences[last].last;
  while (i + 2 < end && (text.tokens[i].on(List::greeting) || text.tokens[i].on(List::courtesy))) ++i;
  std::size_t stop = text.tokens[end - 1].end;
  if (text.sentences[last].question && stop < text.raw.size() && text.raw[stop] == '?') ++stop;
  return shorten(text.slice(text.tokens[i].begin, stop), chars_max);
}

}  // namespace

Intent find_intent(const Conversation& conversation, std::size_t chars_max) {
  Intent fallback;
  std::size_t looked_at = 0;
  for (const Turn& turn : conversation.turns) {
    if (turn.speaker != Speaker::customer || trim(turn.text.raw).empty()) continue;
    const Text& text = turn.text;
    if (fallback.text.empty()) fallback = {one_line(shorten(text.raw, chars_max)), turn.sequence};
    if (++looked_at > kOpeningMessagesMax) break;
    for (std::size_t k = 0; k < text.sentences.size(); ++k) {
      if (is_small_talk(text, k) || content_words(text, text.sentences[k]) < kEnoughContent) continue;
      std::size_t last = k;
      const std::string_view one = quoted(text, k, k, chars_max);
      const bool room = count_chars(one) < kRoomForSecondChars && k + 1 < text.sentences.size();
      if (room && !is_small_talk(text, k + 1)) last = k + 1;
      std::string_view line = quoted(text, k, last, chars_max);
      return {one_line(line), turn.sequence};
    }
  }
  return fallback;
}

}  // namespace baton::brief
