// SPDX-License-Identifier: MIT
#include "host/policy/signal_set.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace baton::policy {
namespace {

constexpr std::size_t kMatchesMax = 8;  // of one phrase in one text
constexpr int kWordsAround = 4;         // how far a "!" looks

// Bytes instead of code points: blanks and points are bytes, and everything between them is compared as it stands.
RE2::Options byte_options(std::int64_t memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_never_capture(true);
  options.set_max_mem(memory);
  return options;
}

std::unique_ptr<RE2> compiled(const std::string& pattern) {
  constexpr std::int64_t kPhraseMemory = std::int64_t{2} << 20;
  if (pattern.empty()) return nullptr;
  auto re = std::make_unique<RE2>(pattern, byte_options(kPhraseMemory));
  if (!re->ok()) throw std::logic_error("phrase: " + re->error() + " in " + pattern);
  return re;
}

bool found_in(const std::unique_ptr<RE2>& re, std::string_view text) {
  return re != nullptr && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

// The words before `at` in its sentence, a blank at both ends.
std::string_view words_before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  for (int n = 0; n < kWordsAround && begin > 0; ++n) {
    const auto blank = text.rfind(' ', begin - 1);
    if (blank == std::string_view::npos || text.substr(blank, begin - blank) == " .") break;
    begin = blank;
  }
  return text.substr(begin, at + 1 - begin);
}

std::string_view words_after(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (int n = 0; n < kWordsAround && end + 1 < text.size(); ++n) {
    const auto blank = text.find(' ', end + 1);
    if (blank == std::string_view::npos || text.substr(end, blank - end) == " .") break;
    end = blank;
  }
  return text.substr(at, end + 1 - at);
}

bool touch(std::size_t begin_a, std::size_t end_a, std::size_t begin_b, std::size_t end_b) {
  return begin_a < end_b && begin_b < end_a;
}

}  // namespace

SignalSet::SignalSet(const std::vector<SignalPhrases>& signals) {
  for (const auto& signal : signals)
    for (const auto* phrases : {&signal.unless, &signal.phrases})
      for (const auto& phrase : *phrases)
        for (const auto& group : phrase.keys) keys_.insert(keys_.end(), group.begin(), group.end());
  std::sort(keys_.begin(), keys_.end());
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
  index_ = KeyIndex(keys_);
  rarest_.resize(keys_.size());
  for (std::size_t i = 0; i < signals.size(); ++i) {
    for (const auto& phrase : signals[i].unless) add(phrase, i, true);
    for (const auto& phrase : signals[i].phrases) add(phrase, i, false);
  }
}

std::vector<int> SignalSet::numbers_of(const std::vector<std::string>& keys) const {
  std::vector<int> numbers;
  for (const auto& key : keys)
    numbers.push_back(static_cast<int>(std::lower_bound(keys_.begin(), keys_.end(), key) - keys_.begin()));
  return numbers;
}

void SignalSet::add(const Phrase& phrase, std::size_t signal, bool unless) {
  if (!phrase.problem.empty()) throw std::logic_error("phrase: it " + phrase.problem);
  Compiled added{signal, unless, compiled(phrase.pattern), compiled(phrase.not_before), compiled(phrase.not_after), {}};
  for (const auto& group : phrase.keys) added.also.push_back(numbers_of(group));
  for (const int rarest : added.also.front()) rarest_[static_cast<std::size_t>(rarest)].push_back(phrases_.size());
  added.also.erase(added.also.begin());
  phrases_.push_back(std::move(added));
}

std::vector<std::size_t> SignalSet::candidates(const std::string& text) const {
  const auto hits = index_.find(text);
  std::vector<bool> there(keys_.size());
  for (const int key : hits) there[static_cast<std::size_t>(key)] = true;
  const auto any_there = [&](const std::vector<int>& group) {
    return std::any_of(group.begin(), group.end(), [&](int key) { return there[static_cast<std::size_t>(key)]; });
  };
  std::vector<std::size_t> found;
  for (const int key : hits)
    for (const auto number : rarest_[static_cast<std::size_t>(key)]) {
      const auto& also = phrases_[number].also;
      if (std::all_of(also.begin(), also.end(), any_there)) found.push_back(number);
    }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool SignalSet::excluded(const Compiled& phrase, std::string_view text, Span span) const {
  return found_in(phrase.not_before, words_before(text, span.begin)) ||
         found_in(phrase.not_after, words_after(text, span.end - 1));
}

std::vector<SignalSet::Span> SignalSet::matches(const Compiled& phrase, std::string_view text) const {
  std::vector<Span> spans;
  const re2::StringPiece whole(text.data(), text.size());
  re2::StringPiece match;
  std::size_t from = 0;
  for (std::size_t n = 0; n < kMatchesMax && phrase.re->Match(whole, from, text.size(), RE2::UNANCHORED, &match, 1);
       ++n) {
    const Span span{static_cast<std::size_t>(match.data() - text.data()),
                    static_cast<std::size_t>(match.data() - text.data()) + match.size()};
    if (!excluded(phrase, text, span)) spans.push_back(span);
    from = span.begin + 1;
  }
  return spans;
}

std::vector<core::SignalHit> SignalSet::find(const SignalText& seen) const {
  std::vector<core::SignalHit> hits;
  std::vector<Span> not_here;
  std::size_t of_signal = phrases_.size();
  for (const auto candidate : candidates(seen.text)) {
    const auto& phrase = phrases_[candidate];
    if (!hits.empty() && hits.back().signal == phrase.signal) continue;  // once is enough
    if (phrase.signal != of_signal) not_here.clear();
    of_signal = phrase.signal;
    const auto spans = matches(phrase, seen.text);
    if (phrase.unless) {
      not_here.insert(not_here.end(), spans.begin(), spans.end());
      continue;
    }
    const auto good = std::find_if(spans.begin(), spans.end(), [&](const Span& span) {
      return std::none_of(not_here.begin(), not_here.end(), [&](const Span& other) {
        return touch(span.begin + 1, span.end - 1, other.begin + 1, other.end - 1);
      });
    });
    if (good == spans.end()) continue;
    const auto begin = seen.origin[good->begin + 1];
    const auto sentence =
        std::count(seen.text.begin(), seen.text.begin() + static_cast<std::ptrdiff_t>(good->begin), '.');
    hits.push_back({phrase.signal, begin, static_cast<std::int64_t>(seen.origin[good->end - 1]) - begin, sentence});
  }
  return hits;
}

}  // namespace baton::policy
