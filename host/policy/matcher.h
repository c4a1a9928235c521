// SPDX-License-Identifier: MIT
// matcher.h - core::TextMatcher by RE2: the closed lists of word_lists.h, extended by the configuration.
// Built once, immutable afterwards and therefore safe from any thread; the time for a text is linear in its
// length.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/text_matcher.h"
#include "host/policy/named_objects.h"
#include "host/policy/sensitive_text.h"

namespace baton::policy {

class SignalSet;

// What the configuration adds to the lists; free text, folded here.
struct MatcherOptions {
  std::vector<std::string> person;           // recognise.person
  std::vector<std::string> not_person;       // recognise.not_person
  std::vector<std::string> opt_out;          // recognise.opt_out
  std::vector<std::string> acknowledgement;  // recognise.acknowledgement
  std::vector<std::string> own_ids;          // privacy.own_ids, RE2
  SensitiveOptions sensitive = {};           // privacy.national_ids, .secrets_in_context, .sensitive_patterns
  std::shared_ptr<const SignalSet> signals = {};  // of triage; none: no text has any
  ObjectPatterns objects = {};  // triage.objects
};

// What is wrong with a pattern in the configuration; "" = nothing.
std::string pattern_problem(const std::string& pattern);

// REQUIRES: every pattern of own_ids is without problem.
std::shared_ptr<const core::TextMatcher> make_matcher(const MatcherOptions& options);

}  // namespace baton::policy
