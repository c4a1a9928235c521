// SPDX-License-Identifier: MIT
// A turn is told by its most telling sentence that is not a question; a turn of questions by what it asked
// for.
#include "steps.h"

#include <algorithm>

#include "question.h"

namespace baton::brief {
namespace {

constexpr std::size_t kStepsMax = 400;

std::size_t content_words(const Text& text, const Sentence& sentence) {
  std::size_t n = 0;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    if (!text.tokens[i].on(List::function) && !text.tokens[i].on(List::courtesy)) ++n;
  }
  return n;
}

// "OK, great," and "I'm sorry, but" say nothing about what was done.
std::string statement(const Text& text, const Sentence& sentence) {
  std::size_t first = sentence.first;
  while (first + 2 < sentence.last) {
    const std::string_view word = text.word(first);
    if (!on(List::yes, word) && !on(List::courtesy, word) && !on(List::greeting, word)) break;
    ++first;
  }
  const std::size_t begin = text.tokens[first].begin;
  std::size_t end = text.tokens[sentence.last - 1].end;
  return one_line(text.slice(begin, end));
}

// The sentence to quote: enough words, no question, no small talk. SIZE_MAX: none.
std::size_t telling_sentence(const Text& text) {
  constexpr std::size_t kEnoughWords = 3;
  std::size_t best = SIZE_MAX;
  std::size_t best_words = 0;
  for (std::size_t k = 0; k < text.sentences.size(); ++k) {
    const Sentence& sentence = text.sentences[k];
    if (is_request(text, k) || is_small_talk(text, k)) continue;
    const std::size_t words = content_words(text, sentence);
    if (words > best_words) {
      best = k;
      best_words = words;
    }
    if (words >= kEnoughWords) break;
  }
  return best;
}

std::string asked_list(const std::vector<Asked>& asked) {
  std::string list;
  for (const Asked& one : asked) {
    if (!list.empty()) list += ", ";
    list += one.label;
  }
  return list;
}

bool step_of(const Turn& turn, Step& step) {
  const Text& text = turn.text;
  step.sequence = turn.sequence;
  if (turn.speaker == Speaker::note || turn.speaker == Speaker::work_answer) {
    step.kind = turn.speaker == Speaker::note ? StepKind::noted : StepKind::answered;
    step.text = one_line(text.raw);
    return !text.tokens.empty();
  }
  const std::size_t told = telling_sentence(text);
  if (told != SIZE_MAX) {
    step.kind = StepKind::told;
    step.text = statement(text, text.sentences[told]);
    return true;
  }
  step.kind = StepKind::asked;
  const std::vector<Asked> asked = asked_in(text);
  step.text = asked_list(asked);
  if (!step.text.empty()) return true;
  for (std::size_t k = 0; k < text.sentences.size(); ++k) {  // an offer, a question without a subject
    if (is_small_talk(text, k)) continue;
    step.text = statement(text, text.sentences[k]) + "?";
    return true;
  }
  return false;
}

}  // namespace

std::vector<Step> find_steps(const Conversation& conversation) {
  std::vector<Step> steps;
  std::vector<std::string> said;
  for (const Turn& turn : conversation.turns) {
    if (turn.speaker == Speaker::customer || steps.size() >= kStepsMax) continue;
    Step step;
    if (!step_of(turn, step)) continue;
    std::string folded = fold(step.text);
    if (std::find(said.begin(), said.end(), folded) != said.end()) continue;
    said.push_back(std::move(folded));
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace baton::brief
