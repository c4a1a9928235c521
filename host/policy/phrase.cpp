// SPDX-License-Identifier: MIT
// phrase.cpp - reads the notation of phrase.h into a small tree; the tree gives pattern, keys and samples.
#include "host/policy/phrase.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>

#include "host/policy/folded_text.h"
#include "host/policy/signal_text.h"

namespace baton::policy {
namespace {

constexpr int kNestingMax = 8;
constexpr std::size_t kSamples = 8;
constexpr const char* kGap = "(?:[^ .]+ ){0,6}?";

struct Element;
using Sequence = std::vector<Element>;

struct Element {
  enum class Kind { word = 1, number, any_word, gap, one_of, optional, none_of };
  Kind kind = Kind::word;
  std::string words;  // word: normalised, blank after each
  bool any_ending = false;
  std::vector<Sequence> alternatives;
};

struct Failure {
  std::string what;
};

class Reader {
 public:
  Reader(std::string_view text, const NamedWords& named, int depth)
      : text_(fold(text).text), named_(named), depth_(depth) {
    if (depth > kNestingMax) throw Failure{"is nested too deeply, or a list of words names itself"};
  }

  std::vector<Sequence> alternatives_to_end() {
    auto alternatives = read_alternatives();
    if (at_ < text_.size()) throw Failure{std::string("has a \"") + text_[at_] + "\" that nothing opens"};
    return alternatives;
  }

 private:
  std::vector<Sequence> read_alternatives() {
    std::vector<Sequence> alternatives(1);
    while (at_ < text_.size() && text_[at_] != ')' && text_[at_] != ']') {
      if (text_[at_] == '|') {
        ++at_;
        alternatives.emplace_back();
      } else if (text_[at_] == ' ') {
        ++at_;
      } else {
        alternatives.back().push_back(read_element());
      }
    }
    return alternatives;
  }

  Element read_element() {
    switch (text_[at_]) {
      case '(':
        return bracketed(')', Element::Kind::one_of);
      case '[':
        return bracketed(']', Element::Kind::optional);
      case '{':
        return named_words();
      case '!':
        return none_of();
      default:
        return read_word();
    }
  }

  Element bracketed(char end, Element::Kind kind) {
    ++at_;
    Element element;
    element.kind = kind;
    element.alternatives = read_alternatives();
    if (at_ >= text_.size() || text_[at_] != end)
      throw Failure{std::string("has a bracket without its \"") + end + "\""};
    ++at_;
    for (const auto& alternative : element.alternatives)
      if (alternative.empty()) throw Failure{"has an empty alternative"};
    return element;
  }

  Element none_of() {
    ++at_;
    if (at_ >= text_.size() || (text_[at_] != '(' && text_[at_] != '{'))
      throw Failure{"has a \"!\" without its list: write !(not|never)"};
    Element element = text_[at_] == '(' ? bracketed(')', Element::Kind::none_of) : named_words();
    element.kind = Element::Kind::none_of;
    return element;
  }

  Element named_words() {
    const auto end = text_.find('}', at_);
    if (end == std::string::npos) throw Failure{"has a \"{\" without its \"}\""};
    const std::string name = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    const auto words = named_(name);
    if (!words) throw Failure{"names the list {" + name + "}, which is not there"};
    Element element;
    element.kind = Element::Kind::one_of;
    element.alternatives = Reader(*words, named_, depth_ + 1).alternatives_to_end();
    for (const auto& alternative : element.alternatives)
      if (alternative.empty()) throw Failure{"names the list {" + name + "}, which has an empty entry"};
    return element;
  }

  Element read_word() {
    const auto end = std::min(text_.find_first_of(" ()[]{}|!", at_), text_.size());
    std::string word = text_.substr(at_, end - at_);
    if (word.empty()) throw Failure{std::string("has a \"") + text_[at_] + "\" that nothing opens"};
    at_ = end;
    Element element;
    if (word == "..." || word == "\u2026") {
      element.kind = Element::Kind::gap;
    } else if (word == "_") {
      element.kind = Element::Kind::any_word;
    } else if (word == "#") {
      element.kind = Element::Kind::number;
    } else {
      element.any_ending = word.ends_with('*');
      if (element.any_ending) word.pop_back();
      element.words = signal_text(word).text.substr(1);
      if (element.words.empty() || element.words.find('.') != std::string::npos)
        throw Failure{"holds \"" + word + "\", in which there is no word"};
    }
    return element;
  }

