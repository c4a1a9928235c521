// SPDX-License-Identifier: MIT
// person_request.h - H8: does somebody ask for a person? Verb and person word, or the bare word alone; what
// is negated, reported or about something else ("travel agent") is none. In doubt a wish for a person counts:
// the other mistake traps people with a bot.
#pragma once

#include <re2/re2.h>
#include <re2/set.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/text_matcher.h"
#include "host/policy/folded_text.h"
#include "host/policy/matcher.h"
#include "host/policy/word_lists.h"

namespace baton::policy {

class PersonRequest {
 public:
  explicit PersonRequest(const MatcherOptions& options);

  // The earliest request; `language` is tried first, the others after it, since people switch.
  std::optional<core::TextSpan> find(std::string_view text, std::string_view language) const;

 private:
  struct Pattern {
    std::unique_ptr<RE2> re;
    std::string name;  // "en.request.3"
    bool negatable = true;
  };
  struct Language {
    std::string name;
    std::vector<Pattern> patterns;
    std::unique_ptr<RE2> bare;
    std::unique_ptr<RE2> negated_before;
    std::unique_ptr<RE2> negated_inside;
    std::unique_ptr<RE2> negated_after;
    std::unique_ptr<RE2> asked_all_the_same;
  };
  struct Hit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string pattern;
  };

  Language compile(const LanguageLists& lists, const MatcherOptions& options) const;
  std::optional<Hit> find_in(const Language& language, const std::string& text,
                             const std::vector<int>& candidates, std::size_t first_index) const;
  std::optional<Hit> first_valid(const Language& language, const Pattern& pattern,
                                 const std::string& text) const;
  bool is_negated(const Language& language, const std::string& text, std::size_t begin,
                  std::size_t end) const;
  bool names_something_else(const std::string& text, std::size_t begin, std::size_t end) const;

  std::vector<Language> languages_;
  std::unique_ptr<RE2::Set> any_request_;  // of all languages: most texts match none, and one pass tells
  int pattern_count_ = 0;
  std::unique_ptr<RE2> not_person_;
};

}  // namespace baton::policy
