// SPDX-License-Identifier: MIT
// Walks the conversation once, keeping what was last asked, and gathers finds and answers into one list.
#include "details.h"

#include <algorithm>

#include "answer.h"
#include "phrases.h"
#include "question.h"
#include "scan.h"
#include "scan_names.h"
#include "sensitive.h"

namespace baton::brief {
namespace {

// A question waits for its answer over a burst of this many messages.
constexpr std::size_t kAnswerMessagesMax = 3;
constexpr std::size_t kDetailsMax = 64;
constexpr std::size_t kValueMaxChars = 90;
constexpr std::size_t kLabelMaxChars = 40;
constexpr std::size_t kNamesMax = 64;
constexpr std::size_t kNameMinBytes = 4;

struct Detail {
  Item item;
  Kind kind = Kind::thing;
  bool answered = false;  // has the label of a question
  std::string folded;
};

int weight_of(const Detail& detail) {
  switch (detail.kind) {
    case Kind::email:
    case Kind::phone:
    case Kind::identifier:
      return 5;
    case Kind::money:
    case Kind::name:
      return 4;
    case Kind::date:
    case Kind::time:
    case Kind::place:
    case Kind::quantity:
      return detail.answered ? 4 : 3;
    case Kind::answer:
      return detail.folded.size() <= 3 ? 2 : 4;
    case Kind::thing:
    case Kind::link:
      return detail.answered ? 4 : 2;
  }
  return 0;
}

// "no, it's ...", "sorry, I meant ...", "... instead": in a short message, or with the denial in front.
bool is_correction(const Text& text) {
  constexpr std::size_t kShortWords = 12;
  if (text.tokens.empty()) return false;
  const bool denies =
      (text.tokens[0].on(List::no) || text.tokens[0].on(List::correction)) && text.tokens.size() > 1;
  if (denies && (text.tokens[1].has(kAfterComma) || text.word(0) != "no")) return true;
  if (text.tokens.size() > kShortWords) return false;
  return std::any_of(text.tokens.begin(), text.tokens.end(),
                     [](const Token& token) { return token.on(List::correction); });
}

bool is_number(Kind kind) { return kind == Kind::identifier || kind == Kind::quantity; }

// Details that can take each other's place: one subject, or one kind of address, number or time.
bool same_subject(const Detail& known, const Detail& later) {
  if (known.item.label == later.item.label) return true;
  if (later.answered || later.kind == Kind::thing || later.kind == Kind::answer) return false;
  return known.kind == later.kind || (is_number(known.kind) && is_number(later.kind));
}

class Gatherer {
 public:
  explicit Gatherer(const DetailOptions& options) : options_(options) {}

  void ours(const Turn& turn) {
    Spans names;
    find_names(turn.text, turn.language, names);
    learn_names(names.sorted(), turn.text);
    std::vector<Asked> asked = asked_in(turn.text);
    // An offer or a statement between question and answer does not take the question away; a new question
    // does.
    if (!asked.empty() || is_talk_only(turn)) {
      asked_ = std::move(asked);
      waiting_ = kAnswerMessagesMax;
    }
  }

  void customer(const Turn& turn) {
    const std::vector<Found> found = scan(turn.text, turn.language, names_);
    learn_names(found, turn.text);
    std::vector<Found> answers;
    if (waiting_ > 0) answers = read_answer(turn.text, asked_, found);
    const bool corrects = is_correction(turn.text);
    for (const Found& answer : answers) add(turn, answer, true, corrects);
    for (const Found& find : found) {
      const bool taken = std::any_of(answers.begin(), answers.end(), [&](const Found& a) {
        return find.begin < a.end && a.begin < find.end;
      });
      if (!taken || contains_more(answers, find)) add(turn, find, false, corrects);
    }
    if (!answers.empty()) {
      waiting_ = 0;
    } else if (waiting_ > 0) {
      --waiting_;
    }
  }

  Details finish() {
    Details out;
    out.withheld_count = withheld_;
    for (Detail& detail : details_) {
      detail.item.weight = weight_of(detail);
      out.items.push_back(std::move(detail.item));
    }
    return out;
  }

