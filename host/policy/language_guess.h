// SPDX-License-Identifier: MIT
// language_guess.h - which of the six languages a text is written in, or asks for (K). By small words that only one
// of them has; where they do not tell, nothing is said.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "host/core/text_matcher.h"
#include "host/policy/key_index.h"
#include "host/policy/signal_set.h"

namespace baton::policy {

class LanguageGuess {
 public:
  LanguageGuess();
  core::Heard of(std::string_view text) const { return of(signal_text(text)); }
  core::Heard of(const SignalText& seen) const;

 private:
  KeyIndex small_words_;
  std::vector<std::uint32_t> languages_of_;  // of each small word: a bit for each language that has it
  std::unique_ptr<const SignalSet> asked_;   // a signal for each language
};

}  // namespace baton::policy
