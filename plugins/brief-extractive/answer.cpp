// SPDX-License-Identifier: MIT
// Three ways an answer gives its value: a find of the right form takes the question's label; yes or no is the value of
// a yes-or-no question; else the first short clause, freed of what stands around a value in speech.
#include "answer.h"

#include <algorithm>

#include "words.h"

namespace baton::brief {
namespace {

constexpr std::size_t kValueMaxWords = 6;
constexpr std::size_t kStoryMaxChars = 90;

bool fits(Shape shape, Kind kind) {
  switch (shape) {
    case Shape::name: return kind == Kind::name || kind == Kind::thing;
    case Shape::identifier: return kind == Kind::identifier || kind == Kind::phone;
    case Shape::number: return kind == Kind::quantity || kind == Kind::money || kind == Kind::identifier;
    case Shape::time: return kind == Kind::time || kind == Kind::date;
    case Shape::any: return kind == Kind::thing || kind == Kind::place || kind == Kind::identifier;
    case Shape::yes_no:
    case Shape::words: return false;
  }
  return false;
}

struct Range {
  std::size_t first = 0;  // tokens [first, last)
  std::size_t last = 0;
};

class Answer {
 public:
  Answer(const Text& text, const std::vector<Found>& found) : text_(text), found_(found) {}

  // The first sentence that says something; "Hello!" and "OK." before an answer are not it.
  bool find_sentence() {
    for (std::size_t k = 0; k < text_.sentences.size(); ++k) {
      const Sentence& s = text_.sentences[k];
      if (s.question && s.last - s.first > 2) continue;
      const bool all_polite = std::all_of(at(s.first), at(s.last), [&](const Token& token) {
        const std::string_view w = word(token);
        return on(List::greeting, w) || on(List::courtesy, w) || on(List::yes, w);
      });
      if (all_polite && k + 1 < text_.sentences.size()) continue;
      range_ = {s.first, s.last};
      return true;
    }
    return false;
  }

  // The yes or the no itself, where the answer begins with it.
  bool yes_or_no(Found& value) const {
    const std::string_view w = text_.word(range_.first);
    const Token& token = text_.tokens[range_.first];
    const bool negated = w == "i" && range_.first + 1 < range_.last && text_.word(range_.first + 1).find("n't") != std::string_view::npos;
    if (!on(List::yes, w) && !on(List::no, w) && !negated) return false;
    value = {Kind::answer, {}, token.begin, negated ? text_.tokens[range_.first + 1].end : token.end};
    return true;
  }

  // What is left of the sentence without lead-ins and courtesies; false when that is nothing or too much.
  bool clause(Found& value) const {
    Range r = range_;
    while (r.first < r.last && strippable(r)) ++r.first;
    std::size_t end = r.first;
    while (end < r.last && !(end > r.first && ends_clause(end))) ++end;
    r.last = end;
    while (r.last > r.first && trailing(text_.word(r.last - 1))) --r.last;
    if (r.first >= r.last || r.last - r.first > kValueMaxWords) return false;
    value = {Kind::answer, {}, text_.tokens[r.first].begin, text_.tokens[r.last - 1].end};
    return true;
  }

  // For questions that ask to tell something: the first sentence, shortened.
  Found story() const {
    Range r = range_;
    while (r.first + 1 < r.last && strippable(r)) ++r.first;
    const std::size_t begin = text_.tokens[r.first].begin;
    const std::string_view said = shorten(text_.slice(begin, text_.tokens[r.last - 1].end), kStoryMaxChars);
    return {Kind::answer, {}, begin, begin + said.size()};
  }

 private:
  std::vector<Token>::const_iterator at(std::size_t i) const { return text_.tokens.begin() + static_cast<std::ptrdiff_t>(i); }
  std::string_view word(const Token& token) const {
    return std::string_view(text_.folded).substr(token.begin, token.end - token.begin);
  }

  // A lead-in stays when it is written like a name ("The Porch") and the sentence has already begun.
  bool strippable(const Range& r) const {
    const std::string_view w = text_.word(r.first);
    const bool named = text_.tokens[r.first].has(kCapital) && !text_.tokens[r.first].has(kSentenceStart) && w != "i" &&
                       w.substr(0, 2) != "i'" && r.first + 1 < r.last && text_.tokens[r.first + 1].has(kCapital);
    if (named) return false;
    return on(List::lead_in, w) || on(List::greeting, w) || on(List::courtesy, w);
  }

  // A comma, a reason, or a find of another kind ("... at 5 pm") ends the value.
  bool ends_clause(std::size_t i) const {
    const std::string_view w = text_.word(i);
    if (text_.tokens[i].has(kAfterComma)) return true;
    if (w == "because" || w == "but" || w == "if" || w == "so" || w == "porque" || w == "weil" || w == "wenn" || w == "car" ||
        w == "pero" || w == "aber" || w == "mais" || w == "please" || w == "thanks" || w == "thank" || w == "which") {
      return true;
    }
    return std::any_of(found_.begin(), found_.end(), [&](const Found& f) {
      const bool other = f.kind == Kind::time || f.kind == Kind::date || f.kind == Kind::money || f.kind == Kind::email;
      return other && f.begin == text_.tokens[i].begin;
    });
  }

  static bool trailing(std::string_view w) {
    return on(List::courtesy, w) || on(List::conjunction, w) || w == "possible" || w == "if" || w == "at" || w == "on" ||
           w == "for" || w == "in" || w == "to" || w == "is" || w == "then" || w == "though" || w == "now" || w == "um" ||
           w == "am" || w == "à" || w == "a" || w == "the" || w == "too";
  }

  const Text& text_;
  const std::vector<Found>& found_;
  Range range_;
};

// The finds of the right form, given the labels in the order in which they were asked for.
std::vector<Found> labelled(const std::vector<Asked>& asked, const std::vector<Found>& found, std::vector<bool>& answered) {
  std::vector<Found> out;
  std::size_t from = 0;
  for (std::size_t k = 0; k < asked.size(); ++k) {
    for (std::size_t i = from; i < found.size(); ++i) {
      if (!fits(asked[k].shape, found[i].kind)) continue;
      Found value = found[i];
      value.label = asked[k].label;
      out.push_back(std::move(value));
      answered[k] = true;
      from = i + 1;
      break;
    }
  }
  return out;
}

}  // namespace

std::vector<Found> read_answer(const Text& text, const std::vector<Asked>& asked, const std::vector<Found>& found) {
  Answer answer(text, found);
  if (asked.empty() || text.tokens.empty() || !answer.find_sentence()) return {};
  std::vector<bool> answered(asked.size(), false);
  std::vector<Found> out = labelled(asked, found, answered);
  const auto open = std::find(answered.begin(), answered.end(), false);
  if (open == answered.end()) return out;
  const Asked& question = asked[static_cast<std::size_t>(open - answered.begin())];

  Found value;
  if (question.shape == Shape::words) {
    value = answer.story();
  } else if (question.shape == Shape::yes_no && answer.yes_or_no(value)) {
    // the word itself is the value
  } else if (!answer.clause(value)) {
    return out;
  }
  const bool overlaps = std::any_of(out.begin(), out.end(), [&](const Found& f) { return value.begin < f.end && f.begin < value.end; });
  if (overlaps || value.begin >= value.end) return out;
  value.label = question.label;
  out.push_back(std::move(value));
  return out;
}

}  // namespace baton::brief
