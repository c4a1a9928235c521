// SPDX-License-Identifier: MIT
// signal_set.h - all phrases of all signals, compiled. One walk over the text finds the keys of phrases that are there;
// only the few phrases of which every part has one are looked at. Immutable, safe from any thread.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/text_matcher.h"
#include "host/policy/key_index.h"
#include "host/policy/phrase.h"
#include "host/policy/signal_text.h"

namespace baton::policy {

struct SignalPhrases {
  std::vector<Phrase> phrases;  // one of them is enough
  std::vector<Phrase> unless;   // but not where one of these stands
};

class SignalSet {
 public:
  // Throws std::logic_error where a phrase has a problem. A signal's place here is its place in
  // core::TriagePolicy::signals.
  explicit SignalSet(const std::vector<SignalPhrases>& signals);

  std::vector<core::SignalHit> find(std::string_view text) const { return find(signal_text(text)); }
  std::vector<core::SignalHit> find(const SignalText& seen) const;  // the places it tells are those of the source

 private:
  struct Compiled {
    std::size_t signal = 0;
    bool unless = false;
    std::unique_ptr<RE2> re;
    std::unique_ptr<RE2> not_before;
    std::unique_ptr<RE2> not_after;
    std::vector<std::vector<int>> also;  // of each of these groups of keys one must be there as well
  };
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void add(const Phrase& phrase, std::size_t signal, bool unless);
  std::vector<int> numbers_of(const std::vector<std::string>& keys) const;
  std::vector<std::size_t> candidates(const std::string& text) const;
  std::vector<Span> matches(const Compiled& phrase, std::string_view text) const;
  bool excluded(const Compiled& phrase, std::string_view text, Span span) const;

  std::vector<Compiled> phrases_;                 // of one signal together, what it is not first
  std::vector<std::string> keys_;                 // sorted: a key's number is its place
  std::vector<std::vector<std::size_t>> rarest_;  // by a key's number: the phrases whose rarest key it is
  KeyIndex index_;
};

}  // namespace baton::policy
