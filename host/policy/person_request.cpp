// SPDX-License-Identifier: MIT
// person_request.cpp - see person_request.h.
#include "host/policy/person_request.h"

#include <algorithm>
#include <stdexcept>

namespace baton::policy {
namespace {

constexpr int kMatchesMaxPerPattern = 16;
constexpr std::size_t kClauseMaxBytes = 160;  // how far around a request its negation is looked for

RE2::Options pattern_options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(std::int64_t{32} << 20);
  return options;
}

std::unique_ptr<RE2> compiled(const std::string& pattern) {
  if (pattern.empty()) return nullptr;
  auto re = std::make_unique<RE2>(pattern, pattern_options());
  if (!re->ok()) throw std::logic_error("word list: " + re->error() + " in " + pattern);
  return re;
}

std::string replaced(std::string text, std::string_view placeholder, const std::string& value) {
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + value.size()))
    text.replace(at, placeholder.size(), value);
  return text;
}

// "(?:a|b)" and more words of the configuration beside them.
std::string with_words(std::string_view group, const std::vector<std::string>& words) {
  std::string alternatives(group);
  for (const std::string& word : words)
    if (const std::string folded = fold(word).text; !folded.empty())
      alternatives += "|\\b" + RE2::QuoteMeta(folded);
  return "(?:" + alternatives + ")";
}

bool contains(const std::unique_ptr<RE2>& re, std::string_view text) {
  return re && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

// The sentence around a request, as far as its negation is concerned.
std::size_t clause_begin(std::string_view text, std::size_t at) {
  std::size_t begin = text.substr(0, at).find_last_of(".!?;,:\n");
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  if (at - begin > kClauseMaxBytes) begin = at - kClauseMaxBytes;
  return begin;
}

}  // namespace

PersonRequest::PersonRequest(const MatcherOptions& options) {
  std::string phrases;
  for (const LanguageLists* lists : all_languages()) {
    languages_.push_back(compile(*lists, options));
    for (const std::string_view phrase : lists->not_person)
      phrases += (phrases.empty() ? "" : "|") + std::string(phrase);
  }
  for (const std::string& phrase : options.not_person)
    if (const std::string folded = fold(phrase).text; !folded.empty())
      phrases += "|\\b" + RE2::QuoteMeta(folded);
  not_person_ = compiled("(" + phrases + ")");
  any_request_ = std::make_unique<RE2::Set>(pattern_options(), RE2::UNANCHORED);
  for (const Language& language : languages_)
    for (const Pattern& pattern : language.patterns)
      pattern_count_ = any_request_->Add(pattern.re->pattern(), nullptr) + 1;
  if (!any_request_->Compile()) throw std::logic_error("word list: the set of all requests does not compile");
}

PersonRequest::Language PersonRequest::compile(const LanguageLists& lists,
                                               const MatcherOptions& options) const {
  Language language;
  language.name = lists.language;
  const auto filled = [&](std::string_view pattern) {
    std::string text(pattern);
    text = replaced(std::move(text), "{any}", with_words(lists.any, options.person));
    text = replaced(std::move(text), "{hard}", with_words(lists.hard, options.person));
    text = replaced(std::move(text), "{det}", std::string(lists.det));
    return replaced(std::move(text), "{end}", std::string(lists.end));
  };
  for (std::size_t i = 0; i < lists.requests.size(); ++i)
    language.patterns.push_back(
        {compiled(filled(lists.requests[i])), language.name + ".request." + std::to_string(i + 1), true});
  for (std::size_t i = 0; i < lists.refusals_of_bots.size(); ++i)
    language.patterns.push_back({compiled(filled(lists.refusals_of_bots[i])),
                                 language.name + ".no_bot." + std::to_string(i + 1), false});
  const std::string bare = with_words(lists.bare, options.person);
  const std::string polite = "(?:" + std::string(lists.polite) + "|" + std::string(words_en().polite) + ")";
  language.bare = compiled("^(?:" + polite + " )*" + bare + "(?: " + bare + ")*(?: " + polite + ")*$");
  language.negated_before = compiled(std::string(lists.negated_before));
  language.negated_inside = compiled(std::string(lists.negated_inside));
  language.negated_after = compiled(std::string(lists.negated_after));
  language.asked_all_the_same = compiled(std::string(lists.asked_all_the_same));
  return language;
}

