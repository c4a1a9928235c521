// SPDX-License-Identifier: MIT
// first_words.h - J1: messages that greet and say nothing else, and words for how urgent something is, in six
// languages.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "host/policy/signal_set.h"

namespace baton::policy {

class FirstWords {
 public:
  FirstWords();
  bool is_greeting(std::string_view text) const;    // the whole message
  bool names_urgency(const SignalText& seen) const { return !urgency_->find(seen).empty(); }  // anywhere in it

 private:
  bool covered(std::string_view words) const;

  std::set<std::string, std::less<>> greetings_;
  std::unique_ptr<const SignalSet> urgency_;
};

}  // namespace baton::policy