 private:
  void learn_names(const std::vector<Found>& found, const Text& text) {
    for (const Found& find : found) {
      if (find.kind != Kind::thing || find.end - find.begin < kNameMinBytes || names_.size() >= kNamesMax)
        continue;
      std::string name = fold(text.slice(find.begin, find.end));
      if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(std::move(name));
    }
  }

  static bool is_talk_only(const Turn& turn) {
    return std::any_of(turn.text.sentences.begin(), turn.text.sentences.end(),
                       [](const Sentence& s) { return s.question; });
  }

  // An identifier inside a longer spoken answer is a detail of its own.
  static bool contains_more(const std::vector<Found>& answers, const Found& find) {
    const bool strong = find.kind != Kind::thing && find.kind != Kind::quantity;
    return strong && std::all_of(answers.begin(), answers.end(),
                                 [&](const Found& a) { return a.begin != find.begin || a.end != find.end; });
  }

  static bool is_marked(const Text& text, const Found& find) {
    const std::vector<Mark> marks = marks_in(text.raw);
    return std::any_of(marks.begin(), marks.end(),
                       [&](const Mark& mark) { return find.begin < mark.end && mark.begin < find.end; });
  }

  bool is_withheld(std::string_view label) const {
    const std::string folded = fold(label);
    return std::any_of(options_.withheld_labels.begin(), options_.withheld_labels.end(),
                       [&](const std::string& word) {
                         return !word.empty() && folded.find(fold(word)) != std::string::npos;
                       });
  }

  void add(const Turn& turn, const Found& find, bool answered, bool corrects) {
    std::string_view value = turn.text.slice(find.begin, find.end);
    value = value.substr(0, value.find('\n'));
    value = shorten(value, kValueMaxChars);
    if (value.empty() || value.find('*') != std::string_view::npos || is_marked(turn.text, find))
      return;  // masked: counted where it was masked
    Detail detail;
    detail.item.label = find.label.empty() ? std::string(kind_word(find.kind, options_.language))
                                           : one_line(shorten(find.label, kLabelMaxChars));
    if (detail.item.label.find('*') != std::string::npos) return;
    if (is_withheld(detail.item.label)) {
      ++withheld_;
      return;
    }
    detail.item.value = std::string(value);
    detail.item.sequence = turn.sequence;
    detail.kind = find.kind;
    detail.answered = answered;
    detail.folded = fold(value);
    merge(std::move(detail), corrects);
  }

  void merge(Detail detail, bool corrects) {
    for (Detail& known : details_) {
      if (known.folded != detail.folded) continue;
      const bool same_question = known.item.label == detail.item.label;
      if (known.answered && detail.answered && !same_question && detail.folded.size() <= 3)
        continue;  // "3" and "3"
      if (detail.answered && !known.answered) {
        known.item.label = detail.item.label;
        known.answered = true;
      }
      return;
    }
    if (corrects) {  // the later word takes the place of the last earlier one, under the label that one had
      for (std::size_t i = details_.size(); i > 0; --i) {
        const Detail& known = details_[i - 1];
        if (!same_subject(known, detail) || known.item.sequence == detail.item.sequence) continue;
        detail.item.label = known.item.label;
        detail.answered = known.answered;
        if (is_number(detail.kind)) detail.kind = known.kind;
        details_.erase(details_.begin() + static_cast<std::ptrdiff_t>(i - 1));
        break;
      }
    }
    if (details_.size() < kDetailsMax) details_.push_back(std::move(detail));
  }

  const DetailOptions& options_;
  std::vector<Detail> details_;
  std::vector<std::string> names_;
  std::vector<Asked> asked_;
  std::size_t waiting_ = 0;
  std::size_t withheld_ = 0;
};

}  // namespace

Details find_details(const Conversation& conversation, const DetailOptions& options) {
  Gatherer gatherer(options);
  for (const Turn& turn : conversation.turns) {
    if (turn.speaker == Speaker::customer) gatherer.customer(turn);
    if (turn.speaker == Speaker::agent || turn.speaker == Speaker::bot) gatherer.ours(turn);
  }
  return gatherer.finish();
}

}  // namespace baton::brief
