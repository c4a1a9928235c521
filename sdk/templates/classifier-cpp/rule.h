// SPDX-License-Identifier: MIT
// rule.h - the whole judgement of this plugin, without Baton: does a message say one of these phrases?
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace phrases {

// The words of a text in small letters, each with a blank before and behind it: "It's MINE!" is " its mine ". What is
// no Latin letter stays as it is. A text without a word is " ".
std::string words_of(std::string_view text);

// Built once from the settings, asked for every message. Not usable when a phrase has no word: everybody would say it.
class Phrases {
 public:
  explicit Phrases(const std::vector<std::string>& phrases);
  bool usable() const { return usable_; }
  // Whole words, in their order, one after the other.
  bool said_in(std::string_view message) const;

 private:
  std::vector<std::string> phrases_;
  bool usable_ = true;
};

}  // namespace phrases
