// SPDX-License-Identifier: MIT
// Three ways an answer gives its value: a find of the right form takes the question's label; yes or no is the
// value of a yes-or-no question; else the first short clause, freed of what stands around a value in speech.
#include "answer.h"

#include <algorithm>

#include "words.h"

namespace baton::brief {
namespace {

constexpr std::size_t kValueMaxWords = 6;
constexpr std::size_t kClausesMax = 3;
constexpr std::size_t kStoryMaxChars = 90;

bool fits(Shape shape, Kind kind) {
  switch (shape) {
    case Shape::name:
      return kind == Kind::name || kind == Kind::thing;
    case Shape::identifier:
      return kind == Kind::identifier || kind == Kind::phone;
    case Shape::number:
      return kind == Kind::quantity || kind == Kind::money || kind == Kind::identifier;
    case Shape::time:
      return kind == Kind::time || kind == Kind::date;
    case Shape::any:
      return kind == Kind::thing || kind == Kind::place || kind == Kind::identifier;
    case Shape::yes_no:
    case Shape::decision:
    case Shape::words:
      return false;
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

  // The first sentence that says something; "Hello!", "OK." and "Thanks for your help" are not it, unless yes
  // or no was asked. A question back is not it either.
  bool find_sentence(bool yes_no) {
    for (const Sentence& s : text_.sentences) {
      if (s.question) continue;
      const bool thanks = text_.tokens[s.first].on(List::courtesy) && s.last - s.first > 1;
      const bool polite = std::all_of(at(s.first), at(s.last), [&](const Token& token) {
        const std::string_view w = word(token);
        return on(List::greeting, w) || on(List::courtesy, w) || (!yes_no && on(List::yes, w));
      });
      if (polite || thanks) continue;
      range_ = {s.first, s.last};
      return true;
    }
    return false;
  }

  // The yes or the no itself, where the answer begins with it.
  bool yes_or_no(Found& value) const {
    const std::string_view w = text_.word(range_.first);
    const Token& token = text_.tokens[range_.first];
    const bool negated = w == "i" && range_.first + 1 < range_.last &&
                         text_.word(range_.first + 1).find("n't") != std::string_view::npos;
    if (!on(List::yes, w) && !on(List::no, w) && !negated) return false;
    const Range rest{range_.first + (negated ? 2u : 1u), range_.last};
    if (negated && (rest.first >= rest.last || unknowing(text_.word(rest.first))))
      return false;  // "I don't remember"
    value = {Kind::answer, {}, token.begin, negated ? text_.tokens[range_.first + 1].end : token.end};
    return true;
  }

  // Names and things count only where the answer itself is given; numbers and dates wherever they stand.
  bool answers_here(const Found& f) const {
    if (f.kind != Kind::thing && f.kind != Kind::place) return true;
    return f.begin >= text_.tokens[range_.first].begin && f.end <= text_.tokens[range_.last - 1].end;
  }

  // The first short clause that says something, without lead-ins and courtesies: "oh wait, it's green" ->
  // "green".
  bool clause(Shape shape, Found& value) const {
    Range rest = range_;
    for (std::size_t tries = 0; tries < kClausesMax && rest.first < rest.last; ++tries) {
      Range r = rest;
      while (r.first < r.last && strippable(r)) ++r.first;
      std::size_t end = r.first;
      while (end < r.last && !(end > r.first && ends_clause(end))) ++end;
      rest.first = std::max(end, r.first);
      const bool by_comma = end < r.last && text_.tokens[end].has(kAfterComma);
      r.last = end;
      while (r.last > r.first && trailing(r.last - 1)) --r.last;
      if (r.first < r.last && !says_nothing(r)) {
        if (!plausible(shape, r)) return false;
        value = {Kind::answer, {}, text_.tokens[r.first].begin, text_.tokens[r.last - 1].end};
        return true;
      }
      if (!by_comma) return false;
    }
    return false;
  }

  // For questions that ask to tell something: the first sentence, shortened.
  Found story() const {
    Range r = range_;
    while (r.first + 1 < r.last &&
           (text_.tokens[r.first].on(List::yes) || text_.tokens[r.first].on(List::courtesy)))
      ++r.first;
    const std::size_t begin = text_.tokens[r.first].begin;
    const std::string_view said = shorten(text_.slice(begin, text_.tokens[r.last - 1].end), kStoryMaxChars);
    return {Kind::answer, {}, begin, begin + said.size()};
  }

 private:
  std::vector<Token>::const_iterator at(std::size_t i) const {
    return text_.tokens.begin() + static_cast<std::ptrdiff_t>(i);
  }
  std::string_view word(const Token& token) const {
    return std::string_view(text_.folded).substr(token.begin, token.end - token.begin);
  }

  // A lead-in stays when it is written like a name ("The Porch") and the sentence has already begun.
  bool strippable(const Range& r) const {
    const std::string_view w = text_.word(r.first);
    const bool capitals = text_.tokens[r.first].has(kCapital) && r.first + 1 < r.last &&
                          text_.tokens[r.first + 1].has(kCapital);
    const bool explained = text_.tokens[r.first].has(kSentenceStart) && !on(List::article, w);
    const bool named = capitals && !explained && w != "i" && w.substr(0, 2) != "i'" && w != "my";
    if (named) return false;
    return on(List::lead_in, w) || on(List::greeting, w) || on(List::courtesy, w);
  }

  static bool unknowing(std::string_view w) {
    return w == "know" || w == "remember" || w == "recall" || w == "think" || w == "matter" || w == "care" ||
           w == "mind" || w == "idea" || w == "forgot" || w == "sé" || w == "recuerdo" || w == "weiß" ||
           w == "egal" || w == "importa" || w == "sais" || w == "sei";
  }

  // "I don't know", "doesn't matter", "anywhere", "no": an answer, but no value.
  bool says_nothing(const Range& r) const {
    for (std::size_t i = r.first; i < r.last; ++i) {
      const std::string_view w = text_.word(i);
      const bool empty = on(List::function, w) || on(List::courtesy, w) || on(List::yes, w) ||
                         on(List::no, w) || on(List::lead_in, w) || unknowing(w) || w == "preference" ||
                         w == "anywhere" || w == "anything" || w == "anytime" || w == "whatever" ||
                         w == "fine" || w == "again";
      if (!empty) return false;
    }
    return true;
  }

  // Where a name, a number or a time was asked for, a longer phrase is talk: "I can't find the letter right
  // now".
  bool plausible(Shape shape, const Range& r) const {
    const std::size_t words = r.last - r.first;
    const bool digits =
        std::any_of(at(r.first), at(r.last), [](const Token& token) { return token.has(kHasDigit); });
    const bool unsure =
        std::any_of(at(r.first), at(r.last), [&](const Token& token) { return unknowing(word(token)); });
    if (unsure) return false;
    switch (shape) {
      case Shape::identifier:
        return digits || words == 1;
      case Shape::number:
        return digits || words <= 2;
      case Shape::name:
        return words <= 4;
      case Shape::time:
        return words <= 4;
      case Shape::any:
      case Shape::yes_no:
      case Shape::decision:
      case Shape::words:
        return words <= kValueMaxWords;
    }
    return false;
  }

  // A comma, a reason, or a find of another kind ("... at 5 pm") ends the value.
  bool ends_clause(std::size_t i) const {
    const std::string_view w = text_.word(i);
    if (text_.tokens[i].has(kAfterComma)) return true;
    if (w == "is" || w == "are" || w == "was" || w == "were" || w == "will" || w == "would" || w == "ist" ||
        w == "est")
      return true;
    if (on(List::conjunction, w) && i + 1 < text_.tokens.size()) {  // "Ben and could you ..."
      const std::string_view next = text_.word(i + 1);
      if (on(List::function, next) && next != "the") return true;
    }
    if (w == "because" || w == "but" || w == "if" || w == "so" || w == "porque" || w == "weil" ||
        w == "wenn" || w == "car" || w == "pero" || w == "aber" || w == "mais" || w == "please" ||
        w == "thanks" || w == "thank" || w == "which") {
      return true;
    }
    return std::any_of(found_.begin(), found_.end(), [&](const Found& f) {
      const bool other =
          f.kind == Kind::time || f.kind == Kind::date || f.kind == Kind::money || f.kind == Kind::email;
      return other && f.begin == text_.tokens[i].begin;
    });
  }

  bool trailing(std::size_t i) const {
    const std::string_view w = text_.word(i);
    if (w == "possible") return i > 0 && text_.word(i - 1) == "if";  // not "as soon as possible"
    return on(List::courtesy, w) || on(List::conjunction, w) || w == "if" || w == "at" || w == "on" ||
           w == "for" || w == "in" || w == "to" || w == "is" || w == "then" || w == "though" || w == "now" ||
           w == "um" || w == "am" || w == "à" || w == "a" || w == "the" || w == "too";
  }

  const Text& text_;
  const std::vector<Found>& found_;
  Range range_;
};

// The finds of the right form, given the labels in the order in which they were asked for.
std::vector<Found> labelled(const std::vector<Asked>& asked, const std::vector<Found>& found,
                            const Answer& answer, std::vector<bool>& answered) {
  std::vector<Found> out;
  std::size_t from = 0;
  for (std::size_t k = 0; k < asked.size(); ++k) {
    for (std::size_t i = from; i < found.size(); ++i) {
      const bool mail = found[i].kind == Kind::email && asked[k].label.find("mail") != std::string::npos;
      if ((!mail && !fits(asked[k].shape, found[i].kind)) || !answer.answers_here(found[i])) continue;
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

std::vector<Found> read_answer(const Text& text, const std::vector<Asked>& asked,
                               const std::vector<Found>& found) {
  Answer answer(text, found);
  if (asked.empty() || text.tokens.empty() || !answer.find_sentence(asked.front().shape == Shape::yes_no))
    return {};
  std::vector<bool> answered(asked.size(), false);
  std::vector<Found> out = labelled(asked, found, answer, answered);
  const auto open = std::find(answered.begin(), answered.end(), false);
  if (open == answered.end()) return out;
  const Asked& question = asked[static_cast<std::size_t>(open - answered.begin())];

  Found value;
  if (question.shape == Shape::words) {
    value = answer.story();
  } else if (question.shape == Shape::yes_no && answer.yes_or_no(value)) {
    // the word itself is the value
  } else if (question.shape == Shape::decision && answer.yes_or_no(value)) {
    return out;
  } else if (!answer.clause(question.shape, value)) {
    return out;
  }
  for (const Found& find :
       found) {  // the clause is what a finder saw: it knows better what kind of thing this is
    if (find.begin == value.begin && find.end == value.end) value.kind = find.kind;
  }
  const bool overlaps = std::any_of(
      out.begin(), out.end(), [&](const Found& f) { return value.begin < f.end && f.begin < value.end; });
  if (overlaps || value.begin >= value.end) return out;
  value.label = question.label;
  out.push_back(std::move(value));
  return out;
}

}  // namespace baton::brief
