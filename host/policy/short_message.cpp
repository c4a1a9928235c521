// SPDX-License-Identifier: MIT
// short_message.cpp - see short_message.h. A message acknowledges when known phrases cover it from its first
// word to its last; a negation or anything new is in no list, so it can never be covered.
#include "host/policy/short_message.h"

#include <algorithm>

#include "host/policy/folded_text.h"
#include "host/policy/word_lists.h"

namespace baton::policy {
namespace {

constexpr std::size_t kPhraseMaxWords = 6;
constexpr std::size_t kShortMaxBytes = 512;  // 20 words are shorter than that

std::string phrase_of(std::string_view text) { return words_only(fold(text).text); }

// Emoticons are punctuation, so they are taken out before punctuation is.
std::string with_symbols_marked(std::string text) {
  for (const std::string_view symbol : acknowledging_symbols())
    for (std::size_t at = text.find(symbol); at != std::string::npos; at = text.find(symbol, at)) {
      const bool emoji = static_cast<unsigned char>(symbol.front()) >= 0x80;
      const bool free_before = at == 0 || text[at - 1] == ' ' || emoji;
      if (!free_before) {  // "10:)" is no smile
        at += symbol.size();
        continue;
      }
      text.replace(at, symbol.size(), " 0symbol0 ");
    }
  return text;
}

// Words there are at least, without folding: runs of anything but blanks that hold a letter or digit of ASCII. A long
// message costs one look at its bytes this way.
std::size_t words_at_least(std::string_view text) {
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (c == ' ') in_word = false;
    else if (plain && !in_word) {
      in_word = true;
      ++words;
    }
  }
  return words;
}

bool asks(std::string_view folded) {
  for (const std::string_view mark : {"?", "\u00BF", "\u061F", "\uFF1F"})
    if (folded.find(mark) != std::string_view::npos) return true;
  return false;
}

// "thaaanks", "okkkk": three or more of a letter are two, and two are tried as one.
std::string calmer(std::string_view word, std::size_t most) {
  std::string text;
  for (const char c : word)
    if (text.size() < most || !std::all_of(text.end() - static_cast<std::ptrdiff_t>(most), text.end(),
                                           [&](char d) { return d == c; }))
      text += c;
  return text;
}

}  // namespace

ShortMessages::ShortMessages(const MatcherOptions& options) {
  for (const LanguageLists* lists : all_languages()) {
    for (const std::string_view phrase : lists->opt_out) opt_outs_.insert(phrase_of(phrase));
    Lists& own = languages_.emplace_back();
    own.language = lists->language;
    for (const std::string_view phrase : lists->acknowledgements)
      own.acknowledgements.insert(phrase_of(phrase));
    for (const std::string& phrase : options.acknowledgement) own.acknowledgements.insert(phrase_of(phrase));
    own.acknowledgements.insert("0symbol0");
    for (const std::string_view phrase : lists->fillers) own.fillers.insert(phrase_of(phrase));
  }
  for (const std::string& phrase : options.opt_out) opt_outs_.insert(phrase_of(phrase));
  opt_outs_.erase("");
  for (const std::string& phrase : opt_outs_) opt_out_words_max_ = std::max(opt_out_words_max_, split_words(phrase).size());
}

bool ShortMessages::is_opt_out(std::string_view text) const {
  if (text.size() > kShortMaxBytes || words_at_least(text) > opt_out_words_max_) return false;
  return opt_outs_.contains(phrase_of(text));
}

bool ShortMessages::is_acknowledgement(std::string_view text, std::string_view language) const {
  if (text.empty() || text.size() > kShortMaxBytes || words_at_least(text) > kAcknowledgementMaxWords) return false;
  const std::string folded = fold(text).text;
  if (asks(folded)) return false;
  const std::string base(language.substr(0, language.find('-')));
  const bool known =
      std::any_of(languages_.begin(), languages_.end(), [&](const Lists& l) { return l.language == base; });
  std::vector<const Lists*> lists;  // English thanks are understood everywhere
  for (const Lists& own : languages_)
    if (!known || own.language == base || own.language == "en") lists.push_back(&own);
  const std::string marked = words_only(with_symbols_marked(folded));
  if (std::count(marked.begin(), marked.end(), ' ') >= static_cast<std::ptrdiff_t>(kAcknowledgementMaxWords))
    return false;
  if (made_of(split_words(marked), lists)) return true;
  for (const std::size_t most : {2, 1}) {
    std::vector<std::string> calm;
    for (const std::string_view word : split_words(marked)) calm.push_back(calmer(word, most));
    if (made_of({calm.begin(), calm.end()}, lists)) return true;
  }
  return false;
}

// Longest phrase first is not enough ("thank you very | much" against "thank you | very much"), so every
// cover is tried, from the end: covered[i] says whether the words from i on can be covered, and whether
// something acknowledges there.
bool ShortMessages::made_of(const std::vector<std::string_view>& words,
                            const std::vector<const Lists*>& lists) {
  enum class Cover { none, fillers, acknowledges };
  if (words.empty()) return false;
  std::vector<Cover> covered(words.size() + 1, Cover::none);
  covered.back() = Cover::fillers;
  for (std::size_t i = words.size(); i-- > 0;) {
    std::string phrase;
    for (std::size_t j = i; j < words.size() && j - i < kPhraseMaxWords; ++j) {
      phrase += (j == i ? "" : " ") + std::string(words[j]);
      if (covered[j + 1] == Cover::none) continue;
      for (const Lists* own : lists) {
        if (own->acknowledgements.contains(phrase)) covered[i] = Cover::acknowledges;
        if (covered[i] == Cover::none && own->fillers.contains(phrase)) covered[i] = covered[j + 1];
        if (covered[i] == Cover::fillers && own->fillers.contains(phrase) &&
            covered[j + 1] == Cover::acknowledges)
          covered[i] = Cover::acknowledges;
      }
    }
  }
  return covered.front() == Cover::acknowledges;
}

}  // namespace baton::policy
