// SPDX-License-Identifier: MIT
#include "rule.h"

#include <algorithm>

namespace phrases {

std::string words_of(std::string_view text) {
  std::string words = " ";
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool of_a_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (of_a_word) {
      words.push_back(c);
    } else if (c != '\'' && words.back() != ' ') {
      words.push_back(' ');
    }
  }
  if (words.back() != ' ') words.push_back(' ');
  return words;
}

Phrases::Phrases(const std::vector<std::string>& phrases) {
  for (const std::string& phrase : phrases) {
    phrases_.push_back(words_of(phrase));
    usable_ = usable_ && phrases_.back() != " ";
  }
}

bool Phrases::said_in(std::string_view message) const {
  const std::string words = words_of(message);
  return std::any_of(phrases_.begin(), phrases_.end(),
                     [&](const std::string& phrase) { return words.find(phrase) != std::string::npos; });
}

}  // namespace phrases