std::optional<core::TextSpan> PersonRequest::find(std::string_view text, std::string_view language) const {
  const FoldedText folded = fold(text);
  if (folded.text.empty()) return std::nullopt;
  std::vector<int> candidates;
  RE2::Set::ErrorInfo error{};
  if (!any_request_->Match(folded.text, &candidates, &error) && error.kind == RE2::Set::kOutOfMemory)
    for (int i = 0; i < pattern_count_; ++i)
      candidates.push_back(i);  // too much for one pass: each pattern by itself
  std::sort(candidates.begin(), candidates.end());
  const std::string words = words_only(folded.text);
  const std::string_view base = language.substr(0, language.find('-'));
  const auto span = [&](const Hit& hit) {
    const std::int64_t begin = folded.origin[hit.begin];
    return core::TextSpan{begin, folded.origin[hit.end] - begin, hit.pattern};
  };
  std::optional<core::TextSpan> found;
  std::size_t first_index = 0;
  for (const Language& tried : languages_) {
    std::optional<Hit> hit;
    if (RE2::FullMatch(words, *tried.bare)) hit = Hit{0, folded.text.size(), tried.name + ".bare"};
    if (!hit && !candidates.empty()) hit = find_in(tried, folded.text, candidates, first_index);
    if (hit && tried.name == base) return span(*hit);
    if (hit && !found) found = span(*hit);
    first_index += tried.patterns.size();
  }
  return found;
}

std::optional<PersonRequest::Hit> PersonRequest::find_in(const Language& language, const std::string& text,
                                                         const std::vector<int>& candidates,
                                                         std::size_t first_index) const {
  std::optional<Hit> best;
  for (std::size_t i = 0; i < language.patterns.size(); ++i) {
    if (!std::binary_search(candidates.begin(), candidates.end(), static_cast<int>(first_index + i)))
      continue;
    auto hit = first_valid(language, language.patterns[i], text);
    if (hit && (!best || hit->begin < best->begin)) best = std::move(hit);
  }
  return best;
}

std::optional<PersonRequest::Hit> PersonRequest::first_valid(const Language& language, const Pattern& pattern,
                                                             const std::string& text) const {
  const re2::StringPiece whole(text);
  std::size_t from = 0;
  for (int tries = 0; tries < kMatchesMaxPerPattern && from < text.size(); ++tries) {
    re2::StringPiece groups[2];
    const int wanted = std::min(2, pattern.re->NumberOfCapturingGroups() + 1);
    if (!pattern.re->Match(whole, from, text.size(), RE2::UNANCHORED, groups, wanted)) return std::nullopt;
    const std::size_t begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    const bool has_person = wanted == 2 && groups[1].data() != nullptr && !groups[1].empty();
    const std::size_t person = has_person ? static_cast<std::size_t>(groups[1].data() - text.data()) : end;
    const bool other = has_person && names_something_else(text, person, person + groups[1].size());
    if (!other && (!pattern.negatable || !is_negated(language, text, begin, end)))
      return Hit{begin, end, pattern.name};
    from = std::max(begin + 1, end > begin ? begin + 1 : end);
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
  }
  return std::nullopt;
}

bool PersonRequest::is_negated(const Language& language, const std::string& text, std::size_t begin,
                               std::size_t end) const {
  const std::string_view view = text;
  const std::size_t start = clause_begin(view, begin);
  const std::string_view before = view.substr(start, begin - start);
  const std::string_view inside = view.substr(begin, end - begin);
  const std::string_view after = view.substr(end, kClauseMaxBytes);
  const bool negated = contains(language.negated_before, before) ||
                       contains(language.negated_inside, inside) || contains(language.negated_after, after);
  if (!negated) return false;
  // "why can't I talk to a human" and "kya main agent se baat nahi kar sakta" ask, for all their "not".
  const std::string_view clause = view.substr(start, end - start);
  return !contains(language.asked_all_the_same, clause);
}

bool PersonRequest::names_something_else(const std::string& text, std::size_t begin, std::size_t end) const {
  constexpr std::size_t kPhraseMaxBytes = 96;
  std::size_t from = begin > kPhraseMaxBytes ? begin - kPhraseMaxBytes : 0;
  const std::size_t until = std::min(text.size(), end + kPhraseMaxBytes);
  re2::StringPiece phrase;
  while (from < end && not_person_->Match(text, from, until, RE2::UNANCHORED, &phrase, 1)) {
    const std::size_t at = static_cast<std::size_t>(phrase.data() - text.data());
    if (at >= end) return false;
    if (at + phrase.size() > begin) return true;
    from = at + std::max<std::size_t>(phrase.size(), 1);
  }
  return false;
}

}  // namespace baton::policy