  const std::string text_;
  const NamedWords& named_;
  int depth_;
  std::size_t at_ = 0;
};

std::string pattern_of(const Sequence& sequence);

std::string pattern_of(const std::vector<Sequence>& alternatives) {
  std::string pattern;
  for (const auto& alternative : alternatives) pattern += (pattern.empty() ? "(?:" : "|") + pattern_of(alternative);
  return pattern + ")";
}

std::string pattern_of(const Element& element) {
  switch (element.kind) {
    case Element::Kind::word: {
      auto words = RE2::QuoteMeta(element.words);
      if (!element.any_ending) return words;
      words.erase(words.rfind("\\ "));
      return words + "[^ ]* ";
    }
    case Element::Kind::number:
      return "[0-9]+ ";
    case Element::Kind::any_word:
      return "[^ .]+ ";
    case Element::Kind::gap:
      return kGap;
    case Element::Kind::one_of:
      return pattern_of(element.alternatives);
    case Element::Kind::optional:
      return pattern_of(element.alternatives) + "?";
    case Element::Kind::none_of:
      break;
  }
  throw Failure{"has a \"!\" between its words: it may stand first or last"};
}

std::string pattern_of(const Sequence& sequence) {
  std::string pattern;
  for (const auto& element : sequence) pattern += pattern_of(element);
  return pattern;
}

std::size_t shortest(const std::vector<std::string>& keys) {
  std::size_t least = std::string::npos;
  for (const auto& key : keys) least = std::min(least, key.size());
  return keys.empty() ? 0 : least;
}

using KeyGroups = std::vector<std::vector<std::string>>;
KeyGroups keys_of(const Sequence& sequence);

// One of the alternatives is there, so one of their rarest keys is; nothing where an alternative needs no word.
std::vector<std::string> keys_of_one(const std::vector<Sequence>& alternatives) {
  std::vector<std::string> keys;
  for (const auto& alternative : alternatives) {
    const auto groups = keys_of(alternative);
    if (groups.empty()) return {};
    keys.insert(keys.end(), groups.front().begin(), groups.front().end());
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// Words that stand together are one key: "cancel my account" is rarer than any word of it. After a word that may end
// anyhow another key begins.
KeyGroups keys_of(const Sequence& sequence) {
  KeyGroups groups;
  std::string words = " ";
  const auto end_key = [&] {
    if (words != " ") groups.push_back({words});
    words = " ";
  };
  for (const auto& element : sequence) {
    if (element.kind == Element::Kind::word) {
      words += element.words;
      if (!element.any_ending) continue;
      words.pop_back();
      end_key();
    } else {
      end_key();
      if (element.kind != Element::Kind::one_of) continue;
      if (auto keys = keys_of_one(element.alternatives); !keys.empty()) groups.push_back(std::move(keys));
    }
  }
  end_key();
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& a, const auto& b) { return shortest(a) > shortest(b); });
  return groups;
}

std::string sample_of(const Sequence& sequence, std::size_t choice) {
  std::string sample;
  for (const auto& element : sequence) {
    switch (element.kind) {
      case Element::Kind::word:
        sample += element.words;
        break;
      case Element::Kind::number:
        sample += "12 ";
        break;
      case Element::Kind::any_word:
        sample += "x ";
        break;
      case Element::Kind::optional:
        if (choice % 2 == 0) break;
        [[fallthrough]];
      case Element::Kind::one_of:
        sample += sample_of(element.alternatives[choice % element.alternatives.size()], choice);
        break;
      case Element::Kind::gap:
      case Element::Kind::none_of:
        break;
    }
  }
  return sample;
}

// What may not stand before and after is taken off the ends.
void take_exclusions(Sequence& sequence, Phrase& phrase) {
  if (!sequence.empty() && sequence.front().kind == Element::Kind::none_of) {
    phrase.not_before = " " + pattern_of(sequence.front().alternatives);
    sequence.erase(sequence.begin());
  }
  if (!sequence.empty() && sequence.back().kind == Element::Kind::none_of) {
    phrase.not_after = " " + pattern_of(sequence.back().alternatives);
    sequence.pop_back();
  }
}

}  // namespace

Phrase parse_phrase(std::string_view text, const NamedWords& named) {
  Phrase phrase;
  try {
    auto alternatives = Reader(text, named, 0).alternatives_to_end();
    if (alternatives.size() != 1) throw Failure{"has a \"|\" outside of brackets"};
    auto& sequence = alternatives.front();
    take_exclusions(sequence, phrase);
    phrase.pattern = " " + pattern_of(sequence);
    phrase.keys = keys_of(sequence);
    if (phrase.keys.empty()) throw Failure{"needs no word at all, so it would match everything"};
    for (std::size_t i = 0; i < kSamples; ++i) phrase.samples.push_back(sample_of(sequence, i));
  } catch (const Failure& failure) {
    phrase.problem = failure.what;
  }
  return phrase;
}

}  // namespace baton::policy
